"""Choosing a region: an opaque window shows the frozen picture of one screen dimmed, a drag lights a part.

Opaque because X11 without a compositor paints translucent windows black, and frozen because nothing on the
screen can then move, vanish or cover the formula while the user aims.
"""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from img2latex_desktop.capture.base import Screenshot
from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect, PixelGrid, region_between

logger = logging.getLogger(__name__)

VEIL = QColor(
    8, 12, 20, 115
)  # dark enough that the lit region stands out, light enough to still read through
LINE = QColor(255, 255, 255, 150)
FRAME = QColor(75, 107, 251)
LABEL_PAPER = QColor(18, 22, 30, 225)
LABEL_INK = QColor(255, 255, 255)
LABEL_GAP = 10
HINT_FROM_TOP_PX = 40
HINT = "Drag around a formula   ·   Esc cancels"


class Overlay(QWidget):
    """The frozen picture of one screen, and the region being drawn on it."""

    chosen = Signal(object)
    """The region: DeviceRect in the screenshot's pixels."""
    entered = Signal()
    """The pointer moved onto this screen."""
    key_pressed = Signal(object)
    """A QKeyEvent; only the overlay activated last gets keys, so none of them handles its own."""

    def __init__(self, screenshot: Screenshot, screen: QScreen) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        self.screenshot = screenshot
        self._corner: DevicePoint | None = None
        self._pointer: DevicePoint | None = None
        self._was_painted = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(self.tr("Choose a region"))
        self.setAccessibleName(self.tr("Choose a region"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self._grid = self._measured()

    @property
    def region(self) -> DeviceRect | None:
        """The region drawn so far."""
        if self._corner is None or self._pointer is None:
            return None
        return region_between(self._corner, self._pointer)

    def point_at(self, position: QPointF) -> None:
        """Move the pointer to a logical position of this overlay."""
        self._move_to(self._grid.to_device(position.x(), position.y()))

    def nudge(self, dx: int, dy: int) -> None:
        """Move the pointer by whole device pixels."""
        if self._pointer is not None:
            self._move_to(self._grid.clamped(self._pointer.x + dx, self._pointer.y + dy))

    def anchor(self) -> None:
        """Fix the first corner of the region at the pointer."""
        self._corner = self._pointer
        self.update()

    def accept(self) -> None:
        """Choose the region drawn, or start over where there is none worth the name."""
        region = self.region
        if region is None or region.is_too_small:
            self.start_over()
        else:
            self.chosen.emit(region)

    def start_over(self) -> None:
        """Forget the first corner."""
        self._corner = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a region with the left button, drop it with the right one."""
        self.point_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton:
            self.anchor()
        elif event.button() == Qt.MouseButton.RightButton:
            self.start_over()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the pointer."""
        self.entered.emit()
        self.point_at(event.position())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the crosshair away when the pointer goes to another screen."""
        if self._corner is None:
            self._pointer = None
            self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose what was drawn; a press that the right button took back draws nothing."""
        if event.button() == Qt.MouseButton.LeftButton and self._corner is not None:
            self.point_at(event.position())
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Hand keys to whoever sees all screens."""
        self.key_pressed.emit(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Measure again: a window manager may grant another size than the one asked for."""
        self._grid = self._measured()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the dimmed picture, the lit region with its size in pixels, or else the crosshair."""
        painter = QPainter(self)
        try:
            painter.drawImage(QRectF(self.rect()), self.screenshot.image)
            region = self.region
            self._paint_veil(painter, region)
            if region is not None:
                self._paint_region(painter, region)
            elif self._pointer is not None:
                self._paint_crosshair(painter, self._pointer)
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit
        if not self._was_painted:
            self._was_painted = True
            logger.info("Overlay shown on %s", self.screenshot.place.name)

    def _measured(self) -> PixelGrid:
        image = self.screenshot.image
        return PixelGrid(image.width(), image.height(), self.width(), self.height())

    def _move_to(self, pointer: DevicePoint) -> None:
        """Move the pointer and repaint only what that changes: all of a large screen would lag behind."""
        is_new_here = self._pointer is None
        before = self._marks()
        self._pointer = pointer
        self.update(QRegion(self.rect()) if is_new_here else before.united(self._marks()))

    def _marks(self) -> QRegion:
        """Return where something is painted over the dimmed picture."""
        if self._pointer is None:
            return QRegion()
        x, y, _, _ = self._grid.to_logical(DeviceRect(self._pointer.x, self._pointer.y, 0, 0))
        region = self.region
        if region is None:
            vertical = QRegion(round(x) - 2, 0, 4, self.height())
            return vertical.united(QRegion(0, round(y) - 2, self.width(), 4))
        place = QRectF(*self._grid.to_logical(region))
        label = self._label_box(_size_text(region), place.bottomRight())
        return QRegion(place.toAlignedRect().adjusted(-3, -3, 3, 3)).united(label.toAlignedRect())

    def _paint_veil(self, painter: QPainter, region: DeviceRect | None) -> None:
        veil = QPainterPath()
        veil.addRect(QRectF(self.rect()))
        if region is not None:
            veil.addRect(QRectF(*self._grid.to_logical(region)))  # the odd-even rule: twice is not at all
        painter.fillPath(veil, VEIL)

    def _paint_region(self, painter: QPainter, region: DeviceRect) -> None:
        place = QRectF(*self._grid.to_logical(region))
        painter.setPen(QPen(FRAME, 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        size = _size_text(region)
        _paint_label(painter, size, self._label_box(size, place.bottomRight()))

    def _paint_crosshair(self, painter: QPainter, pointer: DevicePoint) -> None:
        x, y, _, _ = self._grid.to_logical(DeviceRect(pointer.x, pointer.y, 0, 0))
        painter.setPen(QPen(LINE, 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        hint = self._label_box(self.tr(HINT), QPointF())
        hint.moveCenter(QPointF(self.width() / 2, HINT_FROM_TOP_PX))  # at the pointer it would hide the aim
        _paint_label(painter, self.tr(HINT), hint)

    def _label_box(self, text: str, corner: QPointF) -> QRectF:
        """Return the place below and right of a corner, or on its other sides where the screen ends."""
        ink = QRectF(self.fontMetrics().boundingRect(text))
        box = QRectF(0, 0, ink.width() + 22, ink.height() + 10)
        box.moveTopLeft(corner + QPointF(LABEL_GAP, LABEL_GAP))
        if box.right() > self.width():
            box.moveRight(corner.x() - LABEL_GAP)
        if box.bottom() > self.height():
            box.moveBottom(corner.y() - LABEL_GAP)
        return box


def _size_text(region: DeviceRect) -> str:
    return f"{region.width} × {region.height}"


def _paint_label(painter: QPainter, text: str, box: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(LABEL_PAPER)
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(LABEL_INK)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def overlays_for(screenshots: Sequence[Screenshot], screens: Sequence[QScreen]) -> list[Overlay]:
    """Make one overlay for each screenshot whose screen is still there."""
    by_name = {screen.name(): screen for screen in screens}
    overlays = [
        Overlay(screenshot, by_name[screenshot.place.name])
        for screenshot in screenshots
        if screenshot.place.name in by_name
    ]
    for overlay in overlays:
        position = QCursor.pos(overlay.screen())
        if overlay.geometry().contains(position):
            overlay.point_at(QPointF(overlay.mapFromGlobal(position)))
    return overlays
