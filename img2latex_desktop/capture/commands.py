"""Screenshots through programs of the desktop: grim (wlroots), spectacle (KDE), gnome-screenshot (GNOME).

Limits: each works on its own desktops only and fails on the others; spectacle and gnome-screenshot may flash
or click while they work. They block, for 50 ms (grim) to a second: not for the GUI thread.
"""

import logging
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage

from img2latex_desktop.base.errors import CaptureError
from img2latex_desktop.base.language import Sentence
from img2latex_desktop.capture.base import ScreenPlace, Screenshot

logger = logging.getLogger(__name__)

TIMEOUT_S = 10.0
GRIM = ("grim", "-t", "ppm")  # unpacked: a third of the time of PNG
WHOLE_DESKTOP = (
    GRIM,
    ("spectacle", "--background", "--nonotify", "--fullscreen", "--output"),
    ("gnome-screenshot", "--file"),
)
"""What photographs all screens into the file named next, in the order in which they are tried."""

ADVICE = Sentence(
    "Capture",
    "The screen cannot be photographed: install xdg-desktop-portal with the part made for this desktop, "
    "or one of the programs grim, spectacle and gnome-screenshot.",
)


def photograph_desktop() -> QImage:
    """Return one picture of the whole layout.

    Raises:
        CaptureError: None of the programs works here.
    """
    for command in WHOLE_DESKTOP:
        picture = _picture_of(command)
        if picture is not None:
            return picture
    raise CaptureError(ADVICE)


def photograph_each(places: Sequence[ScreenPlace]) -> list[Screenshot]:
    """Return a picture of each screen in its own pixels, or nothing where grim does not work.

    Args:
        places: Their names are the compositor's names of its outputs.
    """
    screenshots = []
    for place in places:
        picture = _picture_of((*GRIM, "-o", place.name))
        if picture is not None:
            screenshots.append(Screenshot(place, picture))
        elif not screenshots:
            break  # not this desktop's program; a later failure is a screen that vanished
    return screenshots


def _picture_of(command: Sequence[str]) -> QImage | None:
    with tempfile.TemporaryDirectory(prefix="img2latex-") as folder:  # the user's alone, and gone afterwards
        file = Path(folder, "screen.png")
        try:
            subprocess.run(
                (*command, str(file)),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
                timeout=TIMEOUT_S,
            )
            picture = QImage.fromData(file.read_bytes())
        except (OSError, subprocess.SubprocessError) as problem:
            logger.info("No picture from %s: %s", command[0], problem)
            return None
    return None if picture.isNull() else picture.convertToFormat(QImage.Format.Format_RGB32)
