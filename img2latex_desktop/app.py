"""The composition root: builds every part and keeps them in step with the settings.

The flow: hotkey → snip → capture → overlay → region → pixels → recognition ⇒ (process) worker → model
→ Reading → snip → result window (with its typesetter) → clipboard, history. Each further flow is a module of
``flows``; ``desk`` holds what is seen.
"""

import functools
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from img2latex_desktop import APPLICATION_ID, __version__
from img2latex_desktop.base import paths
from img2latex_desktop.base.errors import Img2LatexError, SettingsError
from img2latex_desktop.base.language import Sentence
from img2latex_desktop.base.logs import set_up_logging
from img2latex_desktop.base.mishaps import Mishap, MishapWatch
from img2latex_desktop.capture import pick_capture
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.desk import Desk, Parts
from img2latex_desktop.flows.hotkeys import HotkeyFlow
from img2latex_desktop.flows.preferences import Preferences
from img2latex_desktop.garbage import GarbageCollector
from img2latex_desktop.history.keeper import HistoryKeeper
from img2latex_desktop.hotkey import pick_listener
from img2latex_desktop.recognition import RecognizerProcess, RecognizerState
from img2latex_desktop.service.weights_store import WeightsChoice, WeightsStore
from img2latex_desktop.service.worker import Loaded, load_for_snips
from img2latex_desktop.settings import Settings, SettingsFile
from img2latex_desktop.snip import Snip
from img2latex_desktop.system.autostart import autostart_of_this_system, exec_value, own_command
from img2latex_desktop.system.desktop_entry import write_desktop_entry
from img2latex_desktop.system.request import Command, Request
from img2latex_desktop.system.single_instance import RequestServer, take_over
from img2latex_desktop.translation import SYSTEM, Translation
from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.parts.theme import Appearance

logger = logging.getLogger(__name__)

ENGINE_DELAY_MS = (
    1500  # the preview engine keeps a core busy for 0.5 s: after the start, before the first result
)
START = (Request(Command.START),)
CAPTURING = ("img2latex_desktop.snip", "img2latex_desktop.capture")
"""Where a mishap may leave a snip that never ends, and with it a hotkey that does nothing."""
HOTKEYS = ("snip_hotkey", "clipboard_hotkey", "repeat_hotkey", "history_hotkey")


