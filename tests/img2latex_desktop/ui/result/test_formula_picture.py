import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from img2latex_desktop.base.errors import TypesettingError
from img2latex_desktop.ui.result.formula_picture import DOTS_PER_METER, EM_PX, FormulaPicture


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


def ink_of(picture):
    image = QImage.fromData(picture.png())
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(*pixel).alpha() > 128 for pixel in pixels)


def test_what_lies_deep_inside_is_painted(typesetter):
    deep = [r"\sqrt{" * 40 + sign + "}" * 40 for sign in (r"\blacksquare", r"\phantom{\blacksquare}")]
    full, empty = (ink_of(FormulaPicture(typesetter.svg(latex))) for latex in deep)
    assert full > empty + 500


@pytest.mark.parametrize("latex", [r"\rule{900em}{1em}", r"\rule{1em}{900em}", r"\rule{80em}{80em}"])
def test_a_picture_of_too_many_pixels_is_refused_with_a_way_out(typesetter, latex):
    picture = FormulaPicture(typesetter.svg(latex))
    with pytest.raises(TypesettingError, match="copy it as SVG"):
        picture.png()
    assert QSvgRenderer(picture.svg()).isValid()


def test_pictures_too_large_to_be_compared_pixel_by_pixel_are_compared_by_their_source(typesetter):
    one, same, other = (
        FormulaPicture(typesetter.svg(rf"\rule{{900em}}{{900em}}{sign}")) for sign in ("x", "x", "y")
    )
    assert one.looks_like(same)
    assert not one.looks_like(other)
