import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.formula.printer import to_latex
from model.formula.reader.items import UnreadableError
from model.formula.reader.normalize import normalize
from training.corpus.generate import BALANCED, generate


@pytest.mark.parametrize(
    ("latex", "canonical"),
    [
        # Scripts: subscript first, braces only where needed, primes as superscripts.
        ("x^2_i", "x _ i ^ 2"),
        ("x_{i+1}", "x _{ i + 1 }"),
        ("f''", "f ^{ \\prime \\prime }"),
        ("f'^2", "f ^{ \\prime 2 }"),
        ("{ab}^{2}", "a b ^ 2"),
        ("R^a{}_b", "R ^ a {} _ b"),
        ("k{}_a", "k _ a"),
        ("{}_1H", "{} _ 1 H"),
        ("x\\sb{i}\\sp{2}", "x _ i ^ 2"),
        # Fractions of every kind.
        ("\\frac12", "\\frac 1 2"),
        ("{a+1 \\over b}", "\\frac{ a + 1 } b"),
        ("\\dfrac{a}{b+1}", "\\frac a { b + 1 }"),
        ("{n \\choose k}", "\\binom n k"),
        ("\\sqrt[3]{x}", "\\root 3 x"),
        # Fonts go down to the letters they change.
        ("{\\bf AB}_1", "\\mathbf{ A B } _ 1"),
        ("\\mathrm{H_2O}", "\\mathrm H _ 2 \\mathrm O"),
        ("\\mathrm{x+y}", "\\mathrm x + \\mathrm y"),
        ("{\\cal L}", "\\mathcal L"),
        ("\\bm{1}", "\\mathbf 1"),
        ("\\mathit{x}", "x"),
        ("\\mathbf{\\alpha}", "\\alpha"),
        # Words and operators.
        ("\\operatorname{sin}x", "\\sin x"),
        ("\\mathrm{sin}\\,x", "\\sin x"),
        ("\\operatorname { l n } 2", "\\ln 2"),
        ("\\text{ if } x", "\\mathrm{ i f } x"),
        ("\\text{for all }x", "\\mathrm{ f o r ~ a l l } x"),
        ("\\mathrm { ~ f o r ~ a l l ~ } x", "\\mathrm{ f o r ~ a l l } x"),
        ("\\mbox{non-zero}", "\\mathrm{ n o n - z e r o }"),
        ("\\text{where $x_i$ is}", "\\mathrm{ w h e r e } x _ i \\mathrm{ i s }"),
        ("a \\bmod n", "a \\bmod n"),
        # Spaces: only wide ones stay.
        ("a \\, b \\; c", "a b c"),
        ("a \\quad b", "a \\quad b"),
        ("a \\; \\; \\; b", "a \\quad b"),
        ("a \\qquad", "a"),
        ("a \\hspace { 0 . 5 i n } b", "a \\quad b"),
        ("a \\hskip 1cm b", "a \\quad b"),
        # Synonyms.
        ("a \\le b \\to c", "a \\leq b \\rightarrow c"),
        ("\\|x\\|", "\\Vert x \\Vert"),
        ("\\lvert x \\rvert", "| x |"),
        ("1, ..., n", "1 , \\ldots , n"),
        ("1 + \\dots + n", "1 + \\cdots + n"),
        ("\\not= \\not\\in", "\\neq \\notin"),
        ("\\iint", "\\int \\int"),
        ("\\widehat{ab}", "\\hat{ a b }"),
        # Delimiters lose their size.
        ("\\left( \\frac ab \\right)^2", "( \\frac a b ) ^ 2"),
        ("\\bigl[ x \\Bigr]", "[ x ]"),
        ("\\left. x \\right|_{0}", "x | _ 0"),
        ("\\left< x \\right>", "\\langle x \\rangle"),
        # Environments.
        (
            "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
            "( \\begin{matrix} a & b \\\\ c & d \\end{matrix} )",
        ),
        (
            "\\begin{array}{cc} a & b \\\\ c & d \\\\ \\end{array}",
            "\\begin{matrix} a & b \\\\ c & d \\end{matrix}",
        ),
        (
            "\\left\\{ \\begin{array}{ll} a & b \\\\ c & d \\end{array} \\right.",
            "\\begin{cases} a & b \\\\ c & d \\end{cases}",
        ),
        (
            "\\left\\{ \\begin{array}{lll} a & b & c \\\\ 1 & & 2 \\end{array} \\right.",
            "\\begin{cases} a & b c \\\\ 1 & 2 \\end{cases}",
        ),
        (
            "\\begin{array}{rcl} a &=& b \\\\ &=& c \\end{array}",
            "\\begin{aligned} a & = b \\\\ & = c \\end{aligned}",
        ),
        (
            "\\begin{aligned} a =& b \\\\ c =& d \\end{aligned}",
            "\\begin{aligned} a & = b \\\\ c & = d \\end{aligned}",
        ),
        ("\\begin{aligned} a \\\\ b \\end{aligned}", "\\begin{matrix} a \\\\ b \\end{matrix}"),
        ("\\begin{aligned} a &= b \\end{aligned}", "a = b"),
        ("\\sum_{\\substack{a \\\\ b}}", "\\sum _{ \\begin{matrix} a \\\\ b \\end{matrix} }"),
        ("x = 1 \\tag{12}", "x = 1 \\tag{ 1 2 }"),
        # What stands behind a group with scripts stands behind them.
        ("{{\\cal Y}^\\sigma}_\\alpha", "\\mathcal Y ^ \\sigma {} _ \\alpha"),
        ("{x_1}'", "x _ 1 {} ^ \\prime"),
        # Rules between columns, and a frame, whose sides stand between a cell and an empty one.
        (
            "\\begin{array}{c|c} a & b \\\\ c & d \\end{array}",
            "\\begin{matrix} a &| b \\\\ c &| d \\end{matrix}",
        ),
        ("\\begin{array}{*{2}{c|}@{}c} a & b & c \\end{array}", "\\begin{matrix} a &| b &| c \\end{matrix}"),
        (
            "\\begin{array}{|c|} \\hline a \\\\ b \\end{array}",
            "\\begin{matrix} \\hline &| a &| \\\\ &| b &| \\end{matrix}",
        ),
        (
            "\\begin{array}{c|c} a \\\\ \\hline & d \\end{array}",
            "\\begin{matrix} a &| \\\\ \\hline &| d \\end{matrix}",
        ),
        # A number for each row of a display.
        (
            "\\begin{align} a &= b \\tag{1} \\\\ c &= d \\end{align}",
            "\\begin{aligned} a & = b \\tag 1 \\\\ c & = d \\end{aligned}",
        ),
        (
            "\\begin{gather} a \\tag{1} \\\\ b \\tag*{2} \\end{gather}",
            "\\begin{matrix} a \\tag 1 \\\\ b \\tag 2 \\end{matrix}",
        ),
        # Words of other languages; letters of other scripts are one sign that says so.
        ("P_{\\text{r\\'es}}", "P _{ \\mathrm{ r é s } }"),
        ("\\text{Erd\\H{o}s, \\ss}", "\\mathrm{ E r d ő s } , \\mathrm ß"),
        ("\\text{если } x", "\\mathrm{ е с л и } x"),
        ("F_{\\text{有用}}", "F _{ \\mathrm 〓 }"),
        ("F_合", "F _{ \\mathrm 〓 }"),
        ("\\text{batch\\_size}", "\\mathrm{ b a t c h \\_ s i z e }"),
        ("a = \\_\\_\\_\\_", "a = \\_ \\_ \\_"),
        ("\\underline{\\qquad}", "\\_ \\_ \\_"),
        # What stands below an operator with limits is its limit, however it was put there.
        ("\\underset{x}{\\max}", "\\max _ x"),
        ("\\underset{n}{\\overset{m}{\\sum}}", "\\sum _ n ^ m"),
        ("\\operatorname*{max}_x", "\\max _ x"),
        ("\\operatorname*{argmax}_x", "\\underset x { \\mathrm{ a r g m a x } }"),
        ("\\operatorname*{arg\\,max}_x", "\\underset x { \\arg \\max }"),
        ("\\varlimsup_n", "\\bar \\lim _ n"),
        # Marks and fonts.
        ("\\cancel{x}\\cancelto{0}{y}", "\\cancel x \\cancel y ^ 0"),
        ("①\\circled{12}", "\\textcircled 1 \\textcircled{ 1 2 }"),
        ("\\boldsymbol{\\mathcal{X}}", "\\mathbfcal X"),
        ("5\\,\\upmu\\mathrm{m}", "5 \\mu \\mathrm m"),
        ("5\\,\\text{€}", "5 \\euro"),
        ("A\\xrightleftharpoons[b]{a}B", "A \\underset b { \\xrightleftharpoons a } B"),
        # Wrappers and styles vanish.
        ("$$ \\displaystyle x $$", "x"),
        ("\\mathop{\\rm Tr} A", "\\mathrm{ T r } A"),
        ("\\color{red} x", "x"),
    ],
)
def test_one_picture_has_one_spelling(latex, canonical):
    assert " ".join(normalize(latex)) == canonical


