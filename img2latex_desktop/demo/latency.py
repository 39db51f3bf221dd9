"""Latency for a user (tray, overlay, LaTeX), and the memory that takes.

``python -m img2latex_desktop.demo.latency`` prints a Markdown table, from a virtual screen and real keys.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from img2latex_desktop import __version__
from img2latex_desktop.cli.main import count
from img2latex_desktop.demo.__main__ import EXAMPLES, FORMULA_ON_PAGE, HOTKEY, PAGE_TITLE
from img2latex_desktop.demo.driven_app import DrivenApp
from img2latex_desktop.demo.virtual_desktop import Box, DesktopError, VirtualDesktop, missing_packages

PAGE = """\
# Performance

Written by `python -m img2latex_desktop.demo.latency --output docs/performance.md`, which starts the program
on a virtual screen with a window manager and a tray, presses the hotkey and drags over the formula of a page,
again and again. The times are those of the program's log; a key's way through the X server is in them.

{table}

How long reading alone takes, by picture, is printed by `make bench`; over a test set it is in
[accuracy.md](accuracy.md).
"""
FROZEN_HEADING = "## The frozen program"
"""Begins the last section of the page, which ``frozen_starts`` writes."""
SETTLE_S = 1.0  # between snips, so that the look for other readings of the last one is over


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m img2latex_desktop.demo.latency", description=__doc__)
    parser.add_argument("--starts", type=count, default=10, metavar="N", help="starts to measure")
    parser.add_argument("--snips", type=count, default=30, metavar="N", help="snips to measure")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write a page instead of printing")
    options = parser.parse_args(arguments)
    if missing := missing_packages():
        print(f"The virtual screen needs: sudo apt-get install --yes {' '.join(missing)}", file=sys.stderr)
        return 1
    try:
        with tempfile.TemporaryDirectory() as user, VirtualDesktop(Path(user)) as desktop:
            rows, memory_mb = measure(desktop, Path(user), options.starts, options.snips)
    except DesktopError as problem:
        print(problem, file=sys.stderr)
        return 1
    table = as_markdown(rows, memory_mb)
    if options.output:
        page = options.output.read_text(encoding="utf-8") if options.output.exists() else ""
        kept = f"\n{section}" if (section := frozen_section(page)) else ""
        options.output.write_text(PAGE.format(table=table) + kept, encoding="utf-8")
    else:
        print(table)
    return 0


def measure(
    desktop: VirtualDesktop, folder: Path, starts: int, snips: int
) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Start the program again and again, then snip with the last one.

    Returns:
        Seconds by what was waited for, and megabytes by process.
    """
    page = str(EXAMPLES / "page.png")
    desktop.start(sys.executable, "-m", "img2latex_desktop.demo.page", page, PAGE_TITLE)
    formula = FORMULA_ON_PAGE.moved(*desktop.window_corner(PAGE_TITLE))
    times: dict[str, list[float]] = {}
    for number in range(starts):
        app = DrivenApp(desktop, folder)
        times.setdefault("start → tray icon", []).append(app.wait_for("The tray icon is shown") - app.started)
        app.wait_for("is listened to")
        times.setdefault("start → ready", []).append(app.wait_for("The recognizer is ready on") - app.started)
        if number + 1 < starts:
            app.stop()
    for _ in range(snips):
        _snip(desktop, app, formula, times)
    others = sorted(map(_memory_mb, _children(app.process.pid)), reverse=True)
    memory_mb = {"window process": _memory_mb(app.process.pid)}
    memory_mb |= dict(zip(("recognizer process", "preview's process"), others, strict=False))
    app.stop()
    return times, memory_mb


def as_markdown(times: dict[str, list[float]], memory_mb: dict[str, float]) -> str:
    """Write p50 and p95 of each wait, and the memory."""
    lines = [f"{where_and_when()}; virtual screen, real keys.", "", as_rows(times), ""]
    lines += [f"Memory of the {name}: {size:.0f} MB." for name, size in memory_mb.items()]
    return "\n".join(lines)


def as_rows(times: dict[str, list[float]]) -> str:
    """Write p50 and p95 of each wait as a table."""
    lines = ["| from → to | n | p50, ms | p95, ms |", "|---|---|---|---|"]
    for name, values in times.items():
        p50 = statistics.median(values)
        p95 = statistics.quantiles([*values, values[-1]], n=20, method="inclusive")[-1]
        lines.append(f"| {name} | {len(values)} | {1000 * p50:.0f} | {1000 * p95:.0f} |")
    return "\n".join(lines)


def where_and_when() -> str:
    """Name the day, the version and the machine."""
    return f"{datetime.now(UTC):%Y-%m-%d}, version {__version__}, {_machine()}"


def frozen_section(page: str) -> str:
    """Return what the page says of the frozen program, or nothing."""
    return page[page.index(FROZEN_HEADING) :] if FROZEN_HEADING in page else ""


def _snip(desktop: VirtualDesktop, app: DrivenApp, formula: Box, times: dict[str, list[float]]) -> None:
    time.sleep(SETTLE_S)
    pressed = time.time()
    desktop.press(HOTKEY)
    times.setdefault("hotkey → overlay", []).append(app.wait_for("Overlay shown") - pressed)
    with desktop.dragging(formula):
        pass
    released = app.wait_for("Chosen")
    times.setdefault("release → LaTeX", []).append(app.wait_for("Result shown") - released)
    times.setdefault("release → clipboard", []).append(app.wait_for("Copied") - released)
    desktop.press("Escape")


def _machine() -> str:
    processor = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")
        ]
        processor = names[0].split(":")[1].strip() if names else processor
    return f"{processor}, {os.cpu_count()} cores"


def _children(pid: int) -> list[int]:
    """Return the child processes; each thread of the parent has its own."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for each in lists for child in each.read_text(encoding="utf-8").split()]


def _memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
