"""Row of the history: picture, LaTeX, time, and the buttons for it."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from img2latex_desktop.history.store import Entry
from img2latex_desktop.ui.history.history_model import (
    ENTRY_ROLE,
    SEARCHED_ROLE,
    Index,
    confidence_words,
    note_time,
)
from img2latex_desktop.ui.history.latex_lines import LINES, broken, line_height, paint_lines
from img2latex_desktop.ui.history.thumbnails import Thumbnails
from img2latex_desktop.ui.parts.card import RADIUS_PX, fitted
from img2latex_desktop.ui.parts.line_icons import paint_icon
from img2latex_desktop.ui.parts.theme import mixed, semantic
from img2latex_desktop.ui.result.confidence_label import WORDS

MARGIN_PX = 8.0
PADDING_PX = 10.0
SPACING_PX = 2.0
GAP_PX = 14.0
PICTURE_PX = QSizeF(184, 68)
PICTURE_PADDING_PX = 6.0
LINE_GAP_PX = 5.0
BUTTON_PX = 28.0
ICON_PX = 18.0
SELECTED_TINT = 0.13  # share of the color of selections; the text on it keeps a contrast above 10
HOVER_TINT = 0.04


class RowButton(Enum):
    """What can be pressed in a row; the value is the name of its icon."""

    FAVORITE = "star"
    COPY = "copy"
    DELETE = "delete"


@dataclass(frozen=True)
class _Places:
    """Where the parts of a row lie."""

    sheet: QRectF
    picture: QRectF
    text: QRectF
    buttons: dict[RowButton, QRectF]


class HistoryRow(QStyledItemDelegate):
    """Paints the rows and tells what is pressed in them."""

    pressed = Signal(object, object)
    """A RowButton, and the QModelIndex of its row."""

    def __init__(self, icons: Path, view: QAbstractItemView) -> None:
        """Prepare.

        Args:
            icons: Folder with the icons of the buttons.
            view: The list that shows the rows.
        """
        super().__init__(view)
        self._icons = icons
        self._view = view
        self._thumbnails = Thumbnails(self)
        self._thumbnails.arrived.connect(view.viewport().update)
        self._tips = {
            RowButton.FAVORITE: self.tr("Favorite (Ctrl+D)"),
            RowButton.COPY: self.tr("Copy (Ctrl+C)"),
            RowButton.DELETE: self.tr("Delete (Del)"),
        }

    def forget_pictures(self) -> None:
        """Give back the memory of the thumbnails."""
        self._thumbnails.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the height of every row: of two lines of LaTeX and the note, or of the picture."""
        note = QFontMetricsF(self._view.font()).height()
        text = LINES * line_height() + LINE_GAP_PX + note
        height = max(text, PICTURE_PX.height()) + 2 * PADDING_PX + 2 * SPACING_PX
        return QSize(0, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; nothing but its sheet before it is known what it shows."""
        entry: Entry | None = index.data(ENTRY_ROLE)
        places = self._places(QRectF(option.rect))
        palette = option.palette
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_current = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_sheet(painter, places.sheet, palette, is_selected, is_hovered)
        if is_current and self._view.hasFocus():
            painter.setPen(QPen(semantic(palette).accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(places.sheet, RADIUS_PX, RADIUS_PX)
        if entry is not None:
            self._paint_picture(painter, places.picture, entry, palette)
            self._paint_text(painter, places.text, entry, index.data(SEARCHED_ROLE), palette, is_selected)
            self._paint_buttons(painter, places, entry, palette, shows_all=is_hovered or is_current)
        painter.restore()

    def editorEvent(  # noqa: N802
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Press a button on the release of the mouse over it."""
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseMove:
                self._view.update(index)  # the button below the pointer is shaded
            button = self.button_at(event.position(), QRectF(option.rect))
            if button is not None and event.button() == Qt.MouseButton.LeftButton:
                if event.type() == QEvent.Type.MouseButtonRelease:
                    self.pressed.emit(button, index)
                return True
        return super().editorEvent(event, model, option, index)

    def helpEvent(  # noqa: N802
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say what a button does, and its keys."""
        button = self.button_at(QPointF(event.pos()), QRectF(option.rect)) if index.isValid() else None
        QToolTip.showText(event.globalPos(), self._tips[button] if button else "", view)
        return True

    def button_at(self, position: QPointF, row: QRectF) -> RowButton | None:
        """Return the button at a position in the view."""
        buttons = self._places(row).buttons.items()
        return next((button for button, area in buttons if area.contains(position)), None)

    def _places(self, row: QRectF) -> _Places:
        sheet = row.adjusted(MARGIN_PX, SPACING_PX, -MARGIN_PX, -SPACING_PX)
        inside = sheet.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        picture = QRectF(inside.topLeft(), PICTURE_PX)
        picture.moveTop(inside.center().y() - PICTURE_PX.height() / 2)
        button = QRectF(0, 0, BUTTON_PX, BUTTON_PX)
        button.moveTopRight(sheet.topRight() + QPointF(-6, 6))
        below = button.translated(0, sheet.height() - BUTTON_PX - 12)
        buttons = {
            RowButton.FAVORITE: button,
            RowButton.COPY: below.translated(-BUTTON_PX, 0),
            RowButton.DELETE: below,
        }
        left = picture.right() + GAP_PX
        text = QRectF(left, inside.top(), button.left() - 6 - left, inside.height())
        return _Places(sheet, picture, text, buttons)

    def _paint_sheet(
        self, painter: QPainter, sheet: QRectF, palette: QPalette, is_selected: bool, is_hovered: bool
    ) -> None:
        window = palette.color(QPalette.ColorRole.Window)
        if is_selected:
            color = mixed(window, palette.color(QPalette.ColorRole.Highlight), SELECTED_TINT)
        elif is_hovered:
            color = mixed(window, palette.color(QPalette.ColorRole.Text), HOVER_TINT)
        else:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(sheet, RADIUS_PX, RADIUS_PX)
        if is_selected:  # a sign beside the color
            painter.setBrush(semantic(palette).accent)
            bar = QRectF(sheet.left(), sheet.top() + 8, 3, sheet.height() - 16)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_picture(self, painter: QPainter, area: QRectF, entry: Entry, palette: QPalette) -> None:
        """Paint the picture on a sheet of its own color, as large as it was or smaller."""
        ratio = self._view.devicePixelRatioF()
        inside = area.adjusted(
            PICTURE_PADDING_PX, PICTURE_PADDING_PX, -PICTURE_PADDING_PX, -PICTURE_PADDING_PX
        )
        image = self._thumbnails.image(entry.picture, (inside.size() * ratio).toSize()) or QImage()
        border = palette.color(QPalette.ColorRole.Text)
        border.setAlphaF(0.16)
        painter.setPen(border)
        base = palette.color(QPalette.ColorRole.Base)
        paper = base if image.isNull() else image.pixelColor(0, 0)  # what is around the formula
        painter.setBrush(mixed(base, paper, paper.alphaF()))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX - 2, RADIUS_PX - 2)
        if not image.isNull():
            place = fitted(QSizeF(image.size()) / ratio, inside)
            place.moveTopLeft(
                (place.topLeft() * ratio).toPoint().toPointF() / ratio
            )  # no blur between pixels
            painter.drawImage(place, image)

    def _paint_text(
        self,
        painter: QPainter,
        area: QRectF,
        entry: Entry,
        searched: str,
        palette: QPalette,
        is_selected: bool,
    ) -> None:
        """Write the LaTeX and below it the note, together in the middle."""
        lines = broken(entry.current, area.width(), searched)
        note_height = QFontMetricsF(self._view.font()).height()
        latex_height = len(lines) * line_height()
        height = latex_height + LINE_GAP_PX + note_height
        top = area.center().y() - height / 2
        paint_lines(painter, QPointF(area.left(), top), lines, searched, palette)
        note = QRectF(area.left(), top + height - note_height, area.width() - BUTTON_PX, note_height)
        self._paint_note(painter, note, entry, palette, is_selected)

    def _paint_note(
        self, painter: QPainter, area: QRectF, entry: Entry, palette: QPalette, is_selected: bool
    ) -> None:
        """Write when it was read and how sure that is."""
        colors = semantic(palette)
        ink = palette.color(QPalette.ColorRole.Text) if is_selected else colors.subtle
        step, words = confidence_words(entry)
        parts = [(note_time(entry), ink), ("   ", ink)]
        if step >= 0:
            parts.append((WORDS[step][1] + " ", (colors.good, colors.warning, colors.danger)[step]))
        parts.append((words, ink))
        painter.setFont(self._view.font())
        metrics = QFontMetricsF(self._view.font())
        left = area.left()
        for text, color in parts:
            painter.setPen(color)
            room = QRectF(left, area.top(), area.right() - left, area.height())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
            left += metrics.horizontalAdvance(text)

    def _paint_buttons(
        self, painter: QPainter, places: _Places, entry: Entry, palette: QPalette, *, shows_all: bool
    ) -> None:
        colors = semantic(palette)
        pointer = QPointF(self._view.viewport().mapFromGlobal(self._view.cursor().pos()))
        for button, area in places.buttons.items():
            if button is not RowButton.FAVORITE and not shows_all:
                continue
            if area.contains(pointer):
                shade = palette.color(QPalette.ColorRole.Text)
                shade.setAlphaF(0.1)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(shade)
                painter.drawRoundedRect(area, 6, 6)
            is_marked = button is RowButton.FAVORITE and entry.is_favorite
            icon = self._icons / f"{button.value}{'-filled' if is_marked else ''}.svg"
            place = QRectF(0, 0, ICON_PX, ICON_PX)
            place.moveCenter(area.center())
            paint_icon(painter, icon, place, colors.warning if is_marked else colors.subtle)
