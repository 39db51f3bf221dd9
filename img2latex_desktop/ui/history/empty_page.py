"""Page in place of an empty history: the reason, and what to do."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from img2latex_desktop.ui.parts.line_icons import line_icon
from img2latex_desktop.ui.parts.theme import semantic

ICON_PX = 48
TITLE_SIZE = 1.25  # times the size of ordinary text
SIDE_PX = 60


class EmptyPage(QWidget):
    """An icon, a title and a sentence in the middle."""

    def __init__(self, icons: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._icon_path: Path | None = None
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, textFormat=Qt.TextFormat.PlainText)
        self._text = QLabel(
            alignment=Qt.AlignmentFlag.AlignCenter, textFormat=Qt.TextFormat.PlainText, wordWrap=True
        )
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * TITLE_SIZE)
        font.setBold(True)
        self._title.setFont(font)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        rows.setSpacing(10)
        rows.addStretch(2)
        for label in (self._icon, self._title, self._text):
            rows.addWidget(label)
        rows.addStretch(3)

    @property
    def text(self) -> str:
        """Title and sentence."""
        return f"{self._title.text()}: {self._text.text()}"

    def explain(self, searched: str, *, favorites_only: bool, is_private: bool) -> None:
        """Say why there is nothing.

        Args:
            searched: The words that were searched for.
            favorites_only: Whether others were left out.
            is_private: Whether nothing is kept at present.
        """
        if searched:
            text = self.tr("No formula contains all of “{}”.").format(searched)
            self._say("search.svg", self.tr("Nothing found"), text)
        elif favorites_only:
            text = self.tr("Mark a formula with its star, or with Ctrl+D, and it will be here.")
            self._say("star.svg", self.tr("No favorites yet"), text)
        elif is_private:
            text = self.tr("What you snip is not kept. Switch that off below to fill the history.")
            self._say("private.svg", self.tr("Private mode is on"), text)
        else:
            text = self.tr("What you snip is kept here with its picture, until you delete it.")
            self._say("history.svg", self.tr("No formulas yet"), text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the icon anew in the colors of a changed theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _say(self, icon: str, title: str, text: str) -> None:
        self._icon_path = self._icons / icon
        self._title.setText(title)
        self._text.setText(text)
        self._dress()

    def _dress(self) -> None:
        if self._icon_path is not None:
            icon = line_icon(self._icon_path, semantic(self.palette()).subtle)
            self._icon.setPixmap(icon.pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))
