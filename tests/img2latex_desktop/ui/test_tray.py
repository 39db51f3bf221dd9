import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from img2latex_desktop.paths import ICONS_FOLDER
from img2latex_desktop.ui.tray import Tray, TrayState


@pytest.fixture
def tray(qapp):
    return Tray(ICONS_FOLDER)


def entries(tray):
    return {action.text().split("\t")[0]: action for action in tray._menu.actions()}


@pytest.mark.parametrize("state", TrayState)
def test_every_state_has_a_picture_of_its_own(qapp, state):
    pictures = {
        each: QIcon(str(ICONS_FOLDER / f"{each.value}.svg")).pixmap(32, 32).toImage() for each in TrayState
    }
    assert not pictures[state].isNull()
    assert all(pictures[state] != picture for each, picture in pictures.items() if each is not state)


def test_the_menu_asks_for_a_snip_and_for_the_end(qtbot, tray):
    with qtbot.waitSignal(tray.snip_requested):
        entries(tray)["Snip a formula"].trigger()
    with qtbot.waitSignal(tray.quit_requested):
        entries(tray)["Quit"].trigger()


def test_a_click_on_the_icon_asks_for_a_snip_and_opening_the_menu_does_not(qtbot, tray):
    icon = tray.findChild(QSystemTrayIcon)
    with qtbot.assertNotEmitted(tray.snip_requested):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    with qtbot.waitSignal(tray.snip_requested):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)


def test_the_status_stands_in_tooltip_and_menu(tray):
    tray.show_status(TrayState.READY, "Ready", hotkey="Ctrl+Alt+M")
    assert tray.findChild(QSystemTrayIcon).toolTip() == "Img2LaTeX: Ready"
    assert not entries(tray)["Ready"].isEnabled()
    assert entries(tray)["Snip a formula"].text().endswith("\tCtrl+Alt+M")


def test_without_a_working_hotkey_the_menu_promises_none(tray):
    tray.show_status(TrayState.ERROR, "Not available", hotkey="")
    assert entries(tray)["Snip a formula"].text() == "Snip a formula"
    assert isinstance(tray._menu, QMenu)
