"""One selection over all screens: shows an overlay on each, sees every key, ends with a region or without."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent

from img2latex_desktop.capture.base import Screenshot
from img2latex_desktop.capture.geometry import DeviceRect
from img2latex_desktop.capture.overlay import Overlay, overlays_for

NUDGES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
LARGE_NUDGE_PX = 10


class RegionSelector(QObject):
    """Lets the user choose one region on one of the screens."""

    chosen = Signal(object, object)
    """Screenshot, and DeviceRect in its pixels."""
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._overlays: list[Overlay] = []
        self._current: Overlay | None = None

    def start(self, screenshots: Sequence[Screenshot]) -> None:
        """Show the overlays; ``chosen`` or ``cancelled`` follows exactly once."""
        self.stop()
        self._overlays = overlays_for(screenshots, QGuiApplication.screens())
        if not self._overlays:
            self.cancelled.emit()  # every screen vanished since it was photographed
            return
        for overlay in self._overlays:
            overlay.chosen.connect(self._choose)
            overlay.entered.connect(self._follow)
            overlay.key_pressed.connect(self._handle_key)
            overlay.show()
        self._current = next((o for o in self._overlays if o.underMouse()), self._overlays[0])
        self._current.raise_()
        self._current.activateWindow()
        cast("QGuiApplication", QGuiApplication.instance()).screenRemoved.connect(self._cancel)

    def stop(self) -> None:
        """Take every overlay away."""
        if self._overlays:
            cast("QGuiApplication", QGuiApplication.instance()).screenRemoved.disconnect(self._cancel)
        for overlay in self._overlays:
            overlay.close()
            overlay.deleteLater()
        self._overlays, self._current = [], None

    def _follow(self) -> None:
        overlay = self.sender()
        if isinstance(overlay, Overlay):
            self._current = overlay

    def _choose(self, region: DeviceRect) -> None:
        overlay = self.sender()
        if isinstance(overlay, Overlay):
            screenshot = overlay.screenshot
            self.stop()
            self.chosen.emit(screenshot, region)

    def _cancel(self) -> None:
        self.stop()
        self.cancelled.emit()

    def _handle_key(self, event: QKeyEvent) -> None:
        overlay = self._current
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._cancel()
        elif overlay is None:
            return
        elif key in NUDGES:
            step = LARGE_NUDGE_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            dx, dy = NUDGES[key]
            overlay.nudge(dx * step, dy * step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if overlay.region is None:
                overlay.anchor()  # without a mouse: Enter fixes one corner, the arrows move, Enter accepts
            else:
                overlay.accept()
