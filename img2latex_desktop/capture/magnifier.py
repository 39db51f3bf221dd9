"""The panel beside the pointer: the pixels around it enlarged, where it is, and how large the region is."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect
from img2latex_desktop.capture.veil import FRAME, VEIL

COLUMNS, ROWS = 19, 13  # odd, so that one pixel is in the middle; wider than high, as formulas are
CELL = 8.0  # logical pixels a device pixel is shown in: whole device pixels at every ratio in quarters
GAP = 18.0  # from the pointer: the system's own crosshair cursor is about 16 logical pixels to a side
LINE_PADDING = 5.0
RADIUS = 7.0
PAPER = QColor(18, 22, 30)  # white and INK_2 on it: contrast 17 and 10 to 1
INK = QColor(255, 255, 255)
INK_2 = QColor(198, 204, 216)
OUTSIDE = QColor(44, 50, 62)
BORDER = QColor(255, 255, 255, 70)
GRID = QColor(128, 128, 128, 50)


def panel_size(font: QFont) -> QSizeF:
    """Return the size of the panel with its two lines of text."""
    return QSizeF(COLUMNS * CELL, ROWS * CELL + 2 * QFontMetricsF(font).height() + 2 * LINE_PADDING)


def panel_place(pointer: QPointF, corner: QPointF | None, size: QSizeF, screen: QSizeF) -> QRectF:
    """Return a place beside the pointer, never under it.

    Args:
        pointer: Logical, on the overlay.
        corner: The first corner of the region, which the panel lies away from; without one above left,
            since most regions are drawn right and down.
        size: Of the panel.
        screen: Of the overlay, which the panel does not leave.
    """
    goes_left = corner is None or pointer.x() < corner.x()
    goes_up = corner is None or pointer.y() < corner.y()
    return QRectF(
        QPointF(
            _beside(pointer.x(), size.width(), screen.width(), is_before=goes_left),
            _beside(pointer.y(), size.height(), screen.height(), is_before=goes_up),
        ),
        size,
    )


def _beside(position: float, length: float, limit: float, *, is_before: bool) -> float:
    before, after = position - GAP - length, position + GAP
    fits_before, fits_after = before >= 0, after + length <= limit
    if is_before:
        return before if fits_before or not fits_after else after
    return after if fits_after or not fits_before else before


def paint_panel(
    painter: QPainter, place: QRectF, image: QImage, pointer: DevicePoint, region: DeviceRect | None
) -> None:
    """Paint the panel; its place should begin on a whole device pixel, so that the squares are crisp."""
    glass = QRectF(place.topLeft(), QSizeF(COLUMNS * CELL, ROWS * CELL))
    shape = QPainterPath()
    shape.addRoundedRect(place, RADIUS, RADIUS)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape, PAPER)
    painter.setClipPath(shape)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    _paint_pixels(painter, glass, image, pointer, region)
    painter.restore()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(BORDER, 1))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    _paint_text(painter, place.adjusted(0, glass.height(), 0, 0), pointer, region)
    painter.restore()


def _paint_pixels(
    painter: QPainter, glass: QRectF, image: QImage, pointer: DevicePoint, region: DeviceRect | None
) -> None:
    left, top = pointer.x - COLUMNS // 2, pointer.y - ROWS // 2

    def cells(rect: DeviceRect) -> QRectF:
        corner = glass.topLeft() + QPointF(rect.left - left, rect.top - top) * CELL
        return QRectF(corner, QSizeF(rect.width, rect.height) * CELL)

    seen = QRect(left, top, COLUMNS, ROWS) & image.rect()
    painter.fillRect(glass, OUTSIDE)
    painter.drawImage(cells(DeviceRect(seen.x(), seen.y(), seen.width(), seen.height())), image, QRectF(seen))
    for x in range(1, COLUMNS):
        painter.fillRect(QRectF(glass.left() + x * CELL, glass.top(), 1, glass.height()), GRID)
    for y in range(1, ROWS):
        painter.fillRect(QRectF(glass.left(), glass.top() + y * CELL, glass.width(), 1), GRID)
    if region is not None:
        chosen = cells(region)
        outside = QPainterPath()
        outside.addRect(glass)
        outside.addRect(chosen & glass)  # the odd-even rule: twice is not at all
        painter.fillPath(outside, VEIL)
        painter.setPen(QPen(FRAME, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.save()
        painter.setClipRect(glass, Qt.ClipOperation.IntersectClip)  # or it would run into the text below
        painter.drawRect(chosen.adjusted(-1, -1, 1, 1) & glass.adjusted(-9, -9, 9, 9))
        painter.restore()
    center = cells(DeviceRect(pointer.x, pointer.y, 1, 1))
    for color, margin in ((PAPER, 1.5), (INK, 0.5)):  # one of the two shows on any color
        painter.setPen(QPen(color, 1))
        painter.drawRect(center.adjusted(-margin, -margin, margin, margin))


def _paint_text(painter: QPainter, area: QRectF, pointer: DevicePoint, region: DeviceRect | None) -> None:
    lines = area.adjusted(0, LINE_PADDING, 0, -LINE_PADDING)
    upper = QRectF(lines.topLeft(), QSizeF(lines.width(), lines.height() / 2))
    lower = upper.translated(0, upper.height())
    where = f"x {pointer.x}   y {pointer.y}"
    if region is not None:
        strong = QFont(painter.font())
        strong.setBold(True)
        painter.save()
        painter.setFont(strong)
        painter.setPen(INK)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, f"{region.width} × {region.height}")
        painter.restore()
        painter.setPen(INK_2)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, where)
    else:
        painter.setPen(INK)
        painter.drawText(lines, Qt.AlignmentFlag.AlignCenter, where)
