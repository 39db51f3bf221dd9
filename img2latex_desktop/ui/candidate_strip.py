"""The other readings of a picture, typeset small, to choose from."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QSizePolicy, QWidget

from img2latex_desktop.typesetter import Typeset, Typesetter
from img2latex_desktop.typesetting import Formula
from img2latex_desktop.ui.card import border_color, fitted, paint_sheet
from img2latex_desktop.ui.formula_picture import EM_PX, FormulaPicture
from img2latex_desktop.ui.theme import semantic
from model.result import Candidate

MAXIMUM_CANDIDATES = 3
EM_SCALE = 0.75  # of the preview's type
LEAST_SCALE = 0.75  # what has to shrink more to stand beside others gets a row of its own
BUTTON_HEIGHT_PX = 48
NUMBER_WIDTH_PX = 26
GAP_PX = 8


class CandidateButton(QAbstractButton):
    """One reading; the one chosen has a thick border and its number in bold."""

    def __init__(self, number: int, candidate: Candidate, picture: FormulaPicture, parent: QWidget) -> None:
        super().__init__(parent)
        self.latex = candidate.latex
        self.picture = picture
        self._number = number
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Reading {}: {}").format(number, candidate.latex))
        self.setToolTip(self.tr("Reading {} (Alt+{}), {:.0%}").format(number, number, candidate.score))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a height for all; the width is what there is."""
        return QSize(0, BUTTON_HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint number and formula."""
        palette, colors = self.palette(), semantic(self.palette())
        is_marked = self.isChecked() or self.hasFocus()
        sheet = palette.color(QPalette.ColorRole.Midlight if self.underMouse() else QPalette.ColorRole.Base)
        painter = QPainter(self)
        try:
            border = colors.accent if is_marked else border_color(palette)
            bounds = QRectF(self.rect())
            paint_sheet(painter, bounds, sheet, border, 2 if self.isChecked() else 1)
            font = painter.font()
            font.setBold(self.isChecked())
            painter.setFont(font)
            painter.setPen(colors.accent if self.isChecked() else colors.subtle)
            number_area = QRectF(0, 0, NUMBER_WIDTH_PX, bounds.height())
            painter.drawText(number_area, Qt.AlignmentFlag.AlignCenter, str(self._number))
            area = bounds.adjusted(NUMBER_WIDTH_PX, 6, -10, -6)
            place = fitted(self.picture.size(EM_PX * EM_SCALE), area)
            self.picture.paint(painter, place, palette.color(QPalette.ColorRole.Text))
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit


class CandidateStrip(QWidget):
    """Up to three readings that look different; hidden where there is one."""

    chosen = Signal(str)
    """The LaTeX of a reading."""
    arranged = Signal()
    """Readings have come or gone."""

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typesetter = typesetter
        self._waiting: list[Candidate] = []
        self._found: list[tuple[Candidate, FormulaPicture]] = []
        self._buttons: list[CandidateButton] = []
        self._latex = ""
        self._group = QButtonGroup(self)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_PX)
        self.setAccessibleName(self.tr("Other readings"))
        self.hide()

    @property
    def count(self) -> int:
        """How many readings there are to choose from."""
        return len(self._buttons)

    def show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Offer readings, best first; of those that look the same the first stays."""
        self._clear()
        self._waiting = list(candidates)
        if len(candidates) > 1:
            self._typeset_next()

    def mark(self, latex: str) -> None:
        """Show which reading is the one in use, if any."""
        self._latex = latex
        self._group.setExclusive(False)  # or none could be left unchecked
        for button in self._buttons:
            button.setChecked(button.latex == latex)
        self._group.setExclusive(True)

    def choose(self, number: int) -> None:
        """Choose a reading by its number from 1 on, where there is one."""
        if number <= len(self._buttons):
            self._buttons[number - 1].click()

    def _clear(self) -> None:
        self._typesetter.forget(self)
        self._found = []
        for button in self._buttons:
            self._group.removeButton(button)
            self._rows.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        if not self.isHidden():
            self.hide()
            self.arranged.emit()

    def _typeset_next(self) -> None:
        if not self._waiting or len(self._found) == MAXIMUM_CANDIDATES:
            self._offer()
            return
        candidate = self._waiting.pop(0)
        self._typesetter.ask(self, Formula(candidate.latex), partial(self._take, candidate))

    def _take(self, candidate: Candidate, answer: Typeset) -> None:
        if not answer.problem:  # what cannot be shown cannot be chosen by its looks
            picture = FormulaPicture(answer.source.encode())
            if not any(picture.looks_like(other) for _, other in self._found):
                self._found.append((candidate, picture))
        self._typeset_next()

    def _offer(self) -> None:
        if len(self._found) < 2:
            return
        self._buttons = [
            CandidateButton(number, candidate, picture, self)
            for number, (candidate, picture) in enumerate(self._found, 1)
        ]
        for button in self._buttons:
            self._group.addButton(button)
            self._rows.addWidget(button, 1)
            button.clicked.connect(self._choose)
        self._rows.setDirection(self._direction())
        self.mark(self._latex)
        self.show()
        self.arranged.emit()

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, CandidateButton):
            self.chosen.emit(button.latex)

    def _direction(self) -> QBoxLayout.Direction:
        """Return side by side where all are readable so, and in rows of their own otherwise."""
        share = (self.parentWidget() or self).width() / len(self._buttons) - NUMBER_WIDTH_PX - 2 * GAP_PX
        widest = max(button.picture.size(EM_PX * EM_SCALE).width() for button in self._buttons)
        is_narrow = widest * LEAST_SCALE <= share
        return QBoxLayout.Direction.LeftToRight if is_narrow else QBoxLayout.Direction.TopToBottom
