"""Screenshots on Wayland, where a program may not look at the screen: through the desktop's portal.

Limits: the desktop may ask the user first, once or each time. It gives one picture of the whole layout at the
highest scale, in which screens of a lower scale are magnified and smoothed: measured on sway, no pixel of
theirs is left as it was. So where there are several screens and grim works, it photographs each by itself.
"""

import functools
import logging
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage

from img2latex_desktop.base.errors import CaptureError, Img2LatexError, PortalMissingError
from img2latex_desktop.base.language import translate
from img2latex_desktop.capture.base import ScreenPlace, Screenshot
from img2latex_desktop.capture.commands import photograph_desktop, photograph_each
from img2latex_desktop.capture.denial import require_light
from img2latex_desktop.capture.portal_file import take_picture
from img2latex_desktop.system.desktop_portal import CANCELLED, DONE, DesktopPortal, PortalThread, pick

logger = logging.getLogger(__name__)

SCREENSHOT = "org.freedesktop.portal.Screenshot"
ANSWER_TIMEOUT_S = 30.0  # measured: 0.3 s for 3584 × 1600; more for a user who reads the question first
PARENT_WINDOWS = ("wayland:", "")
"""How a request says that it comes from no window: GNOME since 46 refuses the empty text (flameshot#4664),
KDE Plasma 6.7 the other (flameshot#4883)."""

SCALE_STEPS = 120  # Wayland tells scales in 120ths (fractional-scale-v1)
STRETCH = 0.01  # by which the factors of width and height may differ; rounding made it 0.001 at most


class PortalCapture(QObject):
    """Photographs in a thread; the answer comes on the thread this object lives in."""

    _photographed = Signal(int, object)
    _failed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: PortalThread | None = None
        self._number = 0  # of the newest attempt; the answer of an older one comes too late
        self._on_frozen: Callable[[list[Screenshot]], None] = lambda _screenshots: None
        self._on_failed: Callable[[str], None] = lambda _message: None
        self._photographed.connect(self._tell_photographed)
        self._failed.connect(self._tell_failed)

    def freeze(
        self,
        places: Sequence[ScreenPlace],
        on_frozen: Callable[[list[Screenshot]], None],
        on_failed: Callable[[str], None],
    ) -> None:
        """Photograph every screen; an attempt that still goes on is given up without an answer."""
        self.stop()
        self._on_frozen, self._on_failed = on_frozen, on_failed
        number = self._number
        self._thread = PortalThread(
            "capture",
            functools.partial(self._work, number, tuple(places)),
            functools.partial(self._failed.emit, number),
        )

    def stop(self) -> None:
        """Give up an attempt that goes on, and end its thread."""
        self._number += 1
        if self._thread is not None:
            self._thread.stop()
            self._thread = None

    def _work(self, number: int, places: Sequence[ScreenPlace], portal: DesktopPortal) -> None:
        try:
            screenshots = _photograph(places, portal)
            require_light(screenshots)
            self._photographed.emit(number, screenshots)
        except Img2LatexError as problem:
            self._failed.emit(number, str(problem))

    def _tell_photographed(self, number: int, screenshots: list[Screenshot]) -> None:
        if number == self._number:
            self._on_frozen(screenshots)

    def _tell_failed(self, number: int, message: str) -> None:
        if number == self._number:
            self._on_failed(message)


def _photograph(places: Sequence[ScreenPlace], portal: DesktopPortal) -> list[Screenshot]:
    if len(places) > 1 and (screenshots := photograph_each(places)):
        return screenshots
    try:
        with portal:
            picture = _ask_portal(portal)
    except PortalMissingError as problem:
        logger.info("No screenshots from the portal: %s", problem)
        picture = photograph_desktop()
    return cut(picture, places)


def _ask_portal(portal: DesktopPortal) -> QImage:
    version = portal.version(SCREENSHOT)
    if version == 0:
        raise PortalMissingError(translate("Capture", "This desktop's portal takes no screenshots."))
    logger.info("Screenshot portal %d, targets %s", version, portal.number_of(SCREENSHOT, "AvailableTargets"))
    for parent_window in PARENT_WINDOWS:
        options = {"interactive": ("b", False), "modal": ("b", False)}
        asked_at = time.time()
        code, results = portal.request(
            SCREENSHOT, "Screenshot", "sa{sv}", (parent_window,), options, ANSWER_TIMEOUT_S
        )
        if code == DONE:
            return take_picture(pick(results, "uri", "s"), asked_at)
        if code == CANCELLED:
            raise CaptureError(translate("Capture", "The screenshot was cancelled."))
    raise CaptureError(
        translate(
            "Capture",
            "The desktop refuses to photograph the screen: "
            "allow Img2LaTeX screenshots in its privacy settings.",
        )
    )


def cut(picture: QImage, places: Sequence[ScreenPlace]) -> list[Screenshot]:
    """Cut a picture of the whole layout into the screens.

    Where the logical sizes are rounded (1024 px at 1.5 are 683 points), a cut is off by 2 px at most.

    Raises:
        CaptureError: The picture has not the shape of the layout.
    """
    layout = functools.reduce(QRect.united, [place.geometry for place in places])
    width_factor = picture.width() / layout.width()
    if abs(picture.height() / layout.height() / width_factor - 1) > STRETCH:
        raise CaptureError(
            translate("Capture", "The screens changed while they were photographed; try again.")
        )
    scale = round(width_factor * SCALE_STEPS) / SCALE_STEPS
    return [
        Screenshot(place, picture.copy(_part(place.geometry, layout, scale, picture))) for place in places
    ]


def _part(screen: QRect, layout: QRect, scale: float, picture: QImage) -> QRect:
    """Return where a screen lies in the picture; what ends with the layout ends with the picture."""
    place = screen.translated(-layout.topLeft())
    left, top = round(place.x() * scale), round(place.y() * scale)
    right, bottom = round((place.x() + place.width()) * scale), round((place.y() + place.height()) * scale)
    if screen.right() == layout.right():
        right = picture.width()
    if screen.bottom() == layout.bottom():
        bottom = picture.height()
    return QRect(left, top, right - left, bottom - top).intersected(picture.rect())
