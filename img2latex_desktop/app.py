"""The composition root: builds every object and connects every signal.

The flow: hotkey → snip → capture → overlay → region → pixels → recognition ⇒ (process) worker → model
→ Recognition → snip → result window (with its typesetter) → clipboard.
"""

import functools
import logging
import os
import signal
import socket
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from img2latex_desktop import APPLICATION_ID, __version__, paths
from img2latex_desktop.capture.monitors import MonitorCapture
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.clipboard import VerifiedClipboard
from img2latex_desktop.errors import Img2LatexError
from img2latex_desktop.hotkey.base import parse_hotkey
from img2latex_desktop.hotkey.key_listener import KeyListener
from img2latex_desktop.logs import set_up_logging
from img2latex_desktop.recognition import RecognizerProcess, RecognizerState
from img2latex_desktop.session import is_wayland
from img2latex_desktop.single_instance import RequestServer, hand_over
from img2latex_desktop.snip import Snip, SnipState
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.result_window import ResultWindow
from img2latex_desktop.ui.tray import Tray, TrayState
from img2latex_desktop.worker import load_recognizer
from model.result import Recognition

logger = logging.getLogger(__name__)

DEFAULT_HOTKEY = "Ctrl+Alt+M"
STARTED = "start"
SNIP = "snip"
ENGINE_DELAY_MS = 1500  # the preview engine takes 0.2 s to load: after the start, before the first result

STATUS = {
    RecognizerState.LOADING: (TrayState.LOADING, "Loading the recognizer"),
    RecognizerState.READY: (TrayState.READY, "Ready"),
    RecognizerState.WORKING: (TrayState.WORKING, "Reading a formula"),
    RecognizerState.UNAVAILABLE: (TrayState.ERROR, "The recognizer is not available"),
    RecognizerState.STOPPED: (TrayState.LOADING, "The recognizer is not loaded"),
}


