import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from img2latex_desktop.ui.parts.placement import GAP_PX, place_near, settle

SCREEN = QRect(0, 0, 1280, 800)
SIZE = QSize(400, 300)


def test_a_window_goes_below_its_region_and_centered_on_it():
    assert place_near(SIZE, QRect(500, 100, 200, 50), SCREEN) == QPoint(399, 150 + GAP_PX)


def test_a_window_goes_above_where_there_is_no_room_below():
    assert place_near(SIZE, QRect(500, 700, 200, 50), SCREEN).y() == 700 - GAP_PX - 300


@pytest.mark.parametrize(("left", "expected"), [(100, 300 + GAP_PX), (900, 900 - GAP_PX - 400)])
def test_a_window_goes_beside_a_tall_region(left, expected):
    assert place_near(SIZE, QRect(left, 0, 200, 800), SCREEN).x() == expected


@given(
    x=st.integers(-200, 1400),
    y=st.integers(-200, 900),
    width=st.integers(1, 1500),
    height=st.integers(1, 900),
    left=st.sampled_from([-1280, 0, 1920]),
)
def test_a_window_is_never_off_the_screen(x, y, width, height, left):
    screen = SCREEN.translated(left, 0)
    corner = place_near(SIZE, QRect(x + left, y, width, height), screen)
    assert screen.contains(QRect(corner, SIZE))


def test_of_a_window_larger_than_the_screen_the_top_left_corner_is_visible():
    assert place_near(QSize(2000, 1000), QRect(500, 100, 200, 50), SCREEN) == QPoint(0, 0)


class Content(QWidget):
    def __init__(self, height):
        super().__init__()
        self.setMinimumSize(100, height)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    rows = QVBoxLayout(made)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.addWidget(Content(50))
    return made


def screen():
    return QGuiApplication.primaryScreen().availableGeometry()


def test_a_new_window_goes_beside_its_region_and_takes_the_height_it_needs(window):
    window.resize(10, 400)
    settle(window, QRect(300, 100, 40, 20), width=300, is_new=True)
    assert window.size() == QSize(300, 50)
    assert window.y() == 120 + GAP_PX


def test_without_a_region_a_window_goes_to_the_middle_of_the_screen(window):
    settle(window, QRect(), width=300, is_new=True)
    assert (window.geometry().center() - screen().center()).manhattanLength() <= 2


def test_a_window_in_use_grows_but_stays_where_it_is(window):
    window.setGeometry(30, 40, 300, 200)
    settle(window, QRect(500, 500, 10, 10), width=300, is_new=False)
    assert window.geometry() == QRect(30, 40, 300, 200)
    window.layout().addWidget(Content(300))
    settle(window, QRect(500, 500, 10, 10), width=300, is_new=False)
    assert window.pos() == QPoint(30, 40)
    assert window.height() >= 350


def test_a_window_is_no_larger_than_the_screen(window):
    window.layout().addWidget(Content(50))
    settle(window, QRect(10, 10, 10, 10), width=5000, is_new=True)
    assert screen().contains(window.geometry())
