"""Snips without recognition, again and again: each chosen region is saved as a picture."""

import itertools
import logging
import signal
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from img2latex_desktop.capture.base import ScreenPlace
from img2latex_desktop.capture.monitors import MonitorCapture
from img2latex_desktop.capture.selector import RegionSelector

AGAIN_MS = 100  # until the server has shown again what the overlays covered


def main(folder: Path) -> int:
    """Run until the desktop ends; what happens is printed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s")
    say = logging.getLogger(__name__).info
    qt = QApplication(sys.argv[:1])
    # Else X11's moves that a later one has overtaken are dropped, even when a key came in between.
    qt.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    selector = RegionSelector()
    numbers = itertools.count()

    def freeze():
        places = [ScreenPlace(screen.name(), screen.geometry()) for screen in qt.screens()]
        MonitorCapture().freeze(places, show, say)

    def show(screenshots):
        selector.start(screenshots)
        qt.processEvents()
        say("Ready for a region")

    def save(screenshot, region):
        path = folder / f"{next(numbers)}.png"
        screenshot.crop(region).save(str(path))
        say("Saved %s of %s", path.name, screenshot.place.name)
        QTimer.singleShot(AGAIN_MS, freeze)

    def cancel():
        say("Cancelled")
        QTimer.singleShot(AGAIN_MS, freeze)

    selector.chosen.connect(save)
    selector.cancelled.connect(cancel)
    freeze()
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
