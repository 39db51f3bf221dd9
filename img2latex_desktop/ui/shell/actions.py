"""Actions of the program, in the tray's menu or in the home window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QWidget


class ProgramActions(QObject):
    """The entries of the program's menu, and a signal for each."""

    home_requested = Signal()
    """The home window is to be shown, onto which things can be dropped."""
    snip_requested = Signal()
    append_requested = Signal()
    """The next snip is to become a further line of the formula shown."""
    repeat_requested = Signal()
    """The region of the last snip is to be snipped again."""
    clipboard_requested = Signal()
    """The picture on the clipboard is to be read."""
    open_requested = Signal()
    """Picture files are to be chosen."""
    history_requested = Signal()
    private_toggled = Signal(bool)
    """Whether nothing is to be kept from now on."""
    settings_requested = Signal()
    doctor_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status = self._make("", self.home_requested.emit)  # disabled it would be hard to read
        self._snip = self._make(self.tr("&Snip a formula"), self.snip_requested.emit)
        self._append = self._make(self.tr("Snip a &further line"), self.append_requested.emit)
        self._repeat = self._make(self.tr("Snip the &last region again"), self.repeat_requested.emit)
        self._repeat.setEnabled(False)
        self._clipboard = self._make(
            self.tr("&Read the picture on the clipboard"), self.clipboard_requested.emit
        )
        self._open = self._make(self.tr("&Open pictures …"), self.open_requested.emit)
        self._history = self._make(self.tr("&History …"), self.history_requested.emit)
        self._private = QAction(self.tr("&Private mode"), self, checkable=True)
        self._private.triggered.connect(self.private_toggled)
        self._settings = self._make(self.tr("S&ettings …"), self.settings_requested.emit)
        self._doctor = self._make(self.tr("&Doctor …"), self.doctor_requested.emit)
        self._about = self._make(self.tr("&About …"), self.about_requested.emit)
        self._quit = self._make(self.tr("&Quit"), self.quit_requested.emit)
        self._names = {
            action: action.text()
            for action in (self._snip, self._append, self._repeat, self._clipboard, self._history)
        }

    def make_menu(self, parent: QWidget | None = None) -> QMenu:
        """Return a menu of all entries; every menu shows the same state."""
        groups = (
            (self._status,),
            (self._snip, self._append, self._repeat, self._clipboard, self._open),
            (self._history, self._private, self._settings, self._doctor, self._about),
            (self._quit,),
        )
        menu = QMenu(parent)
        for group in groups:
            menu.addActions(group)
            menu.addSeparator()
        return menu

    def show_status(self, icon: QIcon, text: str) -> None:
        """Say at the top of the menu what the program is doing."""
        self._status.setIcon(icon)
        self._status.setText(text)

    def show_hotkeys(
        self, *, snip: str = "", append: str = "", repeat: str = "", clipboard: str = "", history: str = ""
    ) -> None:
        """Write what really triggers each entry beside it; empty where nothing does."""
        hotkeys = (snip, append, repeat, clipboard, history)
        for (action, name), hotkey in zip(self._names.items(), hotkeys, strict=True):
            action.setText(f"{name}\t{hotkey}" if hotkey else name)

    def show_private(self, is_private: bool) -> None:
        """Show whether nothing is kept."""
        self._private.setChecked(is_private)

    def allow_repeat(self, is_allowed: bool) -> None:
        """Offer to snip the last region again, or not, where there is none."""
        self._repeat.setEnabled(is_allowed)

    def _make(self, text: str, ask: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(ask)
        return action
