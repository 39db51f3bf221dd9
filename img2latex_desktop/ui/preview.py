"""What the LaTeX looks like: the typeset formula on a card, crisp at any size and in the theme's colors."""

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from img2latex_desktop.errors import TypesettingError
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.card import ALIGN_MESSAGE, PADDING_PX, Card, fitted

EM_PX = 22.0  # about one and a half times the editor's type: subscripts of subscripts stay readable
UNITS_PER_EM = 1000  # MathJax's view box
MINIMUM_HEIGHT_PX = 84
MAXIMUM_HEIGHT_PX = 220


class Preview(Card):
    """Shows a formula, or a message while there is none."""

    problem_found = Signal(str)
    """What is wrong with the LaTeX in one line; empty once it is right."""

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typesetter = typesetter
        self._svg = b""
        self._renderer: QSvgRenderer | None = None
        self._message = ""
        self.setAccessibleName(self.tr("Preview of the LaTeX"))
        self.setFixedHeight(MINIMUM_HEIGHT_PX)

    def show_latex(self, latex: str) -> None:
        """Typeset LaTeX.

        Where it has a mistake, the last good picture stays and ``problem_found`` tells it; without a picture
        the message takes its place.
        """
        if not latex.strip():
            self.show_message("")
            self.problem_found.emit("")
            return
        try:
            self._svg = self._typesetter.svg(latex)
        except TypesettingError as problem:
            text = " ".join(str(problem).split())
            if self._renderer is None:
                self.show_message(text)
            else:
                self.problem_found.emit(text)
            return
        self._message = ""
        self._draw()
        self.problem_found.emit("")

    def show_message(self, text: str) -> None:
        """Show text in place of a formula."""
        self._svg = b""
        self._renderer = None
        self._message = text
        self.setFixedHeight(MINIMUM_HEIGHT_PX)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw anew in the colors of a changed theme."""
        if event.type() == QEvent.Type.PaletteChange and self._renderer is not None:
            self._draw()
        super().changeEvent(event)

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        """Paint the formula in the middle, or the message."""
        if self._renderer is not None:
            self._renderer.render(painter, fitted(self._natural_size(), area))
        elif self._message:
            color = self.palette().color(QPalette.ColorRole.Text)
            color.setAlphaF(0.75)
            painter.setPen(color)
            painter.drawText(area, int(ALIGN_MESSAGE), self._message)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the formula, within bounds."""
        natural = round(self._natural_size().height()) + 2 * PADDING_PX if self._renderer else 0
        return QSize(0, min(max(natural, MINIMUM_HEIGHT_PX), MAXIMUM_HEIGHT_PX))

    def _draw(self) -> None:
        ink = self.palette().color(QPalette.ColorRole.Text).name().encode()
        self._renderer = QSvgRenderer(self._svg.replace(b"currentColor", ink))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _natural_size(self) -> QSizeF:
        if self._renderer is None:
            return QSizeF(1, 1)
        return QSizeF(self._renderer.viewBoxF().size()) * (EM_PX / UNITS_PER_EM)
