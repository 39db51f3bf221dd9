import threading
import time

import pytest

from img2latex_desktop.hotkey import pick_listener
from img2latex_desktop.hotkey.base import Action, Binding, parse_hotkey
from img2latex_desktop.hotkey.key_listener import KeyListener
from img2latex_desktop.hotkey.portal import PortalHotkeys, to_trigger
from tests.portal_service import SHORTCUTS, Behavior, Impostor

SNIP = Binding(Action.SNIP, parse_hotkey("Ctrl+Alt+M"), "Snip an equation")
HISTORY = Binding(Action.HISTORY, parse_hotkey("Meta+F9"), "Show the history")
BINDING = ["CreateSession", "ListShortcuts", "BindShortcuts"]


class Heard:
    """Keeps what a listener says, in order."""

    def __init__(self):
        self.pressed, self.listening, self.failed = [], [], []

    def wait_for(self, is_true):
        deadline = time.monotonic() + 5
        while not is_true():
            assert time.monotonic() < deadline, vars(self)
            time.sleep(0.005)

    def start(self, hotkeys, bindings):
        hotkeys.start(
            bindings,
            self.pressed.append,
            self.listening.append,
            lambda action, message: self.failed.append((action, message)),
        )
        self.wait_for(lambda: self.listening or self.failed)


@pytest.fixture
def hotkeys(service):
    listener = PortalHotkeys()
    yield listener
    listener.stop()
    assert "hotkey" not in [thread.name for thread in threading.enumerate()]


@pytest.fixture
def heard():
    return Heard()


def requests(service):
    return [name for name in service.names_called() if name in BINDING]


def test_a_pressed_shortcut_reports_its_action(hotkeys, service, heard):
    heard.start(hotkeys, [SNIP, HISTORY])
    service.activate("history")
    service.activate("snip")
    heard.wait_for(lambda: len(heard.pressed) == 2)
    assert heard.pressed == [Action.HISTORY, Action.SNIP]


def test_the_user_learns_what_the_desktop_made_of_each_hotkey(hotkeys, service, heard):
    service.granted = {"snip": "Press Ctrl+Alt+M", "history": ""}
    heard.start(hotkeys, [SNIP, HISTORY])
    assert heard.listening == [{Action.SNIP: "Press Ctrl+Alt+M", Action.HISTORY: ""}]
    assert heard.failed == []


def test_the_name_is_given_first_and_the_list_read_before_binding(hotkeys, service, heard):
    heard.start(hotkeys, [SNIP])
    assert service.names_called() == ["Register", "Get", *BINDING]
    [(name, facts)] = service.calls[-1][1][1]
    assert (name, facts["description"].value) == ("snip", "Snip an equation")
    assert facts["preferred_trigger"].value == "CTRL+ALT+m"


def test_what_is_bound_already_is_not_bound_again(hotkeys, service, heard):
    service.listed = {"snip": "Ctrl+Alt+M", "history": "Meta+F9", "of an older version": "F1"}
    heard.start(hotkeys, [SNIP, HISTORY])
    assert heard.listening == [{Action.SNIP: "Ctrl+Alt+M", Action.HISTORY: "Meta+F9"}]
    assert requests(service) == ["CreateSession", "ListShortcuts"]


@pytest.mark.parametrize("behavior", [Behavior.FAILED, Behavior.REFUSED, Behavior.SILENT])
def test_a_desktop_that_cannot_list_is_asked_to_bind(hotkeys, service, heard, behavior, monkeypatch):
    monkeypatch.setattr("img2latex_desktop.hotkey.portal.ANSWER_TIMEOUT_S", 0.1)
    service.behavior["ListShortcuts"] = behavior
    heard.start(hotkeys, [SNIP])
    assert heard.listening == [{Action.SNIP: "CTRL+ALT+m"}]


