import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from img2latex_desktop.ui.parts.window_keys import KeyHelp, WindowKeys


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_each_of_its_keys_does_what_an_action_says(qtbot, window):
    pressed = []
    keys = WindowKeys(window)
    keys.add("Snip again", lambda: pressed.append(1), "Ctrl+N", "F5")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert pressed == [1, 1]


def test_the_tooltip_of_an_action_names_its_key(window):
    assert WindowKeys(window).add("Snip again", int, "Ctrl+N").toolTip() == "Snip again (Ctrl+N)"


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_all_keys_are_shown_and_escape_closes_them(qtbot, window):
    keys = WindowKeys(window)
    keys.note("Enter", "Copy")
    keys.add("Snip again", int, "Ctrl+N")
    keys.show_above(window)
    shown = window.findChild(KeyHelp)
    assert [label.text() for label in shown.findChildren(QLabel)] == ["Enter", "Copy", "Ctrl+N", "Snip again"]
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
