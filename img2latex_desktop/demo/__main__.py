"""Show one snip from the hotkey to the clipboard, print the LaTeX and save pictures of the screen."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from img2latex_desktop.demo.driven_app import DrivenApp
from img2latex_desktop.demo.virtual_desktop import Box, DesktopError, VirtualDesktop, missing_packages

HOTKEY = "ctrl+alt+m"
EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"
PAGE_TITLE = "Lecture notes"
PREVIEW_S = 2.0  # the preview's engine is loaded 1.5 s after the start; the text does not wait for it
FORMULA_ON_PAGE = Box(270, 226, 548, 330)
"""Where the displayed formula stands in ``page.png``, with some paper around it."""


def main(arguments: list[str]) -> int:
    """Run the demonstration and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m img2latex_desktop.demo", description=__doc__)
    parser.add_argument(
        "--output", type=Path, default=Path("build/demo"), metavar="FOLDER", help="for pictures"
    )
    folder: Path = parser.parse_args(arguments).output
    if missing := missing_packages():
        _say(f"The virtual screen needs: sudo apt-get install --yes {' '.join(missing)}")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as user, VirtualDesktop(Path(user)) as desktop:
            latex = _show(desktop, Path(user), folder)
    except DesktopError as problem:
        _say(str(problem))
        return 1
    print(latex)
    print(folder / "result.png")
    return 0


def _show(desktop: VirtualDesktop, user: Path, folder: Path) -> str:
    desktop.start(sys.executable, "-m", "img2latex_desktop.demo.page", str(EXAMPLES / "page.png"), PAGE_TITLE)
    formula = FORMULA_ON_PAGE.moved(*desktop.window_corner(PAGE_TITLE))
    app = DrivenApp(desktop, user)
    _say("The program starts …")
    app.wait_for("is listened to")
    app.wait_for("The recognizer is ready on")
    desktop.press(HOTKEY)
    pressed = app.wait_for("Pressed")
    _say(f"Ctrl+Alt+M: the screen is frozen after {app.wait_for('Overlay shown') - pressed:.2f} s.")
    with desktop.dragging(formula):
        _save_screen(desktop, folder / "overlay.png")
    released = app.wait_for("Chosen")
    _say(f"The region is chosen; the LaTeX is shown after {app.wait_for('Result shown') - released:.2f} s.")
    app.wait_for("Copied")
    time.sleep(PREVIEW_S)
    _save_screen(desktop, folder / "result.png")
    return desktop.clipboard()


def _save_screen(desktop: VirtualDesktop, path: Path) -> None:
    desktop.ask(sys.executable, "-m", "mss", "--monitor", "1", "--output", str(path))


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