def test_a_hotkey_that_is_not_granted_is_reported_by_name_and_the_others_work(hotkeys, service, heard):
    service.granted = {"history": "Meta+F9"}
    heard.start(hotkeys, [SNIP, HISTORY])
    heard.wait_for(lambda: heard.failed)
    [(action, message)] = heard.failed
    assert action is Action.SNIP
    assert "“Snip an equation”" in message
    assert "Ctrl+Alt+M" in message
    assert "“img2latex snip”" in message
    service.activate("history")
    heard.wait_for(lambda: heard.pressed == [Action.HISTORY])


@pytest.mark.parametrize("behavior", [Behavior.DONE, Behavior.CANCELLED, Behavior.FAILED])
def test_an_empty_answer_is_reported_for_every_hotkey(hotkeys, service, heard, behavior):
    service.behavior["BindShortcuts"], service.granted = behavior, {}
    heard.start(hotkeys, [SNIP, HISTORY])
    heard.wait_for(lambda: len(heard.failed) == 2)
    assert [action for action, _ in heard.failed] == [Action.SNIP, Action.HISTORY]
    assert heard.listening == []


def test_keys_chosen_later_in_the_settings_are_told(hotkeys, service, heard):
    service.granted = {}
    heard.start(hotkeys, [SNIP])
    service.change({"snip": "Meta+S"})
    heard.wait_for(lambda: heard.listening == [{Action.SNIP: "Meta+S"}])
    service.activate("snip")
    heard.wait_for(lambda: heard.pressed == [Action.SNIP])


def test_a_desktop_without_hotkeys_names_the_command_instead(hotkeys, service, heard):
    del service.versions[SHORTCUTS]
    heard.start(hotkeys, [SNIP])
    [(action, message)] = heard.failed
    assert action is None
    assert "Ctrl+Alt+M cannot be heard" in message
    assert "bind “img2latex snip”" in message


@pytest.mark.parametrize("method", ["CreateSession", "BindShortcuts"])
@pytest.mark.parametrize("behavior", [Behavior.SILENT, Behavior.REFUSED])
def test_whatever_goes_wrong_is_said_in_a_sentence(hotkeys, service, heard, method, behavior, monkeypatch):
    monkeypatch.setattr("img2latex_desktop.hotkey.portal.ANSWER_TIMEOUT_S", 0.1)
    monkeypatch.setattr("img2latex_desktop.hotkey.portal.BIND_TIMEOUT_S", 0.1)
    service.behavior[method] = behavior
    heard.start(hotkeys, [SNIP])
    [(action, message)] = heard.failed
    assert action is None
    assert "An app id is required" in message or "gave no answer" in message
    assert message.endswith("bind “img2latex snip” in the desktop's keyboard settings.")


def test_a_restarted_portal_is_told_the_name_and_the_hotkeys_again(hotkeys, service, heard):
    heard.start(hotkeys, [SNIP])
    service.die()
    heard.wait_for(lambda: heard.failed)
    assert heard.failed[0][0] is None
    service.calls.clear()
    service.appear()
    heard.wait_for(lambda: len(heard.listening) == 2)
    assert service.names_called() == ["Register", "Get", *BINDING]
    service.activate("snip")
    heard.wait_for(lambda: heard.pressed == [Action.SNIP])


def test_hotkeys_taken_back_are_said(hotkeys, service, heard):
    heard.start(hotkeys, [SNIP])
    service.close_session()
    heard.wait_for(lambda: heard.failed)
    assert "took the hotkeys back" in heard.failed[0][1]


def test_the_token_for_the_focus_is_kept_from_the_newest_press(hotkeys, service, heard):
    heard.start(hotkeys, [SNIP])
    service.activate("snip", activation="may-take-focus")
    heard.wait_for(lambda: len(heard.pressed) == 1)
    assert hotkeys.activation_token == "may-take-focus"
    service.activate("snip")
    heard.wait_for(lambda: len(heard.pressed) == 2)
    assert hotkeys.activation_token == ""


