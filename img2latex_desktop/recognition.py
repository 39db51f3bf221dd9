"""The GUI's side of recognition: owns the recognizer's process and never makes Qt wait for it.

The process is started at once and loads torch by itself; one thread here talks to it. A picture that arrives
early waits until the recognizer is ready. A process that dies is replaced, and the picture it was reading is
tried once more.
"""

import logging
import multiprocessing
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from PySide6.QtCore import QObject, Qt, Signal

from img2latex_desktop.worker import PictureReader, Ready, Refused, RgbPixels, Unavailable, serve
from model.result import Recognition

logger = logging.getLogger(__name__)

STOPPED_TWICE = "The recognizer stopped twice on this picture; try a smaller region, or restart the program."
STOPPED_LOADING = "The recognizer stopped while loading; snip again to start it anew."
CANCELLED = -1
END_TIMEOUT_S = 2.0  # a process that does not go within this is killed


class RecognizerState(Enum):
    """What the recognizer's process is doing."""

    LOADING = "loading"
    READY = "ready"
    WORKING = "working"
    UNAVAILABLE = "unavailable"
    STOPPED = "stopped"


@dataclass
class _Request:
    number: int
    image: RgbPixels
    deaths: int = 0


class RecognizerProcess(QObject):
    """Recognizes pictures, one after the other, in a process of its own."""

    recognized = Signal(int, object)
    """The number ``submit`` gave, and the Recognition."""
    failed = Signal(int, str)
    """The number ``submit`` gave, and one sentence for the user."""
    state_changed = Signal(object)
    """A RecognizerState."""
    _heard = Signal(object, object)
    """From the link's thread: the link, and what it heard."""

    def __init__(self, load: Callable[[], PictureReader], parent: QObject | None = None) -> None:
        """Prepare; nothing starts yet. ``load`` makes the recognizer in the process and must be picklable."""
        super().__init__(parent)
        self._load = load
        self._link: _Link | None = None
        self._state = RecognizerState.STOPPED
        self._waiting: deque[_Request] = deque()
        self._in_flight: _Request | None = None
        self._deaths_loading = 0
        self._last_number = 0
        self._heard.connect(self._handle, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> RecognizerState:
        """What the process is doing now."""
        return self._state

    def start(self) -> None:
        """Start the process, where none runs; returns at once."""
        if self._link is None:
            self._enter(RecognizerState.LOADING)
            self._link = _Link(self._load, self._heard.emit)
            self._link.start()

    def stop(self) -> None:
        """End the process and the thread; pictures without an answer are forgotten."""
        self._waiting.clear()
        self._in_flight = None
        if self._link is not None:
            self._link.stop()
            self._link = None
        self._enter(RecognizerState.STOPPED)

    def submit(self, image: RgbPixels) -> int:
        """Queue one picture.

        Returns:
            Its number; exactly one ``recognized`` or ``failed`` with it follows, unless cancelled.
        """
        self._last_number += 1
        self._waiting.append(_Request(self._last_number, image))
        self.start()
        self._send_next()
        return self._last_number

    def cancel(self, number: int) -> None:
        """Forget a picture; one that is being read is finished, and its answer dropped."""
        self._waiting = deque(request for request in self._waiting if request.number != number)
        if self._in_flight is not None and self._in_flight.number == number:
            self._in_flight.number = CANCELLED

    def _send_next(self) -> None:
        if self._state is RecognizerState.READY and self._waiting and self._link is not None:
            self._in_flight = self._waiting.popleft()
            self._enter(RecognizerState.WORKING)
            self._link.send(self._in_flight.image)

    def _handle(self, link: "_Link", message: object) -> None:
        if link is not self._link:
            return  # a last word of a process that has been replaced
        match message:
            case Ready(device=device):
                logger.info("The recognizer is ready on %s", device)
                self._deaths_loading = 0
                self._enter(RecognizerState.READY)
            case Recognition() | Refused():
                self._finish(message)
                self._enter(RecognizerState.READY)
            case Unavailable(message=reason):
                self._give_up(reason)
            case _:
                self._replace_dead()
        self._send_next()

    def _finish(self, answer: Recognition | Refused) -> None:
        request, self._in_flight = self._in_flight, None
        if request is None or request.number == CANCELLED:
            return
        if isinstance(answer, Refused):
            self.failed.emit(request.number, answer.message)
        else:
            self.recognized.emit(request.number, answer)

    def _replace_dead(self) -> None:
        """Start a new process in place of one that died, once while loading and once for each picture."""
        logger.warning("The recognizer's process died while %s", self._state.value)
        was_loading = self._state is RecognizerState.LOADING
        self._deaths_loading += was_loading
        if was_loading and self._deaths_loading > 1:
            self._give_up(STOPPED_LOADING)
            return
        request, self._in_flight = self._in_flight, None
        if request is not None and request.number != CANCELLED:
            request.deaths += 1
            if request.deaths > 1:
                self.failed.emit(request.number, STOPPED_TWICE)
            else:
                self._waiting.appendleft(request)
        self._drop_link()
        self.start()

    def _give_up(self, reason: str) -> None:
        """Fail everything that waits; the next picture submitted starts the process anew."""
        logger.error("The recognizer is not available: %s", reason)
        self._deaths_loading = 0
        self._drop_link()
        self._enter(RecognizerState.UNAVAILABLE)
        failed, self._waiting = self._waiting, deque()
        for request in failed:
            self.failed.emit(request.number, reason)

    def _drop_link(self) -> None:
        if self._link is not None:
            self._link.stop()
            self._link = None

    def _enter(self, state: RecognizerState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)


class _Link(threading.Thread):
    """One process and the thread that talks to it, from start to end."""

    def __init__(
        self, load: Callable[[], PictureReader], on_message: Callable[["_Link", object], None]
    ) -> None:
        """Prepare; ``on_message`` is called from this thread, with None once the process is gone."""
        super().__init__(name="recognizer-link", daemon=True)
        self._load = load
        self._on_message = on_message
        self._outgoing: queue.SimpleQueue[RgbPixels | None] = queue.SimpleQueue()
        self._woken, self._waker = multiprocessing.Pipe(duplex=False)

    def send(self, image: RgbPixels) -> None:
        """Hand a picture to the thread; large ones would block the caller until the process reads them."""
        self._outgoing.put(image)
        self._waker.send_bytes(b"1")

    def stop(self) -> None:
        """End the process, whatever it is doing, and join the thread."""
        self._outgoing.put(None)
        self._waker.send_bytes(b"1")
        self.join()

    def run(self) -> None:
        """Start the process and carry messages until it is gone or ``stop`` is called."""
        context = multiprocessing.get_context("spawn")  # fork would copy Qt's threads and locks half way
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self._load), name="recognizer", daemon=True)
        process.start()
        theirs.close()  # else the pipe stays open, and its death unheard
        try:
            self._carry(ours)
        except (EOFError, OSError):
            self._on_message(self, None)
        finally:
            ours.close()
            _end(process)

    def _carry(self, ours: Connection) -> None:
        while True:
            for source in wait([ours, self._woken]):
                if source is ours:
                    self._on_message(self, ours.recv())
                    continue
                self._woken.recv_bytes()
                image = self._outgoing.get()
                if image is None:
                    return
                ours.send(image)


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join(END_TIMEOUT_S)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()
