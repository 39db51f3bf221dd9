import logging
import os
import threading

import pytest
from PySide6.QtCore import QObject

from img2latex_desktop.flows.hotkeys import HotkeyFlow
from img2latex_desktop.hotkey.base import Action
from img2latex_desktop.settings import Settings
from tests.fakes import FakeListener


class Hearer(QObject):
    """Notes in which thread it hears something."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def hear(self, action):
        self.heard.append((action, threading.current_thread()))


@pytest.fixture
def listener():
    return FakeListener()


@pytest.fixture
def flow(qtbot, listener):
    return HotkeyFlow(listener)


def hotkeys(listener):
    return {action: str(binding.hotkey) for action, binding in listener.bindings.items()}


def test_the_hotkeys_of_the_settings_are_listened_to_and_shift_appends(flow, listener):
    flow.listen(Settings(snip_hotkey="Ctrl+Alt+M", history_hotkey="Meta+F5"))
    assert hotkeys(listener) == {
        Action.SNIP: "Ctrl+Alt+M",
        Action.HISTORY: "Meta+F5",
        Action.APPEND: "Ctrl+Alt+Shift+M",
    }
    assert all(binding.description for binding in listener.bindings.values())


def test_a_snip_hotkey_with_shift_leaves_none_for_appending(flow, listener):
    flow.listen(Settings(snip_hotkey="Ctrl+Shift+M"))
    assert hotkeys(listener) == {Action.SNIP: "Ctrl+Shift+M"}


def test_without_a_snip_hotkey_nothing_appends(flow, listener):
    flow.listen(Settings(snip_hotkey="", repeat_hotkey="Ctrl+Alt+R"))
    assert hotkeys(listener) == {Action.REPEAT: "Ctrl+Alt+R"}


def test_a_press_in_another_thread_is_told_on_the_gui_thread(qtbot, flow, listener):
    hearer = Hearer()
    flow.pressed.connect(hearer.hear)
    flow.listen(Settings())
    threading.Thread(target=listener.press, args=(Action.SNIP,)).start()
    qtbot.waitUntil(lambda: hearer.heard == [(Action.SNIP, threading.main_thread())])


def test_what_works_and_what_does_not_is_told_and_logged(qtbot, flow, listener, caplog):
    caplog.set_level(logging.INFO)
    flow.listen(Settings())
    with qtbot.waitSignal(flow.listening) as listening:
        listener.tell_listening({Action.SNIP: "Ctrl+Alt+M", Action.HISTORY: ""})
    assert listening.args == [{Action.SNIP: "Ctrl+Alt+M", Action.HISTORY: ""}]
    with qtbot.waitSignal(flow.troubled) as troubled:
        listener.fail(None, "Nothing can be heard.")
    assert troubled.args == [None, "Nothing can be heard."]
    qtbot.waitUntil(lambda: "Nothing can be heard." in caplog.text)
    assert "Ctrl+Alt+M is listened to for snip" in caplog.text
    assert "What the desktop chose is listened to for history" in caplog.text


def test_a_hotkey_that_is_none_is_told_and_the_others_work(qtbot, flow, listener):
    with qtbot.waitSignal(flow.troubled) as troubled:
        flow.listen(Settings(snip_hotkey="Ctrl", history_hotkey="Meta+F5"))
    assert troubled.args[0] is Action.SNIP
    assert "“Ctrl” is no hotkey" in troubled.args[1]
    assert hotkeys(listener) == {Action.HISTORY: "Meta+F5"}


def test_while_a_hotkey_is_recorded_nothing_is_heard(flow, listener):
    flow.listen(Settings())
    flow.pause(True)
    assert not listener.bindings
    flow.pause(False)
    assert Action.SNIP in listener.bindings


def test_stopping_stops_the_listener(flow, listener):
    flow.listen(Settings())
    flow.stop()
    assert listener.bindings is None


def test_the_token_of_a_press_is_left_where_qt_looks_for_it(qtbot, flow, listener, monkeypatch):
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    listener.activation_token = "from-the-desktop"
    flow.listen(Settings())
    with qtbot.waitSignal(flow.pressed):
        flow.pressed.emit(Action.SNIP)
    qtbot.waitUntil(lambda: os.environ["XDG_ACTIVATION_TOKEN"] == "from-the-desktop")
