"""The keys of a window: what they do, and all of them at a glance."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from img2latex_desktop.ui.parts.placement import onto
from img2latex_desktop.ui.parts.theme import semantic


class WindowKeys(QObject):
    """Gives a window its shortcuts and shows what they are."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._table: list[tuple[str, str]] = []

    def add(self, what: str, act: Callable[[], object], *keys: str) -> QAction:
        """Let keys do something; the first of them is the one shown."""
        action = QAction(what, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setToolTip(f"{what} ({self.shown(keys[0])})")
        action.triggered.connect(lambda: act())  # noqa: PLW0108  # the signal brings an argument
        self._window.addAction(action)
        self.note(self.shown(keys[0]), what)
        return action

    def note(self, key: str, what: str) -> None:
        """Name a key that something else hears."""
        self._table.append((key, what))

    def show_above(self, widget: QWidget) -> None:
        """Show all keys in a popup above a part of the window."""
        popup = KeyHelp(self._table, self._window)
        popup.adjustSize()
        corner = widget.mapToGlobal(QPoint(0, -popup.height() - 4))
        place = onto(self._window.screen().availableGeometry(), popup.rect().translated(corner))
        popup.move(place.topLeft())
        popup.show()

    @staticmethod
    def shown(key: str) -> str:
        """Return a key as this system writes it."""
        return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class KeyHelp(QFrame):
    """A popup that Esc or a click beside it closes."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """Lay out a table.

        Args:
            keys: Each key with what it does.
            parent: The window that the keys belong to.
        """
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(self.tr("Keys"))
        self.setAccessibleDescription("; ".join(f"{key}: {what}" for key, what in keys))
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(5)
        subtle = QPalette()
        subtle.setColor(QPalette.ColorRole.WindowText, semantic(self.palette()).subtle)
        for row, (key, what) in enumerate(keys):
            label = QLabel(key)
            label.setPalette(subtle)
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(what), row, 1)
