import queue
import threading

import pytest

from img2latex_desktop.hotkey.base import parse_hotkey
from img2latex_desktop.hotkey.key_listener import KeyListener

HOTKEY = parse_hotkey("Ctrl+Alt+M")
WAIT_S = 10


def listening_to(said, pressed):
    listener = KeyListener()
    listener.start({HOTKEY: lambda: pressed.put(1)}, lambda: said.put("listening"), said.put)
    return listener


@pytest.fixture
def display(desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    return desktop


@pytest.mark.gui
def test_the_hotkey_is_heard_once_per_press_and_no_other_key_is(display):
    said, pressed = queue.Queue(), queue.Queue()
    listener = listening_to(said, pressed)
    try:
        assert said.get(timeout=WAIT_S) == "listening"
        display.press("ctrl+m")
        display.press("alt+m")
        display.press("ctrl+alt+n")
        display.press("ctrl+alt+m")
        pressed.get(timeout=WAIT_S)
        assert pressed.empty()
    finally:
        listener.stop()


@pytest.mark.gui
def test_a_stopped_listener_leaves_no_thread_and_says_nothing(display):
    before = set(threading.enumerate())
    said, pressed = queue.Queue(), queue.Queue()
    listener = listening_to(said, pressed)
    assert said.get(timeout=WAIT_S) == "listening"
    listener.stop()
    for thread in set(threading.enumerate()) - before:
        thread.join(WAIT_S)
    assert set(threading.enumerate()) <= before
    assert said.empty()


def test_without_a_display_the_failure_names_the_hotkey_and_a_way_out(monkeypatch):
    import sys

    monkeypatch.setenv("DISPLAY", ":no-such-display")
    for name in [name for name in sys.modules if name.startswith("pynput")]:
        monkeypatch.delitem(sys.modules, name)  # the import is what fails, and a finished one is remembered
    said = queue.Queue()
    listener = listening_to(said, queue.Queue())
    message = said.get(timeout=WAIT_S)
    listener.stop()
    assert "Ctrl+Alt+M" in message
    assert "img2latex snip" in message
