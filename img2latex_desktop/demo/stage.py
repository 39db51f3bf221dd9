"""Stage of a film of the program: a page, a text editor, a quiet background. See ``film``.

``python -m img2latex_desktop.demo.stage`` shows them until it is ended.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPalette, QPixmap, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from img2latex_desktop.base.paths import EXAMPLES_FOLDER
from img2latex_desktop.demo.virtual_desktop import Box
from img2latex_desktop.ui.result.latex_highlighter import LatexHighlighter

SCREEN_PX = (1040, 680)  # a little more than the column of text that shows the film; the result window fits
PAGE_TITLE, PAGE_CORNER, PAGE_SCALE = "parabola.pdf", QPoint(24, 14), 0.8
EDITOR_TITLE, EDITOR_CORNER, EDITOR_PX = "notes.tex", QPoint(440, 488), QSize(576, 152)
BACKGROUND, SHEET, INK = "#5b6b86", "#20222e", "#e4e6f0"
FORMULA_ON_PAGE = Box(218, 181, 432, 264)
"""Where the formula stands in the page's window, with some paper around it."""
DRAFT = r"""\section{Roots of a parabola}

The solutions of $ax^2 + bx + c = 0$ are
\[

\]"""
GAP_LINE = 4  # of the draft, counted from 0: where the formula is to go


def main() -> int:
    """Show everything until the process is ended."""
    qt = QApplication(["stage"])
    background = QWidget()
    background.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeDesktop)
    background.setPalette(QPalette(QColor(BACKGROUND)))
    background.setGeometry(qt.primaryScreen().geometry())
    background.show()
    windows = page(EXAMPLES_FOLDER / "page.png"), editor()
    for window, corner in zip(windows, (PAGE_CORNER, EDITOR_CORNER), strict=True):
        window.move(corner)
        window.show()
    return qt.exec()


def page(picture: Path) -> QWidget:
    """Return the window of a viewer."""
    whole = QPixmap(str(picture))
    shown = whole.scaledToWidth(round(whole.width() * PAGE_SCALE), Qt.TransformationMode.SmoothTransformation)
    window = QLabel(pixmap=shown)
    window.setWindowTitle(PAGE_TITLE)
    window.setFixedSize(window.sizeHint())
    return window


def editor() -> QWidget:
    """Return an editor, its cursor where the formula is missing."""
    window = QPlainTextEdit(DRAFT)
    window.setWindowTitle(EDITOR_TITLE)
    window.resize(EDITOR_PX)
    window.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    window.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    window.setFont(QFont("DejaVu Sans Mono", 11))
    window.document().setDocumentMargin(14)
    palette = QPalette(QColor(SHEET))
    palette.setColor(QPalette.ColorRole.Base, QColor(SHEET))
    palette.setColor(QPalette.ColorRole.Text, QColor(INK))
    window.setPalette(palette)
    LatexHighlighter(window.document(), palette)  # which the document keeps
    window.setTextCursor(QTextCursor(window.document().findBlockByNumber(GAP_LINE)))
    return window


if __name__ == "__main__":
    sys.exit(main())
