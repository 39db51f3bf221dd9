"""The tray icon: what the program is doing, and its menu."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon


class TrayState(Enum):
    """What the icon says, by shape and by color; the value is the name of its picture."""

    READY = "img2latex"
    LOADING = "loading"
    WORKING = "working"
    ERROR = "error"


class Tray(QObject):
    """The icon and its menu."""

    snip_requested = Signal()
    quit_requested = Signal()

    def __init__(self, icons: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons = {state: QIcon(str(icons / f"{state.value}.svg")) for state in TrayState}
        self._menu = QMenu()
        self._status = self._add("")
        self._status.setEnabled(False)
        self._menu.addSeparator()
        self._snip = self._add(self.tr("Snip a formula"))
        self._snip.triggered.connect(self.snip_requested)
        self._menu.addSeparator()
        self._add(self.tr("Quit")).triggered.connect(self.quit_requested)
        self._icon = QSystemTrayIcon(self._icons[TrayState.LOADING], self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activate)

    def show(self) -> None:
        """Show the icon; where there is no tray yet, it comes as soon as there is one."""
        self._icon.show()

    def hide(self) -> None:
        """Take the icon away."""
        self._icon.hide()

    def show_status(self, state: TrayState, text: str, *, hotkey: str) -> None:
        """Show what the program is doing.

        Args:
            state: Decides the picture.
            text: One short sentence for the tooltip and the top of the menu.
            hotkey: Written beside the menu's entry; empty where there is none.
        """
        self._icon.setIcon(self._icons[state])
        self._icon.setToolTip(f"Img2LaTeX: {text}")
        self._status.setText(text)
        self._snip.setText(self.tr("Snip a formula") + (f"\t{hotkey}" if hotkey else ""))

    def tell(self, text: str) -> None:
        """Show a notification."""
        self._icon.showMessage("Img2LaTeX", text, self._icons[TrayState.READY])

    def warn(self, text: str) -> None:
        """Show a notification about something that went wrong."""
        self._icon.showMessage("Img2LaTeX", text, self._icons[TrayState.ERROR])

    def _add(self, text: str) -> QAction:
        return self._menu.addAction(text)

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.snip_requested.emit()
