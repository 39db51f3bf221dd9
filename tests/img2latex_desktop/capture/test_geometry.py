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


RATIOS = [1, 1.25, 1.5, 1.75, 2]


def grid(width, height, ratio):
    return PixelGrid.between((width, height), (round(width / ratio), round(height / ratio)), ratio)


@pytest.mark.parametrize("ratio", RATIOS)
def test_logical_corners_of_the_overlay_are_the_corners_of_the_screenshot(ratio):
    assert grid(1280, 800, ratio).to_device(0, 0) == DevicePoint(0, 0)
    assert grid(1280, 800, ratio).to_device(1280 / ratio, 800 / ratio) == DevicePoint(1280, 800)


@pytest.mark.parametrize("ratio", RATIOS)
@given(width=st.integers(200, 4000), data=st.data())
def test_each_pixel_the_pointer_can_be_on_is_met_whatever_rounding_made_of_the_size(ratio, width, data):
    x = data.draw(st.integers(0, width - 2))
    assert grid(width, 800, ratio).to_device(x / ratio, 0) == DevicePoint(x, 0)


def test_on_the_last_pixel_the_pointer_means_the_border_behind_it():
    assert grid(1280, 800, 1).to_device(1279, 799) == DevicePoint(1280, 800)


def test_a_picture_of_another_resolution_than_the_screens_counts_by_the_sizes():
    # Wayland's portal photographs every screen as finely as the finest one.
    assert PixelGrid.between((2560, 1600), (1280, 800), 1.0) == PixelGrid(2560, 1600, 2, 2)


def test_points_outside_the_overlay_are_kept_inside_the_screenshot():
    assert grid(200, 100, 2).to_device(-5, 70) == DevicePoint(0, 100)


@given(
    left=st.integers(0, 1900), top=st.integers(0, 900), width=st.integers(1, 600), height=st.integers(1, 600)
)
def test_to_logical_and_back_gives_the_same_pixels(left, top, width, height):
    x, y, w, h = grid(2560, 1600, 1.75).to_logical(DeviceRect(left, top, width, height))
    corner, opposite = grid(2560, 1600, 1.75).to_device(x, y), grid(2560, 1600, 1.75).to_device(x + w, y + h)
    assert region_between(corner, opposite) == DeviceRect(left, top, width, height)


@pytest.mark.parametrize(("width", "height", "expected"), [(3, 50, True), (50, 3, True), (4, 4, False)])
def test_a_slip_of_the_hand_is_too_small(width, height, expected):
    assert DeviceRect(0, 0, width, height).is_too_small is expected
