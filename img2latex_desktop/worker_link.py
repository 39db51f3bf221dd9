"""The recognizer's process and the thread that talks to it. No Qt: what it hears goes to a function."""

import contextlib
import multiprocessing
import queue
from collections.abc import Callable
from multiprocessing.connection import wait

from img2latex_desktop.mishaps import ToldThread
from img2latex_desktop.worker import Loaded, Task, serve

END_TIMEOUT_S = 2.0  # a thread still there after this is writing to a process that does not read


class WorkerLink(ToldThread):
    """One process and the thread that talks to it, from start to end."""

    def __init__(
        self, load: Callable[[], Loaded], on_message: Callable[["WorkerLink", object], None]
    ) -> None:
        """Prepare; ``on_message`` is called from this thread, with None once the process is gone."""
        super().__init__("worker-link", self._work_process, lambda _sentence: on_message(self, None))
        context = multiprocessing.get_context("spawn")  # fork would copy Qt's threads and locks half way
        self._ours, self._theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(self._theirs, load), name="worker", daemon=True)
        self._on_message = on_message
        self._outgoing: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._woken, self._waker = context.Pipe(duplex=False)

    def send(self, task: Task) -> None:
        """Hand a picture to the thread; a large one would block the caller until the process reads it."""
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
            for source in wait([self._ours, self._woken]):
                if source is self._ours:
                    self._on_message(self, self._ours.recv())
                    continue
                self._woken.recv_bytes()
                if not self._forward():
                    return

    def _forward(self) -> bool:
        """Send one picture, and keep no hold of it; False once there is to be no more."""
        task = self._outgoing.get()
        if task is not None:
            self._ours.send(task)
        return task is not None
