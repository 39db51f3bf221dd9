"""The list of formulas: what its keys, its menu and the buttons in its rows ask for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from img2latex_desktop.history.store import Entry
from img2latex_desktop.ui.history.history_model import HistoryModel
from img2latex_desktop.ui.history.history_row import HistoryRow, RowButton

NO_TEXT_WITH = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class HistoryList(QListView):
    """Shows a HistoryModel; several rows can be selected, to delete them together."""

    open_requested = Signal(object)
    """An Entry."""
    copy_requested = Signal(object)
    """An Entry."""
    favorite_toggled = Signal(int, bool)
    """The number of an entry, and whether it is a favorite from now on."""
    delete_requested = Signal(object)
    """The numbers of the selected entries, list[int]."""
    typed = Signal(str)
    """Text meant for the search field."""

    def __init__(self, model: HistoryModel, icons: Path, parent: QWidget | None = None) -> None:
        """Prepare.

        Args:
            model: What to show.
            icons: Folder with the icons of the rows.
            parent: Its window.
        """
        super().__init__(parent)
        self._entries = model
        self.setModel(model)
        self._row = HistoryRow(icons, self)
        self.setItemDelegate(self._row)
        self.setUniformItemSizes(True)  # else every one of thousands is measured
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)  # the rows lie on the window
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName(self.tr("Formulas, newest first"))
        self._add(self.tr("&Open"), [QKeySequence("Return"), QKeySequence("Enter")], self.open_current)
        self._add(self.tr("&Copy"), [QKeySequence(QKeySequence.StandardKey.Copy)], self.copy_current)
        self._add(self.tr("&Favorite"), [QKeySequence("Ctrl+D")], self.toggle_favorite)
        self._add(self.tr("&Delete"), [QKeySequence(QKeySequence.StandardKey.Delete)], self.delete_selected)
        self._row.pressed.connect(self._press)
        model.rowsRemoved.connect(self._select_next)

    def select(self, row: int) -> None:
        """Select one row, and no other."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._entries.index(row), flags)

    def forget_pictures(self) -> None:
        """Give back the memory of the thumbnails."""
        self._row.forget_pictures()

    def open_current(self) -> None:
        """Ask to open the current formula."""
        if (entry := self._current()) is not None:
            self.open_requested.emit(entry)

    def copy_current(self) -> None:
        """Ask to copy the current formula."""
        if (entry := self._current()) is not None:
            self.copy_requested.emit(entry)

    def toggle_favorite(self) -> None:
        """Ask to mark the current formula, or to take its mark away."""
        if (entry := self._current()) is not None:
            self.favorite_toggled.emit(entry.number, not entry.is_favorite)

    def delete_selected(self) -> None:
        """Ask to delete the selected formulas."""
        entries = [self._entries.entry(index) for index in self.selectedIndexes()]
        if numbers := [entry.number for entry in entries if entry is not None]:
            self.delete_requested.emit(numbers)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Send text to the search field; it would jump to a row that begins with it."""
        text = event.text()
        if text.isprintable() and text.strip() and not event.modifiers() & NO_TEXT_WITH:
            self.typed.emit(text)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the row, unless one of its buttons was meant."""
        index = self.indexAt(event.position().toPoint())
        on_button = self._row.button_at(event.position(), QRectF(self.visualRect(index)))
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and on_button is None:
            self.open_current()

    def _current(self) -> Entry | None:
        index = self.currentIndex()
        return self._entries.entry(index) if index.isValid() else None

    def _select_next(self, parent: QModelIndex, first: int) -> None:
        """Select the row that took the place of those removed, so that the keys go on from there."""
        rows = self._entries.rowCount()
        if rows and not self.selectionModel().hasSelection():
            self.select(min(first, rows - 1))

    def _press(self, button: RowButton, index: QModelIndex) -> None:
        entry = self._entries.entry(index)
        if entry is None:
            return
        match button:
            case RowButton.FAVORITE:
                self.favorite_toggled.emit(entry.number, not entry.is_favorite)
            case RowButton.COPY:
                self.copy_requested.emit(entry)
            case RowButton.DELETE:
                self.delete_requested.emit([entry.number])

    def _add(self, text: str, shortcuts: list[QKeySequence], act: Callable[[], None]) -> None:
        action = QAction(text, self)
        action.setShortcuts(shortcuts)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(act)
        self.addAction(action)
