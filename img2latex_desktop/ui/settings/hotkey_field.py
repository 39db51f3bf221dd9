"""A field that shows a hotkey and takes a new one by having it pressed."""

import sys

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from img2latex_desktop.base.latin_places import LATIN_KEYS

Key = Qt.Key
Modifier = Qt.KeyboardModifier

CONTROL, META = Modifier.ControlModifier, Modifier.MetaModifier
if sys.platform == "darwin":  # where Qt calls the Command key Control and the Control key Meta
    CONTROL, META = META, CONTROL
NAMES = {CONTROL: "Ctrl", Modifier.AltModifier: "Alt", Modifier.ShiftModifier: "Shift", META: "Meta"}
MODIFIER_KEYS = {
    *(Key.Key_Control, Key.Key_Alt, Key.Key_Shift, Key.Key_Meta, Key.Key_AltGr),
    *(Key.Key_Super_L, Key.Key_Super_R, Key.Key_CapsLock, Key.Key_NumLock),
}
STARTING_KEYS = {Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Select}
LATIN_1, NO_CHARACTERS = 0xFF, 0x1000000  # below the one, Qt's keys are those of Latin; from the other, none
CLEARING_KEYS = {Key.Key_Backspace, Key.Key_Delete}


class HotkeyRecorder(QLineEdit):
    """A read-only line that records while it is told to.

    QKeySequenceEdit would record whatever is pressed as soon as it has the focus, which nobody who moves by
    keyboard could pass without changing the hotkey.
    """

    recorded = Signal(str)
    """The new hotkey as it is written in the settings; empty for none."""
    refused = Signal(str)
    """Why what was pressed is no hotkey; empty once another attempt begins."""
    recording_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, readOnly=True)
        self._hotkey = ""
        self._is_recording = False
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.show_hotkey("")

    def show_hotkey(self, hotkey: str) -> None:
        """Show a hotkey, empty for none, and stop recording."""
        self._hotkey = hotkey
        self._set_recording(False)

    def event(self, event: QEvent) -> bool:
        """Keep what is pressed while recording from being a shortcut of the window."""
        if event.type() is QEvent.Type.ShortcutOverride and self._is_recording:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Begin to record on Enter and Space; while recording take the combination, clear it, or stop."""
        if not self._is_recording:
            if event.key() in STARTING_KEYS:
                self._set_recording(True)
            else:
                super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        held = _held(event.modifiers())
        if event.key() in MODIFIER_KEYS:
            self._show_held(held)
        elif event.key() == Key.Key_Escape and not held:
            self._set_recording(False)
        elif event.key() in CLEARING_KEYS and not held:
            self._finish("")
        else:
            self._take(held, event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Show which modifiers are still held."""
        if self._is_recording:
            self._show_held(_held(event.modifiers()))
        else:
            super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to record."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._set_recording(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Stop recording: the Tab key or another window has taken the focus."""
        super().focusOutEvent(event)
        self._set_recording(False)
        self.deselect()

    def _take(self, held: list[str], event: QKeyEvent) -> None:
        key = _key_name(event)
        if not key:
            problem = self.tr("Use a letter, a digit or one of the keys F1 to F24; digits without Shift.")
        elif not held:
            problem = self.tr("Hold Ctrl, Alt or Meta while you press the key.")
        elif held == ["Shift"] and len(key) == 1:
            problem = self.tr("Shift alone is for typing: hold Ctrl, Alt or Meta too.")
        else:
            self._finish("+".join([*held, key]))
            return
        self._show_held([])
        self.refused.emit(problem)

    def _finish(self, hotkey: str) -> None:
        self.show_hotkey(hotkey)
        self.recorded.emit(hotkey)

    def _set_recording(self, is_recording: bool) -> None:
        self.setText("" if is_recording else self._hotkey)
        self.setPlaceholderText(self.tr("Press the new combination …") if is_recording else self.tr("None"))
        if is_recording != self._is_recording:
            self._is_recording = is_recording
            self.refused.emit("")
            self.recording_changed.emit(is_recording)

    def _show_held(self, held: list[str]) -> None:
        self.setText("".join(f"{name}+" for name in held))


class HotkeyField(QWidget):
    """The line that records, above a problem where there is one.

    Args:
        name: What the hotkey does, for screen readers.
        parent: The widget it belongs to.
    """

    recorded = Signal(str)
    """The new hotkey as it is written in the settings; empty for none."""
    recording_changed = Signal(bool)
    """Hotkeys should not act while one is recorded."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recorder = HotkeyRecorder()
        self._recorder.setAccessibleName(name)
        self._problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._problem.hide()
        self.setFocusProxy(self._recorder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._recorder)
        rows.addWidget(self._problem)
        self._recorder.recorded.connect(self.recorded)
        self._recorder.recording_changed.connect(self.recording_changed)
        self._recorder.refused.connect(self.show_problem)

    def show_hotkey(self, hotkey: str) -> None:
        """Show a hotkey, empty for none."""
        self._recorder.show_hotkey(hotkey)

    def show_problem(self, text: str) -> None:
        """Show one sentence below the line until something else is recorded; empty for none."""
        self._problem.setText(f"⚠ {text}" if text else "")
        self._problem.setVisible(bool(text))
        self._recorder.setAccessibleDescription(text)


def _held(modifiers: Qt.KeyboardModifier) -> list[str]:
    return [name for modifier, name in NAMES.items() if modifiers & modifier]


def _key_name(event: QKeyEvent) -> str:
    """Return the name of a key in a hotkey, or nothing; the keypad's are other keys to the listener."""
    key = event.key()
    if event.modifiers() & Modifier.KeypadModifier:
        return ""
    if Key.Key_A <= key <= Key.Key_Z or Key.Key_0 <= key <= Key.Key_9:
        return chr(key)  # Qt's keys of Latin-1 have the codes of their capital letters
    if LATIN_1 < key < NO_CHARACTERS and QGuiApplication.platformName() in ("xcb", "wayland"):
        return LATIN_KEYS.get(event.nativeScanCode(), "")  # Russian or Greek is the keyboard's only layout
    return f"F{key - Key.Key_F1 + 1}" if Key.Key_F1 <= key <= Key.Key_F24 else ""
