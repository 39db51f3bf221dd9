"""The settings' window: changes take effect immediately."""

import os
import shlex
import shutil
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from img2latex_desktop.base.errors import SettingsError
from img2latex_desktop.base.paths import data_folder
from img2latex_desktop.flows.copying import Copying
from img2latex_desktop.flows.hotkeys import HotkeyFlow
from img2latex_desktop.flows.preferences import Preferences
from img2latex_desktop.hotkey.base import Action
from img2latex_desktop.settings import DEVICES, Settings
from img2latex_desktop.system.autostart import autostart_of_this_system, own_command
from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.system.session import is_wayland
from img2latex_desktop.system.shortcut_steps import shortcut_steps
from img2latex_desktop.ui.settings.settings_window import SettingsPlace, SettingsWindow


class Configuration(QObject):
    """Shows the settings' window, made when it is asked for first."""

    history_clear_requested = Signal()

    def __init__(
        self,
        preferences: Preferences,
        hotkeys: HotkeyFlow,
        copying: Copying,
        languages: Mapping[str, str],
        make_pages: Callable[[], list[tuple[str, str, QWidget]]],
        parent: QObject | None = None,
    ) -> None:
        """Prepare.

        Args:
            preferences: Hold the settings.
            hotkeys: Pause while one is recorded.
            copying: For the command that a desktop is to bind.
            languages: Code and own name of each language there is.
            make_pages: Makes further pages: name, title, contents.
        """
        super().__init__(parent)
        self._preferences = preferences
        self._hotkeys = hotkeys
        self._copying = copying
        self._languages = languages
        self._make_pages = make_pages
        self._window: SettingsWindow | None = None
        self._autostart = autostart_of_this_system()
        self._problems: dict[Action, str] = {}
        preferences.changed.connect(self._show_settings)
        preferences.troubled.connect(self.show_problem)
        hotkeys.listening.connect(self._forget_problems)
        hotkeys.troubled.connect(self._note_problem)

    @property
    def place(self) -> SettingsPlace | None:
        """Where the user is in the window; None where it is not shown."""
        return self._window.place if self._window is not None and self._window.isVisible() else None

    def show(self, page: str = "general", place: SettingsPlace | None = None) -> None:
        """Bring the window to the front, at a page or where the user was in another window like it."""
        if self._window is None:
            self._window = self._made_window()
        window = self._window
        window.show_settings(self._preferences.settings)
        window.show_autostart(self._autostart.is_enabled())
        self._show_steps(window)
        if place is None:
            window.open_page(page)
        else:
            window.return_to(place)
        window.showNormal()
        window.raise_()
        window.activateWindow()

    def show_problem(self, text: str) -> None:
        """Show one sentence in the window, where it is there; empty for none."""
        if self._window is not None:
            self._window.show_problem(text)

    def close(self) -> None:
        """Take the window away."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    def _made_window(self) -> SettingsWindow:
        window = SettingsWindow(self._languages, DEVICES)
        for name, title, page in self._make_pages():
            window.add_page(name, title, page)
        window.changed.connect(self._preferences.change)
        window.reset_requested.connect(self._reset)
        window.recording_changed.connect(self._hotkeys.pause)
        window.autostart_toggled.connect(self._set_autostart)
        window.history_clear_requested.connect(self.history_clear_requested)
        window.history_folder_requested.connect(_open_history_folder)
        window.copy_requested.connect(self._copy)
        if self._preferences.notice:
            window.show_problem(self._preferences.notice)
        for action in self._problems:
            self._show_hotkey_problem(window, action)
        return window

    def _show_settings(self, before: Settings, now: Settings) -> None:
        if now.snip_hotkey != before.snip_hotkey:
            self._forget_problems([Action.SNIP, Action.APPEND])
        self._forget_problems(
            action
            for action in (Action.CLIPBOARD, Action.REPEAT, Action.HISTORY)
            if getattr(now, f"{action}_hotkey") != getattr(before, f"{action}_hotkey")
        )
        if self._window is not None:
            self._window.show_settings(now)

    def _reset(self) -> None:
        self._preferences.change(Settings(is_introduced=self._preferences.settings.is_introduced))

    def _set_autostart(self, is_wanted: bool) -> None:
        self.show_problem("")
        try:
            if is_wanted:
                self._autostart.enable(own_command())
            else:
                self._autostart.disable()
        except SettingsError as problem:
            self.show_problem(str(problem))
        if self._window is not None:
            self._window.show_autostart(self._autostart.is_enabled())

    def _show_steps(self, window: SettingsWindow) -> None:
        hotkey = self._preferences.settings.snip_hotkey or Settings().snip_hotkey
        if is_wayland():
            steps = shortcut_steps(os.environ.get("XDG_CURRENT_DESKTOP", ""), _snip_command(), hotkey)
            window.show_shortcut_steps(steps.desktop, steps.steps, steps.to_copy)

    def _note_problem(self, action: Action | None, sentence: str) -> None:
        for each in [action] if action else Action:
            self._problems[each] = sentence
            if self._window is not None:
                self._show_hotkey_problem(self._window, each)

    def _forget_problems(self, actions: Iterable[Action]) -> None:
        for action in actions:
            # Where there was none, the window may be saying something of its own about the hotkey.
            if self._problems.pop(action, "") and self._window is not None:
                self._show_hotkey_problem(self._window, action)

    def _show_hotkey_problem(self, window: SettingsWindow, action: Action) -> None:
        problem = self._problems.get(action, "")
        if action in (Action.SNIP, Action.APPEND):  # which have one field
            action = Action.SNIP
            problem = self._problems.get(Action.SNIP) or self._problems.get(Action.APPEND, "")
        window.show_hotkey_problem(action.value, problem)

    def _copy(self, command: str) -> None:
        self._copying.copy(CopyContent(text=command), self._show_copied, self.show_problem)

    def _show_copied(self, content: CopyContent) -> None:
        if self._window is not None:
            self._window.show_copied(content.text)


def _open_history_folder() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(data_folder())))


def _snip_command() -> str:
    """Return what the desktop is to run: the short command where it is found, else its whole path."""
    return "img2latex snip" if shutil.which("img2latex") else shlex.join([*own_command(), "snip"])
