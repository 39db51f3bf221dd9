"""Says what was deleted and offers to undo it, one deletion after the other, until it is put away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from img2latex_desktop.ui.parts.message_bar import MessageBar


class UndoBar(MessageBar):
    """Stands in for a question before each deletion."""

    undo_requested = Signal()
    """The last deletion not yet undone is to be undone."""
    settled = Signal()
    """What was deleted cannot be restored any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("&Undo"), parent)
        self._deletions: list[int] = []  # how many formulas each one took
        self.acted.connect(self.undo)
        self.dismissed.connect(self.settle)

    def offer(self, count: int) -> None:
        """Offer to undo a deletion of so many formulas, and then those before it."""
        self._deletions.append(count)
        self._show_last()

    def undo(self) -> None:
        """Ask to undo the last deletion; nothing happens where there is none."""
        if self._deletions:
            self._deletions.pop()
            self._show_last()
            self.undo_requested.emit()

    def settle(self) -> None:
        """Stop offering."""
        if self._deletions:
            self._deletions.clear()
            self.settled.emit()
        self.hide()

    def _show_last(self) -> None:
        if not self._deletions:
            self.hide()
        elif self._deletions[-1] == 1:
            self.say(self.tr("Formula deleted."))
        else:
            self.say(self.tr("{} formulas deleted.").format(self._deletions[-1]))
