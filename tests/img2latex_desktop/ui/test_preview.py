import pytest
from PySide6.QtGui import QColor, QPalette

from img2latex_desktop.paths import PREVIEW_BUNDLE
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.preview import MAXIMUM_HEIGHT_PX, MINIMUM_HEIGHT_PX, Preview


@pytest.fixture(scope="module")
def typesetter(qapp):
    return Typesetter(PREVIEW_BUNDLE)


@pytest.fixture
def preview(qtbot, typesetter):
    made = Preview(typesetter)
    qtbot.addWidget(made)
    made.resize(400, made.height())
    return made


def colors(preview):
    image = preview.grab().toImage()
    columns, rows = range(10, image.width() - 10), range(10, image.height() - 10)
    return {image.pixelColor(x, y).name() for x in columns for y in rows}


def test_a_formula_is_painted(preview):
    blank = colors(preview)
    preview.show_latex("x^2")
    assert len(colors(preview)) > len(blank)


def test_a_tall_formula_gets_more_room_up_to_a_bound(preview):
    preview.show_latex(r"\frac{\frac{a}{b}}{\frac{c}{d}} + \sum_{i=1}^n \frac{x_i}{y_i}")
    assert MINIMUM_HEIGHT_PX < preview.height() <= MAXIMUM_HEIGHT_PX
    preview.show_latex(r"\begin{matrix}" + r"a \\" * 30 + r"\end{matrix}")
    assert preview.height() == MAXIMUM_HEIGHT_PX


def test_after_a_mistake_the_last_good_picture_stays_and_the_problem_is_told(qtbot, preview):
    preview.show_latex("x^2")
    good = preview.grab().toImage()
    with qtbot.waitSignal(preview.problem_found) as told:
        preview.show_latex(r"\frac{x")
    assert told.args[0]
    assert preview.grab().toImage() == good


def test_the_problem_goes_away_with_the_mistake(qtbot, preview):
    preview.show_latex("x^2")
    preview.show_latex(r"\frac{x")
    with qtbot.waitSignal(preview.problem_found) as told:
        preview.show_latex("x^3")
    assert told.args == [""]


def test_ink_has_the_color_of_the_theme_and_follows_a_change(preview):
    preview.show_latex(r"\blacksquare")
    palette = QPalette(preview.palette())
    palette.setColor(QPalette.ColorRole.Text, QColor("#12ab34"))
    preview.setPalette(palette)
    assert "#12ab34" in colors(preview)


def test_without_its_bundle_the_preview_says_so_in_place_of_a_picture(qtbot, tmp_path):
    preview = Preview(Typesetter(tmp_path / "mathjax.js"))
    qtbot.addWidget(preview)
    with qtbot.assertNotEmitted(preview.problem_found):
        preview.show_latex("x")
    assert len(colors(preview)) > 1
