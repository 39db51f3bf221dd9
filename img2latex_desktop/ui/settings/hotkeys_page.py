"""The page of the settings on which hotkeys are chosen, with the steps for desktops that keep their own."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.settings import Settings
from img2latex_desktop.ui.settings.hotkey_field import HotkeyField
from img2latex_desktop.ui.settings.settings_page import Explanation, SettingsPage

SNIP, APPEND, CLIPBOARD, REPEAT, HISTORY = "snip", "append", "clipboard", "repeat", "history"


class ShortcutStepsBox(QGroupBox):
    """What to do in the desktop's own settings, with the command to paste there."""

    copy_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._command = QLineEdit(readOnly=True)
        self._command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._command.setAccessibleName(self.tr("Command"))
        self._copy = QPushButton()
        line = QHBoxLayout()
        line.addWidget(self._command, 1)
        line.addWidget(self._copy)
        rows = QVBoxLayout(self)
        rows.setSpacing(10)
        rows.addWidget(self._steps)
        rows.addLayout(line)
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._command.text()))

    def show_steps(self, title: str, steps: Sequence[str], command: str) -> None:
        """Show numbered steps and a command; a step that is the command is shown as such alone."""
        self.setTitle(title)
        steps = [step for step in steps if step != command]
        self._steps.setText("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)))
        self._steps.setHidden(not steps)
        self._command.setText(command)
        self._command.setCursorPosition(0)
        self._command.setHidden(not command)
        self._copy.setHidden(not command)
        self._copy.setText(self.tr("C&opy"))

    def show_copied(self, command: str) -> None:
        """Say that the clipboard holds the command, provided that it is the one shown."""
        if command == self._command.text():
            self._copy.setText(self.tr("✓ C&opied"))


class HotkeysPage(SettingsPage):
    """One hotkey for each action; the same one for two actions is refused at once."""

    recording_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        how = Explanation(
            self.tr(
                "Click a field, or press Enter in it, and then the new combination. "
                "While it waits, Backspace removes the hotkey and Esc keeps the old one."
            )
        )
        self.add_wide(how)
        self._names = {
            SNIP: self.tr("Snip a formula"),
            APPEND: self.tr("Append to the formula shown"),
            CLIPBOARD: self.tr("Read the clipboard"),
            REPEAT: self.tr("Repeat the last region"),
            HISTORY: self.tr("Show the history"),
        }
        self._fields: dict[str, HotkeyField] = {}
        self._append = self._add_hotkey(SNIP, self.tr("&Snip a formula:"), "…")
        self._add_hotkey(CLIPBOARD, self.tr("Read the &clipboard:"), self.tr("Reads the picture you copied."))
        self._add_hotkey(
            REPEAT, self.tr("Repeat the last &region:"), self.tr("Snips the same place of the screen.")
        )
        self._add_hotkey(HISTORY, self.tr("Show the &history:"))
        self.steps = ShortcutStepsBox()
        self.steps.hide()
        self.add_wide(self.steps)

    def fill(self, settings: Settings) -> None:
        """Show the hotkeys, and what Shift adds to the first."""
        for action, field in self._fields.items():
            field.show_hotkey(getattr(settings, f"{action}_hotkey"))
        appending = with_shift(settings.snip_hotkey)
        if appending:
            text = self.tr("{} appends the formula as a new line to the one shown.").format(appending)
        else:
            text = self.tr("If it has no Shift, Shift with it appends the formula to the one shown.")
        self._append.setText(text)

    def show_problem(self, action: str, text: str) -> None:
        """Show one sentence below a hotkey; empty for none. Appending belongs to the snip's."""
        self._fields[SNIP if action == APPEND else action].show_problem(text)

    def _add_hotkey(self, action: str, label: str, explanation: str = "") -> Explanation:
        field = HotkeyField(self._names[action])
        field.recorded.connect(functools.partial(self._take, action))
        field.recording_changed.connect(self.recording_changed)
        self._fields[action] = field
        return self.add_row(label, field, explanation)

    def _take(self, action: str, hotkey: str) -> None:
        problem = self._conflict(action, hotkey)
        if problem:
            self._fields[action].show_hotkey(getattr(self._settings, f"{action}_hotkey"))
            self._fields[action].show_problem(problem)
        else:
            self.edit(**{f"{action}_hotkey": hotkey})
            self.fill(self._settings)

    def _conflict(self, action: str, hotkey: str) -> str:
        """Say what a hotkey wanted for an action, or for a snip the same with Shift, stands for already."""
        taken = {getattr(self._settings, f"{name}_hotkey"): name for name in self._fields if name != action}
        wanted = {hotkey}
        if action == SNIP:
            wanted.add(with_shift(hotkey))
        else:
            taken[with_shift(self._settings.snip_hotkey)] = APPEND
        for text in (wanted & taken.keys()) - {""}:
            return self.tr("{} is taken by “{}”.").format(text, self._names[taken[text]])
        return ""


def with_shift(hotkey: str) -> str:
    """Return a hotkey with Shift added, or nothing where it has one already or is none."""
    *modifiers, key = hotkey.split("+")
    if not modifiers or "Shift" in modifiers:
        return ""
    ordered = [name for name in ("Ctrl", "Alt", "Shift", "Meta") if name in {*modifiers, "Shift"}]
    return "+".join([*ordered, key])
