"""What is copied, and the proof that it was: “copied” is said only after reading it back."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QClipboard

logger = logging.getLogger(__name__)

READ_BACK_DELAYS_MS = (0, 40, 160)
"""When to look whether the text is there; a clipboard manager may take the clipboard over in between."""
NOT_COPIED = "The text could not be copied: another program holds the clipboard."


class VerifiedClipboard(QObject):
    """Puts text on the system's clipboard and reads it back."""

    copied = Signal(str)
    """The text that was found on the clipboard after copying."""
    failed = Signal(str)
    """One sentence for the user."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._text = ""

    def copy(self, text: str) -> None:
        """Copy text; ``copied`` or ``failed`` follows. Blank text is refused and overwrites nothing."""
        if not text.strip():
            self.failed.emit(self.tr("There is nothing to copy."))
            return
        self._text = text
        self._clipboard.setText(text)
        self._read_back(text, attempt=0)

    def _read_back(self, text: str, attempt: int) -> None:
        QTimer.singleShot(READ_BACK_DELAYS_MS[attempt], self, lambda: self._verify(text, attempt))

    def _verify(self, text: str, attempt: int) -> None:
        if text != self._text:
            return  # something newer is being copied
        if self._clipboard.text() == text:
            logger.info("Copied %d characters", len(text))
            self.copied.emit(text)
        elif attempt + 1 < len(READ_BACK_DELAYS_MS):
            self._read_back(text, attempt + 1)
        else:
            logger.warning("The clipboard does not hold what was copied")
            self.failed.emit(self.tr(NOT_COPIED))
