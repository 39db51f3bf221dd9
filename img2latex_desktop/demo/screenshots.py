"""A picture of every window, in both themes and at two scales, drawn without a display.

``python -m img2latex_desktop.demo.screenshots`` writes NAME-THEME@SCALE.png for each of ``scenes.SCENES``;
docs/windows.md shows them.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractAnimation,
    QLocale,
    QMessageLogContext,
    QThreadPool,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from img2latex_desktop.base.paths import PREVIEW_BUNDLE
from img2latex_desktop.demo.patient_typesetter import PatientTypesetter
from img2latex_desktop.demo.scenes import SCENES
from img2latex_desktop.demo.small_png import shrink
from img2latex_desktop.garbage import GarbageCollector
from img2latex_desktop.settings import Theme
from img2latex_desktop.ui.parts.theme import Appearance

SCALES = (1, 2)
THEMES = (Theme.LIGHT, Theme.DARK)
SCREEN_PX = (1600, 1000)  # logical
FONT, FONT_PT = "DejaVu Sans", 9  # what `make` installs, in Qt's usual size
TURNS = 5  # of the event loop, at least
TURN_S = 0.005


def main(arguments: Sequence[str]) -> int:
    """Take the pictures and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m img2latex_desktop.demo.screenshots", description=__doc__)
    parser.add_argument(
        "--output", type=Path, default=Path("build/screenshots"), metavar="FOLDER", help="for the pictures"
    )
    parser.add_argument("--only", nargs="+", choices=SCENES, default=list(SCENES), metavar="NAME")
    parser.add_argument("--scale", type=int, choices=SCALES, help=argparse.SUPPRESS)  # of a child process
    options = parser.parse_args(arguments)
    folder: Path = options.output
    folder.mkdir(parents=True, exist_ok=True)
    if options.scale:
        take(folder, options.only, options.scale)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        children = [_start(folder, options.only, scale, Path(temporary)) for scale in SCALES]
        statuses = [child.wait() for child in children]
    if any(statuses):
        return 1
    for name, theme, scale in itertools.product(options.only, THEMES, SCALES):
        shrink(folder / picture_name(name, theme, scale))
    return 0


def picture_name(name: str, theme: Theme, scale: int) -> str:
    """Return the name of a picture's file."""
    return f"{name}-{theme.value}@{scale}.png"


def take(folder: Path, names: Sequence[str], scale: int) -> None:
    """Take pictures in this process, whose screen has the scale already."""
    qInstallMessageHandler(_tell)
    qt = QApplication([])
    GarbageCollector(qt)  # thumbnails are made in threads, where no window of an earlier scene may end
    qt.setFont(QFont(FONT, FONT_PT))
    qt.setCursorFlashTime(0)  # a text cursor that is always there
    QLocale.setDefault(QLocale("en_US"))
    typesetter = PatientTypesetter(PREVIEW_BUNDLE)
    appearance = Appearance(qt)
    for theme in THEMES:
        appearance.apply(theme)
        for name in names:
            window = SCENES[name](typesetter)
            path = folder / picture_name(name, theme, scale)
            shown(window, qt).grab().save(str(path))
            window.close()
            window.deleteLater()
    typesetter.stop()


def _start(folder: Path, names: Sequence[str], scale: int, temporary: Path) -> subprocess.Popen[bytes]:
    """Start this program anew, since Qt reads the scale when it starts."""
    width, height = (side * scale for side in SCREEN_PX)
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    plan = temporary / f"screen-{scale}.json"
    plan.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96}]}))
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={plan}",
        "QT_SCALE_FACTOR": str(scale),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    command = (sys.executable, "-m", "img2latex_desktop.demo.screenshots", "--output", str(folder))
    return subprocess.Popen([*command, "--scale", str(scale), "--only", *names], env=environment)


def _tell(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):  # to raise windows, which nobody sees
        print(message, file=sys.stderr)


def shown(window: QWidget, qt: QApplication) -> QWidget:
    """Show a window and wait until nothing about it changes any more."""
    window.show()
    turns = 0
    while turns < TURNS or _is_changing(window):
        qt.processEvents()
        QThreadPool.globalInstance().waitForDone()
        time.sleep(TURN_S)
        turns += 1
    return window


def _is_changing(window: QWidget) -> bool:
    animations = window.findChildren(QAbstractAnimation)
    return any(timer.isActive() for timer in window.findChildren(QTimer)) or any(
        animation.state() is QAbstractAnimation.State.Running for animation in animations
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
