import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.formula.formats.latex import LABELS, LATEX_FORMS, OutputForm, appended, in_form
from model.formula.source import outer, paired, tokenized

SAMPLES = (
    r"x^2",
    r"\left( a = b \right] < 3",
    r"E = m c^2 \tag{7}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} x = y",
    r"\begin{aligned} a & = b \\[2pt] [c] & = d \end{aligned}",
    r"\begin{split} a &= b \\ &= c \end{split}",
    r"\begin{gathered} a = b \\ P(X = 1) \end{gathered}",
    r"\begin{align*} a &= b \tag{1} \end{align*}",
    r"\begin{equation} a = b \end{equation}",
    "a = b % a remark\n\n+ c",
    r"a &= b \\ &< c",
    r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
)
PIECES = (
    "x",
    "a + b",
    "= 3",
    r"\leq y",
    r"\frac{a = b}{c}",
    r"\left( p < q \right)",
    "[0, 1)",
    "(u = v)",
    "& = w",
    "*",
)
formulas = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)


def rows(latex):
    inside = latex.removeprefix("\\begin{aligned}\n").removesuffix("\n\\end{aligned}")
    return inside.split(" \\\\\n")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (OutputForm.LATEX, "x^2"),
        (OutputForm.INLINE, "$x^2$"),
        (OutputForm.PARENTHESES, r"\(x^2\)"),
        (OutputForm.DISPLAY, r"\[x^2\]"),
        (OutputForm.DISPLAY_DOLLARS, "$$x^2$$"),
        (OutputForm.EQUATION, "\\begin{equation}\nx^2\n\\end{equation}"),
        (OutputForm.EQUATION_STAR, "\\begin{equation*}\nx^2\n\\end{equation*}"),
        (OutputForm.ALIGN, "\\begin{align}\n& x^2\n\\end{align}"),
        (OutputForm.ALIGN_STAR, "\\begin{align*}\n& x^2\n\\end{align*}"),
        (OutputForm.MARKDOWN, "$$\nx^2\n$$"),
    ],
)
def test_each_form_has_its_delimiters(form, expected):
    assert in_form(" x^2\n", form) == expected


@pytest.mark.parametrize("form", LATEX_FORMS)
@pytest.mark.parametrize("blank", ["", "  \n"])
def test_blank_latex_stays_empty_in_every_form(form, blank):
    assert in_form(blank, form) == ""


def test_every_form_has_a_label():
    assert set(LABELS) == set(OutputForm)


def test_mathml_is_not_made_from_text():
    with pytest.raises(ValueError, match="typesetter"):
        in_form("x", OutputForm.MATHML)


def test_align_takes_the_rows_out_of_aligned():
    aligned = r"\begin{aligned} a & = b \\[2pt] [c] & = d \end{aligned}"
    assert (
        in_form(aligned, OutputForm.ALIGN) == "\\begin{align}\na & = b \\\\[2pt]\n{}[c] & = d\n\\end{align}"
    )


def test_a_comment_does_not_swallow_what_closes_the_formula():
    assert in_form("x % a remark", OutputForm.INLINE) == "$x$"
    assert in_form(r"50\% % a remark", OutputForm.INLINE) == r"$50\%$"


def test_a_tag_is_left_out_where_latex_has_no_place_for_it():
    assert in_form(r"x \tag*{$*$}", OutputForm.INLINE) == "$x$"
    assert r"\tag{1}" in in_form(r"x \tag{1}", OutputForm.EQUATION)


@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in LATEX_FORMS if form is not OutputForm.LATEX])
def test_every_form_of_every_formula_compiles(tmp_path, form):
    formulas = [in_form(sample, form) for sample in SAMPLES]
    if form is OutputForm.MARKDOWN:  # Pandoc makes display mathematics of the dollars
        formulas = [rf"\[{formula.strip('$')}\]" for formula in formulas]
    body = "\n\n".join(formulas)
    document = r"\documentclass{article}\usepackage{amsmath}\begin{document}" + body + r"\end{document}"
    (tmp_path / "forms.tex").write_text(document)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "forms.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


def test_two_formulas_become_lines_aligned_at_their_relations():
    assert (
        appended("a = b", r"f(x = 1) \leq c")
        == "\\begin{aligned}\na &= b \\\\\nf(x = 1) &\\leq c\n\\end{aligned}"
    )


def test_a_third_formula_extends_the_lines():
    assert rows(appended(appended("a = b", "c = d"), "+ e")) == ["a &= b", "c &= d", "& + e"]


def test_a_definition_is_aligned_before_its_colon():
    assert rows(appended("f := 1", r"f : A \to B")) == ["f &:= 1", r"f : A &\to B"]


def test_beside_a_blank_formula_the_other_stays_as_it_is():
    assert appended("", " x % y") == "x % y"
    assert appended("x", " \n") == "x"


@given(shown=formulas, new=formulas)
def test_every_appended_line_has_an_ampersand_and_nothing_is_lost(shown, new):
    joined = appended(shown, new)
    assert len(rows(joined)) == 2
    for row, formula in zip(rows(joined), (shown, new), strict=True):
        assert any(token.text == "&" for token in outer(tokenized(row)))
        assert row.removeprefix("{}").replace("&", "").replace(" ", "") == formula.replace("&", "").replace(
            " ", ""
        )


@given(parts=st.lists(formulas, min_size=2, max_size=4))
def test_appending_one_by_one_or_as_blocks_gives_the_same_lines(parts):
    one_by_one = parts[0]
    for part in parts[1:]:
        one_by_one = appended(one_by_one, part)
    block = parts[1]
    for part in parts[2:]:
        block = appended(block, part)
    if len(parts) > 2:  # a single formula is not a block yet
        assert rows(appended(parts[0], block)) == rows(one_by_one)


@given(shown=st.text(alphabet=r"\{}[]()&=a% $*" + "\n", max_size=20), new=st.text(max_size=20))
def test_any_text_can_be_appended_to_any_text(shown, new):
    joined = appended(shown, new)
    for form in LATEX_FORMS:
        in_form(joined, form)


@given(shown=st.sampled_from(SAMPLES), new=st.sampled_from(SAMPLES))
def test_what_was_appended_is_balanced(shown, new):
    assert not paired(tokenized(appended(shown, new))).unmatched
