"""The hotkeys of the settings, listened to in the whole system."""

import logging
import os

from PySide6.QtCore import QObject, Qt, Signal

from img2latex_desktop.errors import HotkeyError
from img2latex_desktop.hotkey.base import Action, Binding, HotkeyListener, parse_hotkey
from img2latex_desktop.settings import Settings

logger = logging.getLogger(__name__)


class HotkeyFlow(QObject):
    """Listens to what the settings name and tells what is pressed, what works and what does not."""

    pressed = Signal(object)
    """An Action."""
    listening = Signal(object)
    """What really triggers each action that works, dict[Action, str] in words for the user."""
    troubled = Signal(object, str)
    """The Action whose hotkey does not work, or None for all; one sentence with a way out."""

    def __init__(self, listener: HotkeyListener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self._settings = Settings()
        # The listener calls from threads of its own: what it says is queued for this one.
        self.pressed.connect(self._note_press, Qt.ConnectionType.QueuedConnection)
        self.listening.connect(self._log_listening, Qt.ConnectionType.QueuedConnection)
        self.troubled.connect(self._log_trouble, Qt.ConnectionType.QueuedConnection)

    def listen(self, settings: Settings) -> None:
        """Listen to the hotkeys of these settings, in place of those before."""
        self._settings = settings
        self._listener.start(
            self._bindings(settings), self.pressed.emit, self.listening.emit, self.troubled.emit
        )

    def pause(self, is_paused: bool) -> None:
        """Hear nothing while a hotkey is recorded, or hear again."""
        if is_paused:  # by listening to nothing, which unlike stopping waits for no thread
            self._listener.start([], self.pressed.emit, self.listening.emit, self.troubled.emit)
        else:
            self.listen(self._settings)

    def stop(self) -> None:
        """Stop listening."""
        self._listener.stop()

    def _bindings(self, settings: Settings) -> list[Binding]:
        wanted = [
            (Action.SNIP, settings.snip_hotkey, self.tr("Snip a formula")),
            (Action.CLIPBOARD, settings.clipboard_hotkey, self.tr("Read the picture on the clipboard")),
            (Action.REPEAT, settings.repeat_hotkey, self.tr("Snip the last region again")),
            (Action.HISTORY, settings.history_hotkey, self.tr("Show the history")),
        ]
        bindings = []
        for action, text, description in wanted:
            if not text:
                continue
            try:
                bindings.append(Binding(action, parse_hotkey(text), description))
            except HotkeyError as problem:  # the settings' file was edited by hand
                self.troubled.emit(action, str(problem))
        snip = next((binding.hotkey for binding in bindings if binding.action is Action.SNIP), None)
        if snip is not None and snip.with_shift() != snip:
            bindings.append(
                Binding(Action.APPEND, snip.with_shift(), self.tr("Snip a further line of the formula shown"))
            )
        return bindings

    def _note_press(self, action: Action) -> None:
        if token := self._listener.activation_token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it for the next window it activates
        logger.info("Pressed: %s", action)

    def _log_listening(self, triggers: dict[Action, str]) -> None:
        for action, trigger in triggers.items():
            logger.info("%s is listened to for %s", trigger or "What the desktop chose", action)

    def _log_trouble(self, _action: Action | None, sentence: str) -> None:
        logger.warning("%s", sentence)
