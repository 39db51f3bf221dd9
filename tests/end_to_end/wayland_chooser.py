"""Snips without recognition on Wayland: each frozen screen and each chosen region is saved as a picture."""

import logging
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from img2latex_desktop.capture import pick_capture
from img2latex_desktop.capture.base import ScreenPlace
from img2latex_desktop.capture.own_windows import OwnWindows
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.system.single_instance import take_over


def main(folder: Path, *windows: str) -> int:
    """Freeze the screens at each request, until the desktop ends; what happens is printed.

    Args:
        folder: For the pictures.
        windows: The titles of windows that are shown.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s", force=True)
    say = logging.getLogger(__name__).info
    qt = QApplication(sys.argv[:1])
    capture, selector, requests = pick_capture(qt), RegionSelector(), take_over([])
    own_windows = OwnWindows()

    def freeze(_request):
        places = [ScreenPlace(screen.name(), screen.geometry()) for screen in qt.screens()]
        own_windows.give_way(lambda: capture.freeze(places, show, say))

    def show(screenshots):
        for screenshot in screenshots:
            screenshot.image.save(str(folder / f"{screenshot.place.name}.png"))
        say("Frozen: %s", [(s.place.name, s.image.size().toTuple()) for s in screenshots])
        selector.start(screenshots)

    def cancel():
        own_windows.come_back()
        say("Cancelled")

    def save(screenshot, region):
        screenshot.crop(region).save(str(folder / "region.png"))
        say("Saved %s of %s", region, screenshot.place.name)

    qt.focusWindowChanged.connect(lambda window: say("Keys come here") if window else None)
    selector.chosen.connect(save)
    selector.cancelled.connect(cancel)
    requests.requested.connect(freeze)
    shown = [QWidget(windowTitle=title) for title in windows]
    for window in shown:
        window.show()
    say("Ready on %s", qt.platformName())
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
