"""Endurance runs: files made to do harm, many snips in a row, processes killed while they work.

``python -m img2latex_desktop.demo.endurance fuzz | soak | kill`` prints a Markdown table, and its status is 1
where something happened that must not.
"""

import argparse
import functools
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from img2latex_desktop.demo.__main__ import EXAMPLES, FORMULA_ON_PAGE, HOTKEY, PAGE_TITLE
from img2latex_desktop.demo.driven_app import DrivenApp
from img2latex_desktop.demo.fuzzing import Lines, as_row, fuzz
from img2latex_desktop.demo.latency import SETTLE_S, where_and_when
from img2latex_desktop.demo.virtual_desktop import (
    Box,
    DesktopError,
    VirtualDesktop,
    missing_packages,
    wait_until,
)
from img2latex_desktop.service.weights_store import WeightsStore
from img2latex_desktop.service.worker import load_for_snips

WINDOWS, RECOGNIZER, PREVIEW = "windows", "recognizer", "preview"
LIBRARIES = {RECOGNIZER: "libtorch", PREVIEW: "libQt6Qml"}
"""What only this process has loaded."""
MOST_GROWN_MB = 30
MOST_GROWN_FILES = 3
"""From the middle to the end of many snips."""
MOMENTS_S = {RECOGNIZER: 0.1, PREVIEW: 0.01}  # within so long after it was given work, a process is killed
AT_WORK = {
    RECOGNIZER: "The recognizer's process died while working",
    PREVIEW: "The typesetter's process died at a formula",
}
"""What the program's log says of a process that was killed at work."""


@dataclass(frozen=True)
class Look:
    """How a process was found.

    Attributes:
        pid: Its number.
        megabytes: Of memory that are its own or shared.
        files: Open ones, with pipes and sockets.
    """

    pid: int
    megabytes: float
    files: int


