"""Selector over all screens: shows an overlay on each, sees every key, ends with a region or without."""

import functools
import logging
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QScreen

from img2latex_desktop.capture.base import Screenshot
from img2latex_desktop.capture.geometry import DeviceRect
from img2latex_desktop.capture.overlay import Overlay

logger = logging.getLogger(__name__)

NUDGES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
LARGE_NUDGE_PX = 10
GRAB_AGAIN_MS = 50  # an open menu of another program holds the keyboard until it closes


class RegionSelector(QObject):
    """Lets the user choose one region on one of the screens."""

    chosen = Signal(object, object)
    """Screenshot, and DeviceRect in its pixels."""
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._overlays: list[Overlay] = []
        self._current: Overlay | None = None
        self._grabbing = QTimer(self)
        self._grabbing.setInterval(GRAB_AGAIN_MS)
        self._grabbing.timeout.connect(self._grab_keyboard)

    def start(self, screenshots: Sequence[Screenshot]) -> None:
        """Show the overlays; ``chosen`` or ``cancelled`` follows exactly once."""
        self.stop()
        self._overlays = overlays_for(screenshots, QGuiApplication.screens())
        if not self._overlays:
            self.cancelled.emit()  # every screen vanished since it was photographed
            return
        for overlay in self._overlays:
            overlay.chosen.connect(self._choose)
            overlay.dismissed.connect(self._cancel)
            overlay.entered.connect(self._enter)
            overlay.began.connect(self._begin)
            overlay.key_changed.connect(self._handle_key)
            overlay.appear()
        self._use(next((o for o in self._overlays if o.has_pointer), self._overlays[0]))
        cast("QGuiApplication", QGuiApplication.instance()).screenRemoved.connect(self._drop)

    def stop(self) -> None:
        """Take every overlay away."""
        if self._overlays:
            cast("QGuiApplication", QGuiApplication.instance()).screenRemoved.disconnect(self._drop)
        self._grabbing.stop()
        for overlay in self._overlays:
            _take_away(overlay)
        self._overlays, self._current = [], None

    def _use(self, overlay: Overlay) -> None:
        """Give the keys to an overlay."""
        self._current = overlay
        if QGuiApplication.platformName() == "xcb":
            self._grab_keyboard()
        else:
            overlay.raise_()
            overlay.activateWindow()

    def _grab_keyboard(self) -> None:
        # X11 grants it whatever window has the focus, and a menu of another program may be in the way.
        window = self._current.windowHandle() if self._current else None
        if window is None or window.setKeyboardGrabEnabled(True):
            self._grabbing.stop()
        elif not self._grabbing.isActive():
            logger.info("Another program holds the keyboard")
            self._grabbing.start()

    def _enter(self) -> None:
        overlay = self.sender()
        if isinstance(overlay, Overlay) and (self._current is None or self._current.region is None):
            self._current = overlay  # a region that is being drawn keeps the keys

    def _begin(self) -> None:
        self._current = cast("Overlay", self.sender())
        for overlay in self._overlays:
            overlay.fade_hint()
            if overlay is not self._current:
                overlay.leave()

    def _choose(self, region: DeviceRect) -> None:
        screenshot = cast("Overlay", self.sender()).screenshot
        self.stop()
        self.chosen.emit(screenshot, region)

    def _cancel(self) -> None:
        self.stop()
        self.cancelled.emit()

    def _drop(self, screen: QScreen) -> None:
        """Go on without a screen that was unplugged."""
        gone = [o for o in self._overlays if o.screenshot.place.name == screen.name()]
        if gone == self._overlays:
            self._cancel()
            return
        self._overlays = [o for o in self._overlays if o not in gone]
        for overlay in gone:
            _take_away(overlay)
        if gone:
            logger.info("%s is gone; the selection goes on", screen.name())
            self._use(self._overlays[0] if self._current in gone else cast("Overlay", self._current))

    def _go_to_next_screen(self) -> None:
        if self._current is not None:
            place = self._overlays.index(self._current) + 1
            self._current.leave()
            self._current = self._overlays[place % len(self._overlays)]
            self._current.nudge(0, 0)  # brings the pointer to its middle

    def _handle_key(self, event: QKeyEvent) -> None:
        overlay = self._current
        key = Qt.Key(event.key())
        if overlay is None:
            return
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                overlay.carry(event.type() == QEvent.Type.KeyPress)
        elif event.type() == QEvent.Type.KeyRelease:
            return
        elif key == Qt.Key.Key_Escape:
            self._cancel()
        elif key in NUDGES:
            step = LARGE_NUDGE_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            dx, dy = NUDGES[key]
            overlay.nudge(dx * step, dy * step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if overlay.region is None:
                overlay.anchor()  # without a mouse: Enter fixes one corner, the arrows move, Enter accepts
            else:
                overlay.accept()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and overlay.region is None:
            self._go_to_next_screen()


def overlays_for(screenshots: Sequence[Screenshot], screens: Sequence[QScreen]) -> list[Overlay]:
    """Make one overlay for each screenshot whose screen is still there, from left to right.

    In this order the pixel by which rounding may widen an overlay lies under its neighbor.
    """
    by_name = {screen.name(): screen for screen in screens}
    overlays = [
        Overlay(screenshot, by_name[screenshot.place.name])
        for screenshot in sorted(screenshots, key=lambda shot: shot.place.geometry.topLeft().toTuple())
        if screenshot.place.name in by_name
    ]
    for overlay in overlays:
        position = QCursor.pos(overlay.screen())
        if overlay.geometry().contains(position):
            overlay.point_at(QPointF(overlay.mapFromGlobal(position)))
    return overlays


def _take_away(overlay: Overlay) -> None:
    overlay.close()
    # Measured: 4 MB a snip on a screen of 1280 × 800 until the collector ran. Not before its end, since the
    # button that chose the region may only be coming up; not as a bound method, which Qt forgets before that.
    overlay.destroyed.connect(functools.partial(Overlay.release, overlay))
    overlay.deleteLater()
