"""The formulas found in the history, as far as they were asked for, and what each says about itself."""

import math
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from img2latex_desktop.history.store import Entry
from img2latex_desktop.ui.history.moments import when_words
from img2latex_desktop.ui.result.confidence_label import WORDS

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
    """What a search finds, newest first: a row for each formula, filled once it comes into view."""

    searched = Signal(int, str, bool, int, int)
    """A number for ``take``, the words, whether only favorites, the limit and the offset."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[int, Entry] = {}  # those that are here, by row
        self._total = 0
        self._text = ""
        self._favorites_only = False
        self._number = 0
        self._asked = _Asked.NOTHING
        self._offset = 0  # of what was asked for
        self._seen = 0  # the row that was looked at last
        self._filling = QTimer(self, singleShot=True, interval=0)  # not while a view paints
        self._filling.timeout.connect(self._fill)

    @property
    def total(self) -> int:
        """How many entries there are in all, of which only some are here."""
        return self._total

    def search(self, text: str, *, favorites_only: bool) -> None:
        """Ask for the newest entries of another search; until they come, the old ones stay."""
        self._text, self._favorites_only = text, favorites_only
        self._ask(_Asked.FIRST, PAGE, 0)

    def refresh(self) -> None:
        """Ask for what is in view anew, because something has changed."""
        if self._asked is _Asked.FIRST or not self._total:
            self._ask(_Asked.FIRST, PAGE, 0)
        else:
            shown = self._run_in_view() or range(self._seen // PAGE * PAGE, 0)
            self._ask(_Asked.UPDATE, max(PAGE, len(shown)), shown.start)

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
        if asked is _Asked.MORE and total != self._total:
            self.refresh()
        elif asked is _Asked.MORE or (asked is _Asked.UPDATE and self._move_rows(entries, total)):
            self._put(entries)
        else:
            self._reset(entries if self._offset == 0 else [], total)
        return True

    def entry(self, index: Index) -> Entry | None:
        """Return the entry of a row; None for one that is not here yet."""
        return self._entries.get(index.row())

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Return how many entries were found."""
        return 0 if parent.isValid() else self._total

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row: what is not here cannot be deleted, so not be selected."""
        flags = super().flags(index)
        return flags if index.row() in self._entries else flags & ~Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the LaTeX, a sentence for screen readers, or the Entry; None for what is not here yet."""
        if not index.isValid():
            return None
        if role == SEARCHED_ROLE:
            return self._text
        entry = self._entries.get(index.row())
        if role == ENTRY_ROLE:
            self._look_at(index.row())
            return entry
        if entry is not None and role == Qt.ItemDataRole.DisplayRole:
            return entry.current
        if entry is not None and role == Qt.ItemDataRole.AccessibleTextRole:
            favorite = [self.tr("Favorite")] if entry.is_favorite else []
            words = confidence_words(entry)[1]
            return ", ".join([entry.current, note_time(entry), words, *favorite])
        return None

    def _look_at(self, row: int) -> None:
        self._seen = row
        if row not in self._entries:
            self._filling.start()

    def _fill(self) -> None:
        """Ask for the page looked at last; what else is in view asks for its own once this one is painted."""
        if self._asked in (_Asked.NOTHING, _Asked.MORE) and self._seen not in self._entries:
            self._ask(_Asked.MORE, PAGE, self._seen // PAGE * PAGE)

    def _ask(self, asked: _Asked, limit: int, offset: int) -> None:
        self._number += 1
        self._asked, self._offset = asked, offset
        self.searched.emit(self._number, self._text, self._favorites_only, limit, offset)

    def _run_in_view(self) -> range:
        """Return the rows around the one looked at last that are here without a gap."""
        seen = start = stop = min(self._seen, self._total - 1)
        while start - 1 in self._entries:
            start -= 1
        while stop in self._entries:
            stop += 1
        return range(start, stop) if seen in self._entries else range(0)

    def _reset(self, entries: list[Entry], total: int) -> None:
        self.beginResetModel()
        self._entries, self._total, self._seen = dict(enumerate(entries)), total, 0
        self.endResetModel()

    def _put(self, entries: list[Entry]) -> None:
        """Fill the rows asked for, and tell which have changed."""
        now = dict(enumerate(entries, self._offset))
        changed = [row for row, entry in now.items() if self._entries.get(row) != entry]
        self._entries |= now
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _move_rows(self, entries: list[Entry], total: int) -> bool:
        """Take over what the same search finds now, row by row, so that selection and place stay.

        Numbers fall from row to row: so one that is missing between two that are there is gone.

        Returns:
            Whether anything of what was in view is still there; else there is no place to keep.
        """
        rows = self._run_in_view()
        self._entries = {row: self._entries[row] for row in rows}  # the others may have changed unseen
        numbers = {entry.number for entry in entries}
        highest = entries[0].number if entries and self._offset else math.inf
        lowest = entries[-1].number if entries and self._offset + len(entries) < total else 0
        for row in reversed(rows):
            if lowest <= (number := self._entries[row].number) <= highest and number not in numbers:
                self._change_rows(row, -1)
        here = {entry.number: row for row, entry in self._entries.items()}
        common = [place for place, entry in enumerate(entries) if entry.number in here]
        if rows and not common:
            return False
        if common:
            first, last = common[0], common[-1]
            row = here[entries[first].number]
            for place in range(first, last):
                if entries[place].number not in here:
                    self._change_rows(row + place - first, 1)
            self._change_rows(0, self._offset + first - row)
        self._change_rows(min(self._total, total), total - self._total)
        return True

    def _change_rows(self, row: int, count: int) -> None:
        """Insert so many rows before one, or remove them from there on where the number is negative."""
        if count > 0:
            self.beginInsertRows(_ROOT, row, row + count - 1)
        elif count < 0:
            self.beginRemoveRows(_ROOT, row, row - count - 1)
        else:
            return
        removed = range(row, row - count)
        kept = [(place, entry) for place, entry in self._entries.items() if place not in removed]
        self._entries = {place if place < row else place + count: entry for place, entry in kept}
        self._total += count
        if count > 0:
            self.endInsertRows()
        else:
            self.endRemoveRows()


def note_time(entry: Entry) -> str:
    """Return when an entry was read, seen from now."""
    return when_words(entry.taken_at, datetime.now().astimezone())


def confidence_words(entry: Entry) -> tuple[int, str]:
    """Return the step of confidence in an entry, 0 the surest, and its words; -1 for a changed text."""
    if entry.edited is not None:
        return -1, QCoreApplication.translate("HistoryModel", "Changed afterwards")
    step = next(place for place, words in enumerate(WORDS) if entry.confidence >= words[0])
    return step, QCoreApplication.translate("ConfidenceLabel", str(WORDS[step][2]))
