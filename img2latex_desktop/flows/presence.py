"""Presence of the program in the tray, or in the home window that takes its place."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.hotkey.base import Action
from img2latex_desktop.recognition import RecognizerProcess, RecognizerState
from img2latex_desktop.snip import Snip, SnipState
from img2latex_desktop.ui.shell.actions import ProgramActions
from img2latex_desktop.ui.shell.home_window import HomeWindow
from img2latex_desktop.ui.shell.tray import Tray, TrayState

logger = logging.getLogger(__name__)

READING_TIME_MS = 8000  # how long a sentence stays in the home window: some twenty words, read slowly
STATES = {
    RecognizerState.LOADING: TrayState.LOADING,
    RecognizerState.READY: TrayState.READY,
    RecognizerState.WORKING: TrayState.WORKING,
    RecognizerState.UNAVAILABLE: TrayState.ERROR,
    RecognizerState.ASLEEP: TrayState.ASLEEP,
    RecognizerState.STOPPED: TrayState.LOADING,
}


class Presence(QObject):
    """Keeps tray, menu and home window up to date."""

    message_clicked = Signal()
    """The user has clicked on a notification."""
    abandoned = Signal()
    """The home window was closed and there is no tray: no way in is left."""

    def __init__(
        self,
        actions: ProgramActions,
        recognizer: RecognizerProcess,
        snip: Snip,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._recognizer = recognizer
        self._snip = snip
        self._saying = QTimer(self, singleShot=True, interval=READING_TIME_MS)
        self._saying.timeout.connect(self._show_status)
        self.tray = Tray(actions, ICONS_FOLDER, self)
        self.home = HomeWindow(actions, ICONS_FOLDER)
        recognizer.state_changed.connect(self._show_status)
        snip.state_changed.connect(self._show_snip)
        snip.counted.connect(self._count)
        snip.not_captured.connect(self.warn)
        actions.home_requested.connect(self.show_home)
        actions.open_requested.connect(self.home.ask_for_files)
        self.tray.availability_changed.connect(self._take_place)
        self.tray.message_clicked.connect(self.message_clicked)
        self.home.closed.connect(self._weigh_end)

    def show(self, *, is_minimized: bool) -> None:
        """Show the tray icon, or the home window where there is no tray."""
        self._show_status()
        self._actions.allow_repeat(self._snip.can_repeat)
        self.tray.show()
        self.home.show_tray(self.tray.is_available)
        if not self.tray.is_available:
            if is_minimized:
                self.home.showMinimized()
            else:
                self.home.show()

    def show_home(self) -> None:
        """Bring the home window to the front."""
        self.home.showNormal()
        self.home.raise_()
        self.home.activateWindow()

    def tell(self, sentence: str) -> None:
        """Show a notification; without a tray, the home window says it."""
        self.tray.tell(sentence)
        self._say(self._tray_state, sentence)

    def warn(self, sentence: str) -> None:
        """Tell of something that went wrong, in the same ways."""
        logger.info("The user is told: %s", sentence)
        self.tray.warn(sentence)
        self._say(TrayState.ERROR, sentence)

    def show_private(self, is_private: bool) -> None:
        """Show whether nothing is kept."""
        self._actions.show_private(is_private)
        self.tray.show_private(is_private)
        self.home.show_private(is_private)

    def show_triggers(self, triggers: dict[Action, str]) -> None:
        """Write what really triggers each action beside its entry."""
        self._actions.show_hotkeys(**{action.value: text for action, text in triggers.items()})
        self.home.show_hotkey(triggers.get(Action.SNIP, ""))

    def close(self) -> None:
        """Take everything away."""
        self.tray.hide()
        self.home.closed.disconnect(self._weigh_end)
        self.home.close()
        self.home.deleteLater()

    @property
    def _tray_state(self) -> TrayState:
        return STATES[self._recognizer.state]

    def _say(self, state: TrayState, sentence: str) -> None:
        if self.tray.is_available:
            return
        self.home.show_status(state, sentence)
        self._saying.start()
        if self.home.isMinimized():
            QApplication.alert(self.home)  # the user has put it there: its entry in the task bar blinks
        else:
            self.show_home()

    def _show_status(self) -> None:
        if self._snip.state is SnipState.COUNTING:
            return  # the seconds are shown instead
        state = self._recognizer.state
        texts = {
            RecognizerState.LOADING: self.tr("Loading the recognizer"),
            RecognizerState.READY: self.tr("Ready"),
            RecognizerState.WORKING: self.tr("Reading a formula"),
            RecognizerState.UNAVAILABLE: self.tr("The recognizer is not available"),
            RecognizerState.ASLEEP: self.tr("Asleep until the next picture"),
            RecognizerState.STOPPED: self.tr("The recognizer is not loaded"),
        }
        self.tray.show_status(self._tray_state, texts[state])
        if not self._saying.isActive():
            self.home.show_status(self._tray_state, texts[state])

    def _show_snip(self) -> None:
        self._actions.allow_repeat(self._snip.can_repeat)
        self._show_status()

    def _count(self, seconds: int) -> None:
        if seconds:
            self.tray.show_countdown(seconds)

    def _take_place(self, is_available: bool) -> None:
        self.home.show_tray(is_available)
        if not is_available:
            self.show_home()

    def _weigh_end(self) -> None:
        if not self.tray.is_available:
            self.abandoned.emit()
