"""State machine of one snip: idle → counting → selecting → recognizing → showing.

It strings the parts together and knows no window: what is to be shown leaves as signals. A picture that comes
from the clipboard joins at “recognizing”.
"""

import contextlib
import logging
import math
from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage

from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.capture.base import Capture, RememberedRegion, ScreenPlace, Screenshot
from img2latex_desktop.capture.geometry import DeviceRect
from img2latex_desktop.capture.own_windows import OwnWindows
from img2latex_desktop.capture.pixels import to_pixels
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.recognition import RecognizerProcess
from img2latex_desktop.service.worker import Reading
from model.picture.view import View

logger = logging.getLogger(__name__)

CANDIDATES = 3  # more were not seen to hold the right reading, and take as much longer each
SECOND_MS = 1000

OnFrozen = Callable[[list[Screenshot]], None]


class SnipState(Enum):
    """How far a snip is."""

    IDLE = "idle"
    COUNTING = "counting"
    SELECTING = "selecting"
    RECOGNIZING = "recognizing"
    SHOWING = "showing"


class Snip(QObject):
    """Runs snips, one at a time.

    A new one may begin at any moment. Until its region is chosen, the one before it goes on undisturbed, so
    that cancelling the selection loses nothing.

    Attributes:
        own_windows: They are in no picture: they give way until a region is chosen, or none.
    """

    state_changed = Signal(object)
    """A SnipState."""
    counted = Signal(int)
    """Seconds until the screens freeze."""
    chosen = Signal(object, object, bool)
    """The picture (QImage), its place on the desktop (QRect in logical pixels, or None), and whether it is to
    be appended to what is shown."""
    recognized = Signal(object)
    """The Reading of the picture chosen last."""
    looked_again = Signal(object, object)
    """The Reading of the same picture in another View."""
    candidates_found = Signal(object)
    """Other readings of the picture chosen last: a tuple of Candidate, best first."""
    doubted = Signal(object)
    """What the network saw of the picture chosen last (Pixels), and takes for no formula; ``failed`` follows,
    and ``look_again`` with a View that insists reads it all the same."""
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
        self.own_windows = OwnWindows(self)
        self._countdown = QTimer(self, interval=SECOND_MS)
        self._seconds_left = 0
        self._on_frozen: OnFrozen = selector.start
        self._is_capturing = False
        self._is_appending = False
        self._remembered: RememberedRegion | None = None
        self._pixels: Pixels | None = None  # of the picture chosen last
        self._awaited: int | None = None  # the number of the picture being recognized
        self._again: dict[int, View] = {}  # numbers of further looks at it
        self._other_readings: int | None = None
        self._is_shown = False
        self._state = SnipState.IDLE
        self._countdown.timeout.connect(self._count)
        selector.chosen.connect(self._choose)
        selector.cancelled.connect(self._cancel)
        recognizer.recognized.connect(self._take)
        recognizer.failed.connect(self._fail)
        recognizer.doubted.connect(self._doubt)

    @property
    def state(self) -> SnipState:
        """How far the newest snip is."""
        return self._state

    @property
    def can_repeat(self) -> bool:
        """Whether there is a last region."""
        return self._remembered is not None

    def begin(self, delay_s: float = 0.0, *, is_appending: bool = False) -> None:
        """Freeze the screens and let the user choose.

        Asked for again while it waits, it waits no longer; while the user chooses, nothing happens.

        Args:
            delay_s: Wait so long before, for a menu or a slide to be brought up.
            is_appending: Whether the formula is to become a further line of the one shown.
        """
        self._start(self._selector.start, delay_s, is_appending=is_appending)

    def repeat(self, delay_s: float = 0.0) -> None:
        """Read the region of the last snip again, as it looks now; without one, let the user choose."""
        self._start(self._find_again, delay_s, is_appending=False)

    def read(self, image: QImage) -> None:
        """Read a picture that is there already, such as the one on the clipboard.

        Nothing happens between the request for a snip and its region.
        """
        if self._is_capturing:
            return
        self._is_appending = False
        self._submit(image, None)

    def take_up(self, image: QImage) -> None:
        """Let ``look_again`` have a picture that was read before; a broken one is not looked at again."""
        self.end()
        with contextlib.suppress(ImageError):
            self._pixels = to_pixels(image)

    def look_again(self, view: View) -> None:
        """Read the same picture again, looked at in another way; ``looked_again`` follows, or ``failed``."""
        if self._pixels is not None:
            for number in self._again:
                self._recognizer.cancel(number)
            self._again = {self._recognizer.submit(self._pixels, view): view}

    def give_up(self, message: str) -> bool:
        """End a capture or a selection that cannot go on, and say why; return whether there was one."""
        if not self._is_capturing:
            return False
        self._countdown.stop()
        self._selector.stop()
        self._give_up_capture(message)
        return True

    def end(self) -> None:
        """Forget the result, or the picture still being recognized: the user has put it away."""
        self._forget()
        self._update_state()

    def _start(self, on_frozen: OnFrozen, delay_s: float, *, is_appending: bool) -> None:
        is_waiting = self._countdown.isActive()
        if self._is_capturing and not is_waiting:
            return
        self._recognizer.start()  # one that sleeps wakes up while the user chooses
        self._is_capturing = True
        self._is_appending = is_appending
        self._on_frozen = on_frozen
        self._countdown.stop()
        self._seconds_left = 0 if is_waiting else math.ceil(delay_s)
        if self._seconds_left > 0:
            self._countdown.start()
            self.own_windows.give_way(lambda: None)  # the user may want to arrange what is behind them
            self._update_state()
            self.counted.emit(self._seconds_left)
        else:
            self._freeze()

    def _count(self) -> None:
        self._seconds_left -= 1
        self.counted.emit(self._seconds_left)
        if self._seconds_left == 0:
            self._countdown.stop()
            self._freeze()

    def _freeze(self) -> None:
        self._update_state()
        self.own_windows.give_way(self._photograph)

    def _photograph(self) -> None:
        self._capture.freeze(_places(), self._on_frozen, self._give_up_capture)

    def _find_again(self, screenshots: list[Screenshot]) -> None:
        found = self._remembered.find_in(screenshots) if self._remembered else None
        if found:
            self._choose(*found)
        else:
            self._selector.start(screenshots)

    def _choose(self, screenshot: Screenshot, region: DeviceRect) -> None:
        logger.info("Chosen: %d × %d pixels", region.width, region.height)
        self._remembered = RememberedRegion.of(screenshot, region)
        self._is_capturing = False
        self.own_windows.come_back(is_chosen=True)
        self._submit(screenshot.crop(region), screenshot.place_of(region))

    def _submit(self, image: QImage, place: QRect | None) -> None:
        self._forget()
        try:
            self._pixels = to_pixels(image)
        except ImageError as problem:
            logger.info("The picture is not read: %s", problem)
            self.chosen.emit(image, place, self._is_appending)
            self._settle()
            self.failed.emit(str(problem))
            return
        self._awaited = self._recognizer.submit(self._pixels)
        self._update_state()
        self.chosen.emit(image, place, self._is_appending)

    def _forget(self) -> None:
        waiting = [self._awaited, self._other_readings, *self._again]
        for number in [number for number in waiting if number is not None]:
            self._recognizer.cancel(number)
        self._awaited, self._other_readings, self._again = None, None, {}
        self._pixels = None
        self._is_shown = False

    def _cancel(self) -> None:
        logger.info("Cancelled")
        self._is_capturing = False
        self.own_windows.come_back()
        self._update_state()

    def _give_up_capture(self, message: str) -> None:
        logger.warning("Nothing can be chosen: %s", message)
        self._is_capturing = False
        self.own_windows.come_back()
        self._update_state()
        self.not_captured.emit(message)

    def _take(self, number: int, reading: Reading) -> None:
        if number == self._awaited:
            self._settle()
            self.recognized.emit(reading)
            if self._pixels is not None:
                self._other_readings = self._recognizer.submit(
                    self._pixels, candidates=CANDIDATES, is_urgent=False
                )
        elif number in self._again:
            self.looked_again.emit(reading, self._again.pop(number))
        elif number == self._other_readings:
            self._other_readings = None
            self.candidates_found.emit(reading.recognition.candidates)

    def _doubt(self, number: int, seen: Pixels) -> None:
        if number == self._awaited or number in self._again:
            self.doubted.emit(seen)

    def _fail(self, number: int, message: str) -> None:
        if number == self._awaited:
            self._settle()
            self.failed.emit(message)
        elif number in self._again:
            del self._again[number]
            self.failed.emit(message)

    def _settle(self) -> None:
        self._awaited = None
        self._is_shown = True
        self._update_state()

    def _update_state(self) -> None:
        if self._is_capturing:
            state = SnipState.COUNTING if self._countdown.isActive() else SnipState.SELECTING
        elif self._awaited is not None:
            state = SnipState.RECOGNIZING
        else:
            state = SnipState.SHOWING if self._is_shown else SnipState.IDLE
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)


def _places() -> list[ScreenPlace]:
    return [ScreenPlace(screen.name(), screen.geometry()) for screen in QGuiApplication.screens()]
