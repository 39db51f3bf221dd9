import pytest
from PySide6.QtGui import QColor, QPalette

from img2latex_desktop.base.paths import PREVIEW_BUNDLE
from img2latex_desktop.demo.patient_typesetter import PatientTypesetter
from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.parts.card import PADDING_PX
from img2latex_desktop.ui.result.preview import MAXIMUM_HEIGHT_PX, MINIMUM_HEIGHT_PX, Preview

WIDE = " + ".join(rf"\frac{{x_{{{n}}}}}{{y}}" for n in range(30))


@pytest.fixture
def preview(qtbot, typesetter):
    made = Preview(typesetter)
    qtbot.addWidget(made)
    made.resize(400, MINIMUM_HEIGHT_PX)
    return made


def pixels(preview):
    image = preview.grab().toImage()
    columns, rows = range(10, image.width() - 10), range(10, image.height() - 10)
    return [image.pixelColor(x, y) for x in columns for y in rows]


def colors(preview):
    return {color.name() for color in pixels(preview)}


def ink(preview):
    """Return how many pixels are clearly darker than the sheet."""
    return sum(color.lightness() < 128 for color in pixels(preview))


def test_a_formula_is_painted(preview):
    blank = colors(preview)
    preview.show_latex("x^2")
    assert len(colors(preview)) > len(blank)


def test_a_tall_formula_asks_for_more_room_up_to_a_bound(preview):
    preview.show_latex(r"\frac{\frac{a}{b}}{\frac{c}{d}} + \sum_{i=1}^n \frac{x_i}{y_i}")
    assert MINIMUM_HEIGHT_PX < preview.sizeHint().height() <= MAXIMUM_HEIGHT_PX
    preview.show_latex(r"\begin{matrix}" + r"a \\" * 30 + r"\end{matrix}")
    assert preview.sizeHint().height() == MAXIMUM_HEIGHT_PX
    assert preview.verticalScrollBar().maximum() > 0


def test_a_wide_formula_shrinks_and_is_scrolled_where_that_is_not_enough(preview):
    preview.show_latex(WIDE)
    assert preview.horizontalScrollBar().maximum() > 0
    preview.resize(round(preview.natural_size.width()) + 2 * PADDING_PX, 120)
    preview.grab()  # lets the new size take effect
    assert preview.horizontalScrollBar().maximum() == 0


def test_a_larger_window_gets_a_larger_formula(preview):
    preview.show_latex("x^2")
    small = ink(preview)
    preview.resize(400, 3 * MINIMUM_HEIGHT_PX)
    assert ink(preview) > 2 * small


def test_after_a_mistake_the_last_good_picture_stays_dimmed_and_the_problem_is_told(qtbot, preview):
    preview.show_latex(r"\blacksquare")
    assert ink(preview)
    with qtbot.waitSignal(preview.problem_found) as told:
        preview.show_latex(r"\frac{x")
    assert told.args[0]
    assert not ink(preview)
    assert len(colors(preview)) > 1


def test_the_problem_goes_away_with_the_mistake(qtbot, preview):
    preview.show_latex("x^2")
    preview.show_latex(r"\frac{x")
    with qtbot.waitSignal(preview.problem_found) as told:
        preview.show_latex("x^3")
    assert told.args == [""]
    assert ink(preview)


def test_ink_has_the_color_of_the_theme_and_follows_a_change(preview):
    preview.show_latex(r"\blacksquare")
    palette = QPalette(preview.palette())
    palette.setColor(QPalette.ColorRole.Text, QColor("#12ab34"))
    preview.setPalette(palette)
    assert "#12ab34" in colors(preview)


def test_a_screen_reader_gets_the_latex(preview):
    preview.show_latex("x^2")
    assert preview.accessibleDescription() == "x^2"


@pytest.fixture
def unhurried(qapp):
    """Return the typesetter as the program has it: its answers come through the event loop."""
    made = Typesetter(PREVIEW_BUNDLE)
    yield made
    made.stop()


def test_the_last_picture_stays_until_the_next_one_is_there(qtbot, unhurried):
    preview = Preview(unhurried)
    qtbot.addWidget(preview)
    with qtbot.waitSignal(preview.answered, timeout=30_000):
        preview.show_latex(r"\blacksquare")
    before = preview.grab().toImage()
    with qtbot.waitSignal(preview.answered, timeout=30_000):
        preview.show_latex("x")
        assert preview.grab().toImage() == before
    assert preview.grab().toImage() != before


def test_a_message_shown_meanwhile_is_not_overtaken_by_a_formula(qtbot, unhurried):
    preview = Preview(unhurried)
    qtbot.addWidget(preview)
    preview.show_latex("x")
    preview.show_message("Reading …")
    qtbot.wait(1500)
    assert preview.accessibleDescription() == "Reading …"
    assert preview.natural_size.isEmpty()


def test_without_its_bundle_the_preview_says_so_in_place_of_a_picture(qtbot, tmp_path):
    preview = Preview(PatientTypesetter(tmp_path / "mathjax.js"))
    qtbot.addWidget(preview)
    with qtbot.assertNotEmitted(preview.problem_found):
        preview.show_latex("x")
    assert len(colors(preview)) > 1
