"""Supervised recognizer processes: pictures in, futures out. No Qt.

Each process loads torch by itself and reads one picture at a time; a picture that arrives early waits. A
process that dies is replaced, and the picture it was reading is tried once more. One that reads a picture for
too long, or goes on with one that was cancelled, is replaced, too. One that has had nothing to do for long is
ended, and started again for the next picture.
"""

import functools
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from img2latex_desktop.base.errors import Img2LatexError, RecognitionError
from img2latex_desktop.base.mishaps import ToldThread
from img2latex_desktop.service.link import LeavingLinks, WorkerLink
from img2latex_desktop.service.ordered_calls import OrderedCalls
from img2latex_desktop.service.refusals import STOPPED_LOADING, STOPPED_TWICE, TOO_LONG
from img2latex_desktop.service.slot import (
    BUSIEST_FIRST,
    DoubtedPictureError,
    RecognizerState,
    Request,
    RequestQueue,
    Slot,
    settle,
)
from img2latex_desktop.service.weights_store import WeightsChoice
from img2latex_desktop.service.worker import Loaded, Reading, Ready, Refused, Task, Unavailable, serve

logger = logging.getLogger(__name__)

READING_MS = 60_000  # the largest picture, full of noise, takes 20 s on one core
GRACE_MS = 3_000  # for a picture nobody wants any more: a new process takes as long to be ready


