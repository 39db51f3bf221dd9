import pytest

from img2latex_desktop.latex import DELIMITERS, LABELS, OutputForm, in_form


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (OutputForm.LATEX, "x^2"),
        (OutputForm.INLINE, "$x^2$"),
        (OutputForm.PARENTHESES, r"\(x^2\)"),
        (OutputForm.DISPLAY, r"\[x^2\]"),
        (OutputForm.EQUATION, "\\begin{equation}\nx^2\n\\end{equation}"),
    ],
)
def test_each_form_has_its_delimiters(form, expected):
    assert in_form(" x^2\n", form) == expected


@pytest.mark.parametrize("form", OutputForm)
def test_blank_latex_stays_empty_in_every_form(form):
    assert in_form("  \n", form) == ""


def test_every_form_has_delimiters_and_a_label():
    assert set(DELIMITERS) == set(LABELS) == set(OutputForm)
