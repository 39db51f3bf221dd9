"""Size and start time of the frozen program, with its files in memory and without.

``python -m img2latex_desktop.demo.frozen_starts dist/img2latex`` prints a section in Markdown; with
``--page`` it takes the place of that section in a page.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from img2latex_desktop.cli.main import count
from img2latex_desktop.demo.driven_app import DrivenApp
from img2latex_desktop.demo.latency import FROZEN_HEADING, as_rows, frozen_section, where_and_when
from img2latex_desktop.demo.virtual_desktop import DesktopError, VirtualDesktop, missing_packages

SECTION = """\
{heading}

Written by `python -m img2latex_desktop.demo.frozen_starts dist/img2latex --page docs/performance.md` after
`make dist`. Cold: before each start the system was told to forget the program's files, which then come from
the disk: the slower that is, the longer a cold start takes.

{machine}; load average before it {load:.1f}{priority}.

{table}

Unpacked: {unpacked_mb:.0f} MB. As tar.xz: {packed_mb:.0f} MB.
"""


def main(arguments: Sequence[str]) -> int:
    """Measure, print the section and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m img2latex_desktop.demo.frozen_starts", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="the frozen program")
    parser.add_argument("--starts", type=count, default=10, metavar="N", help="starts of each kind")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write into a page instead of printing")
    options = parser.parse_args(arguments)
    if missing := missing_packages():
        print(f"The virtual screen needs: sudo apt-get install --yes {' '.join(missing)}", file=sys.stderr)
        return 1
    load = os.getloadavg()[0]
    try:
        times = measure(options.folder, options.starts)
    except (DesktopError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    section = SECTION.format(
        heading=FROZEN_HEADING,
        machine=where_and_when(),
        load=load,
        priority=", given the processor before all others" if os.nice(0) < 0 else "",
        table=as_rows(times),
        unpacked_mb=size_of(options.folder) / 1e6,
        packed_mb=packed_size_of(options.folder) / 1e6,
    )
    if options.page is None:
        print(section)
        return 0
    page = options.page.read_text(encoding="utf-8")
    options.page.write_text(page.replace(frozen_section(page), "").rstrip("\n") + "\n\n" + section, "utf-8")
    return 0


def measure(folder: Path, starts: int) -> dict[str, list[float]]:
    """Start the program again and again.

    Returns:
        Seconds by what was waited for.
    """
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as user, VirtualDesktop(Path(user)) as desktop:
        for number in range(-1, 2 * starts):  # the first is not counted: it brings the files into memory
            is_cold = number >= starts
            if is_cold:
                forget_files(folder)
            app = DrivenApp(desktop, Path(user), (str(folder.resolve() / "img2latex"),))
            tray = app.wait_for("The tray icon is shown") - app.started
            ready = app.wait_for("The recognizer is ready on") - app.started
            app.stop()
            if number >= 0:
                kind = "cold start" if is_cold else "warm start"
                times.setdefault(f"{kind} → tray icon", []).append(tray)
                times.setdefault(f"{kind} → ready", []).append(ready)
    return times


def forget_files(folder: Path) -> None:
    """Have the system drop from memory what it keeps of files below a folder; none may be in use."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder, a link counted as itself."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_symlink() or file.is_file())


def packed_size_of(folder: Path) -> int:
    """Return the bytes of a folder packed by tar and xz at its usual level; minutes."""
    packed = 0
    with (
        subprocess.Popen(["tar", "-C", folder, "-c", "."], stdout=subprocess.PIPE) as tar,
        subprocess.Popen(["nice", "xz", "-T0"], stdin=tar.stdout, stdout=subprocess.PIPE) as xz,
    ):
        while xz.stdout and (block := xz.stdout.read(1 << 20)):
            packed += len(block)
    return packed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
