"""The list beside the pages of the settings."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

ITEM_HEIGHT = 2.1  # of a line of text
PADDING_PX = 12
RADIUS_PX = 6
FOCUS_PX = 2  # the ring around the page that the keys go on from

Index = QModelIndex | QPersistentModelIndex


class PageList(QListWidget):
    """Names of pages, each with a key that never changes, whatever the language."""

    opened = Signal(int)
    """The place of the page to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_PageName(self))
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.currentRowChanged.connect(self.opened)

    @property
    def current(self) -> str:
        """The key of the page that is shown."""
        return str(self.currentItem().data(Qt.ItemDataRole.UserRole))

    def add(self, key: str, title: str) -> None:
        """Add a page below the others."""
        item = QListWidgetItem(title, self)
        item.setData(Qt.ItemDataRole.UserRole, key)
        self.setFixedWidth(max(self.sizeHintForColumn(0), self.minimumWidth()))

    def open(self, key: str) -> None:
        """Turn to a page, ready for the keys that go on to others."""
        keys = [self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count())]
        self.setCurrentRow(keys.index(key))
        self.setFocus()  # and not a field of a page that was left


class _PageName(QStyledItemDelegate):
    """Paints the name of a page, on a sheet where it is shown or under the mouse."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the room for the name."""
        metrics = option.fontMetrics
        width = metrics.horizontalAdvance(index.data()) + 4 * PADDING_PX
        return QSize(width, round(metrics.height() * ITEM_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it."""
        palette = option.palette
        is_shown = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = QPalette.ColorRole.HighlightedText if is_shown else QPalette.ColorRole.WindowText
        sheet = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_shown or option.state & QStyle.StateFlag.State_MouseOver:
            color = QPalette.ColorRole.Highlight if is_shown else QPalette.ColorRole.Midlight
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(color))
            painter.drawRoundedRect(sheet, RADIUS_PX, RADIUS_PX)
        painter.setPen(QPen(palette.color(ink), FOCUS_PX))
        if is_shown and option.state & QStyle.StateFlag.State_HasFocus:
            inset = FOCUS_PX / 2
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = sheet.adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ring, RADIUS_PX - inset, RADIUS_PX - inset)
        text = sheet.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), index.data())
        painter.restore()
