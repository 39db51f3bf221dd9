"""The colors of LaTeX source."""

import re

from PySide6.QtGui import QColor, QFont, QPalette, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from img2latex_desktop.ui.parts.theme import LEAST_CONTRAST, contrast
from model.formula.source import TokenKind, tokenized

COLORS: dict[
    TokenKind, tuple[str, str]
] = {  # on a light sheet and on a dark one; letters keep the text's color
    TokenKind.COMMAND: ("#3345c9", "#9dabff"),
    TokenKind.DELIMITER: ("#3345c9", "#9dabff"),
    TokenKind.ENVIRONMENT: ("#8a2f96", "#dc9cf0"),
    TokenKind.NUMBER: ("#95440c", "#f2b171"),
    TokenKind.BRACE: ("#5c5c66", "#acacb6"),
    TokenKind.SIGN: ("#0b6a6a", "#66cccc"),
    TokenKind.COMMENT: ("#56695a", "#93a897"),
}


class LatexHighlighter(QSyntaxHighlighter):
    """Colors a document in a palette's colors."""

    def __init__(self, document: QTextDocument, palette: QPalette) -> None:
        super().__init__(document)
        self._formats = _formats(palette)

    def set_palette(self, palette: QPalette) -> None:
        """Color the document anew."""
        self._formats = _formats(palette)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Color one line; no token is longer than that."""
        for token in tokenized(in_qt_units(text)):
            if token.kind in self._formats:
                self.setFormat(token.start, len(token.text), self._formats[token.kind])


def in_qt_units(text: str) -> str:
    """Return text in which each character counts as in Qt, where those beyond U+FFFF count twice."""
    return re.sub("[\U00010000-\U0010ffff]", "\ufffd\ufffd", text)


def _formats(palette: QPalette) -> dict[TokenKind, QTextCharFormat]:
    base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    formats = {}
    for kind, colors in COLORS.items():
        color = QColor(colors[base.lightnessF() < 0.5])
        made = QTextCharFormat()
        made.setForeground(color if contrast(color, base) >= LEAST_CONTRAST else text)
        formats[kind] = made
    formats[TokenKind.COMMENT].setFontItalic(True)
    formats[TokenKind.ENVIRONMENT].setFontWeight(QFont.Weight.DemiBold)
    return formats
