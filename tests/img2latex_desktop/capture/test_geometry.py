import pytest
from hypothesis import given
from hypothesis import strategies as st

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect, PixelGrid, region_between


def test_a_drag_in_any_direction_gives_the_same_region():
    corners = [(10, 20), (110, 20), (10, 70), (110, 70)]
    opposite = [(110, 70), (10, 70), (110, 20), (10, 20)]
    regions = {
        region_between(DevicePoint(*a), DevicePoint(*b)) for a, b in zip(corners, opposite, strict=True)
    }
    assert regions == {DeviceRect(10, 20, 100, 50)}


def test_a_region_is_exactly_as_wide_as_the_drag():
    assert region_between(DevicePoint(3, 3), DevicePoint(7, 8)) == DeviceRect(3, 3, 4, 5)


@pytest.mark.parametrize("ratio", [1, 1.25, 1.5, 1.75, 2])
def test_logical_corners_of_the_overlay_are_the_corners_of_the_screenshot(ratio):
    grid = PixelGrid(1280, 800, round(1280 / ratio), round(800 / ratio))
    assert grid.to_device(0, 0) == DevicePoint(0, 0)
    assert grid.to_device(grid.overlay_width, grid.overlay_height) == DevicePoint(1280, 800)


def test_width_and_height_have_factors_of_their_own():
    grid = PixelGrid(1024, 768, 683, 512)  # 1024 / 1.5 is not whole
    assert grid.to_device(683, 512) == DevicePoint(1024, 768)


def test_points_outside_the_overlay_are_kept_inside_the_screenshot():
    grid = PixelGrid(200, 100, 100, 50)
    assert grid.to_device(-5, 70) == DevicePoint(0, 100)


@given(
    left=st.integers(0, 1900), top=st.integers(0, 1000), width=st.integers(1, 600), height=st.integers(1, 600)
)
def test_to_logical_and_back_gives_the_same_pixels(left, top, width, height):
    grid = PixelGrid(2560, 1600, 1463, 914)  # device pixel ratio 1.75
    x, y, w, h = grid.to_logical(DeviceRect(left, top, width, height))
    corner, opposite = grid.to_device(x, y), grid.to_device(x + w, y + h)
    assert region_between(corner, opposite) == DeviceRect(left, top, width, height)


@pytest.mark.parametrize(("width", "height", "expected"), [(3, 50, True), (50, 3, True), (4, 4, False)])
def test_a_slip_of_the_hand_is_too_small(width, height, expected):
    assert DeviceRect(0, 0, width, height).is_too_small is expected
