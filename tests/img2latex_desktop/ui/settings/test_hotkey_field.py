import functools
import itertools
import operator
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout

from img2latex_desktop.demo.virtual_desktop import end, wait_until
from img2latex_desktop.hotkey.base import parse_hotkey
from img2latex_desktop.settings import HOTKEY
from img2latex_desktop.ui.settings.hotkey_field import HotkeyField, HotkeyRecorder
from tests.keyboard import ALT, CTRL, LETTER_M, tap

Key = Qt.Key
Modifier = Qt.KeyboardModifier
CTRL_ALT = Modifier.ControlModifier | Modifier.AltModifier


RECORD = """
import functools
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from img2latex_desktop.ui.settings.hotkey_field import HotkeyRecorder

say = functools.partial(print, flush=True)
qt = QApplication([])
recorder = HotkeyRecorder()
recorder.recorded.connect(say)
recorder.refused.connect(say)
recorder.show()
recorder.activateWindow()

def record():
    if recorder.hasFocus():
        recorder._set_recording(True)
        say("recording")
    else:
        QTimer.singleShot(50, record)

record()
qt.exec()
"""


@pytest.fixture
def window(qtbot):
    """A dialog with a default button, a shortcut, and two fields."""
    made = QDialog()
    qtbot.addWidget(made)
    rows = QVBoxLayout(made)
    for _ in range(2):
        rows.addWidget(HotkeyField("Snip a formula"))
    rows.addWidget(QPushButton("&OK", default=True, clicked=made.accept))
    QShortcut(QKeySequence("Ctrl+Alt+M"), made, made.reject)
    made.show()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def field(window):
    made = window.findChild(HotkeyField)
    made.show_hotkey("Ctrl+Alt+M")
    made.setFocus()
    return made


def line(field):
    return field.findChild(QLineEdit)


def problem(field):
    label = field.findChild(QLabel)
    return label.text() if label.isVisible() else ""


def press(field, key, modifiers=Modifier.NoModifier):
    QTest.keyClick(line(field), key, modifiers)


def test_the_hotkey_is_shown(field):
    assert line(field).text() == "Ctrl+Alt+M"


def test_nothing_is_recorded_before_it_is_asked_for(qtbot, field):
    with qtbot.assertNotEmitted(field.recorded):
        press(field, Key.Key_K, CTRL_ALT)
        press(field, Key.Key_Backspace)
    assert line(field).text() == "Ctrl+Alt+M"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_key_starts_recording_and_the_combination_ends_it(qtbot, window, field, key):
    press(field, key)
    assert line(field).placeholderText() == "Press the new combination …"
    with qtbot.waitSignal(field.recorded) as recorded:
        press(field, Key.Key_K, CTRL_ALT)
    assert recorded.args == ["Ctrl+Alt+K"]
    assert line(field).text() == "Ctrl+Alt+K"
    assert window.isVisible()


