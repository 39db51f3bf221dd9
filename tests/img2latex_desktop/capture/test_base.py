from PySide6.QtCore import QRect

from img2latex_desktop.capture.base import RememberedRegion
from img2latex_desktop.capture.geometry import DeviceRect
from tests.fakes import place, screenshot


def test_a_crop_has_exactly_the_pixels_of_the_region():
    crop = screenshot(place(), 2.0).crop(DeviceRect(30, 40, 20, 10))
    assert (crop.width(), crop.height()) == (20, 10)
    assert crop.pixelColor(0, 0).getRgb()[:2] == (30, 40)
    assert crop.pixelColor(19, 9).getRgb()[:2] == (49, 49)


def test_a_region_lies_on_the_desktop_in_logical_pixels():
    shot = screenshot(place(left=-800, top=100), 2.0)
    assert shot.place_of(DeviceRect(30, 40, 20, 10)) == QRect(-785, 120, 10, 5)


REGION = DeviceRect(30, 40, 20, 10)


def test_a_remembered_region_is_found_in_a_new_screenshot_of_its_screen():
    remembered = RememberedRegion.of(screenshot(place("left"), 2.0), REGION)
    new = [screenshot(place("right"), 2.0), screenshot(place("left", left=800), 2.0)]
    assert remembered.find_in(new) == (new[1], REGION)


def test_a_remembered_region_is_not_found_where_its_screen_is_gone():
    remembered = RememberedRegion.of(screenshot(place("left")), REGION)
    assert remembered.find_in([screenshot(place("right"))]) is None


def test_a_remembered_region_is_not_found_where_its_screen_has_other_pixels_now():
    remembered = RememberedRegion.of(screenshot(place("left"), 2.0), REGION)
    assert remembered.find_in([screenshot(place("left"), 1.0)]) is None
