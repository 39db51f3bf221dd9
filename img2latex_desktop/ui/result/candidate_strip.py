"""The other readings of a picture, as large as the preview, to choose from by sight."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from img2latex_desktop.typesetting.process import Formula
from img2latex_desktop.typesetting.typesetter import Typeset, Typesetter
from img2latex_desktop.ui.parts.card import border_color, fitted, paint_sheet
from img2latex_desktop.ui.parts.theme import mixed, semantic
from img2latex_desktop.ui.parts.window_keys import WindowKeys
from img2latex_desktop.ui.result.formula_difference import differing_places
from img2latex_desktop.ui.result.formula_picture import EM_PX, FormulaPicture
from model.reading.result import Candidate

MAXIMUM_CANDIDATES = 3
BUTTON_PADDING_PX = 8
MINIMUM_HEIGHT_PX, MAXIMUM_HEIGHT_PX = 40, 120
KEY_WIDTH_PX = 46
GAP_PX = 6
MARK_SHARE = 0.4  # of the accent in the color behind a place that differs
MARK_UNITS = 40  # of a thousand to an em, around it


class CandidateButton(QAbstractButton):
    """One reading beside the key that takes it; where it differs from the one in use is marked."""

    def __init__(self, number: int, candidate: Candidate, picture: FormulaPicture, parent: QWidget) -> None:
        super().__init__(parent)
        self.latex = candidate.latex
        self.picture = picture
        self.type_px = EM_PX
        self._key = WindowKeys.shown(f"Alt+{number}")
        self._differing: list[QRectF] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Reading {}: {}").format(number, candidate.latex))
        self.setToolTip(self.tr("Reading {} (Alt+{}), {:.0%}").format(number, number, candidate.score))

    @property
    def differing(self) -> list[QRectF]:
        """Where it differs from the reading in use, in the units of its picture."""
        return self._differing

    def compare(self, other: FormulaPicture) -> None:
        """Mark where it differs from another reading."""
        self._differing = differing_places(self.picture.source, other.source)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height that the formula needs, within bounds; the width is what there is."""
        needed = round(self.picture.size(self.type_px).height()) + 2 * BUTTON_PADDING_PX
        return QSize(0, min(max(needed, MINIMUM_HEIGHT_PX), MAXIMUM_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint key and formula."""
        palette, colors = self.palette(), semantic(self.palette())
        sheet = palette.color(QPalette.ColorRole.Midlight if self.underMouse() else QPalette.ColorRole.Base)
        painter = QPainter(self)
        try:
            border = colors.accent if self.hasFocus() else border_color(palette)
            bounds = QRectF(self.rect())
            paint_sheet(painter, bounds, sheet, border, 2 if self.hasFocus() else 1)
            painter.setPen(colors.subtle)
            key_area = QRectF(0, 0, KEY_WIDTH_PX, bounds.height())
            painter.drawText(key_area, Qt.AlignmentFlag.AlignCenter, self._key)
            area = bounds.adjusted(KEY_WIDTH_PX, BUTTON_PADDING_PX, -10, -BUTTON_PADDING_PX)
            place = fitted(self.picture.size(self.type_px), area)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(sheet, colors.accent, MARK_SHARE))
            for mark in self._marks(place):
                painter.drawRoundedRect(mark, 2, 2)
            self.picture.paint(painter, place, palette.color(QPalette.ColorRole.Text))
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit

    def _marks(self, place: QRectF) -> list[QRectF]:
        box = self.picture.view_box
        scale = place.width() / max(box.width(), 1)
        marks = []
        for spot in self._differing:
            around = spot.adjusted(-MARK_UNITS, -MARK_UNITS, MARK_UNITS, MARK_UNITS)
            corner = (around.topLeft() - box.topLeft()) * scale + place.topLeft()
            marks.append(QRectF(corner, around.size() * scale))
        return marks


class CandidateStrip(QWidget):
    """The readings that look different from the one in use, at most two; hidden where there are none."""

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
        self._type_px = EM_PX
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_PX)
        self.setAccessibleName(self.tr("Other readings"))
        self.hide()

    @property
    def count(self) -> int:
        """How many readings there are to choose from, with the one in use."""
        return len(self._buttons)

    def show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Offer readings, best first; of those that look the same the first stays."""
        self._clear()
        self._waiting = list(candidates)
        if len(candidates) > 1:
            self._typeset_next()

    def mark(self, latex: str) -> None:
        """Leave out the reading that is in use; a text that is none of them changes nothing."""
        self._latex = latex
        if used := self._button_of(latex):
            self._leave_out(used)

    def set_type(self, type_px: float) -> None:
        """Show the readings in type of a size."""
        self._type_px = type_px
        for button in self._buttons:
            button.type_px = type_px
            button.updateGeometry()

    def choose(self, number: int) -> None:
        """Choose a reading by its number from 1 on, where there is one."""
        if number <= len(self._buttons):
            self._buttons[number - 1].click()

    def _button_of(self, latex: str) -> CandidateButton | None:
        return next((button for button in self._buttons if button.latex == latex), None)

    def _leave_out(self, used: CandidateButton) -> None:
        for button in self._buttons:
            button.setVisible(button is not used)
            if button is not used:
                button.compare(used.picture)
        self._rows.setDirection(self._direction())

    def _clear(self) -> None:
        self._typesetter.forget(self)
        self._found = []
        for button in self._buttons:
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
            self._rows.addWidget(button, 1)
            button.clicked.connect(self._choose)
        self.set_type(self._type_px)
        self._leave_out(self._button_of(self._latex) or self._buttons[0])
        self.show()
        self.arranged.emit()

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, CandidateButton):
            self.chosen.emit(button.latex)

    def _direction(self) -> QBoxLayout.Direction:
        """Return side by side where all are readable so, and in rows of their own otherwise."""
        shown = [button for button in self._buttons if not button.isHidden()]
        share = (self.parentWidget() or self).width() / max(len(shown), 1) - KEY_WIDTH_PX - 2 * GAP_PX
        widest = max((button.picture.size(self._type_px).width() for button in shown), default=0)
        return QBoxLayout.Direction.LeftToRight if widest <= share else QBoxLayout.Direction.TopToBottom
