"""Several pictures at once: what has become of each, and one button that copies all that was read."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QFontDatabase, QIcon, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.ui.parts.placement import bound

WIDTH_PX, HEIGHT_PX = 620, 400
MARGIN_PX = 16
PROGRESS_HEIGHT_PX = 8
ROW_HEIGHT = 2.0  # of a line of text
NAME, TEXT = 0, 1
NUMBER_ROLE = Qt.ItemDataRole.UserRole


class PictureState(Enum):
    """How far a picture is; the value ends the name of its icon."""

    WAITING = "waiting"
    READING = "running"
    READ = "ok"
    FAILED = "failed"


class DropQueue(QWidget):
    """A list of pictures on their way through the recognizer, in the order in which they came."""

    copy_requested = Signal(object)
    """list[str]: the LaTeX of every picture read so far, in their order."""
    open_requested = Signal(int)
    """The number of a picture that was read."""
    cancelled = Signal(object)
    """list[int]: the numbers of all pictures without an answer."""
    closed = Signal()

    def __init__(self, icons: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reading pictures"))
        self._icons = {state: _icon(icons / f"check-{state.value}.svg") for state in PictureState}
        self._items: dict[int, QTreeWidgetItem] = {}
        self._states: dict[int, PictureState] = {}
        self._summary = QLabel()
        self._progress = QProgressBar(textVisible=False)
        self._progress.setFixedHeight(PROGRESS_HEIGHT_PX)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._list = QTreeWidget()
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setAlternatingRowColors(True)
        self._list.setAllColumnsShowFocus(True)
        self._list.setHeaderLabels([self.tr("Picture"), self.tr("LaTeX")])
        self._list.setAccessibleName(self.tr("Pictures"))
        self._list.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        self._list.header().resizeSection(NAME, WIDTH_PX // 3)
        self._copy = QPushButton(self.tr("&Copy all"))
        self._open = QPushButton(self.tr("&Open"))
        self._end = QPushButton()
        self._arrange()
        self._connect()
        self.resize(WIDTH_PX, HEIGHT_PX)

    def add(self, number: int, path: Path) -> None:
        """Add a picture that waits.

        Args:
            number: Names it from now on.
            path: Its file.
        """
        item = QTreeWidgetItem([path.name, ""])
        item.setToolTip(NAME, str(path))
        item.setData(NAME, NUMBER_ROLE, number)
        item.setSizeHint(NAME, QSize(0, round(self.fontMetrics().height() * ROW_HEIGHT)))
        self._items[number] = item
        self._list.addTopLevelItem(item)
        if self._list.currentItem() is None:
            self._list.setCurrentItem(item)
        self._set(number, PictureState.WAITING, self.tr("waiting"))

    def show_reading(self, number: int) -> None:
        """Show that a picture is being read now."""
        self._set(number, PictureState.READING, self.tr("reading …"))

    def show_result(self, number: int, latex: str) -> None:
        """Show what was read."""
        self._set(number, PictureState.READ, latex)

    def show_failure(self, number: int, message: str) -> None:
        """Show why nothing was read."""
        self._set(number, PictureState.FAILED, message)

    def confirm_copied(self) -> None:
        """Say that everything is on the clipboard."""
        self._copy.setText(self.tr("✓ Copied"))

    def clear(self) -> None:
        """Forget every picture."""
        self._list.clear()
        self._items, self._states = {}, {}
        self._update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit onto the screen."""
        bound(self)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Give up what waits, and forget everything."""
        super().closeEvent(event)
        if pending := self._pending():
            self.cancelled.emit(pending)
        self.clear()
        self.closed.emit()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._end)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        rows.setSpacing(10)
        rows.addWidget(self._summary)
        rows.addWidget(self._progress)
        rows.addWidget(self._list, 1)
        rows.addLayout(buttons)
        self._update()

    def _connect(self) -> None:
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._read()))
        self._open.clicked.connect(lambda: self._ask_to_open(self._list.currentItem()))
        self._list.itemActivated.connect(lambda item, _column: self._ask_to_open(item))
        self._list.currentItemChanged.connect(self._update)
        self._end.clicked.connect(self.close)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def _set(self, number: int, state: PictureState, text: str) -> None:
        item = self._items.get(number)
        if item is None:
            return  # an answer to something already forgotten
        self._states[number] = state
        item.setIcon(NAME, self._icons[state])
        item.setText(TEXT, " ".join(text.split()))
        item.setToolTip(TEXT, text)
        is_latex = state is PictureState.READ
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        item.setFont(TEXT, fixed if is_latex else QFont(self._list.font()))
        item.setData(TEXT, NUMBER_ROLE, text)
        self._update()

    def _update(self) -> None:
        done = len(self._states) - len(self._pending())
        failures = list(self._states.values()).count(PictureState.FAILED)
        self._progress.setMaximum(max(len(self._states), 1))
        self._progress.setValue(done)
        text = self.tr("{} of {} pictures read").format(done - failures, len(self._states))
        if failures:
            text += " · " + self.tr("{} could not be read").format(failures)
        self._summary.setText(text)
        self._copy.setText(self.tr("&Copy all"))
        self._copy.setEnabled(bool(self._read()))
        current = self._list.currentItem()
        self._open.setEnabled(
            current is not None and self._states.get(current.data(NAME, NUMBER_ROLE)) is PictureState.READ
        )
        self._end.setText(self.tr("&Stop") if self._pending() else self.tr("C&lose"))

    def _ask_to_open(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and self._states.get(number := item.data(NAME, NUMBER_ROLE)) is PictureState.READ:
            self.open_requested.emit(number)

    def _pending(self) -> list[int]:
        waiting = (PictureState.WAITING, PictureState.READING)
        return [number for number, state in self._states.items() if state in waiting]

    def _read(self) -> list[str]:
        return [
            str(self._items[number].data(TEXT, NUMBER_ROLE))
            for number, state in self._states.items()
            if state is PictureState.READ
        ]


def _icon(path: Path) -> QIcon:
    """Return an icon that looks the same in a selected row, where Qt would tint it."""
    icon = QIcon(str(path))
    icon.addFile(str(path), mode=QIcon.Mode.Selected)
    return icon
