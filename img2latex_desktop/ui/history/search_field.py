"""Search field that narrows the list to words, and to favorites alone."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from img2latex_desktop.ui.parts.line_icons import line_icon
from img2latex_desktop.ui.parts.theme import semantic


class SearchField(QLineEdit):
    """A field with a magnifier, from which the arrows lead into the list below."""

    left = Signal()
    """The list is meant to have the keys."""

    def __init__(self, icon: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, clearButtonEnabled=True)
        self._icon = icon
        self._magnifier = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.setPlaceholderText(self.tr("Search the LaTeX"))
        self.setAccessibleName(self.tr("Search the LaTeX"))
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go into the list on the keys that a field of one line has no use for."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the icon anew in the colors of a changed theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        self._magnifier.setIcon(line_icon(self._icon, semantic(self.palette()).subtle))


class FavoritesButton(QPushButton):
    """Switches between all entries and the favorites."""

    def __init__(self, icon: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setCheckable(True)
        self.setText(self.tr("F&avorites"))
        self.setToolTip(self.tr("Show favorites only"))
        self._dress()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the icon anew in the colors of a changed theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        self.setIcon(line_icon(self._icon, semantic(self.palette()).subtle))
