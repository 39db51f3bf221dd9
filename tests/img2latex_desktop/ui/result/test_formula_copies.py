import pytest
from PySide6.QtCore import QObject

from img2latex_desktop.base.paths import PREVIEW_BUNDLE
from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.result.formula_copies import PictureForm, make_copy
from model.formula.formats.latex import OutputForm

TYPESET = [OutputForm.MATHML, *PictureForm]


@pytest.fixture
def made(typesetter, qapp):
    """Return a function that makes a copy, and returns the content or the problem."""

    def make(latex, form):
        told = []
        make_copy(latex, form, typesetter, qapp, told.append, told.append)
        [content] = told
        return content

    return make


def test_latex_is_copied_as_text_alone(made):
    content = made("x", OutputForm.INLINE)
    assert content.text == "$x$"
    assert not content.formats


def test_mathml_is_copied_as_text_too_which_word_takes(made):
    content = made("x", OutputForm.MATHML)
    assert content.text.startswith('<math xmlns="http://www.w3.org/1998/Math/MathML"')
    assert content.formats == {"application/mathml+xml": content.text.encode()}


@pytest.mark.parametrize("form", [*OutputForm, *PictureForm])
def test_a_blank_formula_is_blank_in_every_form(made, form):
    assert made(" \n", form).is_blank


def test_a_picture_copied_in_pixels_has_no_text_that_would_be_pasted_instead(made):
    assert not made("x", PictureForm.PNG).text
    assert made("x", PictureForm.SVG).text.startswith("<svg")


@pytest.mark.parametrize("form", TYPESET)
@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\frac{x", "brace"),
        (r"\begin{alignat}{999999999} x \end{alignat}", "too large to be drawn"),
        (r"x\hspace{99999999em}y", "too large to be drawn"),
        ("1" * 100_000, "too long to be drawn"),
    ],
)
def test_a_formula_that_has_no_such_form_is_explained(made, form, latex, words):
    assert words in made(latex, form)


def test_the_copy_asked_for_last_is_the_only_one_made(qtbot):
    typesetter, asker, told = Typesetter(PREVIEW_BUNDLE), QObject(), []
    make_copy("x", PictureForm.PNG, typesetter, asker, told.append, told.append)
    make_copy("y", OutputForm.LATEX, typesetter, asker, told.append, told.append)
    qtbot.wait(1500)
    typesetter.stop()
    assert [content.text for content in told] == ["y"]
