import pytest

from model.formula.printer import to_latex

PRINTED = [
    ("E = m c ^ 2", "E = mc^2"),
    ("x _{ i + 1 } ^ \\prime", "x_{i + 1}'"),
    ("x _ i ^{ \\prime 2 }", "x_i'^2"),
    ("\\frac{ a + 1 } b", "\\frac{a + 1}{b}"),
    ("\\root 3 { x + 1 }", "\\sqrt[3]{x + 1}"),
    ("- x < - 1", "-x < -1"),
    ("\\hat x + \\hat{ x y }", "\\hat{x} + \\widehat{xy}"),
    ("\\bar x \\bar{ x y }", "\\bar{x}\\overline{xy}"),
    ("\\mathrm{ i f } x", "\\text{if }x"),
    ("x \\mathrm{ i f } y", "x\\text{ if }y"),
    ("\\mathrm{ n o n - z e r o }", "\\text{non-zero}"),
    ("\\mathrm{ k g }", "\\mathrm{kg}"),
    ("\\alpha x", "\\alpha x"),
    ("\\alpha 2", "\\alpha2"),
    ("\\not D", "\\not D"),
    ("a \\quad b", "a\\quad b"),
    ("\\mathrm{ r é s }", "\\text{rés}"),
    ("\\mathbfcal X", "\\boldsymbol{\\mathcal{X}}"),
    ("5 \\euro", "5\\text{€}"),
    ("\\bar \\lim _ n", "\\overline{\\lim}_n"),
    ("\\underset b { \\xrightarrow a }", "\\xrightarrow[b]{a}"),
    ("\\underset b { \\xrightarrow {} }", "\\xrightarrow[b]{}"),
    ("\\underset x { \\mathrm{ a r g m a x } }", "\\operatorname*{argmax}_{x}"),
    ("\\underset x { \\mathrm{ a r g ~ m i n } }", "\\operatorname*{arg\\,min}_{x}"),
    ("\\underset x y", "\\underset{x}{y}"),
    ("x = 1 \\tag{ 1 2 }", "x = 1\\tag{12}"),
    ("x = 1 \\tag{ 1 7 \\mathrm c }", "x = 1\\tag{17c}"),
    ("x = 1 \\tag *", "x = 1\\tag{*}"),
    ("x = 1 \\tag{ 1 ^ \\prime }", "x = 1\\tag{$1'$}"),
]


@pytest.mark.parametrize(("tokens", "latex"), PRINTED)
def test_tokens_are_printed_as_a_person_writes(tokens, latex):
    assert to_latex(tokens.split()) == latex


@pytest.mark.parametrize(
    ("tokens", "latex"),
    [
        ("( \\frac a b ) ^ 2", "\\left(\\frac{a}{b}\\right)^2"),
        ("[ 0 , \\frac 1 2 )", "\\left[0, \\frac{1}{2}\\right)"),
        ("| \\frac a b |", "\\left|\\frac{a}{b}\\right|"),
        ("( a + b )", "(a + b)"),
        ("( \\frac a b", "(\\frac{a}{b}"),
    ],
)
def test_delimiters_grow_around_tall_content_only_where_they_match(tokens, latex):
    assert to_latex(tokens.split()) == latex


@pytest.mark.parametrize(
    ("tokens", "latex"),
    [
        (
            "( \\begin{matrix} a & b \\\\ c & d \\end{matrix} ) ^ 2",
            "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}^2",
        ),
        ("| \\begin{matrix} a & b \\end{matrix} |", "\\begin{vmatrix} a & b \\end{vmatrix}"),
        ("\\begin{matrix} a \\\\ b \\end{matrix}", "\\begin{gathered} a \\\\ b \\end{gathered}"),
        ("\\sum _{ \\begin{matrix} a \\\\ b \\end{matrix} }", "\\sum_{\\substack{a \\\\ b}}"),
        ("\\begin{cases} a & b \\end{cases}", "\\begin{cases} a & b \\end{cases}"),
        (
            "\\begin{aligned} a & = b \\\\ & = c \\end{aligned}",
            "\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}",
        ),
        (
            "\\begin{aligned} & x \\\\ a & \\not \\in b & c \\end{aligned}",
            "\\begin{aligned}\n& x \\\\\na &\\not\\in b & c\n\\end{aligned}",
        ),
        (
            "( \\begin{matrix} 1 & 0 &| 2 \\\\ 0 & 1 &| 3 \\end{matrix} )",
            "\\left(\\begin{array}{cc|c} 1 & 0 & 2 \\\\ 0 & 1 & 3 \\end{array}\\right)",
        ),
        (
            "\\begin{aligned} a & = b \\tag 1 \\\\ & = c \\end{aligned}",
            "\\begin{align}\na &= b\\tag{1} \\\\\n&= c\n\\end{align}",
        ),
        (
            "\\begin{matrix} a \\tag 1 \\\\ b \\end{matrix}",
            "\\begin{gather}\na\\tag{1} \\\\\nb\n\\end{gather}",
        ),
        ("\\begin{matrix} a \\\\ [ b ] \\end{matrix}", "\\begin{gathered} a \\\\ {}[b] \\end{gathered}"),
    ],
)
def test_environments_get_the_name_their_surroundings_ask_for(tokens, latex):
    assert to_latex(tokens.split()) == latex


ROWS = "\\begin{aligned} a & = b \\\\ & = c \\end{aligned}"


@pytest.mark.parametrize(
    ("tokens", "start", "end"),
    [
        (f"f = \\{{ {ROWS}", "f = \\left\\{\\begin{aligned}\n", "\\end{aligned} \\right."),
        (
            "\\{ \\begin{matrix} a & b & c \\end{matrix} , x",
            "\\left\\{\\begin{matrix}",
            "\\end{matrix} \\right., x",
        ),
        (
            "f = \\{ \\begin{matrix} a & b \\\\ c & d \\end{matrix} , x",
            "f = \\begin{cases} a",
            "\\end{cases}, x",
        ),
        ("\\{ \\begin{matrix} a \\\\ c \\end{matrix}", "\\begin{cases} a \\\\", "\\end{cases}"),
        (f"{ROWS} \\}} _ 1", "\\left. \\begin{aligned}\n", "\\end{aligned}\\right\\}_1"),
    ],
)
def test_a_delimiter_on_one_side_of_an_array_grows_with_it(tokens, start, end):
    latex = to_latex(tokens.split())
    assert latex.startswith(start)
    assert latex.endswith(end)


@pytest.mark.parametrize(
    "tokens", ["}", "a }", "_{ a", "\\frac a", "\\begin{matrix} a", "a & b", "\\end{matrix}"]
)
def test_malformed_tokens_are_refused(tokens):
    with pytest.raises(ValueError, match=r"closes nothing|end before|inside the environment"):
        to_latex(tokens.split())
