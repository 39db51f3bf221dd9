import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from img2latex_desktop.ui.result.comparison import (
    LEAST_TYPE_PX,
    MAXIMUM_HEIGHT_PX,
    MOST_TYPE_PX,
    SMALLEST_TYPE_PX,
    Comparison,
)
from img2latex_desktop.ui.result.preview import Preview
from tests.fakes import picture


@pytest.fixture
def comparison(qtbot, typesetter):
    made = Comparison(Preview(typesetter))
    qtbot.addWidget(made)
    made.resize(430, 200)
    made.show()
    return made


def shown_types(comparison, type_px):
    """Return the size of type in the picture and in the preview as they are shown."""
    return comparison.crop.scale * type_px, comparison.preview.type_px


@pytest.mark.parametrize(("type_px", "ratio"), [(8, 1), (20, 1), (40, 2), (90, 1)])
def test_both_show_type_of_one_size_that_can_be_read(comparison, type_px, ratio):
    comparison.show_picture(picture(60, 30), ratio, 430)
    comparison.preview.show_latex("x^2")
    comparison.show_type(type_px)
    assert LEAST_TYPE_PX <= comparison.type_px <= MOST_TYPE_PX
    assert shown_types(comparison, type_px)[0] == pytest.approx(shown_types(comparison, type_px)[1])


def test_what_is_too_wide_is_shrunk_together(comparison):
    comparison.show_picture(picture(700, 30), 1, 430)
    comparison.preview.show_latex("x^2")
    comparison.show_type(20)
    assert SMALLEST_TYPE_PX < comparison.type_px < LEAST_TYPE_PX
    assert comparison.crop.horizontalScrollBar().maximum() == 0


def test_neither_asks_for_more_height_than_is_good(comparison):
    comparison.show_picture(picture(100, 900), 1, 430)
    comparison.preview.show_latex(r"\begin{matrix}" + r"a \\" * 30 + r"\end{matrix}")
    comparison.show_type(20)
    for view in (comparison.crop, comparison.preview):
        assert view.sizeHint().height() <= MAXIMUM_HEIGHT_PX
        assert view.verticalScrollBar().maximum() > 0


def test_heights_stay_while_the_formula_is_edited(comparison):
    comparison.show_picture(picture(60, 30), 1, 430)
    comparison.preview.show_latex("x^2")
    comparison.show_type(20)
    before = comparison.sizeHint()
    comparison.preview.show_latex(r"\frac{\frac{a}{b}}{\frac{c}{d}}")
    assert comparison.sizeHint() == before


def test_a_larger_window_shows_both_larger(comparison, qtbot):
    comparison.show_picture(picture(60, 30), 1, 430)
    comparison.preview.show_latex("x^2")
    comparison.show_type(20)
    comparison.resize(430, 124)
    small = comparison.preview.type_px
    comparison.resize(430, 400)
    assert comparison.preview.type_px > 1.5 * small
    assert shown_types(comparison, 20)[0] == pytest.approx(comparison.preview.type_px)


def test_both_are_scrolled_together(comparison):
    comparison.show_picture(picture(400, 60), 1, 430)
    comparison.preview.show_latex(r"\frac{a}{b} + " * 8 + "c")
    comparison.show_type(20)
    comparison.zoom(4)
    comparison.crop.horizontalScrollBar().setValue(50)
    assert comparison.preview.horizontalScrollBar().value() == 50


def test_the_wheel_enlarges_with_control_only(comparison):
    comparison.show_picture(picture(60, 30), 1, 430)
    comparison.show_type(20)
    usual = comparison.type_px
    for modifier, is_larger in (
        (Qt.KeyboardModifier.NoModifier, False),
        (Qt.KeyboardModifier.ControlModifier, True),
    ):
        place = QPointF(20, 20)
        wheel = QWheelEvent(
            place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(comparison.crop.viewport(), wheel)
        assert (comparison.type_px > usual) is is_larger
    comparison.show_picture(picture(60, 30), 1, 430)
    comparison.show_type(20)
    assert comparison.type_px == usual
