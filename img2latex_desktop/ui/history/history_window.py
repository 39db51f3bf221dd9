"""The window of the history: search, go through, take up again, mark, delete, export."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.history.store import Entry
from img2latex_desktop.ui.history.empty_page import EmptyPage
from img2latex_desktop.ui.history.history_dialogs import ask_for_export, ask_to_clear
from img2latex_desktop.ui.history.history_list import HistoryList
from img2latex_desktop.ui.history.history_model import HistoryModel
from img2latex_desktop.ui.history.search_field import FavoritesButton, SearchField
from img2latex_desktop.ui.history.undo_bar import UndoBar
from img2latex_desktop.ui.parts.message_bar import MessageBar
from img2latex_desktop.ui.parts.placement import bound
from img2latex_desktop.ui.parts.private_mark import PrivateMark

MARGIN_PX = 12
FIELD_HEIGHT_PX = 30
COPIED_MS = 2000  # how long “Copied” is said


class HistoryWindow(QWidget):
    """Shows what it is given and says what the user wants; it asks for entries when it is shown."""

    searched = Signal(int, str, bool, int, int)
    """A number for ``show_entries``, the words, whether only favorites, the limit and the offset."""
    open_requested = Signal(object)
    """The Entry to be shown in the result window."""
    copy_requested = Signal(object)
    """The Entry whose LaTeX is to be copied."""
    favorite_toggled = Signal(int, bool)
    """The number of an entry, and whether it is a favorite from now on."""
    delete_requested = Signal(object)
    """The numbers of entries, list[int]."""
    undo_requested = Signal()
    """The last deletion not yet undone is to be undone."""
    deletions_settled = Signal()
    """What was deleted cannot be restored any more."""
    clear_requested = Signal(bool)
    """Everything is to be deleted for good; whether favorites stay."""
    export_requested = Signal(object, str, bool)
    """The Path of the new file, the words and whether only favorites: what the list shows."""
    private_toggled = Signal(bool)
    """Whether nothing is to be kept from now on."""

    def __init__(self, icons: Path, parent: QWidget | None = None) -> None:
        """Prepare.

        Args:
            icons: Folder with the icons.
            parent: For a window of its own, none.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("History – Img2LaTeX"))
        self._search = SearchField(icons / "search.svg")
        self._favorites = FavoritesButton(icons / "star.svg")
        self._notice = MessageBar()
        self._entries = HistoryModel(self)
        self._list = HistoryList(self._entries, icons)
        self._empty = EmptyPage(icons)
        self._pages = QStackedWidget()
        self._undo = UndoBar()
        self._count = QLabel()
        self._private = QCheckBox(self.tr("&Private: keep nothing"))
        self._mark = PrivateMark()
        self._export = QPushButton(self.tr("&Export …"), autoDefault=True)
        self._clear = QPushButton(self.tr("C&lear …"), autoDefault=True)
        self._copied_pause = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._arrange()
        self._connect()

    def present(self) -> None:
        """Show everything from the top, in front, ready for the keys."""
        self._search.clear()
        self._favorites.setChecked(False)
        self._pages.setCurrentWidget(self._list)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._focus_entries()

    def refresh(self) -> None:
        """Ask for what is shown anew, because something has changed."""
        if self.isVisible():
            self._entries.refresh()

    def show_entries(self, number: int, entries: list[Entry], total: int) -> None:
        """Show what a search found; the answer to any but the last is ignored.

        Args:
            number: The number that ``searched`` gave.
            entries: What was found, within the limit and after the offset.
            total: How many there are in all.
        """
        if self._entries.take(number, entries, total):
            if entries and not self._list.currentIndex().isValid():
                self._list.select(0)
            self._show_state()

    def show_notice(self, text: str) -> None:
        """Show a sentence above the list until the user puts it away; an empty one shows nothing."""
        if text:
            self._notice.say(text)

    def set_private(self, is_private: bool) -> None:
        """Show whether private mode is on."""
        self._private.setChecked(is_private)
        self._mark.setVisible(is_private)
        self._show_state()

    def confirm_copied(self) -> None:
        """Say “Copied”, now that the clipboard holds it."""
        self._copied_pause.start()
        self._show_state()

    def confirm_exported(self, path: Path) -> None:
        """Say where the export was written."""
        self._notice.say(self.tr("Exported to {}.").format(path))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask for the newest entries; where it was only out of the way, for those that it shows."""
        bound(self)
        super().showEvent(event)
        if not event.spontaneous():
            self._entries.refresh() if self._entries.total else self._ask()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Let go of the entries, and of what could be undone."""
        super().closeEvent(event)
        self._undo.settle()
        self._notice.hide()
        self._entries.clear()
        self._list.forget_pictures()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Clear the search on Esc, then close."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._search.text():
            self._search.clear()
            self._focus_entries()
        else:
            self.close()

    def _arrange(self) -> None:
        self._private.setToolTip(self.tr("New formulas are not written to the history"))
        self._export.setToolTip(self.tr("Write what the list shows to a file (Ctrl+E)"))
        for control in (self._search, self._favorites):
            control.setMinimumHeight(FIELD_HEIGHT_PX)
        top = QHBoxLayout()
        top.addWidget(self._search, 1)
        top.addWidget(self._favorites)
        top.addWidget(self._mark)
        bottom = QHBoxLayout()
        bottom.addWidget(self._count, 1)
        for widget in (self._private, self._export, self._clear):
            bottom.addWidget(widget)
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        rows.addLayout(top)
        rows.addWidget(self._notice)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self._undo)
        rows.addLayout(bottom)
        self.resize(720, 620)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._ask)
        self._search.returnPressed.connect(self._list.open_current)
        self._search.left.connect(self._focus_entries)
        self._favorites.toggled.connect(self._ask)
        self._entries.searched.connect(self.searched)
        self._list.typed.connect(self._type)
        self._list.open_requested.connect(self.open_requested)
        self._list.copy_requested.connect(self.copy_requested)
        self._list.favorite_toggled.connect(self.favorite_toggled)
        self._list.delete_requested.connect(self._delete)
        self._undo.undo_requested.connect(self._undo_last)
        self._undo.settled.connect(self.deletions_settled)
        self._private.clicked.connect(self._toggle_private)
        self._export.clicked.connect(lambda: ask_for_export(self, self._request_export))
        self._clear.clicked.connect(lambda: ask_to_clear(self, self._request_clear))
        self._copied_pause.timeout.connect(self._show_state)
        QShortcut(QKeySequence.StandardKey.Find, self, self._search.setFocus)
        QShortcut(QKeySequence.StandardKey.Undo, self, self._undo.undo)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        QShortcut(QKeySequence("Ctrl+E"), self, self._export.click)

    def _ask(self) -> None:
        if self.isVisible():  # else everything is asked for when it is shown
            self._entries.search(self._search.text(), favorites_only=self._favorites.isChecked())

    def _show_state(self) -> None:
        """Show the list or why it is empty, and how many there are."""
        total = self._entries.total
        self._pages.setCurrentWidget(self._list if total else self._empty)
        if not total:
            self._empty.explain(
                self._search.text().strip(),
                favorites_only=self._favorites.isChecked(),
                is_private=self._private.isChecked(),
            )
        if self._copied_pause.isActive():
            self._count.setText(self.tr("✓ Copied"))
        elif not total:
            self._count.clear()
        elif total == 1:
            self._count.setText(self.tr("1 formula"))
        else:
            self._count.setText(self.tr("{} formulas").format(self.locale().toString(total)))
        self._export.setEnabled(total > 0)
        self._clear.setEnabled(total > 0 or self._is_filtered())

    def _is_filtered(self) -> bool:
        return bool(self._search.text().strip()) or self._favorites.isChecked()

    def _focus_entries(self) -> None:
        (self._list if self._pages.currentWidget() is self._list else self._search).setFocus()

    def _type(self, text: str) -> None:
        self._search.setFocus()
        self._search.insert(text)

    def _delete(self, numbers: list[int]) -> None:
        self._undo.offer(len(numbers))
        self.delete_requested.emit(numbers)

    def _undo_last(self) -> None:
        self._focus_entries()  # its button may have had the keys, and goes
        self.undo_requested.emit()

    def _toggle_private(self, is_private: bool) -> None:
        self.set_private(is_private)
        self.private_toggled.emit(is_private)

    def _request_export(self, path: Path) -> None:
        self.export_requested.emit(path, self._search.text(), self._favorites.isChecked())

    def _request_clear(self, keeps_favorites: bool) -> None:
        self._undo.settle()
        self.clear_requested.emit(keeps_favorites)
