"""Choosing a region: an opaque window shows the frozen picture of one screen dimmed, a drag lights a part.

Opaque because X11 without a compositor paints translucent windows black, and frozen because nothing on the
screen can then move, vanish or cover the formula while the user aims.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QEnterEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from img2latex_desktop.capture.base import Screenshot
from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect, PixelGrid
from img2latex_desktop.capture.hint import Hint
from img2latex_desktop.capture.magnifier import paint_panel, panel_place, panel_size
from img2latex_desktop.capture.marks import Marks
from img2latex_desktop.capture.selection import Selection
from img2latex_desktop.capture.veil import paint_crosshair, paint_picture

logger = logging.getLogger(__name__)

STILL = 1.0  # logical pixels: a cursor can be sent to whole ones only


class Overlay(QWidget):
    """The frozen picture of one screen, and the region being drawn on it."""

    chosen = Signal(object)
    """The region: DeviceRect in the screenshot's pixels."""
    dismissed = Signal()
    """A right click while there was no region to take back."""
    entered = Signal()
    """The pointer moved onto this screen."""
    began = Signal()
    """The first corner was fixed."""
    key_changed = Signal(object)
    """A QKeyEvent; only one overlay gets the keys, so none of them handles its own."""

    def __init__(self, screenshot: Screenshot, screen: QScreen) -> None:
        super().__init__(None, _window_flags())
        self.screenshot = screenshot
        self._image = screenshot.image.convertToFormat(QImage.Format.Format_RGB32)  # the fastest to paint
        self._selection = Selection(screenshot.image.width(), screenshot.image.height())
        self._resting: list[QPointF] = []  # where the hand let the mouse stand, and where keys sent it since
        self._has_key_moved = False
        self._is_dismissing = False
        self._was_painted = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)  # macOS hides tools with their app
        self.setWindowTitle(self.tr("Choose a region"))
        self.setAccessibleName(self.tr("Choose a region"))
        self.setAccessibleDescription(
            self.tr("Enter fixes a corner, the arrow keys move, Enter accepts, Escape cancels.")
        )
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        screen.geometryChanged.connect(self.setGeometry)  # another screen came or went
        self._hint = Hint(self)

    @property
    def region(self) -> DeviceRect | None:
        """The region drawn so far."""
        return self._selection.region

    @property
    def has_pointer(self) -> bool:
        """Whether the pointer is on this screen."""
        return self._selection.pointer is not None

    def appear(self) -> None:
        """Cover the screen."""
        if QGuiApplication.platformName() == "wayland":
            self.showFullScreen()  # nothing else is put at the corner of the screen there
        else:
            self.show()

    def release(self) -> None:
        """Let go of the picture, once deleted: Python's part lives on until the garbage collector runs."""
        self.screenshot = Screenshot(self.screenshot.place, QImage())
        self._image = QImage()

    def point_at(self, position: QPointF) -> None:
        """Move the pointer to a logical position of this overlay."""
        with self._changing():
            self._selection.move_to(self._grid.to_device(position.x(), position.y()))

    def nudge(self, dx: int, dy: int) -> None:
        """Move the pointer by whole device pixels, and the mouse cursor after it where the system allows."""
        with self._changing():
            self._selection.nudge(dx, dy)
        if self._selection.pointer:
            target = self._position_of(self._selection.pointer).toPoint()
            target = QPoint(min(target.x(), self.width() - 1), min(target.y(), self.height() - 1))
            self._resting.append(QPointF(target))  # quick keys come before what the mouse reports of them
            self._has_key_moved = True
            if QGuiApplication.platformName() not in ("wayland", "offscreen"):  # both warn that they cannot
                QCursor.setPos(self.screen(), self.mapToGlobal(target))

    def anchor(self) -> None:
        """Fix the first corner of the region at the pointer."""
        with self._changing():
            self._selection.anchor()
        self.began.emit()

    def carry(self, is_carried: bool) -> None:
        """Let the whole region follow the pointer, or its moving corner again."""
        self._selection.is_carried = is_carried and self.region is not None

    def accept(self) -> None:
        """Choose the region drawn, or start over where there is none worth the name."""
        region = self.region
        if region is None or region.is_too_small:
            self.start_over()
        else:
            self.chosen.emit(region)

    def start_over(self) -> None:
        """Forget the first corner."""
        with self._changing():
            self._selection.start_over()
        self._hint.fade_in()

    def leave(self) -> None:
        """Forget region and pointer: the user goes on on another screen."""
        with self._changing():
            self._selection.start_over()
            self._selection.pointer = None
        self._resting, self._has_key_moved = [], False

    def fade_hint(self) -> None:
        """Take the hint away."""
        self._hint.fade_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a region with the left button; take it back with the right one."""
        self._follow(event.position())
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_dismissing = False
            self.anchor()
        elif event.button() == Qt.MouseButton.RightButton:
            self._is_dismissing = self.region is None
            self.start_over()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the pointer."""
        self._follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose what was drawn; a press that the right button took back draws nothing."""
        if event.button() == Qt.MouseButton.LeftButton and self.region is not None:
            self._follow(event.position())
            self.accept()
        elif event.button() == Qt.MouseButton.RightButton and self._is_dismissing:
            self.dismissed.emit()  # not at the press: the release would reach the window underneath

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Find the pointer, which may never move before a key fixes the first corner."""
        self._follow(event.position())
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the crosshair away when the pointer goes to another screen."""
        if self.region is None:
            self.leave()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Hand keys to whoever sees all screens."""
        self.key_changed.emit(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Hand keys to whoever sees all screens."""
        self.key_changed.emit(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802
        """Let Tab come as a key: it goes to the next screen."""
        del is_next
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the hint in the middle."""
        self._hint.fit_into(self.width())
        self._place_hint()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the dimmed picture, the lit region or else the crosshair, and the panel at the pointer."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), Qt.GlobalColor.black)  # shows where rounding added a column
            paint_picture(painter, self._image, self._grid, self.region)
            pointer = self._selection.pointer
            if pointer is not None:
                if self.region is None:
                    paint_crosshair(painter, self._grid, pointer)
                paint_panel(painter, self._panel(pointer), self._image, pointer, self.region)
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit
        if not self._was_painted:
            self._was_painted = True
            logger.info("Overlay shown on %s", self.screenshot.place.name)

    @property
    def _grid(self) -> PixelGrid:
        # Read anew each time: a system may grant another size than asked for, or know the ratio only later.
        image, overlay = self._image.size().toTuple(), self.size().toTuple()
        return PixelGrid.between(image, overlay, self.devicePixelRatioF())

    def _follow(self, position: QPointF) -> None:
        """Follow the mouse, unless it only stands where it was, or was sent, while keys moved the pointer."""
        self.entered.emit()
        if not (self._has_key_moved and any(_is_near(position, place) for place in self._resting)):
            self._resting, self._has_key_moved = [position], False
            self.point_at(position)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Repaint only what a change of the selection changes: all of a large screen would lag behind."""
        before = self._marks()
        yield
        self.update(before.difference(self._marks()))
        self._place_hint()

    def _place_hint(self) -> None:
        pointer = self._selection.pointer
        self._hint.give_way_to(self._position_of(pointer).y() if pointer else self.height())

    def _marks(self) -> Marks:
        pointer = self._selection.pointer
        panel = self._panel(pointer) if pointer else QRectF()
        return Marks.of(self._grid, pointer, self.region, panel)

    def _panel(self, pointer: DevicePoint) -> QRectF:
        """Return where the panel goes, on whole device pixels."""
        corner = self._selection.corner
        place = panel_place(
            self._position_of(pointer),
            self._position_of(corner) if corner else None,
            panel_size(self.font()),
            QSizeF(self.size()),
        )
        ratio = self.devicePixelRatioF()
        place.moveTo(round(place.x() * ratio) / ratio, round(place.y() * ratio) / ratio)
        return place

    def _position_of(self, point: DevicePoint) -> QPointF:
        x, y, _, _ = self._grid.to_logical(DeviceRect(point.x, point.y, 0, 0))
        return QPointF(x, y)


def _window_flags() -> Qt.WindowType:
    flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
    if QGuiApplication.platformName() == "xcb":
        # No window manager may tile, animate or delay it, and the focus stays where it was.
        flags |= Qt.WindowType.X11BypassWindowManagerHint
    return flags


def _is_near(a: QPointF, b: QPointF) -> bool:
    return abs(a.x() - b.x()) < STILL and abs(a.y() - b.y()) < STILL
