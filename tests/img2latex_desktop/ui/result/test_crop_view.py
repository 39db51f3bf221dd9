import pytest
from PySide6.QtGui import QColor

from img2latex_desktop.ui.result.crop_view import CropView
from tests.fakes import picture


@pytest.fixture
def view(qtbot):
    made = CropView()
    qtbot.addWidget(made)
    made.resize(200, 80)
    made.show()
    return made


def test_the_sheet_has_the_color_of_the_picture(view):
    view.show_image(picture(color="#203040"))
    assert view.grab().toImage().pixelColor(20, 40) == QColor("#203040")


def test_what_does_not_fit_is_scrolled_and_what_fits_is_not(view):
    view.show_image(picture(100, 40))
    assert (view.horizontalScrollBar().maximum(), view.verticalScrollBar().maximum()) == (0, 0)
    view.set_scale(4)
    assert view.horizontalScrollBar().maximum() > 0
    assert view.verticalScrollBar().maximum() > 0


def test_the_layout_is_asked_for_a_height(view):
    view.ask_for_height(123)
    assert view.sizeHint().height() == 123