class App(QObject):
    """The running program."""

    hotkey_pressed = Signal()
    hotkey_ready = Signal()
    hotkey_failed = Signal(str)

    def __init__(self, qt: QApplication, weights_folder: Path) -> None:
        super().__init__()
        self._qt = qt
        self._hotkey = parse_hotkey(DEFAULT_HOTKEY)
        self._hotkey_text = ""  # shown in the menu once it is proven to work
        self._tray = Tray(paths.ICONS_FOLDER, self)
        self._listener = KeyListener()
        self._requests = RequestServer(self)
        self._recognizer = RecognizerProcess(functools.partial(load_recognizer, weights_folder, "auto"), self)
        self._snip = Snip(MonitorCapture(), RegionSelector(self), self._recognizer, self)
        self._clipboard = VerifiedClipboard(qt.clipboard(), self)
        self._typesetter = Typesetter(paths.PREVIEW_BUNDLE)
        self._window = ResultWindow(self._typesetter)
        self._connect()

    def start(self) -> None:
        """Show the tray icon, then bring up everything else from the event loop."""
        self._show_status()
        self._tray.show()
        logger.info("The tray icon is shown")
        QTimer.singleShot(0, self, self._start_rest)

    def stop(self) -> None:
        """End every process, thread and socket."""
        self._tray.hide()
        self._listener.stop()
        self._requests.close()
        self._recognizer.stop()
        logger.info("Stopped")

    def _start_rest(self) -> None:
        self._recognizer.start()
        self._listener.start(
            {self._hotkey: self.hotkey_pressed.emit}, self.hotkey_ready.emit, self.hotkey_failed.emit
        )
        self._requests.listen()
        QTimer.singleShot(ENGINE_DELAY_MS, self, self._typesetter.load)

    def _connect(self) -> None:
        self._qt.aboutToQuit.connect(self.stop)
        self._tray.quit_requested.connect(self._qt.quit)
        self._tray.snip_requested.connect(self._snip.begin)
        self.hotkey_pressed.connect(self._answer_hotkey)
        self.hotkey_ready.connect(self._note_hotkey)
        self.hotkey_failed.connect(self._note_hotkey_failure)
        self._requests.requested.connect(self._serve)
        self._recognizer.state_changed.connect(self._note_recognizer)
        self._snip.chosen.connect(self._show_chosen)
        self._snip.recognized.connect(self._show_result)
        self._snip.failed.connect(self._window.show_failure)
        self._snip.not_captured.connect(self._tray.warn)
        self._window.copy_requested.connect(self._clipboard.copy)
        self._window.snip_requested.connect(self._snip.begin)
        self._window.closed.connect(self._snip.end)
        self._clipboard.copied.connect(self._window.confirm_copied)
        self._clipboard.failed.connect(self._window.show_copy_failure)

    def _answer_hotkey(self) -> None:
        logger.info("Pressed: %s", self._hotkey)
        self._snip.begin()

    def _show_chosen(self, image: QImage, region: QRect) -> None:
        self._window.show_reading(image, region, self._reading_message())

    def _show_result(self, recognition: Recognition) -> None:
        self._window.show_result(recognition)
        logger.info("Result shown, confidence %.2f", recognition.confidence)
        self._clipboard.copy(self._window.output)

    def _note_recognizer(self, state: RecognizerState) -> None:
        logger.info("The recognizer is %s", state.value)
        self._show_status()
        if self._snip.state is SnipState.RECOGNIZING:
            self._window.show_waiting(self._reading_message())

    def _reading_message(self) -> str:
        if self._recognizer.state is RecognizerState.LOADING:
            return self.tr("Loading the recognizer; your formula is next …")
        return self.tr("Reading …")

    def _note_hotkey(self) -> None:
        logger.info("%s is listened to", self._hotkey)
        self._hotkey_text = str(self._hotkey)
        self._show_status()

    def _note_hotkey_failure(self, message: str) -> None:
        logger.warning("%s", message)
        self._hotkey_text = ""
        self._show_status()
        self._tray.warn(message)

    def _show_status(self) -> None:
        state, text = STATUS[self._recognizer.state]
        self._tray.show_status(state, self.tr(text), hotkey=self._hotkey_text)

    def _serve(self, request: str) -> None:
        if request == SNIP:
            self._snip.begin()
        else:
            self._tray.tell(self.tr("Img2LaTeX is running already: press {}.").format(self._hotkey))


def main(weights_folder: Path = paths.WEIGHTS_FOLDER) -> int:
    """Start the program, or tell the one that runs already.

    Args:
        weights_folder: Other weights than the shipped.

    Returns:
        The exit status.

    Raises:
        Img2LatexError: There is no display, or one whose screen cannot be photographed.
    """
    if is_wayland():
        raise Img2LatexError(
            "this is a Wayland session; choose one on Xorg at login. “recognize FILE” works here."
        )
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        raise Img2LatexError("there is no display to show a window on; “recognize FILE” works without one.")
    set_up_logging(paths.log_folder())
    logger.info("Img2LaTeX %s", __version__)
    qt = QApplication(sys.argv[:1])
    if hand_over(STARTED):
        return 0
    qt.setApplicationName("Img2LaTeX")
    qt.setDesktopFileName(APPLICATION_ID)
    qt.setWindowIcon(QIcon(str(paths.ICONS_FOLDER / "img2latex.svg")))
    qt.setQuitOnLastWindowClosed(False)
    notifier = _quit_on_signals(qt)
    app = App(qt, weights_folder)
    app.start()
    status = qt.exec()
    notifier.setEnabled(False)
    return status


def _quit_on_signals(qt: QApplication) -> QSocketNotifier:
    """Quit cleanly on SIGINT and SIGTERM; Python's handlers alone would wait for Qt to return."""
    read_end, write_end = socket.socketpair()
    write_end.setblocking(False)
    signal.set_wakeup_fd(write_end.fileno())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(read_end.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: (read_end.recv(64), write_end.fileno(), qt.quit()))
    return notifier
