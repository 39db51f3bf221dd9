"""All checks in their order, made for the parts they are to try: a running program hands in its own."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QClipboard, QGuiApplication

from img2latex_desktop.base import paths
from img2latex_desktop.base.language import translate
from img2latex_desktop.capture.base import Capture
from img2latex_desktop.diagnosis import skipped
from img2latex_desktop.doctor.desktop import check_tray, clipboard_check, hotkey_check, meeting_point_check
from img2latex_desktop.doctor.files import check_history, check_settings, check_weights
from img2latex_desktop.doctor.machine import check_libraries, check_versions
from img2latex_desktop.doctor.portal import check_portal
from img2latex_desktop.doctor.recognizer import TIMEOUT_S as RECOGNIZER_TIMEOUT_S
from img2latex_desktop.doctor.recognizer import recognizer_check
from img2latex_desktop.doctor.runner import Check, at_once, in_thread
from img2latex_desktop.doctor.screens import capture_check, check_display, no_display
from img2latex_desktop.hotkey.base import HotkeyListener
from img2latex_desktop.hotkey.wishes import wished_for
from img2latex_desktop.recognition import RecognizerProcess
from img2latex_desktop.service.weights_store import WeightsStore
from img2latex_desktop.settings import SettingsFile

CAPTURE_TIMEOUT_S = 60.0  # a desktop may ask the user first


@dataclass(frozen=True)
class Files:
    """The files that are looked at."""

    weights: WeightsStore
    example: Path
    settings: Path
    history: Path

    @classmethod
    def of_user(cls, weights: WeightsStore) -> "Files":
        """Return the user's files beside these weights."""
        return cls(
            weights=weights,
            example=paths.EXAMPLE,
            settings=paths.settings_file(),
            history=paths.history_file(),
        )


@dataclass(frozen=True)
class Desktop:
    """What is tried on a display.

    Attributes:
        capture: Photographs the screens.
        listener: One that listens to nothing else; None where trying it would ask the user something.
        clipboard: The system's.
        clipboard_outlives_process: Whether what was on it can be restored for good.
        server_path: Says where a second start meets the first; may raise OSError.
    """

    capture: Capture
    listener: HotkeyListener | None
    clipboard: QClipboard
    clipboard_outlives_process: bool
    server_path: Callable[[], Path]


def all_checks(files: Files, recognizer: RecognizerProcess, desktop: Desktop | None) -> list[Check]:
    """Return the checks in their order.

    Args:
        files: Looked at on any machine.
        recognizer: Started where it does not run yet.
        desktop: None where there is no display; what needs one is then skipped.
    """
    return [
        Check(translate("Doctor", "Versions"), in_thread(check_versions)),
        Check(translate("Doctor", "Libraries"), in_thread(check_libraries)),
        Check(translate("Doctor", "Display"), at_once(check_display if desktop else no_display)),
        *(_desktop_checks(desktop, files.settings) if desktop else _skipped_desktop_checks()),
        Check(translate("Doctor", "Settings"), in_thread(functools.partial(check_settings, files.settings))),
        Check(translate("Doctor", "History"), in_thread(functools.partial(check_history, files.history))),
        Check(translate("Doctor", "Weights"), in_thread(functools.partial(check_weights, files.weights))),
        Check(
            translate("Doctor", "Recognizer"),
            recognizer_check(recognizer, files.example),
            RECOGNIZER_TIMEOUT_S,
        ),
    ]


def _desktop_checks(desktop: Desktop, settings: Path) -> list[Check]:
    screens = [screen.name() for screen in QGuiApplication.screens()]
    begin_hotkey = (
        at_once(lambda: skipped(translate("Doctor", "The desktop itself keeps the hotkeys; see Portal.")))
        if desktop.listener is None
        else hotkey_check(desktop.listener, wished_for(SettingsFile(settings).peek())[0])
    )
    return [
        Check(translate("Doctor", "Portal"), in_thread(check_portal)),
        Check(translate("Doctor", "Hotkey"), begin_hotkey),
        *(
            Check(
                translate("Doctor", "Capture of {}").format(name or translate("Doctor", "the screen")),
                capture_check(desktop.capture, name),
                CAPTURE_TIMEOUT_S,
            )
            for name in screens
        ),
        Check(
            translate("Doctor", "Clipboard"),
            clipboard_check(desktop.clipboard, outlives_process=desktop.clipboard_outlives_process),
        ),
        Check(translate("Doctor", "Tray"), at_once(check_tray)),
        Check(translate("Doctor", "Running program"), meeting_point_check(desktop.server_path)),
    ]


def _skipped_desktop_checks() -> list[Check]:
    """Return checks for a terminal alone, whose language is English."""
    needs_display = skipped("There is no display to try it on.")
    return [
        Check(name, at_once(lambda: needs_display))
        for name in ("Portal", "Hotkey", "Capture", "Clipboard", "Tray", "Running program")
    ]
