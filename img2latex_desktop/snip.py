"""One snip, from the hotkey to a shown result: idle → selecting → recognizing → showing.

It strings the parts together and knows no window: what is to be shown leaves as signals.
"""

import logging
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from img2latex_desktop.capture.base import Capture, ScreenPlace, Screenshot
from img2latex_desktop.capture.geometry import DeviceRect
from img2latex_desktop.capture.pixels import to_pixels
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.recognition import RecognizerProcess
from model.result import Recognition

logger = logging.getLogger(__name__)


class SnipState(Enum):
    """How far a snip is."""

    IDLE = "idle"
    SELECTING = "selecting"
    RECOGNIZING = "recognizing"
    SHOWING = "showing"


class Snip(QObject):
    """Runs snips, one at a time.

    A new one may begin at any moment. Until its region is chosen, the one before it goes on undisturbed, so
    that cancelling the selection loses nothing.
    """

    state_changed = Signal(object)
    """A SnipState."""
    chosen = Signal(object, object)
    """The picture (QImage) and where it lies on the desktop (QRect, logical pixels)."""
    recognized = Signal(object)
    """The Recognition of the picture chosen last."""
    failed = Signal(str)
    """One sentence why the picture chosen last has no result."""
    not_captured = Signal(str)
    """One sentence why nothing could be selected."""

    def __init__(
        self,
        capture: Capture,
        selector: RegionSelector,
        recognizer: RecognizerProcess,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._capture = capture
        self._selector = selector
        self._recognizer = recognizer
        self._is_selecting = False
        self._awaited: int | None = None  # the number of the picture being recognized
        self._is_shown = False
        self._state = SnipState.IDLE
        selector.chosen.connect(self._choose)
        selector.cancelled.connect(self._cancel)
        recognizer.recognized.connect(self._show)
        recognizer.failed.connect(self._fail)

    @property
    def state(self) -> SnipState:
        """How far the newest snip is."""
        return self._state

    def begin(self) -> None:
        """Freeze the screens and let the user choose; nothing happens while that is going on already."""
        if self._is_selecting:
            return
        self._is_selecting = True
        self._update_state()
        places = [ScreenPlace(screen.name(), screen.geometry()) for screen in QGuiApplication.screens()]
        self._capture.freeze(places, self._selector.start, self._give_up_capture)

    def end(self) -> None:
        """Forget the result, or the picture still being recognized: the user has put it away."""
        if self._awaited is not None:
            self._recognizer.cancel(self._awaited)
        self._awaited = None
        self._is_shown = False
        self._update_state()

    def _choose(self, screenshot: Screenshot, region: DeviceRect) -> None:
        self.end()
        image = screenshot.crop(region)
        self._is_selecting = False
        self._awaited = self._recognizer.submit(to_pixels(image))
        logger.info("Chosen: %d × %d pixels", region.width, region.height)
        self._update_state()
        self.chosen.emit(image, screenshot.place_of(region))

    def _cancel(self) -> None:
        logger.info("Cancelled")
        self._is_selecting = False
        self._update_state()

    def _give_up_capture(self, message: str) -> None:
        self._is_selecting = False
        self._update_state()
        self.not_captured.emit(message)

    def _show(self, number: int, recognition: Recognition) -> None:
        if number == self._awaited:
            self._settle()
            self.recognized.emit(recognition)

    def _fail(self, number: int, message: str) -> None:
        if number == self._awaited:
            self._settle()
            self.failed.emit(message)

    def _settle(self) -> None:
        self._awaited = None
        self._is_shown = True
        self._update_state()

    def _update_state(self) -> None:
        if self._is_selecting:
            state = SnipState.SELECTING
        elif self._awaited is not None:
            state = SnipState.RECOGNIZING
        else:
            state = SnipState.SHOWING if self._is_shown else SnipState.IDLE
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
