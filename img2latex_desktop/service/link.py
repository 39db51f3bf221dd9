"""A process of the program's own and the thread that talks to it. No Qt: what it hears goes to a function."""

import contextlib
import multiprocessing
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait

import psutil

from img2latex_desktop.base.mishaps import ToldThread

END_TIMEOUT_S = 2.0  # a thread still there after this is writing to a process that does not read
WATCH_S = 0.05  # between two looks at a process that is busy; the fastest grew by 20 MB in this time


@dataclass(frozen=True)
class Limits:
    """What one task may cost; a process that goes beyond is ended."""

    seconds: float
    megabytes: int


class Overrun(Enum):
    """The limit that a task went beyond; its process is gone."""

    TIME = "time"
    MEMORY = "memory"


class WorkerLink(ToldThread):
    """One process and the thread that talks to it, from start to end."""

    def __init__(
        self,
        serve: Callable[[Connection], None],
        on_message: Callable[["WorkerLink", object], None],
        *,
        name: str = "worker",
        limits: Limits | None = None,
    ) -> None:
        """Prepare; nothing starts yet.

        Args:
            serve: What the process runs, given its end of the pipe; must be picklable.
            on_message: Called from this thread, with None once the process is gone, with an Overrun where a
                task was too much for it.
            name: Of the process.
            limits: Of each task, from its sending to the next message.
        """
        super().__init__(f"{name}-link", self._work_process, lambda _sentence: on_message(self, None))
        context = multiprocessing.get_context("spawn")  # fork would copy Qt's threads and locks half way
        self._ours, self._theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(self._theirs,), name=name, daemon=True)
        self._on_message = on_message
        self._limits = limits
        self._sent_at: float | None = None  # of the task that is to be watched
        self._outgoing: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._woken, self._waker = context.Pipe(duplex=False)

    def send(self, task: object) -> None:
        """Hand a task to the thread; a large one would block the caller until the process reads it."""
        self._outgoing.put(task)
        self._wake()

    def end(self) -> None:
        """Have the process ended, whatever it is doing; returns at once."""
        self._outgoing.put(None)
        self._wake()

    def finish(self) -> None:
        """Wait, after ``end``, until process and thread are gone, and let go of what they left open."""
        self.join(END_TIMEOUT_S)
        if self.is_alive():
            with contextlib.suppress(ValueError):  # the thread was about to end, and has closed the process
                if self._process.pid is not None:
                    self._process.kill()
        self.join()
        self._waker.close()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # the thread has ended, and its end of the pipe with it
            self._waker.send_bytes(b"1")

    def _work_process(self) -> None:
        """Start the process and carry messages until it is gone or ``end`` is called."""
        try:
            self._process.start()
            self._theirs.close()  # else the pipe stays open, and its death unheard
            self._carry()
        except (EOFError, OSError):  # it is gone, or the system let none start
            self._on_message(self, None)
        finally:
            self._ours.close()
            if self._process.pid is not None:
                self._process.kill()  # it keeps nothing that it would have to save
                self._process.join()
                self._process.close()
            self._woken.close()

    def _carry(self) -> None:
        while True:
            for source in wait([self._ours, self._woken], self._pause()):
                if source is self._ours:
                    message = self._ours.recv()
                    self._sent_at = None
                    self._on_message(self, message)
                    continue
                self._woken.recv_bytes()
                if not self._forward():
                    return
            if overrun := self._overrun():
                self._on_message(self, overrun)
                return

    def _forward(self) -> bool:
        """Send one task, and keep no hold of it; False once there is to be no more."""
        task = self._outgoing.get()
        if task is not None:
            self._ours.send(task)
            self._sent_at = time.monotonic()
        return task is not None

    def _pause(self) -> float | None:
        return WATCH_S if self._limits is not None and self._sent_at is not None else None

    def _overrun(self) -> Overrun | None:
        if self._limits is None or self._sent_at is None:
            return None
        if time.monotonic() - self._sent_at > self._limits.seconds:
            return Overrun.TIME
        return Overrun.MEMORY if self._megabytes() > self._limits.megabytes else None

    def _megabytes(self) -> float:
        try:
            return psutil.Process(self._process.pid).memory_info().rss / 2**20
        except psutil.Error:  # it is gone; the pipe says so
            return 0.0


class LeavingLinks:
    """Links told to end and not waited for."""

    def __init__(self) -> None:
        self._links: list[WorkerLink] = []

    def end(self, link: WorkerLink) -> None:
        """Have a link ended, and let go of those that are gone."""
        gone = [each for each in self._links if not each.is_alive()]
        for each in gone:
            each.finish()
        link.end()
        self._links = [link, *(each for each in self._links if each not in gone)]

    def take(self) -> list[WorkerLink]:
        """Return every link that is still to be finished, and forget it."""
        taken, self._links = self._links, []
        return taken