class App(QObject):
    """The running program."""

    _came_to_grief = Signal(object)
    """From any thread: a Mishap."""

    def __init__(self, qt: QApplication, requests: RequestServer, weights: WeightsStore) -> None:
        super().__init__()
        self._qt = qt
        self._requests = requests
        self._weights = weights
        self._told_problem: Sentence | None = None
        self._garbage = GarbageCollector(self)
        self._mishaps = MishapWatch(self._came_to_grief.emit)
        self._appearance = Appearance(qt)
        translation = Translation(qt, paths.TRANSLATIONS_FOLDER)
        translation.install(SYSTEM)  # for what may be wrong with the settings, which name the language
        preferences = Preferences(SettingsFile(paths.settings_file()), self)
        settings = preferences.settings
        recognizer = RecognizerProcess(self._loader(settings.device), self)
        capture = pick_capture(qt)
        self._parts = Parts(
            preferences=preferences,
            hotkeys=HotkeyFlow(pick_listener(), self),
            capture=capture,
            snip=Snip(capture, RegionSelector(self), recognizer, self),
            recognizer=recognizer,
            keeper=HistoryKeeper(paths.history_file(), settings.history_megabytes, self),
            typesetter=Typesetter(paths.PREVIEW_BUNDLE, self),
            clipboard=qt.clipboard(),
            translation=translation,
            weights=weights,
        )
        self._appearance.apply(settings.theme)
        translation.install(settings.language)
        self._desk = self._made_desk()
        self._came_to_grief.connect(self._tell_of_mishap, Qt.ConnectionType.QueuedConnection)
        qt.aboutToQuit.connect(self.stop)
        preferences.changed.connect(self._follow)
        recognizer.state_changed.connect(self._log_recognizer)
        recognizer.loaded.connect(self._tell_of_weights)
        requests.requested.connect(self._serve)

    def start(self, asked: Sequence[Request]) -> None:
        """Show the tray icon, then bring up everything else from the event loop."""
        self._desk.show(is_start=True)
        logger.info("The tray icon is shown")
        QTimer.singleShot(0, self, functools.partial(self._start_rest, asked))

    def stop(self) -> None:
        """End every process, thread and socket."""
        self._desk.close()
        self._parts.hotkeys.stop()
        self._requests.close()
        self._parts.recognizer.stop()
        self._parts.typesetter.stop()
        self._parts.keeper.stop()
        self._parts.preferences.stop()
        self._garbage.stop()
        self._mishaps.stop()
        logger.info("Stopped")

    def _start_rest(self, asked: Sequence[Request]) -> None:
        parts = self._parts
        parts.recognizer.set_idle_minutes(parts.preferences.settings.idle_minutes)
        parts.recognizer.start()
        parts.keeper.start()
        _tell_desktop()
        parts.hotkeys.listen(parts.preferences.settings)
        for request in asked:
            if request.command is not Command.START:
                self._serve(request)
        QTimer.singleShot(ENGINE_DELAY_MS, self, parts.typesetter.load)

    def _made_desk(self) -> Desk:
        desk = Desk(self._parts, self)
        desk.quit_requested.connect(self._qt.quit)
        return desk

    def _loader(self, device: str) -> "functools.partial[Loaded]":
        return functools.partial(load_for_snips, self._weights, device)

    def _serve(self, request: Request) -> None:
        if request.command is Command.WEIGHTS:
            self._parts.recognizer.restart(self._loader(self._parts.preferences.settings.device))
        else:
            self._desk.serve(request)

    def _tell_of_weights(self, weights: WeightsChoice) -> None:
        if weights.problem and weights.problem != self._told_problem:  # once, not after each sleep
            logger.warning("%s", weights.problem)
            self._desk.warn(str(weights.problem))
        self._told_problem = weights.problem

    def _tell_of_mishap(self, mishap: Mishap) -> None:
        is_told = mishap.came_through(*CAPTURING) and self._parts.snip.give_up(mishap.sentence)
        if mishap.is_news and not is_told:
            self._desk.warn(mishap.sentence)

    def _follow(self, before: Settings, now: Settings) -> None:
        """Let changed settings hold at once."""
        parts = self._parts
        if now.theme != before.theme:
            self._appearance.apply(now.theme)
        if any(getattr(now, name) != getattr(before, name) for name in HOTKEYS):
            parts.hotkeys.listen(now)
        if now.device != before.device:
            parts.recognizer.restart(self._loader(now.device))
        parts.recognizer.set_idle_minutes(now.idle_minutes)
        if now.history_megabytes != before.history_megabytes:
            parts.keeper.set_bound(now.history_megabytes)
        if now.language != before.language:
            QTimer.singleShot(0, self, self._change_language)  # not in the middle of a click of the old desk

    def _change_language(self) -> None:
        self._parts.translation.install(self._parts.preferences.settings.language)
        place = self._desk.settings_place
        self._desk.close()
        self._desk = self._made_desk()
        self._desk.show(is_start=False)
        if place is not None:
            self._desk.show_settings(place)
        self._parts.hotkeys.listen(self._parts.preferences.settings)  # what desktops show of them

    def _log_recognizer(self, state: RecognizerState) -> None:
        logger.info("The recognizer is %s", state.value)


def main(requests: Sequence[Request] = START, weights: WeightsStore | None = None) -> int:
    """Start the program, or tell the one that runs already.

    Args:
        requests: What is asked of the program, whichever of the two it is.
        weights: Other weights than the user's.

    Returns:
        The exit status.

    Raises:
        Img2LatexError: There is no display, or the running program does not answer.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Img2LatexError("there is no display to show a window on; “recognize FILE” works without one.")
    set_up_logging(paths.log_folder())
    logger.info("Img2LaTeX %s", __version__)
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Img2LaTeX")
    qt.setDesktopFileName(APPLICATION_ID)
    qt.setWindowIcon(QIcon(str(paths.ICONS_FOLDER / "img2latex.svg")))
    qt.setQuitOnLastWindowClosed(False)
    server = take_over(requests)
    if server is None:
        return 0
    notifier = _quit_on_signals(qt)
    app = App(qt, server, weights or WeightsStore.of_user())
    app.start(requests)
    status = qt.exec()
    notifier.setEnabled(False)
    return status


def _tell_desktop() -> None:
    """Enter the program in the desktop's menu, and renew an autostart that moving it has broken."""
    if sys.platform == "linux":
        command = own_command()
        write_desktop_entry(
            paths.data_home(),
            start=exec_value(command),
            snip=exec_value([*command, "snip"]),
            icon=paths.ICONS_FOLDER / "img2latex.svg",
        )
    autostart = autostart_of_this_system()
    if autostart.is_enabled():
        try:
            autostart.enable(own_command())
        except SettingsError as problem:
            logger.warning("%s", problem)


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
