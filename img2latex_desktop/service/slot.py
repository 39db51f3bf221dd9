"""Slots of the recognizer pool: one process each, its state, and the picture it reads."""

import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum

from img2latex_desktop.base.errors import ImageError, Img2LatexError
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.service.link import WorkerLink
from img2latex_desktop.service.worker import Reading, Task


class RecognizerState(Enum):
    """State of a recognizer process; of several, that of the busiest, in this order."""

    WORKING = "working"
    READY = "ready"
    LOADING = "loading"
    ASLEEP = "asleep"
    UNAVAILABLE = "unavailable"
    STOPPED = "stopped"


BUSIEST_FIRST = tuple(RecognizerState)


class DoubtedPictureError(ImageError):
    """A picture is taken for no formula, and could be read all the same.

    Attributes:
        seen: The picture as the network saw it: gray, dark ink on white.
    """

    def __init__(self, sentence: str, seen: Pixels) -> None:
        super().__init__(sentence)
        self.seen = seen


@dataclass(eq=False)
class Request:
    """A picture without an answer; the number tells the order of arrival."""

    number: int
    task: Task
    is_urgent: bool
    future: Future[Reading] = field(default_factory=Future)
    deaths: int = 0


class RequestQueue:
    """Pictures that wait: the urgent ones first, each kind in order of arrival."""

    def __init__(self) -> None:
        self._waiting: list[Request] = []
        self._last_number = 0

    def put(self, task: Task, *, is_urgent: bool) -> Request:
        """Queue a new picture."""
        self._last_number += 1
        self._waiting.append(Request(self._last_number, task, is_urgent))
        return self._waiting[-1]

    def put_back(self, request: Request) -> None:
        """Queue a picture again, at the place it had."""
        self._waiting.append(request)

    def take_first(self) -> Request | None:
        """Return the picture to be read next; None where none waits."""
        first = min(self._waiting, key=lambda each: (not each.is_urgent, each.number), default=None)
        if first is not None:
            self._waiting.remove(first)
        return first

    def take_all(self) -> list[Request]:
        """Empty the queue."""
        taken, self._waiting = self._waiting, []
        return taken

    def remove(self, request: Request) -> bool:
        """Take a picture out; False where it does not wait."""
        is_there = request in self._waiting
        if is_there:
            self._waiting.remove(request)
        return is_there


@dataclass(eq=False)
class Slot:
    """Place of one process, whichever fills it now; times are of ``time.monotonic``, in seconds."""

    link: WorkerLink | None = None
    state: RecognizerState = RecognizerState.STOPPED
    request: Request | None = None  # None also where its answer is no longer wanted
    deaths_loading: int = 0
    deadline: float | None = None
    idle_since: float = 0.0

    def send(self, request: Request, most_s: float) -> None:
        """Have a picture read, within so many seconds."""
        self.request, self.deadline = request, time.monotonic() + most_s
        if self.link is not None:
            self.link.send(request.task)

    def give_up_request(self, grace_s: float) -> None:
        """Want no answer any more; the process has so many seconds to come to an end."""
        self.request = None
        if self.deadline is not None:
            self.deadline = min(time.monotonic() + grace_s, self.deadline)

    def take_request(self) -> Request | None:
        """Return the picture that was being read, and forget it."""
        request, self.request, self.deadline = self.request, None, None
        return request

    def due(self, idle_s: float) -> float | None:
        """Return when the process is to be replaced or, idle for so long, put to sleep; None for never."""
        if self.state is RecognizerState.READY and idle_s > 0:
            return self.idle_since + idle_s
        return self.deadline


def settle(future: Future[Reading], answer: Reading | Img2LatexError) -> None:
    """Answer a future, unless it was cancelled."""
    if not future.set_running_or_notify_cancel():
        return
    if isinstance(answer, Img2LatexError):
        future.set_exception(answer)
    else:
        future.set_result(answer)
