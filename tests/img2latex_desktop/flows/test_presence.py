import pytest
from PySide6.QtWidgets import QLabel, QSystemTrayIcon

from img2latex_desktop.flows.presence import STATES, Presence
from img2latex_desktop.hotkey.base import Action
from img2latex_desktop.recognition import RecognizerState
from img2latex_desktop.ui.shell.actions import ProgramActions
from tests.selecting import drag

LONG_S = 30.0
REPEAT = "Snip the last region again"

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # of the offscreen platform: it has no tray


@pytest.fixture
def actions(qapp):
    return ProgramActions()


@pytest.fixture
def presence(qtbot, actions, recognizer, snip):
    made = Presence(actions, recognizer, snip)
    qtbot.addWidget(made.home)
    yield made
    made.tray.hide()


@pytest.fixture
def in_tray(presence, monkeypatch):
    """The same on a desktop that shows tray icons."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    return presence


@pytest.fixture
def messages(monkeypatch):
    """What notifications say."""
    said = []
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _icon, _title, text, _picture: said.append(text)
    )
    return said


def status(presence):
    """What tray and home window say, provided that they say the same."""
    tool_tip = presence.tray._icon.toolTip().removeprefix("Img2LaTeX: ")
    assert presence.home._status.text() == tool_tip
    return tool_tip


def tool_tip(presence):
    return presence.tray._icon.toolTip()


def says(presence, words):
    return any(words in label.text() for label in presence.home.findChildren(QLabel))


def entries(actions):
    menu = actions.make_menu()
    return {action.text().replace("&", ""): action.isEnabled() for action in menu.actions()}


def test_every_state_of_the_recognizer_has_an_icon_and_words(presence, recognizer):
    assert set(STATES) == set(RecognizerState)
    words = set()
    for state in RecognizerState:
        recognizer.enter(state)
        words.add(status(presence))
    assert len(words) == len(RecognizerState)


def test_without_a_tray_the_home_window_takes_its_place(presence):
    presence.show(is_minimized=False)
    assert presence.home.isVisible()
    assert status(presence) == "Ready"
    assert says(presence, "shows no tray icons")


def test_without_a_tray_the_home_window_can_start_minimized(presence):
    presence.show(is_minimized=True)
    assert presence.home.isMinimized()


def test_with_a_tray_the_home_window_comes_when_asked_for(in_tray, actions):
    in_tray.show(is_minimized=False)
    assert not in_tray.home.isVisible()
    actions.home_requested.emit()
    assert in_tray.home.isVisible()


def test_closing_the_home_window_without_a_tray_leaves_no_way_in(qtbot, presence):
    presence.show(is_minimized=False)
    with qtbot.waitSignal(presence.abandoned):
        presence.home.close()


def test_closing_the_home_window_beside_a_tray_ends_nothing(qtbot, in_tray):
    in_tray.show_home()
    with qtbot.assertNotEmitted(in_tray.abandoned):
        in_tray.home.close()


def test_a_tray_that_goes_is_replaced_at_once(in_tray):
    in_tray.show(is_minimized=False)
    in_tray.tray.availability_changed.emit(False)
    assert in_tray.home.isVisible()
    assert says(in_tray, "shows no tray icons")


def test_the_seconds_are_counted_in_the_tray_whatever_the_recognizer_does(presence, snip, recognizer):
    recognizer.enter(RecognizerState.ASLEEP)
    snip.begin(LONG_S)
    assert "30 s" in tool_tip(presence)
    recognizer.enter(RecognizerState.READY)
    assert "30 s" in tool_tip(presence)
    snip.begin()
    assert status(presence) == "Ready"


def test_the_last_region_is_offered_once_there_is_one(qtbot, presence, actions, snip):
    assert not entries(actions)[REPEAT]
    snip.begin()
    drag(qtbot)
    assert entries(actions)[REPEAT]


def test_a_presence_made_anew_still_offers_the_last_region(qtbot, snip, recognizer):
    snip.begin()
    drag(qtbot)
    actions = ProgramActions()
    made = Presence(actions, recognizer, snip)
    qtbot.addWidget(made.home)
    made.show(is_minimized=False)
    assert entries(actions)[REPEAT]
    made.close()


def test_a_notification_is_shown_in_the_tray(in_tray, messages):
    in_tray.show(is_minimized=False)
    in_tray.tell("It runs already.")
    in_tray.warn("The screen is black.")
    assert messages == ["It runs already.", "The screen is black."]
    assert not in_tray.home.isVisible()


def test_without_a_tray_the_home_window_says_what_a_notification_would(qtbot, presence, capture, snip):
    presence._saying.setInterval(200)
    presence.show(is_minimized=False)
    capture.problem = "The screen is black."
    snip.begin()
    assert says(presence, "The screen is black.")
    presence.tell("It runs already.")
    assert says(presence, "It runs already.")
    snip.state_changed.emit(snip.state)
    assert says(presence, "It runs already.")  # for as long as it takes to read it
    qtbot.waitUntil(lambda: says(presence, "Ready"))


def test_a_home_window_that_the_user_has_minimized_stays_so_and_the_log_tells(presence, caplog):
    caplog.set_level("INFO", "img2latex_desktop")
    presence.show(is_minimized=True)
    presence.warn("The screen is black.")
    assert "The user is told: The screen is black." in caplog.messages
    assert presence.home.isMinimized()
    assert says(presence, "The screen is black.")


def test_what_triggers_an_action_stands_beside_it(presence, actions):
    presence.show_triggers({Action.SNIP: "Ctrl+Alt+M", Action.APPEND: "Ctrl+Alt+Shift+M", Action.HISTORY: ""})
    assert {"Snip a formula\tCtrl+Alt+M", "History …"} <= entries(actions).keys()
    presence.show_triggers({})
    assert "Snip a formula" in entries(actions)


def test_taken_away_it_ends_nothing(qtbot, presence):
    presence.show(is_minimized=False)
    with qtbot.assertNotEmitted(presence.abandoned):
        presence.close()
    assert not presence.home.isVisible()


def test_the_home_window_is_not_in_the_picture_and_comes_back(qtbot, presence, snip):
    presence.show_home()
    qtbot.waitUntil(lambda: presence.home.windowHandle().isExposed())
    snip.begin()
    assert not presence.home.isVisible()
    drag(qtbot)
    assert presence.home.isVisible()
