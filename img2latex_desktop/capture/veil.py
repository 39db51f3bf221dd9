"""Painting on the screenshot itself: the dimmed picture, the lit region with its frame, the crosshair.

All of it in device pixels, so that every line is sharp and the picture is copied, not scaled.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect, PixelGrid

VEIL = QColor(8, 12, 20, 115)  # the lit region stands out, and the rest can still be read
FRAME = QColor(75, 107, 251)
HALO = QColor(255, 255, 255)  # inside FRAME, so that one of the two shows on any picture
LINE = QColor(255, 255, 255, 150)


def paint_picture(painter: QPainter, image: QImage, grid: PixelGrid, region: DeviceRect | None) -> None:
    """Paint the picture dimmed, but for the region."""
    painter.save()
    painter.scale(1 / grid.x_ratio, 1 / grid.y_ratio)
    painter.drawImage(0, 0, image)
    for part in around(region, image.rect()):
        painter.fillRect(part, VEIL)
    if region is not None:
        line = _line(grid)
        inner = _rect(region).adjusted(-line, -line, line, line)
        outer = inner.adjusted(-line, -line, line, line)
        for color, frame in ((HALO, inner), (FRAME, outer)):
            hole = frame.adjusted(line, line, -line, -line)
            for part in _ring(frame, hole):
                painter.fillRect(part, color)
    painter.restore()


def paint_crosshair(painter: QPainter, grid: PixelGrid, pointer: DevicePoint) -> None:
    """Paint two lines through the pixel at the pointer."""
    painter.save()
    painter.scale(1 / grid.x_ratio, 1 / grid.y_ratio)
    line = _line(grid)
    painter.fillRect(QRect(pointer.x, 0, line, grid.height), LINE)
    painter.fillRect(QRect(0, pointer.y, grid.width, line), LINE)
    painter.restore()


def around(region: DeviceRect | None, whole: QRect) -> list[QRect]:
    """Return what of the whole lies outside a region, as rectangles side by side."""
    return [whole] if region is None else _ring(whole, _rect(region))


def _ring(outer: QRect, inner: QRect) -> list[QRect]:
    left, right = outer.left(), outer.left() + outer.width()
    upper, lower = inner.top(), inner.top() + inner.height()
    begin, end = inner.left(), inner.left() + inner.width()
    return [
        QRect(left, outer.top(), right - left, upper - outer.top()),
        QRect(left, upper, begin - left, lower - upper),
        QRect(end, upper, right - end, lower - upper),
        QRect(left, lower, right - left, outer.top() + outer.height() - lower),
    ]


def _rect(region: DeviceRect) -> QRect:
    return QRect(region.left, region.top, region.width, region.height)


def _line(grid: PixelGrid) -> int:
    return max(1, round(grid.x_ratio))
