"""The formulas found in the history, as far as they were asked for, and what each says about itself."""

from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from img2latex_desktop.history import Entry
from img2latex_desktop.ui.confidence_label import WORDS
from img2latex_desktop.ui.moments import when_words

ENTRY_ROLE = Qt.ItemDataRole.UserRole
"""The Entry itself."""
SEARCHED_ROLE = Qt.ItemDataRole.UserRole + 1
"""The text it was found by."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


PAGE = 100  # entries asked for at once: some ten windows full


class _Asked(Enum):
    """What the last search was for."""

    FIRST = auto()
    MORE = auto()
    UPDATE = auto()
    NOTHING = auto()


class HistoryModel(QAbstractListModel):
    """What a search finds, newest first; asks for more when the last row comes into view."""

    searched = Signal(int, str, bool, int, int)
    """A number for ``take``, the words, whether only favorites, the limit and the offset."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._total = 0
        self._text = ""
        self._favorites_only = False
        self._number = 0
        self._asked = _Asked.NOTHING

    @property
    def total(self) -> int:
        """How many entries there are in all, of which only the first are here."""
        return self._total

    def search(self, text: str, *, favorites_only: bool) -> None:
        """Ask for the newest entries of another search; until they come, the old ones stay."""
        self._text, self._favorites_only = text, favorites_only
        self._ask(_Asked.FIRST, PAGE, 0)

    def refresh(self) -> None:
        """Ask for what is here anew, because something has changed."""
        if self._asked is _Asked.FIRST:
            self._ask(_Asked.FIRST, PAGE, 0)
        else:
            self._ask(_Asked.UPDATE, max(PAGE, len(self._entries)), 0)

    def clear(self) -> None:
        """Let go of everything, for the memory it takes, and of an answer still to come."""
        self._number += 1
        self._asked = _Asked.NOTHING
        self._reset([], 0)

    def take(self, number: int, entries: list[Entry], total: int) -> bool:
        """Show what a search found.

        Returns:
            Whether it was the last search; the answer to any other is ignored.
        """
        if number != self._number:
            return False
        asked, self._asked = self._asked, _Asked.NOTHING
        match asked:
            case _Asked.FIRST:
                self._reset(entries, total)
            case _Asked.MORE:
                self._append(entries, total)
            case _Asked.UPDATE:
                self._update(entries, total)
        return True

    def entry(self, index: Index) -> Entry:
        """Return the entry of a row."""
        return self._entries[index.row()]

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Return how many entries are here, fewer than were found."""
        return 0 if parent.isValid() else len(self._entries)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802
        """Return whether entries are missing and not yet asked for."""
        return not parent.isValid() and self._asked is _Asked.NOTHING and len(self._entries) < self._total

    def fetchMore(self, parent: Index) -> None:  # noqa: N802
        """Ask for the entries that follow."""
        if self.canFetchMore(parent):
            self._ask(_Asked.MORE, PAGE, len(self._entries))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the LaTeX, a sentence for screen readers, or the Entry."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.current
            case Qt.ItemDataRole.AccessibleTextRole:
                favorite = [self.tr("Favorite")] if entry.is_favorite else []
                words = confidence_words(entry)[1]
                return ", ".join([entry.current, note_time(entry), words, *favorite])
            case _ if role == ENTRY_ROLE:
                return entry
            case _ if role == SEARCHED_ROLE:
                return self._text
        return None

    def _ask(self, asked: _Asked, limit: int, offset: int) -> None:
        self._number += 1
        self._asked = asked
        self.searched.emit(self._number, self._text, self._favorites_only, limit, offset)

    def _reset(self, entries: list[Entry], total: int) -> None:
        self.beginResetModel()
        self._entries, self._total = list(entries), total
        self.endResetModel()

    def _append(self, entries: list[Entry], total: int) -> None:
        first = len(self._entries)
        self._total = total
        if entries:
            self.beginInsertRows(_ROOT, first, first + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()

    def _update(self, entries: list[Entry], total: int) -> None:
        """Take over what the same search finds now, row by row, so that selection and place stay."""
        left = {entry.number for entry in entries}
        for row in reversed(range(len(self._entries))):
            if self._entries[row].number not in left:
                self.beginRemoveRows(_ROOT, row, row)
                del self._entries[row]
                self.endRemoveRows()
        for row, entry in enumerate(entries):
            if row == len(self._entries) or self._entries[row].number != entry.number:
                self.beginInsertRows(_ROOT, row, row)
                self._entries.insert(row, entry)
                self.endInsertRows()
        changed = [row for row, entry in enumerate(entries) if entry != self._entries[row]]
        self._entries, self._total = list(entries), total
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))


def note_time(entry: Entry) -> str:
    """Return when an entry was read, seen from now."""
    return when_words(entry.taken_at, datetime.now().astimezone())


def confidence_words(entry: Entry) -> tuple[int, str]:
    """Return the step of confidence in an entry, 0 the surest, and its words; -1 for a changed text."""
    if entry.edited is not None:
        return -1, QCoreApplication.translate("HistoryModel", "Changed afterwards")
    step = next(place for place, words in enumerate(WORDS) if entry.confidence >= words[0])
    return step, QCoreApplication.translate("ConfidenceLabel", str(WORDS[step][2]))