@pytest.mark.parametrize(
    ("latex", "cause"),
    [
        ("", "empty"),
        ("\\,", "empty"),
        ("\\begin{array}{c|c} \\end{array}", "empty"),
        ("{a", "unbalanced"),
        ("a}", "unbalanced"),
        ("\\left( a", "unbalanced"),
        ("\\begin{matrix} a", "unbalanced"),
        ("a & b", "unbalanced"),
        ("\\frac{a}", "unbalanced"),
        ("\\unheardof x", "unknown command"),
        ("ä", "letter outside upright words"),
        ("\\textit{é}", "letter outside upright words"),
        ("☃", "unknown character"),
        ("\\begin{cases} a \\tag{1} \\\\ b \\tag{2} \\end{cases}", "misplaced tag"),
        ("x + \\begin{aligned} a &= b \\tag{1} \\\\ c &= d \\end{aligned}", "misplaced tag"),
        ("\\begin{picture} a \\end{picture}", "unknown environment"),
        ("\\mathcal{a}", "font without this letter"),
        ("a \\tag{1} b", "misplaced tag"),
        ("a \\hskip b", "unreadable length"),
        ("{" * 100 + "}" * 100, "too deep"),
    ],
)
def test_what_cannot_be_read_says_why(latex, cause):
    with pytest.raises(UnreadableError) as caught:
        normalize(latex)
    assert caught.value.cause == cause


PIECES = (
    *"ab12{}[]_^&$ ~'%",
    "\\",
    "\\frac",
    "\\left(",
    "\\right)",
    "\\text{",
    "\\mathrm{",
    "\\\\",
    "\\sqrt",
)
FORMULAS = [*generate(7, 400), *generate(7, 600, BALANCED)]


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(FORMULAS))
def test_printing_a_canonical_form_and_reading_it_again_changes_nothing(latex):
    tokens = normalize(latex)
    assert normalize(to_latex(tokens)) == tokens


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_refused_or_survives_printing_and_reading(latex):
    with contextlib.suppress(UnreadableError):
        tokens = normalize(latex)
        assert normalize(to_latex(tokens)) == tokens
