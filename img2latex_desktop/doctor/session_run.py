"""Run of all checks in a process of its own, with parts made for it."""

import functools
import logging
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.base.mishaps import MishapWatch
from img2latex_desktop.capture import pick_capture
from img2latex_desktop.diagnosis import CheckResult
from img2latex_desktop.doctor.checks import Desktop, Files, all_checks
from img2latex_desktop.doctor.desktop import keeps_clipboard
from img2latex_desktop.doctor.runner import Doctor
from img2latex_desktop.garbage import GarbageCollector
from img2latex_desktop.hotkey import pick_listener
from img2latex_desktop.recognition import RecognizerProcess
from img2latex_desktop.service.weights_store import WeightsStore
from img2latex_desktop.service.worker import load_for_snips
from img2latex_desktop.system.meeting_point import server_path
from img2latex_desktop.system.session import is_wayland

logger = logging.getLogger(__name__)


def run_checks(*, has_display: bool, on_result: Callable[[CheckResult], None]) -> list[CheckResult]:
    """Run every check and return what was found.

    Args:
        has_display: Whether Qt may open the display.
        on_result: Called after each check.

    Raises:
        OSError: From ``on_result``: the other checks are not run, for nobody would hear of them.
    """
    qInstallMessageHandler(_log_message)
    qt = QApplication([]) if has_display else QCoreApplication([])
    garbage = GarbageCollector(qt)
    weights = WeightsStore.of_user()
    recognizer = RecognizerProcess(functools.partial(load_for_snips, weights, "auto"))
    files = Files.of_user(weights)
    desktop = _desktop(qt) if isinstance(qt, QApplication) else None
    doctor = Doctor(all_checks(files, recognizer, desktop))
    troubles: list[OSError] = []

    def report(result: CheckResult) -> None:
        try:
            on_result(result)
        except OSError as problem:  # Qt would go on, and print a traceback for each check
            troubles.append(problem)
            qt.quit()

    doctor.check_finished.connect(report)
    doctor.finished.connect(qt.quit)
    mishaps = MishapWatch(doctor.note_mishap)
    doctor.start()
    qt.exec()
    mishaps.stop()
    doctor.stop()
    recognizer.stop()
    garbage.stop()
    if troubles:
        raise troubles[0]
    return doctor.results


def _log_message(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Keep what Qt remarks out of the report."""
    logger.info("%s", text)


def _desktop(qt: QApplication) -> Desktop:
    qt.setDesktopFileName(APPLICATION_ID)
    qt.setQuitOnLastWindowClosed(False)
    return Desktop(
        capture=pick_capture(qt),
        listener=None if is_wayland() else pick_listener(),
        clipboard=qt.clipboard(),
        clipboard_outlives_process=keeps_clipboard(),
        server_path=server_path,
    )
