"""Recognizer of the desktop: the pool's futures as signals in the GUI thread, which never waits for it."""

import functools
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.service.pool import RecognizerPool
from img2latex_desktop.service.slot import DoubtedPictureError, RecognizerState
from img2latex_desktop.service.weights_store import WeightsChoice
from img2latex_desktop.service.worker import Loaded, Reading, Task
from model.picture.view import PLAIN_VIEW, View

__all__ = ["RecognizerProcess", "RecognizerState"]

MINUTE_MS = 60_000


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
    _entered = Signal(object)
    """From the pool's threads: a RecognizerState."""
    _chosen = Signal(object)
    """From the pool's threads: a WeightsChoice."""
    _answered = Signal(int, object)
    """From the pool's threads: a number, and the future that is done."""

    def __init__(self, load: Callable[[], Loaded], parent: QObject | None = None) -> None:
        """Prepare; nothing starts yet. ``load`` makes the recognizer in the process and must be picklable."""
        super().__init__(parent)
        self._entered.connect(self.state_changed, Qt.ConnectionType.QueuedConnection)
        self._chosen.connect(self.loaded, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._pool = RecognizerPool(load, on_state=self._entered.emit, on_loaded=self._chosen.emit)
        self._futures: dict[int, Future[Reading]] = {}  # of pictures whose answer is wanted
        self._last_number = 0

    @property
    def state(self) -> RecognizerState:
        """What the process is doing now."""
        return self._pool.state

    @property
    def weights(self) -> WeightsChoice | None:
        """What the process that was ready last reads with."""
        return self._pool.weights

    def start(self) -> None:
        """Start the process, where none runs; returns at once."""
        self._pool.wake()

    def stop(self) -> None:
        """End every process and thread; pictures without an answer are forgotten."""
        self._futures.clear()
        self._pool.stop()

    def restart(self, load: Callable[[], Loaded]) -> None:
        """Load another recognizer, such as one on another device; it reads all pictures without an answer."""
        self._pool.restart(load)

    def set_idle_minutes(self, minutes: int) -> None:
        """End the process whenever it has had nothing to do for so long; 0 keeps it forever."""
        self._pool.set_idle_s(minutes * MINUTE_MS / 1000)

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
        number = self._last_number
        future = self._pool.submit(Task(source, view, candidates), is_urgent=is_urgent)
        self._futures[number] = future
        future.add_done_callback(functools.partial(self._answered.emit, number))
        return number

    def cancel(self, number: int) -> None:
        """Forget a picture; one that is being read is finished if it is soon, and its answer dropped."""
        if future := self._futures.pop(number, None):
            future.cancel()

    def _answer(self, number: int, future: Future[Reading]) -> None:
        if self._futures.pop(number, None) is None:
            return  # nobody wants it any more
        match future.exception():
            case None:
                self.recognized.emit(number, future.result())
                return
            case DoubtedPictureError(seen=seen) as problem:
                self.doubted.emit(number, seen)
                self.failed.emit(number, str(problem))
            case problem:
                self.failed.emit(number, str(problem))
