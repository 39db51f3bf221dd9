import pytest
from PySide6.QtGui import QColor, QImage

from img2latex_desktop.base.errors import CaptureError
from img2latex_desktop.capture.base import Screenshot
from img2latex_desktop.capture.denial import ALL_BLACK, is_black, require_light, require_permission
from tests.fakes import place, screenshot


def black(bright_pixel=None):
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    if bright_pixel:
        image.setPixelColor(*bright_pixel, QColor(0, 0, 1))
    return Screenshot(place(), image)


def test_a_black_picture_is_noticed():
    assert is_black(black())


def test_a_single_pixel_that_is_not_black_is_enough():
    assert not is_black(black(bright_pixel=(431, 77)))


def test_one_black_screen_among_others_is_fine():
    require_light([black(), screenshot(place())])


@pytest.mark.parametrize("system", ALL_BLACK)
def test_where_every_screen_is_black_one_sentence_says_what_to_do(system, monkeypatch):
    monkeypatch.setattr("sys.platform", system)
    with pytest.raises(CaptureError, match=r"^[^.]+\.$"):
        require_light([black(), black()])


def test_only_macos_has_to_permit_it():
    require_permission()
