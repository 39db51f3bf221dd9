"""Copying for all windows through one clipboard: whoever copies is told, and nobody else."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from img2latex_desktop.system.clipboard import VerifiedClipboard
from img2latex_desktop.system.copy_content import CopyContent

OnCopied = Callable[[CopyContent], object]
OnFailed = Callable[[str], object]
OnLost = Callable[[], object]


class Copying(QObject):
    """Copies for whoever asks, and answers the one who asked last."""

    def __init__(self, clipboard: VerifiedClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._asked: tuple[OnCopied, OnFailed] | None = None
        self._on_lost: OnLost | None = None  # of the one who copied last
        clipboard.copied.connect(self._confirm)
        clipboard.failed.connect(self._tell_failure)
        clipboard.lost.connect(self._tell_loss)

    def copy(
        self,
        content: CopyContent,
        on_copied: OnCopied,
        on_failed: OnFailed,
        on_lost: OnLost | None = None,
    ) -> None:
        """Copy; ``on_copied`` or ``on_failed`` is called, unless something newer is copied before.

        Args:
            content: What to copy; blank content is refused.
            on_copied: Gets the content once the clipboard is proven to hold it.
            on_failed: Gets one sentence for the user.
            on_lost: Called when another window or program has copied something after it.
        """
        if not content.is_blank and on_lost != self._on_lost:
            self._tell_loss()
            self._on_lost = on_lost
        self._asked = (on_copied, on_failed)
        self._clipboard.copy(content)

    def _confirm(self, content: CopyContent) -> None:
        asked, self._asked = self._asked, None
        if asked:
            asked[0](content)

    def _tell_loss(self) -> None:
        on_lost, self._on_lost = self._on_lost, None
        if on_lost:
            on_lost()

    def _tell_failure(self, message: str) -> None:
        asked, self._asked = self._asked, None
        if asked:
            asked[1](message)