def test_a_click_starts_recording(qtbot, field):
    qtbot.mouseClick(line(field), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(field.recorded) as recorded:
        press(field, Key.Key_F5, Modifier.MetaModifier)
    assert recorded.args == ["Meta+F5"]


def test_a_shortcut_of_the_window_can_be_recorded(qtbot, window, field):
    press(field, Key.Key_Return)
    with qtbot.waitSignal(field.recorded) as recorded:
        press(field, Key.Key_M, CTRL_ALT)
    assert recorded.args == ["Ctrl+Alt+M"]
    assert window.isVisible()


def test_escape_keeps_the_old_hotkey_and_the_window(qtbot, window, field):
    press(field, Key.Key_Return)
    with qtbot.assertNotEmitted(field.recorded):
        press(field, Key.Key_Escape)
    assert line(field).text() == "Ctrl+Alt+M"
    assert window.isVisible()
    press(field, Key.Key_Escape)
    assert not window.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_clearing_leaves_no_hotkey(qtbot, field, key):
    press(field, Key.Key_Return)
    with qtbot.waitSignal(field.recorded) as recorded:
        press(field, key)
    assert recorded.args == [""]
    assert line(field).placeholderText() == "None"


@pytest.mark.parametrize("keys", [(), (Key.Key_Return,)], ids=["at rest", "recording"])
def test_tab_goes_to_the_next_field(window, field, keys):
    for key in keys:
        press(field, key)
    press(field, Key.Key_Tab)
    assert line(window.findChildren(HotkeyField)[1]).hasFocus()
    assert line(field).text() == "Ctrl+Alt+M"


@pytest.mark.parametrize(
    ("key", "modifiers", "words"),
    [
        (Key.Key_M, Modifier.NoModifier, "Hold Ctrl, Alt or Meta"),
        (Key.Key_F5, Modifier.NoModifier, "Hold Ctrl, Alt or Meta"),
        (Key.Key_M, Modifier.ShiftModifier, "Shift alone is for typing"),
        (Key.Key_1, Modifier.ShiftModifier, "Shift alone is for typing"),
        (Key.Key_Up, CTRL_ALT, "Use a letter"),
        (Key.Key_Delete, CTRL_ALT, "Use a letter"),
        (Key.Key_Adiaeresis, CTRL_ALT, "Use a letter"),
        (Key.Key_1, CTRL_ALT | Modifier.KeypadModifier, "Use a letter"),
        (Key.Key_F25, CTRL_ALT, "Use a letter"),
    ],
)
def test_what_is_no_hotkey_is_refused_with_a_reason(qtbot, field, key, modifiers, words):
    press(field, Key.Key_Return)
    with qtbot.assertNotEmitted(field.recorded):
        press(field, key, modifiers)
    assert words in problem(field)
    # and the next attempt counts
    with qtbot.waitSignal(field.recorded) as recorded:
        press(field, Key.Key_K, CTRL_ALT)
    assert recorded.args == ["Ctrl+Alt+K"]
    assert problem(field) == ""


def test_shift_with_a_function_key_is_a_hotkey(qtbot, field):
    press(field, Key.Key_Return)
    with qtbot.waitSignal(field.recorded) as recorded:
        press(field, Key.Key_F5, Modifier.ShiftModifier)
    assert recorded.args == ["Shift+F5"]


def test_held_modifiers_are_shown_while_recording(field):
    press(field, Key.Key_Return)
    shown = []
    for kind, key, held_before in [  # as a keyboard reports them
        (QEvent.Type.KeyPress, Key.Key_Control, Modifier.NoModifier),
        (QEvent.Type.KeyPress, Key.Key_Alt, Modifier.ControlModifier),
        (QEvent.Type.KeyRelease, Key.Key_Alt, CTRL_ALT),
        (QEvent.Type.KeyRelease, Key.Key_Control, Modifier.ControlModifier),
    ]:
        QCoreApplication.sendEvent(line(field), QKeyEvent(kind, key, held_before))
        shown.append(line(field).text())
    assert shown == ["Ctrl+", "Ctrl+Alt+", "Ctrl+", ""]


def test_recording_is_announced_so_that_hotkeys_can_rest(qtbot, field):
    changes = []
    field.recording_changed.connect(changes.append)
    press(field, Key.Key_Return)
    press(field, Key.Key_K, CTRL_ALT)
    press(field, Key.Key_Return)
    press(field, Key.Key_Tab)
    assert changes == [True, False, True, False]


def test_a_problem_told_is_shown_and_read_out_until_the_next_recording(field):
    field.show_problem("Another program uses Ctrl+Alt+M.")
    assert problem(field) == "⚠ Another program uses Ctrl+Alt+M."
    assert line(field).accessibleDescription() == "Another program uses Ctrl+Alt+M."
    press(field, Key.Key_Return)
    assert problem(field) == ""


def test_screen_readers_are_told_what_the_hotkey_does(field):
    assert line(field).accessibleName() == "Snip a formula"


CODES = [*range(Key.Key_Space, Key.Key_AsciiTilde + 1), *range(Key.Key_Pause, Key.Key_F35 + 1)]
MODIFIERS = [Modifier.ControlModifier, Modifier.AltModifier, Modifier.ShiftModifier, Modifier.MetaModifier]


@pytest.mark.parametrize("held", [*itertools.product([False, True], repeat=4)], ids=str)
def test_whatever_is_recorded_is_a_hotkey_to_the_listener_and_to_the_settings(qapp, held):
    # GIVEN a line, WHEN every key is pressed in it with the same modifiers
    recorder = HotkeyRecorder()
    recorded = []
    recorder.recorded.connect(recorded.append)
    modifiers = functools.reduce(operator.or_, itertools.compress(MODIFIERS, held), Modifier.NoModifier)
    for code in CODES:
        QTest.keyClick(recorder, Key.Key_Return)
        QCoreApplication.sendEvent(recorder, QKeyEvent(QEvent.Type.KeyPress, code, modifiers))
    # THEN it has recorded the hotkeys that there are, in their own spelling
    assert [str(parse_hotkey(text)) for text in recorded] == recorded
    assert all(HOTKEY.fullmatch(text) for text in recorded)
    only_shift = held == (False, False, True, False)
    assert len(recorded) == (0 if not any(held) else 24 if only_shift else 26 + 10 + 24)


@pytest.mark.gui
@pytest.mark.parametrize(
    ("layout", "recorded"),
    [("us", "Ctrl+Alt+M"), ("ru", "Ctrl+Alt+M"), ("gr", "Ctrl+Alt+M"), ("fr", "Use a letter")],
)
def test_a_letter_that_the_only_layout_lacks_is_recorded_by_its_latin_place(
    foreign_desktop, monkeypatch, tmp_path, layout, recorded
):
    monkeypatch.setenv("DISPLAY", foreign_desktop.environment["DISPLAY"])
    foreign_desktop.ask("setxkbmap", layout)
    output = tmp_path / "said"
    program = foreign_desktop.start(sys.executable, "-c", RECORD, output=output)
    wait_until(lambda: "recording" in output.read_text(), "Nothing is recorded.")
    tap(CTRL, ALT, LETTER_M)
    wait_until(lambda: output.read_text().splitlines()[-1].startswith(recorded), f"Not {recorded}.")
    end(program)
