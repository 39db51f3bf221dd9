"""The editor of LaTeX: colors, matching brackets, and a height that follows the text."""

import math
import re

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontDatabase,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from img2latex_desktop.ui.parts.card import paint_sheet
from img2latex_desktop.ui.parts.theme import field_outline, mixed, semantic
from img2latex_desktop.ui.result.latex_highlighter import LatexHighlighter, in_qt_units
from model.formula.source import Pairing, Token, paired, tokenized

MINIMUM_LINES = 1
MAXIMUM_LINES = 8
DOCUMENT_MARGIN_PX = 8
# Qt 6.11 lays out for ever where more than 65,535 spaces stand in a row.
MANY_SPACES = re.compile(r"([^\S\n]{1000})[^\S\n]+")


class LatexEditor(QPlainTextEdit):
    """A few lines of LaTeX; Enter and an unselective Ctrl+C copy the whole formula."""

    copy_requested = Signal()
    latex_changed = Signal(str)
    """The text, when it is another one: Qt's ``textChanged`` comes with new colors, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() + 1)
        self.setFont(font)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(DOCUMENT_MARGIN_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("LaTeX"))
        self._latex = ""
        self._tokens: list[Token] = []
        self._pairing = Pairing({}, ())
        self._mistake: int | None = None
        self._highlighter = LatexHighlighter(self.document(), self.palette())
        self.textChanged.connect(self._read)
        self.cursorPositionChanged.connect(self._mark)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self._fit_height()

    @property
    def latex(self) -> str:
        """The text."""
        return self.toPlainText()

    def set_latex(self, latex: str) -> None:
        """Begin with a text; there is nothing to undo."""
        self.setPlainText(_with_fewer_spaces(latex))
        self.moveCursor(QTextCursor.MoveOperation.End)

    def replace_latex(self, latex: str) -> None:
        """Put a text in place of the one shown, in a step that can be undone."""
        if latex != self.latex:
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(_with_fewer_spaces(latex))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste, or take what is dropped."""
        self.insertPlainText(_with_fewer_spaces(source.text()))
        self.ensureCursorVisible()

    def mark_mistake(self, place: int | None) -> None:
        """Underline the token at an offset of the text, or none."""
        self._mistake = place
        self._mark()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the text, within bounds."""
        lines = min(max(self._line_count(), MINIMUM_LINES), MAXIMUM_LINES)
        height = math.ceil(lines * QFontMetricsF(self.font()).lineSpacing())
        return QSize(0, height + 2 * DOCUMENT_MARGIN_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy on Enter (Shift+Enter breaks the line) and on Ctrl+C without a selection."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_copy = event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection()
        if (is_enter and not is_shifted) or is_copy:
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sheet, then the text on it."""
        palette = self.palette()
        outline = semantic(palette).accent if self.hasFocus() else field_outline(palette)
        painter = QPainter(self.viewport())
        try:
            bounds = QRectF(self.viewport().rect())
            paint_sheet(painter, bounds, palette.color(QPalette.ColorRole.Base), outline)
        finally:
            painter.end()
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that the keys come here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that they do no more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the colors of a changed theme, and those of an editor that can be used."""
        super().changeEvent(event)
        has_other_colors = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange)
        if has_other_colors and hasattr(self, "_highlighter"):
            self._highlighter.set_palette(self.palette())
            self._mark()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Follow the text, which breaks elsewhere at another width."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        is_scrolled = self._line_count() > MAXIMUM_LINES
        policy = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_scrolled else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(self.sizeHint().height())

    def _line_count(self) -> int:
        return int(self.document().size().height())  # of a plain text it counts lines

    def _read(self) -> None:
        if self.latex == self._latex:
            return
        self._latex = self.latex
        self._tokens = tokenized(in_qt_units(self.latex))
        self._pairing = paired(self._tokens)
        self._mistake = None
        self._mark()
        self.latex_changed.emit(self._latex)

    def _mark(self) -> None:
        """Shade the pair at the cursor, and underline what has no partner and where a mistake is."""
        if self.latex != self._latex:
            return  # the cursor is told of before the text: the tokens are still those of the old one
        shade = QTextCharFormat()
        base = self.palette().color(QPalette.ColorRole.Base)
        shade.setBackground(mixed(base, semantic(self.palette()).accent, 0.25))
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(semantic(self.palette()).danger)
        marks = [self._selection(self._tokens[place], wave) for place in self._pairing.unmatched]
        marks += [self._selection(token, wave) for token in self._tokens if token.start == self._mistake]
        marks += [self._selection(self._tokens[place], shade) for place in self._pair_at_cursor()]
        self.setExtraSelections(marks)

    def _pair_at_cursor(self) -> tuple[int, ...]:
        position = self.textCursor().position()
        for place in self._pairing.partners:
            if position in (self._tokens[place].start, self._tokens[place].end):
                return place, self._pairing.partners[place]
        return ()

    def _selection(self, token: Token, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(token.start)
        cursor.setPosition(token.end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = style
        return selection


def _with_fewer_spaces(text: str) -> str:
    """Return a text with no more than a thousand spaces in a row, which mean what one means."""
    return MANY_SPACES.sub(r"\1", text)