def test_starting_again_listens_to_the_new_hotkeys_alone(hotkeys, service, heard):
    heard.start(hotkeys, [SNIP])
    later = Heard()
    later.start(hotkeys, [HISTORY])
    service.activate("snip")
    service.activate("history")
    later.wait_for(lambda: later.pressed)
    assert (heard.pressed, later.pressed) == ([], [Action.HISTORY])


def test_a_signal_of_another_kind_costs_itself_alone(hotkeys, service, heard):
    heard.start(hotkeys, [SNIP, HISTORY])
    service.say_malformed()
    service.activate("snip")
    heard.wait_for(lambda: len(heard.pressed) == 2)
    assert heard.pressed == [Action.HISTORY, Action.SNIP]
    assert len(heard.listening) == 1
    assert heard.failed == []


@pytest.mark.parametrize("method", ["CreateSession", "BindShortcuts"])
def test_an_answer_of_another_kind_is_said_in_a_sentence(hotkeys, service, heard, method):
    service.malformed = (method,)
    heard.start(hotkeys, [SNIP])
    [(action, message)] = heard.failed
    assert action is None
    assert "cannot be understood. Ctrl+Alt+M cannot be heard" in message


def test_nobody_but_the_portal_presses_a_hotkey(hotkeys, service, heard):
    heard.start(hotkeys, [SNIP, HISTORY])
    Impostor(service).activate("snip")
    service.activate("history")
    heard.wait_for(lambda: heard.pressed)
    assert heard.pressed == [Action.HISTORY]


def test_what_nobody_foresaw_in_one_press_is_said_and_the_next_is_heard(hotkeys, service, heard, monkeypatch):
    heard.start(hotkeys, [SNIP])
    with monkeypatch.context() as patch:
        patch.setattr(hotkeys, "activation_token", "")
        patch.setattr("img2latex_desktop.hotkey.portal.pick", lambda *_: 1 / 0)
        service.activate("snip")
        heard.wait_for(lambda: heard.failed)
    assert "ZeroDivisionError" in heard.failed[0][1]
    service.activate("snip")
    heard.wait_for(lambda: heard.pressed == [Action.SNIP])


def test_what_nobody_foresaw_while_binding_is_a_loss_that_is_said(hotkeys, service, heard, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("img2latex_desktop.hotkey.portal.pick", lambda *_: 1 / 0)
        heard.start(hotkeys, [SNIP])
    assert "ZeroDivisionError" in heard.failed[0][1]
    assert "bind “img2latex snip”" in heard.failed[0][1]
    service.die()
    service.appear()
    heard.wait_for(lambda: heard.listening)


def test_stopping_while_the_user_is_asked_is_quick_and_quiet(hotkeys, service, heard):
    service.behavior["BindShortcuts"] = Behavior.SILENT
    hotkeys.start(
        [SNIP], heard.pressed.append, heard.listening.append, lambda *said: heard.failed.append(said)
    )
    heard.wait_for(lambda: "BindShortcuts" in service.names_called())
    started = time.monotonic()
    hotkeys.stop()
    assert time.monotonic() - started < 1.0
    assert (heard.listening, heard.failed) == ([], [])


def test_no_hotkeys_ask_nothing_of_the_desktop(hotkeys, service, heard):
    hotkeys.start([], heard.pressed.append, heard.listening.append, lambda *said: heard.failed.append(said))
    hotkeys.stop()
    assert service.calls == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [("Ctrl+Alt+M", "CTRL+ALT+m"), ("Meta+Shift+7", "SHIFT+LOGO+7"), ("Alt+F12", "ALT+F12")],
)
def test_a_hotkey_is_spelled_as_the_desktops_agreed(text, trigger):
    assert to_trigger(parse_hotkey(text)) == trigger


def test_wayland_gets_the_portal_and_everything_else_the_key_listener(monkeypatch):
    assert isinstance(pick_listener(), KeyListener)
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    assert isinstance(pick_listener(), PortalHotkeys)
