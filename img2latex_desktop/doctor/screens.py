"""Checks of the display: what there is, and whether a capture of each screen shows what is on it."""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QScreen

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.base.language import translate
from img2latex_desktop.capture.base import Capture, ScreenPlace, Screenshot
from img2latex_desktop.capture.denial import all_black
from img2latex_desktop.capture.monitors import USUAL_DEPTHS
from img2latex_desktop.diagnosis import Finding, failed, ok, warning
from img2latex_desktop.doctor.pattern import Measurement, PatternWindow, is_uniform, measure
from img2latex_desktop.doctor.runner import Begin, Report
from img2latex_desktop.system.session import is_wayland

LOOK_DELAYS_MS = (250, 500, 1000)
"""When to photograph the pattern after it was painted: desktops fade windows in for a quarter of a second."""
TOLERATED_OFFSET_PX = 1  # the edge of a tile falls between two pixels at fractional scales
FORGET_PERMISSION = (
    "gdbus call --session --dest org.freedesktop.impl.portal.PermissionStore "
    "--object-path /org/freedesktop/impl/portal/PermissionStore "
    "--method org.freedesktop.impl.portal.PermissionStore.DeletePermission "
    f"screenshot screenshot {APPLICATION_ID}"
)
"""The command that makes a portal ask the user again."""


def check_display() -> Finding:
    """Name the display server and every screen."""
    screens = ", ".join(_describe(screen) for screen in QGuiApplication.screens())
    session = "Wayland" if is_wayland() else "X11" if sys.platform == "linux" else sys.platform
    platform = QGuiApplication.platformName()
    if is_wayland() and platform == "xcb":
        found = translate("Doctor", "The session is Wayland, but Qt runs on X11: {}.").format(screens)
        return warning(found, translate("Doctor", "unset QT_QPA_PLATFORM, then start Img2LaTeX again"))
    return ok(translate("Doctor", "{} (Qt platform {}): {}.").format(session, platform, screens))


def no_display() -> Finding:
    """Return the finding of a machine without a display that can be used; only a terminal can show it."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return failed(
            "There is none: neither DISPLAY nor WAYLAND_DISPLAY is set.",
            "run this in a terminal of your desktop; “img2latex recognize FILE” works without a display",
        )
    return failed(
        "The one that DISPLAY or WAYLAND_DISPLAY names cannot be opened, or Qt's libraries are missing.",
        "mend the libraries above, and run this as the user whose desktop it is",
    )


def capture_check(capture: Capture, screen_name: str) -> Begin:
    """Make a check that shows a pattern on one screen, photographs it and compares."""

    def begin(report: Report) -> Callable[[], None]:
        screen = next((each for each in QGuiApplication.screens() if each.name() == screen_name), None)
        if screen is None:
            report(_vanished())
            return lambda: None
        trial = _Trial(capture, screen, report)
        return trial.end

    return begin


class _Trial(QObject):
    """One pattern on one screen, photographed until it is seen, at most a few times."""

    def __init__(self, capture: Capture, screen: QScreen, report: Report) -> None:
        super().__init__()
        self._capture = capture
        self._screen_name = screen.name()
        # Of all screens, as in a snip: the portal gives one picture and has to know how to share it out.
        self._places = [ScreenPlace(each.name(), each.geometry()) for each in QGuiApplication.screens()]
        self._report = report
        self._looks = 0
        self._is_over = False
        self._window = PatternWindow(screen)
        self._window.painted.connect(self._wait)
        self._window.cover()

    def end(self) -> None:
        """Take the pattern away."""
        self._is_over = True
        self._window.close()
        self._window.deleteLater()
        self.deleteLater()

    def _wait(self) -> None:
        self._window.painted.disconnect(self._wait)
        QTimer.singleShot(LOOK_DELAYS_MS[0], self, self._look)

    def _look(self) -> None:
        if not self._is_over:
            self._capture.freeze(self._places, self._compare, self._give_up)

    def _compare(self, screenshots: list[Screenshot]) -> None:
        if self._is_over:
            return
        self._looks += 1
        mine = next((shot for shot in screenshots if shot.place.name == self._screen_name), None)
        if mine is None:
            self._report(_vanished())
            return
        image, size = mine.image, mine.place.geometry.size()
        measurement = measure(image, size.width(), size.height())
        if measurement is None and self._looks < len(LOOK_DELAYS_MS):
            QTimer.singleShot(LOOK_DELAYS_MS[self._looks], self, self._look)
        elif measurement is None:
            self._report(_unseen(image))
        else:
            self._report(_seen(image, measurement))

    def _give_up(self, message: str) -> None:
        if not self._is_over:
            self._report(failed(message, _remedy_for(message)))


def _vanished() -> Finding:
    return warning(
        translate("Doctor", "The screen has vanished meanwhile."), translate("Doctor", "plug it in again")
    )


def _seen(image: QImage, measurement: Measurement) -> Finding:
    x, y = measurement.offset.toTuple()
    values = (image.width(), image.height(), measurement.scale, x, y)
    if max(abs(x), abs(y)) <= TOLERATED_OFFSET_PX:
        found = translate("Doctor", "{} × {} pixels at scale {:.2f}, every mark in its place ({:+d}, {:+d}).")
        return ok(found.format(*values))
    found = translate(
        "Doctor",
        "{} × {} pixels at scale {:.2f}, but what is seen lies ({:+d}, {:+d}) pixels beside its place.",
    )
    remedy = translate(
        "Doctor", "set all screens to the same scale in the display settings, and report this as a bug"
    )
    return failed(found.format(*values), remedy)


def _unseen(image: QImage) -> Finding:
    if is_uniform(image):
        found = translate("Doctor", "The capture shows one color only: the system does not permit it.")
        return failed(found, _permission_remedy())
    remedy = translate(
        "Doctor", "close what lies on top of everything else, such as a magnifier, and run this again"
    )
    return failed(translate("Doctor", "The capture does not show what is on this screen."), remedy)


def _remedy_for(message: str) -> str:
    """Return what mends a capture that failed: on X11, permission is not the matter unless all is black."""
    if is_wayland() or sys.platform != "linux" or message == str(all_black()):
        return _permission_remedy()
    if any(screen.depth() not in USUAL_DEPTHS for screen in QGuiApplication.screens()):
        return translate("Doctor", "vncserver -depth 24  (or what else starts the X server)")
    return translate("Doctor", "log out and in again, then run this once more")


def _permission_remedy() -> str:
    """Return how to have the system ask again."""
    if is_wayland():
        return FORGET_PERMISSION
    if sys.platform == "linux":
        return translate("Doctor", "unlock the screen and run this in the session that is shown on it")
    if sys.platform == "darwin":
        return translate(
            "Doctor",
            "allow Img2LaTeX in System Settings → Privacy & Security → Screen Recording, then restart it",
        )
    return translate("Doctor", "allow Img2LaTeX to record the screen in the system's settings")


def _describe(screen: QScreen) -> str:
    size, scale = screen.geometry().size(), screen.devicePixelRatio()
    name = screen.name() or translate("Doctor", "unnamed")
    return translate("Doctor", "{} {} × {} at scale {:g}").format(name, size.width(), size.height(), scale)
