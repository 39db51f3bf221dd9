import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.ui.shell.actions import ProgramActions
from img2latex_desktop.ui.shell.tray import Tray, TrayState, countdown_icon, state_icons


@pytest.fixture
def actions(qapp):
    return ProgramActions()


@pytest.fixture
def tray(actions):
    tray = Tray(actions, ICONS_FOLDER)
    yield tray
    tray.hide()


def icon(tray):
    return tray.findChildren(QSystemTrayIcon)[-1]


@pytest.mark.parametrize("state", TrayState)
def test_every_state_has_a_picture_of_its_own(qapp, state):
    pictures = {each: icon.pixmap(32, 32).toImage() for each, icon in state_icons(ICONS_FOLDER).items()}
    assert not pictures[state].isNull()
    assert all(pictures[state] != picture for each, picture in pictures.items() if each is not state)


def test_a_click_snips_a_middle_click_reads_the_clipboard_and_the_menu_does_neither(qtbot, tray, actions):
    reasons = QSystemTrayIcon.ActivationReason
    with (
        qtbot.assertNotEmitted(actions.snip_requested),
        qtbot.assertNotEmitted(actions.clipboard_requested),
    ):
        icon(tray).activated.emit(reasons.Context)
    with qtbot.waitSignal(actions.snip_requested), qtbot.assertNotEmitted(actions.clipboard_requested):
        icon(tray).activated.emit(reasons.Trigger)
    with qtbot.waitSignal(actions.clipboard_requested):
        icon(tray).activated.emit(reasons.MiddleClick)


def test_the_status_stands_in_the_tooltip_and_at_the_top_of_every_menu(tray, actions):
    menu = actions.make_menu()
    tray.show_status(TrayState.READY, "Ready")
    assert icon(tray).toolTip() == "Img2LaTeX: Ready"
    assert menu.actions()[0].text() == "Ready"


def test_the_countdown_counts_until_the_next_status(tray):
    tray.show_countdown(3)
    assert "3 s" in icon(tray).toolTip()
    three = icon(tray).icon().pixmap(32, 32).toImage()
    tray.show_countdown(2)
    assert icon(tray).icon().pixmap(32, 32).toImage() != three
    tray.show_status(TrayState.READY, "Ready")
    ready = QIcon(str(ICONS_FOLDER / "img2latex.svg")).pixmap(32, 32).toImage()
    assert icon(tray).icon().pixmap(32, 32).toImage() == ready


def test_private_mode_shows_in_the_icon_and_its_tooltip_whatever_else_they_show(tray):
    tray.show_status(TrayState.READY, "Ready")
    ready = icon(tray).icon().pixmap(32, 32).toImage()
    tray.show_private(True)
    assert icon(tray).toolTip() == "Img2LaTeX: Ready (private)"
    private = icon(tray).icon().pixmap(32, 32).toImage()
    tray.show_countdown(3)
    assert icon(tray).toolTip() == "Img2LaTeX: Snipping in 3 s (private)"
    tray.show_status(TrayState.READY, "Ready")
    assert icon(tray).icon().pixmap(32, 32).toImage() == private != ready
    tray.show_private(False)
    assert icon(tray).toolTip() == "Img2LaTeX: Ready"
    assert icon(tray).icon().pixmap(32, 32).toImage() == ready


def test_each_number_of_seconds_looks_different(qapp):
    pictures = [countdown_icon(seconds).pixmap(22, 22).toImage() for seconds in range(1, 10)]
    assert all(one != other for index, one in enumerate(pictures) for other in pictures[:index])


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # of the offscreen platform, which has no tray
def test_a_tray_that_comes_or_goes_is_noticed(qtbot, tray, monkeypatch):
    is_there = [not tray.is_available]
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: is_there[0]))
    tray._look.setInterval(1)
    with qtbot.waitSignal(tray.availability_changed) as changed:
        tray.show()
    assert changed.args == is_there
    assert tray.is_available is is_there[0]
    is_there[0] = not is_there[0]
    with qtbot.waitSignal(tray.availability_changed) as changed:
        pass
    assert changed.args == is_there


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")
def test_a_tray_that_comes_late_gets_a_new_icon_that_shows_and_does_the_same(
    qtbot, tray, actions, monkeypatch
):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    tray._was_available = False
    before = icon(tray)
    tray.show_status(TrayState.WORKING, "Reading a formula")
    tray._check_availability()
    assert icon(tray) is not before
    assert icon(tray).toolTip() == "Img2LaTeX: Reading a formula"
    assert not before.isVisible()
    with qtbot.waitSignal(actions.snip_requested):
        icon(tray).activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
