"""Files made to do harm, read by the recognizer's process as in the program, and what comes of them."""

import functools
import queue
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import psutil

from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.demo import hostile_pictures
from img2latex_desktop.demo.virtual_desktop import DesktopError
from img2latex_desktop.service.link import Limits, WorkerLink
from img2latex_desktop.service.worker import Loaded, Reading, Ready, Refused, Task, Unavailable, serve

LIMITS = Limits(seconds=60.0, megabytes=4_000)
"""Of one file: the time that the program gives it, and twice what the largest picture full of noise takes."""
READ, REFUSED, ELSE = "read", "refused in a sentence", "anything else"

Load: TypeAlias = Callable[[], Loaded]
Lines: TypeAlias = list[str]


def fuzz(numbers: Sequence[int], seed: int, output: Path, load: Load) -> tuple[Lines, Lines]:
    """Have files made to do harm read by the recognizer's process.

    Args:
        numbers: Of the files.
        seed: Makes the files other ones.
        output: Gets those with which something happened that must not.
        load: See ``worker.serve``.

    Returns:
        The table, and what must not have happened.
    """
    counts: Counter[tuple[str, str]] = Counter()
    faults = []
    slowest_s = 0.0
    with tempfile.TemporaryDirectory() as folder, closing(Reader(load)) as reader:
        for number in numbers:
            picture = hostile_pictures.make(seed, number)
            file = Path(folder, picture.name)
            file.write_bytes(picture.data)
            started = time.monotonic()
            answer = reader.ask(Task(file))
            slowest_s = max(slowest_s, time.monotonic() - started)
            outcome = outcome_of(answer)
            counts[picture.harm, outcome] += 1
            if outcome == ELSE:
                output.mkdir(parents=True, exist_ok=True)
                faults.append(f"{shutil.copy(file, output)} ({picture.harm}): {_in_words(answer)}")
            file.unlink()
    lines = [f"| what was done to the file | {READ} | {REFUSED} | {ELSE} |", "|---|---|---|---|"]
    for harm in hostile_pictures.HARMS:
        lines.append(as_row(harm, *(counts[harm, outcome] for outcome in (READ, REFUSED, ELSE))))
    totals = [
        sum(counts[harm, outcome] for harm in hostile_pictures.HARMS) for outcome in (READ, REFUSED, ELSE)
    ]
    lines += [as_row(f"all {len(numbers)}, seed {seed}", *totals), ""]
    return [*lines, f"Most memory: {reader.peak_mb:.0f} MB. The slowest: {slowest_s:.1f} s."], faults


class Reader:
    """The recognizer's process, asked one thing after the other; one that is gone is replaced.

    Attributes:
        peak_mb: The most memory that a process has had, in megabytes.
    """

    def __init__(self, load: Load) -> None:
        self.peak_mb = 0.0
        self._serve = functools.partial(serve, load=load)
        self._heard: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._link = self._started()

    def ask(self, task: Task) -> object:
        """Return the answer: a message of the process, an Overrun, or None if it died."""
        self._link.send(task)
        answer = self._heard.get()
        self._look_at_memory()
        if not isinstance(answer, Reading | Refused):
            self.close()
            self._link = self._started()
        return answer

    def close(self) -> None:
        """End the process."""
        self._link.end()
        self._link.finish()

    def _started(self) -> WorkerLink:
        """Start a process and wait until it has loaded the recognizer.

        Raises:
            DesktopError: It cannot.
        """
        link = WorkerLink(self._serve, lambda _link, message: self._heard.put(message), limits=LIMITS)
        link.start()
        match self._heard.get():
            case Ready():
                return link
            case Unavailable(problem=problem):
                reason = str(problem)
            case _:
                reason = "The recognizer stopped while loading."
        link.end()
        link.finish()
        raise DesktopError(reason)

    def _look_at_memory(self) -> None:
        for process in psutil.Process().children():
            try:
                status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            except OSError:  # it has just ended
                continue
            peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
            self.peak_mb = max([self.peak_mb, *(int(peak) / 1024 for peak in peaks)])


def outcome_of(answer: object) -> str:
    """Tell what an answer of the recognizer's process counts as."""
    if isinstance(answer, Reading):
        return READ
    is_sentence = isinstance(answer, Refused) and isinstance(answer.problem, ImageError)
    return REFUSED if is_sentence and "\n" not in _in_words(answer) else ELSE


def as_row(*cells: object) -> str:
    """Write a row of a table in Markdown."""
    return f"| {' | '.join(map(str, cells))} |"


def _in_words(answer: object) -> str:
    return str(answer.problem) if isinstance(answer, Refused) else f"{answer or 'The process died.'}"