class RecognizerPool:
    """Reads pictures in processes of its own; every method returns at once, but for ``stop``.

    Its methods may be called from every thread; ``stop`` not from a callback of a future or of the pool.
    """

    def __init__(
        self,
        load: Callable[[], Loaded],
        *,
        processes: int = 1,
        on_state: Callable[[RecognizerState], object] = lambda _state: None,
        on_loaded: Callable[[WeightsChoice], object] = lambda _weights: None,
    ) -> None:
        """Prepare; nothing starts yet.

        Args:
            load: Makes the recognizer in each process; must be picklable.
            processes: Number of processes.
            on_state: Called with each new state, in any thread, in order.
            on_loaded: Called with the weights that a process reads with, in any thread.
        """
        self._load = load
        self._on_state, self._on_loaded = on_state, on_loaded
        self._slots = [Slot() for _ in range(processes)]
        self._leaving = LeavingLinks()
        self._waiting = RequestQueue()
        self._weights: WeightsChoice | None = None
        self._state = RecognizerState.STOPPED
        self._idle_s = 0.0
        self._changed = threading.Condition(threading.RLock())
        self._clock: ToldThread | None = None
        self._calls = OrderedCalls()

    @property
    def state(self) -> RecognizerState:
        """State now."""
        return self._state

    @property
    def weights(self) -> WeightsChoice | None:
        """Weights of the process that was ready last."""
        return self._weights

    def wake(self) -> None:
        """Start every process that does not run."""
        with self._changed:
            self._start_missing()
        self._calls.make()

    def submit(self, task: Task, *, is_urgent: bool = True) -> Future[Reading]:
        """Queue a picture.

        Args:
            task: The picture, and how to read it.
            is_urgent: Whether someone waits for the answer; all that are urgent are read before all others.

        Returns:
            Its reading, or an Img2LatexError: DoubtedPictureError where it seems to hold no formula. May be
            cancelled at any time before the answer; a process that goes on with it is replaced.
        """
        with self._changed:
            request = self._waiting.put(task, is_urgent=is_urgent)
            self._start_missing()
            self._send_next()
        request.future.add_done_callback(functools.partial(self._forget_cancelled, request))
        self._calls.make()
        return request.future

    def restart(self, load: Callable[[], Loaded]) -> None:
        """Load another recognizer, such as one on another device; it reads all pictures without an answer."""
        with self._changed:
            self._load = load
            for slot in self._slots:
                if slot.request is not None:
                    self._waiting.put_back(slot.request)
                slot.deaths_loading = 0
                self._drop(slot, RecognizerState.LOADING)
            self._start_missing()
        self._calls.make()

    def set_idle_s(self, seconds: float) -> None:
        """End each process that has had nothing to do for so long from now on; 0 keeps them forever."""
        with self._changed:
            self._idle_s = seconds
            for slot in self._slots:
                slot.idle_since = time.monotonic()
            self._changed.notify_all()

    def stop(self) -> None:
        """End every process and thread, and cancel the pictures without an answer; waits for the end."""
        with self._changed:
            being_read = [slot.request for slot in self._slots if slot.request is not None]
            without_answer = [*self._waiting.take_all(), *being_read]
            for slot in self._slots:
                self._drop(slot, RecognizerState.STOPPED)
            leaving = self._leaving.take()
            clock, self._clock = self._clock, None
            self._show_state()
        for link in leaving:
            link.finish()
        if clock is not None:
            clock.join()
        for request in without_answer:
            request.future.cancel()
            request.future.set_running_or_notify_cancel()
        self._calls.make()

    def _start_missing(self) -> None:
        if self._clock is None:
            self._clock = ToldThread("recognizer-clock", self._watch_times, logger.error)
            self._clock.start()
        for slot in self._slots:
            if slot.link is None:
                self._enter(slot, RecognizerState.LOADING)
                slot.link = WorkerLink(functools.partial(serve, load=self._load), self._hear)
                slot.link.start()

    def _send_next(self) -> None:
        for slot in self._slots:
            if slot.state is RecognizerState.READY and (first := self._waiting.take_first()):
                slot.send(first, READING_MS / 1000)
                self._enter(slot, RecognizerState.WORKING)

    def _hear(self, link: WorkerLink, message: object) -> None:
        with self._changed:
            slot = next((slot for slot in self._slots if slot.link is link), None)
            if slot is not None:  # else a last word of a process that has been replaced
                self._handle(slot, message)
                self._send_next()
        self._calls.make()

    def _handle(self, slot: Slot, message: object) -> None:
        match message:
            case Ready(device=device, weights=weights):
                logger.info("The recognizer is ready on %s with %s", device, weights.folder)
                slot.deaths_loading = 0
                self._weights = weights
                self._enter(slot, RecognizerState.READY)
                self._calls.note(functools.partial(self._on_loaded, weights))
            case Reading() | Refused():
                if request := slot.take_request():
                    self._answer(request, message)
                self._enter(slot, RecognizerState.READY)
            case Unavailable(problem=problem):
                self._give_up(slot, problem)
            case _:
                self._replace_dead(slot)

    def _answer(self, request: Request, answer: Reading | Refused) -> None:
        if isinstance(answer, Reading):
            self._calls.note(functools.partial(settle, request.future, answer))
        elif answer.seen is not None:
            self._fail(request, DoubtedPictureError(str(answer.problem), answer.seen))
        else:
            self._fail(request, answer.problem)

    def _replace_dead(self, slot: Slot) -> None:
        """Start a new process in place of one that died, once while loading and once for each picture."""
        logger.warning("The recognizer's process died while %s", slot.state.value)
        was_loading = slot.state is RecognizerState.LOADING
        slot.deaths_loading += was_loading
        if was_loading and slot.deaths_loading > 1:
            self._give_up(slot, RecognitionError(STOPPED_LOADING))
            return
        request = slot.request
        self._drop(slot, RecognizerState.LOADING)
        if request is not None:
            request.deaths += 1
            if request.deaths > 1:
                self._fail(request, RecognitionError(STOPPED_TWICE))
            else:
                self._waiting.put_back(request)
        self._start_missing()

    def _replace_slow(self, slot: Slot) -> None:
        """Start a new process in place of one that reads for too long, and do not try that picture again."""
        logger.warning("The recognizer's process is replaced: it does not come to an end with a picture")
        request = slot.request
        self._drop(slot, RecognizerState.LOADING)
        self._start_missing()
        if request is not None:
            self._fail(request, RecognitionError(TOO_LONG.format(most=READING_MS // 1000)))

    def _give_up(self, slot: Slot, problem: Img2LatexError) -> None:
        """Go on without this process; without any, fail what waits. The next picture starts it anew."""
        logger.error("The recognizer is not available: %s", problem)
        slot.deaths_loading = 0
        self._drop(slot, RecognizerState.UNAVAILABLE)
        if not any(other.link for other in self._slots):
            for request in self._waiting.take_all():
                self._fail(request, problem)

    def _fail(self, request: Request, problem: Img2LatexError) -> None:
        source = request.task.source
        logger.info("%s is not read: %s", source if isinstance(source, Path) else "The picture", problem)
        self._calls.note(functools.partial(settle, request.future, problem))

    def _forget_cancelled(self, request: Request, future: Future[Reading]) -> None:
        """Take a cancelled picture out; one being read is finished if it is soon, and its answer dropped."""
        if not future.cancelled():
            return
        with self._changed:
            slot = next((slot for slot in self._slots if slot.request is request), None)
            if slot is not None:
                slot.give_up_request(GRACE_MS / 1000)
                self._changed.notify_all()
            elif not self._waiting.remove(request):
                return  # whoever took it has yet to find it cancelled
        future.set_running_or_notify_cancel()

    def _watch_times(self) -> None:
        """Replace and put to sleep what is due, and wait for whatever is due next."""
        clock = threading.current_thread()
        while True:
            with self._changed:
                if self._clock is not clock:
                    return
                due = min(filter(None, (slot.due(self._idle_s) for slot in self._slots)), default=None)
                self._changed.wait(None if due is None else max(0.0, due - time.monotonic()))
                for slot in self._slots if self._clock is clock else ():
                    self._do_due(slot)
                self._send_next()
            self._calls.make()

    def _do_due(self, slot: Slot) -> None:
        due = slot.due(self._idle_s)
        if due is None or due > time.monotonic():
            return
        if slot.state is RecognizerState.READY:
            self._drop(slot, RecognizerState.ASLEEP)
        else:
            self._replace_slow(slot)

    def _drop(self, slot: Slot, state: RecognizerState) -> None:
        """End a slot's process; the caller sees to its picture."""
        slot.take_request()
        if slot.link is not None:
            self._leaving.end(slot.link)
            slot.link = None
        self._enter(slot, state)

    def _enter(self, slot: Slot, state: RecognizerState) -> None:
        slot.state = state
        slot.idle_since = time.monotonic()
        self._show_state()

    def _show_state(self) -> None:
        state = min((slot.state for slot in self._slots), key=BUSIEST_FIRST.index)
        if state is not self._state:
            self._state = state
            self._calls.note(functools.partial(self._on_state, state))
        self._changed.notify_all()
