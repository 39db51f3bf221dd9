"""Notices that the system gave no real picture of the screens, and says what to do about it.

A refusal is rarely an error: macOS gives only the wallpaper, others give black. One black screen may be
switched off or show a protected video; where every pixel of every screen is black, nothing can be chosen.
"""

import ctypes
import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from img2latex_desktop.base.errors import ScreenDeniedError
from img2latex_desktop.base.language import Sentence
from img2latex_desktop.capture.base import Screenshot

SAMPLES = 24  # along each side; on a real desktop one of the first few is not black
CORE_GRAPHICS = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics"
NO_PERMISSION = Sentence(
    "Capture",
    "macOS does not let Img2LaTeX see the screen yet: allow it in System Settings → Privacy & Security → "
    "Screen Recording, then start it again.",
)
ALL_BLACK = {
    "darwin": NO_PERMISSION,
    "win32": Sentence(
        "Capture",
        "Windows gives only black pictures of the screen: close what shows protected video or a locked "
        "session, or copy a picture of the formula and snip from the clipboard.",
    ),
    "linux": Sentence(
        "Capture",
        "The screen is black to programs: unless it really is, allow screenshots in this desktop's settings, "
        "or copy a picture of the formula and snip from the clipboard.",
    ),
}


def is_black(screenshot: Screenshot) -> bool:
    """Whether every pixel is black (0.01 ms measured for 3840×2160, and 4 ms where it is)."""
    image = screenshot.image
    xs = [i * (image.width() - 1) // SAMPLES for i in range(SAMPLES + 1)]
    ys = [i * (image.height() - 1) // SAMPLES for i in range(SAMPLES + 1)]
    if any(image.pixel(x, y) & 0xFFFFFF for y in ys for x in xs):
        return False
    black = QImage(image.size(), image.format())
    black.fill(Qt.GlobalColor.black)
    return image == black  # a dark page may have its few bright pixels between the samples


def require_permission() -> None:
    """Ask macOS whether this program may see the screen; elsewhere nobody needs to be asked.

    Raises:
        ScreenDeniedError: It may not. The system's own question to the user is then on its way.
    """
    if sys.platform == "darwin":
        core_graphics = ctypes.CDLL(CORE_GRAPHICS)
        core_graphics.CGPreflightScreenCaptureAccess.restype = ctypes.c_bool
        if not core_graphics.CGPreflightScreenCaptureAccess():
            core_graphics.CGRequestScreenCaptureAccess()
            raise ScreenDeniedError(NO_PERMISSION)


def require_light(screenshots: Sequence[Screenshot]) -> None:
    """Refuse pictures that show nothing at all.

    Raises:
        ScreenDeniedError: Every screen is black.
    """
    if all(is_black(screenshot) for screenshot in screenshots):
        raise ScreenDeniedError(all_black())


def all_black() -> Sentence:
    """Return what is said where every screen is black."""
    return ALL_BLACK.get(sys.platform, ALL_BLACK["linux"])
