"""Clipboard with verification: “copied” is said only after reading it back."""

import logging

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QImage

from img2latex_desktop.system.copy_content import CopyContent

logger = logging.getLogger(__name__)

READ_BACK_DELAYS_MS = (0, 40, 160)
"""When to look whether it is there; a clipboard manager may take the clipboard over in between."""


class VerifiedClipboard(QObject):
    """Puts formulas on the system's clipboard and reads them back."""

    copied = Signal(object)
    """The CopyContent that was found on the clipboard after copying."""
    failed = Signal(str)
    """One sentence for the user."""
    lost = Signal()
    """What was copied last is there no more: something else was copied, here or in another program."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._count = 0
        self._held: CopyContent | None = None  # proven to be there
        clipboard.dataChanged.connect(self._look_after)

    def copy(self, content: CopyContent) -> None:
        """Copy; ``copied`` or ``failed`` follows, unless something newer is copied before that.

        Blank content is refused and overwrites nothing.
        """
        if content.is_blank:
            logger.info("There is nothing to copy")
            self.failed.emit(self.tr("There is nothing to copy."))
            return
        self._count += 1
        self._held = None  # or the change that is our own would be taken for a loss
        self._clipboard.setMimeData(_as_mime(content))
        self._read_back(content, self._count, attempt=0)

    def _read_back(self, content: CopyContent, number: int, attempt: int) -> None:
        delay_ms = READ_BACK_DELAYS_MS[attempt]
        QTimer.singleShot(delay_ms, self, lambda: self._verify(content, number, attempt))

    def _verify(self, content: CopyContent, number: int, attempt: int) -> None:
        if number != self._count:
            return  # something newer is being copied
        if self._holds(content):
            logger.info(
                "Copied %d characters%s", len(content.text), "".join(f", {f}" for f in content.formats)
            )
            self._held = content
            self.copied.emit(content)
        elif attempt + 1 < len(READ_BACK_DELAYS_MS):
            self._read_back(content, number, attempt + 1)
        else:
            logger.warning("The clipboard does not hold what was copied")
            self.failed.emit(
                self.tr("It could not be copied: another program holds the clipboard. Try again.")
            )

    def _look_after(self) -> None:
        if self._held is not None and not self._holds(self._held):  # a manager may only have taken it over
            self._held = None
            self.lost.emit()

    def _holds(self, content: CopyContent) -> bool:
        if content.text and self._clipboard.text() != content.text:
            return False
        found = self._clipboard.mimeData()
        return all(found.data(name).data() == data for name, data in content.formats.items())


def _as_mime(content: CopyContent) -> QMimeData:
    mime = QMimeData()
    if content.text:
        mime.setText(content.text)
    for name, data in content.formats.items():
        mime.setData(name, data)
    if content.png:  # from which Qt makes what each system expects of a picture
        mime.setImageData(QImage.fromData(content.png))
    return mime