def main(arguments: Sequence[str]) -> int:
    """Do what is asked for, print the table and return the exit status."""
    options = _parser().parse_args(arguments)
    load = os.getloadavg()[0]
    try:
        lines, faults = options.run(options)
    except (DesktopError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{where_and_when()}; load average before it {load:.1f}.", "", *lines, sep="\n")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def soak(snips: int) -> tuple[Lines, Lines]:
    """Snip again and again, and look at the program's processes before, half way, and after.

    Returns:
        The table, and what must not have happened.
    """
    with _running_program() as (desktop, app, formula):
        looks = [_looked_at(app)]
        for half in (snips // 2, snips - snips // 2):
            for _ in range(half):
                _snip(desktop, app, formula)
            looks.append(_looked_at(app))
    return soak_table(snips, looks)


def soak_table(snips: int, looks: Sequence[Mapping[str, Look]]) -> tuple[Lines, Lines]:
    """Write what was found at the processes at the start, in the middle and at the end, by what they do."""
    lines = [
        f"| {snips} snips | MB, start | MB, middle | MB, end | files, start | files, middle | files, end |",
        "|---|---|---|---|---|---|---|",
    ]
    faults = []
    for role in (WINDOWS, RECOGNIZER, PREVIEW):
        start, middle, end = its = [look[role] for look in looks]
        lines.append(as_row(role, *(f"{look.megabytes:.0f}" for look in its), *(look.files for look in its)))
        if not start.pid == middle.pid == end.pid:
            faults.append(f"The process of the {role} was replaced.")
        if end.megabytes > middle.megabytes + MOST_GROWN_MB:
            faults.append(f"The memory of the {role} grows.")
        if end.files > middle.files + MOST_GROWN_FILES:
            faults.append(f"The open files of the {role} become more.")
    return lines, faults


def kill(count: int, seed: int) -> tuple[Lines, Lines]:
    """Kill the recognizer's process while it reads and the preview's while it draws, in turn.

    Returns:
        The table, and what must not have happened.
    """
    rng = random.Random(seed)
    kills: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    with _running_program() as (desktop, app, formula):
        for turn in range(count):
            role = (RECOGNIZER, PREVIEW)[turn % 2]
            victim = _processes(app)[role]
            before = _kept(desktop)
            _snip(desktop, app, formula, functools.partial(_kill, victim.pid, app, role, rng))
            kills[role] += 1
            lost[role] += _kept(desktop) != before + 1
            wait_until(
                functools.partial(_is_replaced, app, role, victim),
                f"The process of the {role} was not replaced.",
            )
        folder = Path(desktop.environment["XDG_STATE_HOME"], "img2latex", "log")
        log = (folder / "img2latex.log").read_text(encoding="utf-8")
    rows = [as_row(role, kills[role], log.count(AT_WORK[role]), lost[role]) for role in (RECOGNIZER, PREVIEW)]
    faults = [f"{number} formulas were lost: {role} killed." for role, number in lost.items() if number]
    return ["| process | killed | of these at work | formulas lost |", "|---|---|---|---|", *rows], faults


def _kill(pid: int, app: DrivenApp, role: str, rng: random.Random) -> None:
    if role == PREVIEW:
        app.wait_for("Result shown")
    time.sleep(rng.uniform(0, MOMENTS_S[role]))
    os.kill(pid, signal.SIGKILL)


def _is_replaced(app: DrivenApp, role: str, former: psutil.Process) -> bool:
    return _processes(app)[role] != former


@contextmanager
def _running_program() -> Iterator[tuple[VirtualDesktop, DrivenApp, Box]]:
    """Start the program, with all its processes, beside a page, and tell where the formula is.

    Raises:
        DesktopError: Something does not start, or the program does not end as it should.
    """
    if missing := missing_packages():
        raise DesktopError(f"The virtual screen needs: sudo apt-get install --yes {' '.join(missing)}")
    with tempfile.TemporaryDirectory() as user, VirtualDesktop(Path(user)) as desktop:
        page = str(EXAMPLES / "page.png")
        desktop.start(sys.executable, "-m", "img2latex_desktop.demo.page", page, PAGE_TITLE)
        formula = FORMULA_ON_PAGE.moved(*desktop.window_corner(PAGE_TITLE))
        app = DrivenApp(desktop, Path(user))
        app.wait_for("is listened to")
        app.wait_for("The recognizer is ready on")
        _processes(app)
        yield desktop, app, formula
        if status := app.stop():
            raise DesktopError(f"The program ended with status {status}.")


def _snip(
    desktop: VirtualDesktop, app: DrivenApp, formula: Box, once_chosen: Callable[[], None] | None = None
) -> None:
    desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    with desktop.dragging(formula):
        pass
    app.wait_for("Chosen")
    if once_chosen is not None:
        once_chosen()
    app.wait_for("Copied")
    time.sleep(SETTLE_S)
    desktop.press("Escape")


def _processes(app: DrivenApp) -> dict[str, psutil.Process]:
    """Wait until the program has all its processes, and return them by what they do."""
    found = {WINDOWS: psutil.Process(app.process.pid)}

    def are_all_there() -> bool:
        for child in found[WINDOWS].children():
            found.update((role, child) for role, library in LIBRARIES.items() if _has_loaded(child, library))
        return len(found) == 1 + len(LIBRARIES)

    wait_until(are_all_there, "A process of the program is missing.")
    return found


def _has_loaded(process: psutil.Process, library: str) -> bool:
    try:
        return library in Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")
    except OSError:  # it has just ended
        return False


def _looked_at(app: DrivenApp) -> dict[str, Look]:
    return {
        role: Look(process.pid, process.memory_info().rss / 2**20, process.num_fds())
        for role, process in _processes(app).items()
    }


def _kept(desktop: VirtualDesktop) -> int:
    """Count the formulas in the history of the program's user."""
    path = Path(desktop.environment["XDG_DATA_HOME"], "img2latex", "history.sqlite")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as history:
        return int(history.execute("SELECT count(*) FROM entry").fetchone()[0])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m img2latex_desktop.demo.endurance", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    fuzzing = commands.add_parser("fuzz", help="have files read that were made to do harm")
    fuzzing.add_argument("--count", type=number, default=240, metavar="N", help="files")
    fuzzing.add_argument("--seed", type=int, default=1, metavar="S", help="another one makes other files")
    fuzzing.add_argument(
        *("--output", "-o"), type=Path, default=Path("build/fuzz"), metavar="FOLDER", help="for bad cases"
    )
    load = functools.partial(load_for_snips, WeightsStore.of_user(), "cpu")
    fuzzing.set_defaults(run=lambda given: fuzz(range(given.count), given.seed, given.output, load))

    soaking = commands.add_parser("soak", help="snip again and again, and watch memory and open files")
    soaking.add_argument("--snips", type=number, default=100, metavar="N", help="snips")
    soaking.set_defaults(run=lambda given: soak(given.snips))

    killing = commands.add_parser("kill", help="kill the program's processes while they work")
    killing.add_argument("--count", type=number, default=20, metavar="N", help="kills")
    killing.add_argument("--seed", type=int, default=1, metavar="S", help="another one means other moments")
    killing.set_defaults(run=lambda given: kill(given.count, given.seed))
    return parser


def number(text: str) -> int:
    """Read how often; argparse puts this function's name into its message."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
