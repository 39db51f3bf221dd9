from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.ui.shell.actions import ProgramActions
from img2latex_desktop.ui.shell.home_window import HomeWindow
from img2latex_desktop.ui.shell.tray import TrayState
from tests.fakes import picture


@pytest.fixture
def actions(qapp):
    return ProgramActions()


@pytest.fixture
def window(qtbot, actions):
    window = HomeWindow(actions, ICONS_FOLDER)
    qtbot.addWidget(window)
    window.show_status(TrayState.READY, "Ready")
    window.show()
    return window


def texts(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def drop(window, content):
    arguments = (Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), *arguments)
    enter.ignore()
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(QPointF(5, 5), *arguments))
    return enter.isAccepted()


@pytest.mark.parametrize(
    ("letter", "signal"), [("S", "snip_requested"), ("H", "history_requested"), ("E", "settings_requested")]
)
def test_every_button_has_a_letter(qtbot, window, actions, letter, signal):
    with qtbot.waitSignal(getattr(actions, signal)):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{letter}"), Qt.KeyboardModifier.AltModifier)


def test_enter_snips(qtbot, window, actions):
    with qtbot.waitSignal(actions.snip_requested):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)


def test_pasting_asks_for_the_picture_on_the_clipboard_and_ctrl_q_for_the_end(qtbot, window, actions):
    with qtbot.waitSignal(actions.clipboard_requested):
        qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(actions.quit_requested):
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_files_are_chosen_in_a_dialog_that_nobody_waits_for(qtbot, window, tmp_path):
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QFileDialog)
    assert "*.png" in dialog.nameFilters()[0]
    with qtbot.waitSignal(window.files_chosen) as chosen:
        dialog.filesSelected.emit([str(tmp_path / "a.png"), str(tmp_path / "b.png")])
    assert chosen.args[0] == [tmp_path / "a.png", tmp_path / "b.png"]
    dialog.close()


def test_dropped_files_are_handed_on(qtbot, window):
    content = QMimeData()
    content.setUrls(
        [QUrl.fromLocalFile("/a.png"), QUrl("https://example.org/b.png"), QUrl.fromLocalFile("/c.jpg")]
    )
    with qtbot.waitSignal(window.files_chosen) as chosen:
        assert drop(window, content)
    assert chosen.args[0] == [Path("/a.png"), Path("/c.jpg")]


def test_a_picture_dropped_from_a_browser_is_handed_on_itself(qtbot, window):
    content = QMimeData()
    content.setUrls([QUrl("https://example.org/b.png")])
    content.setImageData(picture(12, 6))
    with qtbot.waitSignal(window.image_dropped) as dropped:
        assert drop(window, content)
    assert isinstance(dropped.args[0], QImage)
    assert dropped.args[0].width() == 12


def test_text_is_not_taken(window):
    content = QMimeData()
    content.setText("x^2")
    assert not drop(window, content)


def test_the_status_and_the_hotkey_are_shown(window):
    assert "Ready" in texts(window)
    before = window.grab().toImage()
    window.show_hotkey("Ctrl+Alt+M")
    assert window.grab().toImage() != before


def test_what_closing_does_is_said_only_where_this_window_stands_in_for_the_tray(window):
    assert not any("closing it quits" in text for text in texts(window))
    window.show_tray(False)
    assert any("closing it quits" in text for text in texts(window))
    window.show_tray(True)
    assert not any("closing it quits" in text for text in texts(window))


def test_closing_is_told(qtbot, window):
    with qtbot.waitSignal(window.closed):
        window.close()


def test_every_control_has_a_name(window):
    for button in window.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    assert window._menu.accessibleName()
    assert window._drop.accessibleName()
