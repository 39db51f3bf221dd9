"""The settings that hold now: changed at once, written a moment later, never on the GUI's thread."""

import logging
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal

from img2latex_desktop.base.errors import SettingsError
from img2latex_desktop.base.mishaps import told
from img2latex_desktop.settings import Settings, SettingsFile

logger = logging.getLogger(__name__)

SAVE_DELAY_MS = 300  # a spin box that is held down changes ten times a second; a write takes 8 to 16 ms


class Preferences(QObject):
    """Holds the settings and keeps their file up to date."""

    changed = Signal(object, object)
    """The Settings before, and now."""
    troubled = Signal(str)
    """One sentence why the settings cannot be kept."""

    def __init__(self, file: SettingsFile, parent: QObject | None = None) -> None:
        """Read the file (0.3 ms measured); ``notice`` says what was wrong with it."""
        super().__init__(parent)
        self._file = file
        self._settings, self.notice = file.load()
        if self.notice:
            logger.warning("%s", self.notice)
        self._writer = ThreadPoolExecutor(1, "settings")
        self._saving = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._saving.timeout.connect(self._save)

    @property
    def settings(self) -> Settings:
        """The settings that hold now."""
        return self._settings

    def change(self, settings: Settings) -> None:
        """Let other settings hold from now on."""
        before, self._settings = self._settings, settings
        if settings != before:
            self._saving.start()
            self.changed.emit(before, settings)

    def stop(self) -> None:
        """Write what is not written yet and end the thread."""
        if self._saving.isActive():
            self._saving.stop()
            self._save()
        self._writer.shutdown()

    def _save(self) -> None:
        self._writer.submit(self._write, self._settings)

    def _write(self, settings: Settings) -> None:
        with told(self.troubled.emit):  # on the GUI's thread, where its receivers live
            try:
                self._file.save(settings)
            except SettingsError as problem:
                logger.warning("%s", problem)
                self.troubled.emit(str(problem))
