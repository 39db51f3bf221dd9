from PySide6.QtCore import QPoint, QRect, QRectF

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect, PixelGrid
from img2latex_desktop.capture.marks import Marks

GRID = PixelGrid.between((3840, 2160), (2560, 1440), 1.5)
PANEL = QRectF(2000, 1000, 150, 140)
BLANK = Marks.of(GRID, None, None, QRectF())


def marks(right, bottom):
    return Marks.of(GRID, DevicePoint(right, bottom), DeviceRect(150, 150, right - 150, bottom - 150), PANEL)


def area(region):
    return sum(rect.width() * rect.height() for rect in region)


def test_without_a_pointer_nothing_is_marked():
    assert BLANK.difference(BLANK).isEmpty()


def test_the_crosshair_reaches_every_edge():
    crosshair = BLANK.difference(Marks.of(GRID, DevicePoint(300, 600), None, PANEL))
    for point in ((200, 0), (200, 1439), (0, 400), (2559, 400)):
        assert crosshair.contains(QPoint(*point))


def test_a_larger_region_repaints_what_it_gained_and_the_frame_but_not_its_inside():
    dirty = marks(1500, 1200).difference(marks(1530, 1200))
    assert dirty.contains(QRect(1001, 100, 18, 600))
    assert not dirty.contains(QPoint(500, 400))
    assert area(dirty) < 0.1 * area(BLANK.difference(marks(1500, 1200)))
