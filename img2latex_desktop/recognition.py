"""The GUI's side of recognition: owns the recognizer's process and never makes Qt wait for it.

The process is started at once and loads torch by itself; one thread here talks to it. A picture that arrives
early waits until the recognizer is ready. A process that dies is replaced, and the picture it was reading is
tried once more. One that reads a picture for too long, or goes on with one that nobody wants any more, is
replaced, too. One that has had nothing to do for long is ended, and started again for the next picture.
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from img2latex_desktop.base.language import Sentence
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.service.link import WorkerLink
from img2latex_desktop.service.weights_store import WeightsChoice
from img2latex_desktop.service.worker import Loaded, Reading, Ready, Refused, Task, Unavailable, serve
from model.picture.view import PLAIN_VIEW, View

logger = logging.getLogger(__name__)

STOPPED_TWICE = Sentence(
    "Recognition",
    "The recognizer stopped twice on this picture; try a smaller region, or restart the program.",
)
STOPPED_LOADING = Sentence(
    "Recognition", "The recognizer stopped while loading; snip again to start it anew."
)
TOO_LONG = Sentence(
    "Recognition",
    "The picture took longer than {most} s and was given up; cut out the formula and try again.",
)
MINUTE_MS = 60_000
READING_MS = 60_000  # the largest picture, full of noise, takes 20 s on one core
GRACE_MS = 3_000  # for a picture nobody wants any more: a new process takes as long to be ready


class RecognizerState(Enum):
    """What the recognizer's process is doing."""

    LOADING = "loading"
    READY = "ready"
    WORKING = "working"
    UNAVAILABLE = "unavailable"
    ASLEEP = "asleep"
    STOPPED = "stopped"


@dataclass
class _Request:
    number: int
    task: Task
    is_urgent: bool
    deaths: int = 0


