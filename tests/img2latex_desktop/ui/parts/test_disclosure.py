import pytest
from PySide6.QtCore import Qt

from img2latex_desktop.ui.parts.disclosure import Disclosure


@pytest.fixture
def disclosure(qtbot):
    made = Disclosure("What lies below")
    qtbot.addWidget(made)
    made.setAttribute(
        Qt.WidgetAttribute.WA_TransparentForMouseEvents
    )  # it is painted brighter under the mouse
    made.show()
    return made


def test_its_arrow_tells_whether_it_is_open(disclosure):
    assert disclosure.arrowType() is Qt.ArrowType.RightArrow
    disclosure.click()
    assert disclosure.arrowType() is Qt.ArrowType.DownArrow


def test_open_it_does_not_look_pressed_in(disclosure):
    edge = disclosure.width() - 2, disclosure.height() // 2
    closed = disclosure.grab().toImage().pixelColor(*edge)
    disclosure.click()
    assert disclosure.grab().toImage().pixelColor(*edge) == closed
