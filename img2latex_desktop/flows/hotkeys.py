"""The hotkeys of the settings, listened to in the whole system."""

import logging
import os

from PySide6.QtCore import QObject, Qt, Signal

from img2latex_desktop.hotkey.base import Action, HotkeyListener
from img2latex_desktop.hotkey.wishes import wished_for
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
        bindings, problems = wished_for(settings)
        for action, sentence in problems.items():
            self.troubled.emit(action, sentence)
        self._listener.start(bindings, self.pressed.emit, self.listening.emit, self.troubled.emit)

    def pause(self, is_paused: bool) -> None:
        """Hear nothing while a hotkey is recorded, or hear again."""
        if is_paused:  # by listening to nothing, which unlike stopping waits for no thread
            self._listener.start([], self.pressed.emit, self.listening.emit, self.troubled.emit)
        else:
            self.listen(self._settings)

    def stop(self) -> None:
        """Stop listening."""
        self._listener.stop()

    def _note_press(self, action: Action) -> None:
        if token := self._listener.activation_token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it for the next window it activates
        logger.info("Pressed: %s", action)

    def _log_listening(self, triggers: dict[Action, str]) -> None:
        for action, trigger in triggers.items():
            logger.info("%s is listened to for %s", trigger or "What the desktop chose", action)

    def _log_trouble(self, _action: Action | None, sentence: str) -> None:
        logger.warning("%s", sentence)
