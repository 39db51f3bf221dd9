import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect, PixelGrid
from img2latex_desktop.capture.veil import FRAME, HALO, around, paint_crosshair, paint_picture
from tests.fakes import place, screenshot

REGION = DeviceRect(101, 53, 200, 90)


@pytest.fixture(params=[1, 1.25, 1.5, 1.75, 2])
def sheet(request, qapp):
    """A picture and its grid as a window of that ratio would paint it."""
    ratio = request.param
    shown = QImage(800, 600, QImage.Format.Format_RGB32)
    shown.setDevicePixelRatio(ratio)
    return shown, PixelGrid.between((800, 600), (round(800 / ratio), round(600 / ratio)), ratio)


def painted(sheet, region):
    shown, grid = sheet
    painter = QPainter(shown)
    paint_picture(painter, screenshot(place()).image, grid, region)
    painter.end()
    return shown


def test_every_pixel_of_the_region_is_shown_as_it_is(sheet):
    source, shown = screenshot(place()).image, painted(sheet, REGION)
    lit = QRect(REGION.left, REGION.top, REGION.width, REGION.height)
    assert shown.copy(lit).convertToFormat(source.format()) == source.copy(lit)


def test_the_frame_is_around_the_region_in_two_colors(sheet):
    shown = painted(sheet, REGION)
    row = [shown.pixelColor(x, 100) for x in range(REGION.left - 5, REGION.left)]
    assert row[-1] == HALO
    assert FRAME in row
    assert shown.pixelColor(REGION.right, 100) == HALO
    assert shown.pixelColor(200, REGION.bottom) == HALO


def test_the_rest_is_dimmed(sheet):
    assert painted(sheet, REGION).pixelColor(400, 250).green() < 250


def test_the_crosshair_goes_through_the_pixel_of_the_pointer(sheet):
    shown, grid = sheet
    shown.fill(QColor("black"))
    painter = QPainter(shown)
    paint_crosshair(painter, grid, DevicePoint(301, 203))
    painter.end()
    assert shown.pixelColor(301, 10).lightness() > 100
    assert shown.pixelColor(10, 203).lightness() > 100
    assert shown.pixelColor(300, 10) == shown.pixelColor(10, 202) == QColor("black")


def test_what_lies_around_a_region_is_all_but_the_region():
    whole = QRect(0, 0, 800, 600)
    parts = around(REGION, whole)
    assert sum(part.width() * part.height() for part in parts) == 800 * 600 - 200 * 90
    assert around(None, whole) == [whole]
