"""LaTeX as a few lines of a list: broken, shortened, and with what was searched for marked."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

LINES = 2
LONGEST = 400  # more characters than two lines of the widest window hold
BEFORE = 12  # characters shown before what was searched for, where it lies further on


def latex_font() -> QFont:
    """Return the font that LaTeX is written in."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)


def line_height() -> float:
    """Return the distance of two lines in logical pixels."""
    return QFontMetricsF(latex_font()).lineSpacing()


def found_spans(latex: str, searched: str) -> list[tuple[int, int]]:
    """Return where the words of a search occur in LaTeX, as start and length; see ``History.search``."""
    spans = []
    for word in searched.split():
        text = latex.lower() if word == word.lower() else latex
        start = text.find(word)
        while start >= 0:
            spans.append((start, len(word)))
            start = text.find(word, start + len(word))
    return spans


def broken(latex: str, width: float, searched: str = "") -> list[str]:
    """Return LaTeX on at most two lines, with dots where something is left out.

    Where a word that was searched for is not on the first two lines, the second begins shortly before it, and
    with more such words the first line, too. Spaces at a break stay at the end of a line.
    """
    text = " ".join(latex.split())
    lines = _two_lines(text, width)
    places = {word: found[0][0] for word in searched.split() if (found := found_spans(text, word))}
    for start in (0, min(places.values(), default=0)):
        if missing := _missing(places, lines):
            first = _two_lines(_from(text, start), width)[0]
            missing = _missing(places, [first]) or missing
            lines = [first, _elided(_from(text, min(missing)), width)]
    return lines


def _missing(places: dict[str, int], lines: list[str]) -> list[int]:
    """Return where the words are that do not occur on lines."""
    shown = "".join(lines)
    return [place for word, place in places.items() if not found_spans(shown, word)]


def _from(text: str, place: int) -> str:
    """Return text from shortly before a place on."""
    return f"…{text[place - BEFORE :]}" if place > BEFORE else text


def _two_lines(text: str, width: float) -> list[str]:
    text = text[:LONGEST]
    lines: list[str] = []
    while text and len(lines) < LINES - 1:
        layout = QTextLayout(text, latex_font())
        layout.setTextOption(_wrapping())
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        lines.append(text[: line.textLength()])
        text = text[line.textLength() :]
    if text:
        lines.append(_elided(text, width))
    return lines


def _elided(text: str, width: float) -> str:
    return QFontMetricsF(latex_font()).elidedText(text[:LONGEST], Qt.TextElideMode.ElideRight, width)


def paint_lines(
    painter: QPainter, top_left: QPointF, lines: list[str], searched: str, palette: QPalette
) -> None:
    """Write lines of LaTeX one below the other, and mark what was searched for."""
    mark = QTextCharFormat()
    mark.setFontUnderline(True)
    tint = palette.color(QPalette.ColorRole.Highlight)
    tint.setAlphaF(0.22)
    mark.setBackground(tint)
    spans = found_spans("".join(lines), searched)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    offset, top = 0, top_left.y()
    for line in lines:
        layout = QTextLayout(line, latex_font())
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        layout.draw(painter, QPointF(top_left.x(), top), _marks(spans, offset, len(line), mark))
        offset += len(line)
        top += line_height()


def _marks(
    spans: list[tuple[int, int]], offset: int, length: int, mark: QTextCharFormat
) -> list[QTextLayout.FormatRange]:
    """Return the parts of spans that lie within a line, counted from its start."""
    ranges = []
    for start, size in spans:
        first, last = max(start - offset, 0), min(start - offset + size, length)
        if first < last:
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = first, last - first, mark
            ranges.append(found)
    return ranges


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
