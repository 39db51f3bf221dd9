import pytest

from training.corpus.spelling import repair_spelling


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        (r"a \hspace { 0 . 5 i n } b", r"a \hspace {0.5in } b"),
        (r"\hspace * { - 1 . 3 5 m m } Z", r"\hspace * {-1.35mm } Z"),
        (r"\hspace { . 3 t r u e c m }", r"\hspace {.3cm }"),
        (r"\kern - 0 . 2 e m m", r"\kern -0.2em m"),
        (r"x \\ [ 2 m m ] y", r"x \\ [2mm ] y"),
        (r"\rule { 0 p t } { 1 2 p t }", r"\rule {0pt } {12pt }"),
    ],
)
def test_spelled_lengths_are_joined(raw, repaired):
    assert repair_spelling(raw) == repaired


def test_words_spelled_letter_by_letter_are_joined():
    assert (
        repair_spelling(r"\textrm { f o r } \operatorname* { l i m }")
        == r"\textrm {for} \operatorname* {lim}"
    )


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{ if } a \text{ a } \text{a b}",
        r"\frac{a}{b} \\ - 3 e m",
        r"f'(x) + x'",
        r"\fbox{$x$}",
        r"\iota \infty \jmath",
        r"\operatorname { l n } 2 \ } ",
    ],
)
def test_ordinary_latex_is_left_alone(latex):
    expected = latex.replace("{ l n }", "{ln}")
    assert repair_spelling(latex) == expected


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        (r"\begin{align*} a &= b \label{eq:x} \end{align*}", r"\begin{aligned} a &= b  \end{aligned}"),
        (r"\begin{equation}x\end{equation}", "x"),
        (r"\begin{gather}x\\y\end{gather}", r"\begin{gathered}x\\y\end{gathered}"),
        (r"\begin{eqnarray*}a&=&b\end{eqnarray*}", r"\begin{array}{rcl}a&=&b\end{array}"),
    ],
)
def test_displays_become_what_fits_inside_dollars(raw, repaired):
    assert repair_spelling(raw) == repaired


def test_prime_and_superscript_become_one_superscript():
    assert repair_spelling(r"A ^ { ' ^ { \prime } }") == r"A ^ { ^{\prime  \prime } }"


def test_a_frame_around_mathematics_is_boxed():
    assert repair_spelling(r"\fbox { a + b }") == r"\boxed { a + b }"


def test_dotless_text_letters_become_those_of_mathematics():
    assert repair_spelling(r"\i k + \j") == r"\imath k + \jmath"
