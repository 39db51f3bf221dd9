import pytest
from hypothesis import given
from hypothesis import strategies as st

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect
from img2latex_desktop.capture.selection import Selection

WIDTH, HEIGHT = 300, 200


@pytest.fixture
def drawn():
    """A region of 50 × 30 pixels with its corner at (100, 80)."""
    selection = Selection(WIDTH, HEIGHT)
    selection.move_to(DevicePoint(100, 80))
    selection.anchor()
    selection.move_to(DevicePoint(150, 110))
    return selection


def test_a_region_lies_between_its_corner_and_the_pointer(drawn):
    assert drawn.region == DeviceRect(100, 80, 50, 30)


def test_without_a_corner_there_is_no_region(drawn):
    drawn.start_over()
    assert drawn.region is None


def test_a_nudge_moves_one_corner_by_exactly_that_many_pixels(drawn):
    drawn.nudge(-7, 1)
    assert drawn.region == DeviceRect(100, 80, 43, 31)


def test_the_first_nudge_brings_a_pointer_that_is_elsewhere_to_the_middle():
    selection = Selection(WIDTH, HEIGHT)
    selection.nudge(1, 0)
    assert selection.pointer == DevicePoint(151, 100)


def test_a_carried_region_keeps_its_size(drawn):
    drawn.is_carried = True
    drawn.move_to(DevicePoint(160, 100))
    assert drawn.region == DeviceRect(110, 70, 50, 30)


def test_starting_over_ends_carrying(drawn):
    drawn.is_carried = True
    drawn.start_over()
    assert not drawn.is_carried


@given(
    moves=st.lists(st.tuples(st.booleans(), st.integers(-500, 500), st.integers(-500, 500)), max_size=8),
)
def test_a_region_never_leaves_its_screenshot(moves):
    selection = Selection(WIDTH, HEIGHT)
    selection.anchor()
    for is_carried, x, y in moves:
        before = selection.region
        selection.is_carried = is_carried
        selection.move_to(DevicePoint(x, y))
        region = selection.region
        assert region.left >= 0
        assert region.top >= 0
        assert region.right <= WIDTH
        assert region.bottom <= HEIGHT
        assert not is_carried or (region.width, region.height) == (before.width, before.height)
