"""Snips without recognition on Wayland: each frozen screen and each chosen region is saved as a picture."""

import logging
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from img2latex_desktop.capture import pick_capture
from img2latex_desktop.capture.base import ScreenPlace
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.single_instance import take_over


def main(folder: Path) -> int:
    """Freeze the screens at each request, until the desktop ends; what happens is printed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s", force=True)
    say = logging.getLogger(__name__).info
    qt = QApplication(sys.argv[:1])
    capture, selector, requests = pick_capture(qt), RegionSelector(), take_over([])

    def freeze(_request):
        places = [ScreenPlace(screen.name(), screen.geometry()) for screen in qt.screens()]
        capture.freeze(places, show, say)

    def show(screenshots):
        for screenshot in screenshots:
            screenshot.image.save(str(folder / f"{screenshot.place.name}.png"))
        say("Frozen: %s", [(s.place.name, s.image.size().toTuple()) for s in screenshots])
        selector.start(screenshots)

    def save(screenshot, region):
        screenshot.crop(region).save(str(folder / "region.png"))
        say("Saved %s of %s", region, screenshot.place.name)

    qt.focusWindowChanged.connect(lambda window: say("Keys come here") if window else None)
    selector.chosen.connect(save)
    selector.cancelled.connect(lambda: say("Cancelled"))
    requests.requested.connect(freeze)
    say("Ready on %s", qt.platformName())
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
