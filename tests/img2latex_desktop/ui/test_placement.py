import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from img2latex_desktop.ui.placement import GAP_PX, place_near

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