class RecognizerProcess(QObject):
    """Recognizes pictures, one after the other, in a process of its own."""

    recognized = Signal(int, object)
    """The number ``submit`` gave, and the Reading."""
    failed = Signal(int, str)
    """The number ``submit`` gave, and one sentence for the user."""
    doubted = Signal(int, object)
    """The number ``submit`` gave of a picture taken for no formula, and what the network saw of it (Pixels);
    ``failed`` follows."""
    state_changed = Signal(object)
    """A RecognizerState."""
    loaded = Signal(object)
    """The WeightsChoice that it reads with."""
    _heard = Signal(object, object)
    """From the link's thread: the link, and what it heard."""

    def __init__(self, load: Callable[[], Loaded], parent: QObject | None = None) -> None:
        """Prepare; nothing starts yet. ``load`` makes the recognizer in the process and must be picklable."""
        super().__init__(parent)
        self._load = load
        self._link: WorkerLink | None = None
        self._leaving: list[WorkerLink] = []  # told to end, not waited for
        self._state = RecognizerState.STOPPED
        self._weights: WeightsChoice | None = None
        self._waiting: list[_Request] = []
        self._in_flight: _Request | None = None  # None also where its answer is no longer wanted
        self._deaths_loading = 0
        self._last_number = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._sleep)
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(self._replace_slow)
        self._heard.connect(self._handle, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> RecognizerState:
        """What the process is doing now."""
        return self._state

    @property
    def weights(self) -> WeightsChoice | None:
        """What the process that was ready last reads with."""
        return self._weights

    def start(self) -> None:
        """Start the process, where none runs; returns at once."""
        if self._link is None:
            self._enter(RecognizerState.LOADING)
            self._link = WorkerLink(functools.partial(serve, load=self._load), self._heard.emit)
            self._link.start()

    def stop(self) -> None:
        """End every process and thread; pictures without an answer are forgotten."""
        self._waiting.clear()
        self._in_flight = None
        self._drop_link()
        for link in self._leaving:
            link.finish()
        self._leaving.clear()
        self._enter(RecognizerState.STOPPED)

    def restart(self, load: Callable[[], Loaded]) -> None:
        """Load another recognizer, such as one on another device; it reads all pictures without an answer."""
        self._load = load
        if self._in_flight is not None:
            self._waiting.append(self._in_flight)
            self._in_flight = None
        self._deaths_loading = 0
        self._drop_link()
        self.start()

    def set_idle_minutes(self, minutes: int) -> None:
        """End the process whenever it has had nothing to do for so long; 0 keeps it forever."""
        self._idle.setInterval(minutes * MINUTE_MS)
        self._watch_idleness()

    def submit(
        self,
        source: Pixels | Path,
        view: View = PLAIN_VIEW,
        candidates: int = 1,
        *,
        is_urgent: bool = True,
    ) -> int:
        """Queue one picture.

        Args:
            source: The picture, or the file that holds it.
            view: How to look at it.
            candidates: How many distinct readings are wanted; more than one takes longer.
            is_urgent: Whether someone waits for the answer; all that are urgent are read before all others.

        Returns:
            Its number; exactly one ``recognized`` or ``failed`` with it follows, unless cancelled.
        """
        self._last_number += 1
        self._waiting.append(_Request(self._last_number, Task(source, view, candidates), is_urgent))
        self.start()
        self._send_next()
        return self._last_number

    def cancel(self, number: int) -> None:
        """Forget a picture; one that is being read is finished if it is soon, and its answer dropped."""
        self._waiting = [request for request in self._waiting if request.number != number]
        if self._in_flight is not None and self._in_flight.number == number:
            self._in_flight = None
            self._deadline.start(min(GRACE_MS, self._deadline.remainingTime()))

    def _send_next(self) -> None:
        if self._state is RecognizerState.READY and self._waiting and self._link is not None:
            first = min(self._waiting, key=lambda request: (not request.is_urgent, request.number))
            self._waiting.remove(first)
            self._in_flight = first
            self._deadline.start(READING_MS)
            self._enter(RecognizerState.WORKING)
            self._link.send(first.task)

    def _handle(self, link: WorkerLink, message: object) -> None:
        if link is not self._link:
            return  # a last word of a process that has been replaced
        match message:
            case Ready(device=device, weights=weights):
                logger.info("The recognizer is ready on %s with %s", device, weights.folder)
                self._deaths_loading = 0
                self._weights = weights
                self._enter(RecognizerState.READY)
                self.loaded.emit(weights)
            case Reading() | Refused():
                self._finish(message)
                if link is not self._link:
                    return  # whoever got the answer has stopped or restarted it
                self._enter(RecognizerState.READY)
            case Unavailable(problem=problem):
                self._give_up(str(problem))
            case _:
                self._replace_dead()
        self._send_next()

    def _finish(self, answer: Reading | Refused) -> None:
        self._deadline.stop()
        request, self._in_flight = self._in_flight, None
        if request is None:
            return
        if isinstance(answer, Refused):
            if answer.seen is not None:
                self.doubted.emit(request.number, answer.seen)
            self._fail(request, str(answer.problem))
        else:
            self.recognized.emit(request.number, answer)

    def _replace_dead(self) -> None:
        """Start a new process in place of one that died, once while loading and once for each picture."""
        logger.warning("The recognizer's process died while %s", self._state.value)
        was_loading = self._state is RecognizerState.LOADING
        self._deaths_loading += was_loading
        if was_loading and self._deaths_loading > 1:
            self._give_up(str(STOPPED_LOADING))
            return
        request, self._in_flight = self._in_flight, None
        if request is not None:
            request.deaths += 1
            if request.deaths > 1:
                self._fail(request, str(STOPPED_TWICE))
            else:
                self._waiting.append(request)
        self._drop_link()
        self.start()

    def _replace_slow(self) -> None:
        """Start a new process in place of one that reads for too long, and do not try that picture again."""
        logger.warning("The recognizer's process is replaced: it does not come to an end with a picture")
        request, self._in_flight = self._in_flight, None
        self._drop_link()
        self.start()
        if request is not None:
            self._fail(request, str(TOO_LONG.format(most=READING_MS // 1000)))

    def _give_up(self, reason: str) -> None:
        """Fail everything that waits; the next picture submitted starts the process anew."""
        logger.error("The recognizer is not available: %s", reason)
        self._deaths_loading = 0
        self._drop_link()
        self._enter(RecognizerState.UNAVAILABLE)
        failed, self._waiting = self._waiting, []
        for request in failed:
            self._fail(request, reason)

    def _fail(self, request: _Request, reason: str) -> None:
        source = request.task.source
        logger.info("%s is not read: %s", source if isinstance(source, Path) else "The picture", reason)
        self.failed.emit(request.number, reason)

    def _sleep(self) -> None:
        self._drop_link()
        self._enter(RecognizerState.ASLEEP)

    def _drop_link(self) -> None:
        gone = [link for link in self._leaving if not link.is_alive()]
        for link in gone:
            link.finish()
        self._leaving = [link for link in self._leaving if link not in gone]
        self._deadline.stop()
        if self._link is not None:
            self._link.end()
            self._leaving.append(self._link)
            self._link = None

    def _enter(self, state: RecognizerState) -> None:
        if state is not self._state:
            self._state = state
            self._watch_idleness()
            self.state_changed.emit(state)

    def _watch_idleness(self) -> None:
        if self._state is RecognizerState.READY and self._idle.interval() > 0:
            self._idle.start()
        else:
            self._idle.stop()
