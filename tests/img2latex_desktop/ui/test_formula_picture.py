import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from img2latex_desktop.errors import TypesettingError
from img2latex_desktop.latex import OutputForm
from img2latex_desktop.paths import PREVIEW_BUNDLE
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.formula_copies import as_png, as_svg, as_text
from img2latex_desktop.ui.formula_picture import DOTS_PER_METER, EM_PX, FormulaPicture


@pytest.fixture(scope="module")
def typesetter(qapp):
    return Typesetter(PREVIEW_BUNDLE)


def test_the_svg_given_away_is_black_and_as_large_as_type_of_12_points(typesetter):
    picture = FormulaPicture(typesetter.svg("x"))
    svg = picture.svg()
    assert b"currentColor" not in svg
    assert f'width="{picture.size(12).width():.2f}pt"'.encode() in svg
    assert QSvgRenderer(svg).isValid()


def test_the_png_has_twice_the_size_of_the_preview_on_a_transparent_ground(typesetter):
    picture = FormulaPicture(typesetter.svg(r"\blacksquare"))
    image = QImage.fromData(picture.png())
    assert image.width() == pytest.approx(2 * picture.size(EM_PX).width(), abs=6)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(image.rect().center()).name() == "#000000"
    assert image.dotsPerMeterX() == pytest.approx(DOTS_PER_METER, abs=1)


def test_latex_is_copied_as_text_alone(typesetter):
    content = as_text("x", typesetter, OutputForm.INLINE)
    assert content.text == "$x$"
    assert not content.formats


def test_mathml_is_copied_as_text_too_which_word_takes(typesetter):
    content = as_text("x", typesetter, OutputForm.MATHML)
    assert content.text.startswith('<math xmlns="http://www.w3.org/1998/Math/MathML"')
    assert content.formats == {"application/mathml+xml": content.text.encode()}


@pytest.mark.parametrize("form", OutputForm)
def test_a_blank_formula_is_blank_in_every_form(typesetter, form):
    assert as_text(" \n", typesetter, form).is_blank


def test_a_picture_copied_in_pixels_has_no_text_that_would_be_pasted_instead(typesetter):
    assert not as_png("x", typesetter).text
    assert as_svg("x", typesetter).text.startswith("<svg")


def test_a_formula_with_a_mistake_has_no_picture(typesetter):
    with pytest.raises(TypesettingError):
        as_png(r"\frac{x", typesetter)
