"""Preview: the typeset formula on a sheet, crisp at any size and in the theme's colors."""

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from img2latex_desktop.typesetting.process import Formula
from img2latex_desktop.typesetting.typesetter import Typeset, Typesetter
from img2latex_desktop.ui.parts.card import ALIGN_MESSAGE, PADDING_PX, border_color, paint_sheet
from img2latex_desktop.ui.parts.theme import mixed, semantic
from img2latex_desktop.ui.result.formula_picture import EM_PX, FormulaPicture

MINIMUM_HEIGHT_PX = 52
MAXIMUM_HEIGHT_PX = 220  # that it asks for by itself; a larger window gives it more
MINIMUM_SCALE = 0.55  # type of 12 pixels; below that it is scrolled
MAXIMUM_SCALE = 2.5
OUTDATED_INK = 0.4  # share of the ink's color that is left; opacity would blur the picture at scale 2
FOCUS_WIDTH_PX = 2


class Preview(QAbstractScrollArea):
    """Shows a formula as large as there is room, or a message while there is none."""

    problem_found = Signal(str)
    """What is wrong with the LaTeX in one line; empty once it is right."""
    answered = Signal()
    """The LaTeX shown last is typeset, or it is known why it cannot be."""

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typesetter = typesetter
        self._picture: FormulaPicture | None = None
        self._is_outdated = False
        self._message = ""
        self._type_px = 0.0  # 0 for as large as there is room
        self._may_scroll = False
        self._height_px = 0  # 0 for what the formula needs
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMinimumHeight(MINIMUM_HEIGHT_PX)
        self.setAccessibleName(self.tr("Preview of the LaTeX"))

    @property
    def natural_size(self) -> QSizeF:
        """The size of the formula where its type is of ``EM_PX``; empty while there is none."""
        return self._picture.size() if self._picture else QSizeF(0, 0)

    @property
    def type_px(self) -> float:
        """The size of type asked for, in pixels; 0 for as large as there is room."""
        return self._type_px

    def set_type(self, type_px: float, *, may_scroll: bool) -> None:
        """Show type of a size from now on, where it fits.

        Args:
            type_px: Its size in pixels.
            may_scroll: Whether it stays as large where the formula does not fit.
        """
        self._type_px, self._may_scroll = type_px, may_scroll
        self._update_scroll_bars()
        self.viewport().update()

    def ask_for_height(self, height_px: int) -> None:
        """Ask the layout for a height, whatever the formula needs."""
        self._height_px = height_px
        self.updateGeometry()

    def show_latex(self, latex: str) -> None:
        """Have LaTeX typeset; ``answered`` follows.

        Where it has a mistake, the last good picture stays, dimmed, and ``problem_found`` tells it; without a
        picture the message takes its place.
        """
        if not latex.strip():
            self.show_message("")
            self.problem_found.emit("")
            self.answered.emit()
            return
        if self._picture is None:
            self._message = ""  # whatever was said of another formula
            self.viewport().update()
        self._typesetter.ask(self, Formula(latex), partial(self._take, latex))

    def show_message(self, text: str) -> None:
        """Show text in place of a formula."""
        self._typesetter.forget(self)
        self._picture = None
        self._message = text
        self.setAccessibleDescription(text)
        self._rearrange()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height asked for, or that of the formula at this width, within bounds."""
        if self._height_px:
            return QSize(0, self._height_px)
        if self._picture is None:
            return QSize(0, MINIMUM_HEIGHT_PX)
        size = self._picture.size()
        fit = (self.width() - 2 * PADDING_PX) / max(size.width(), 1)
        bar = self.horizontalScrollBar().sizeHint().height() if fit < MINIMUM_SCALE else 0
        natural = round(size.height() * min(max(fit, MINIMUM_SCALE), 1)) + 2 * PADDING_PX + bar
        return QSize(0, min(max(natural, MINIMUM_HEIGHT_PX), MAXIMUM_HEIGHT_PX))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Paint anew in the colors of a changed theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Scale the formula to the new size."""
        super().resizeEvent(event)
        self._update_scroll_bars()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the formula in the middle, or the message."""
        palette = self.palette()
        has_frame = self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        border = semantic(palette).accent if has_frame else border_color(palette)
        painter = QPainter(self.viewport())
        try:
            bounds = QRectF(self.viewport().rect())
            sheet = palette.color(QPalette.ColorRole.Base)
            area = paint_sheet(painter, bounds, sheet, border, FOCUS_WIDTH_PX if has_frame else 1)
            painter.setClipRect(bounds.adjusted(2, 2, -2, -2))
            if self._picture is not None:
                ink = palette.color(QPalette.ColorRole.Text)
                if self._is_outdated:
                    ink = mixed(sheet, ink, OUTDATED_INK)
                self._picture.paint(painter, self._place(self._picture, area), ink)
            elif self._message:
                painter.setPen(semantic(palette).subtle)
                painter.drawText(area, ALIGN_MESSAGE, self._message)
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit

    def _take(self, latex: str, answer: Typeset) -> None:
        if answer.problem:
            self._tell(" ".join(answer.problem.split()))
        else:
            self._picture = FormulaPicture(answer.source.encode())
            self._message = ""
            self._is_outdated = False
            self.setAccessibleDescription(latex)
            self._rearrange()
            self.problem_found.emit("")
        self.answered.emit()

    def _tell(self, problem: str) -> None:
        if self._picture is None:
            self.show_message(problem)
        else:
            self._is_outdated = True
            self.viewport().update()
            self.problem_found.emit(problem)

    def _rearrange(self) -> None:
        self.updateGeometry()
        self._update_scroll_bars()
        self.viewport().update()

    def _scaled_size(self, picture: FormulaPicture, area: QRectF) -> tuple[float, float]:
        """Return width and height of the formula: all of the room, but no letter larger for a lone letter."""
        size = picture.size()
        if self._type_px:
            fit = min(area.width() / max(size.width(), 1), area.height() / max(size.height(), 1))
            scale = self._type_px / EM_PX
            scale = scale if self._may_scroll else min(scale, max(fit, min(MINIMUM_SCALE, scale)))
            return size.width() * scale, size.height() * scale
        room = area.height() / max(self.sizeHint().height() - 2 * PADDING_PX, 1)
        fit = min(area.width() / max(size.width(), 1), area.height() / max(size.height(), 1), max(room, 1))
        scale = min(max(fit, MINIMUM_SCALE), MAXIMUM_SCALE)
        return size.width() * scale, size.height() * scale

    def _place(self, picture: FormulaPicture, area: QRectF) -> QRectF:
        width, height = self._scaled_size(picture, area)
        place = QRectF(0, 0, width, height)
        place.moveCenter(area.center())
        if width > area.width():
            place.moveLeft(area.left() - self.horizontalScrollBar().value())
        if height > area.height():
            place.moveTop(area.top() - self.verticalScrollBar().value())
        return place

    def _update_scroll_bars(self) -> None:
        area = QRectF(self.viewport().rect()).adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        width, height = self._scaled_size(self._picture, area) if self._picture else (0.0, 0.0)
        for bar, content, room in (
            (self.horizontalScrollBar(), width, area.width()),
            (self.verticalScrollBar(), height, area.height()),
        ):
            bar.setRange(0, max(0, round(content - room)))
            bar.setPageStep(max(1, round(room)))
            bar.setSingleStep(20)
