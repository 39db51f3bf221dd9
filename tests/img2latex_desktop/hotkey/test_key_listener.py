import queue
import threading

import pytest

from img2latex_desktop.demo.virtual_desktop import VirtualDesktop, wait_until
from img2latex_desktop.hotkey import key_listener
from img2latex_desktop.hotkey.base import Action, Binding, parse_hotkey
from img2latex_desktop.hotkey.key_listener import KeyListener, _Run
from img2latex_desktop.hotkey.x_keys import _Recording
from tests.keyboard import ALT, CTRL, MENU, tap

WAIT_S = 10
PLACES_OF_M = {"us": 58, "fr": 47}  # keycodes
QUIET_S = 0.1  # measured: a press is heard within 5 ms


class Heard:
    """What a listener called back."""

    def __init__(self):
        self.said = queue.Queue()
        self.pressed = queue.Queue()
        self.listener = KeyListener()

    def start(self, **hotkeys):
        bindings = [Binding(Action(name), parse_hotkey(text), name) for name, text in hotkeys.items()]
        self.listener.start(
            bindings, self.pressed.put, self.said.put, lambda *failure: self.said.put(failure)
        )

    def next(self):
        return self.said.get(timeout=WAIT_S)

    def presses(self, count):
        """Return so many presses, and any that are too many."""
        heard = [self.pressed.get(timeout=WAIT_S) for _ in range(count)]
        while True:
            try:
                heard.append(self.pressed.get(timeout=QUIET_S))
            except queue.Empty:
                return heard


@pytest.fixture
def heard():
    made = Heard()
    yield made
    made.listener.stop()


@pytest.fixture
def display(desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    return desktop


@pytest.fixture
def foreign_display(foreign_desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", foreign_desktop.environment["DISPLAY"])
    return foreign_desktop


@pytest.mark.gui
def test_the_hotkey_is_heard_once_per_press_and_no_other_key_is(display, heard):
    heard.start(snip="Ctrl+Alt+M")
    assert heard.next() == {Action.SNIP: "Ctrl+Alt+M"}
    for keys in ("ctrl+m", "alt+m", "ctrl+alt+n", "m", "ctrl+alt+super+m", "ctrl+alt+m"):
        display.press(keys)
    assert heard.presses(1) == [Action.SNIP]


@pytest.mark.gui
@pytest.mark.parametrize("lock", [None, "Caps_Lock", "Num_Lock"])
def test_modifiers_are_matched_exactly_in_any_order_and_with_any_lock(display, heard, lock):
    heard.start(snip="Ctrl+Alt+M", append="Ctrl+Alt+Shift+M", repeat="Ctrl+Alt+7", history="Shift+F8")
    heard.next()
    if lock:
        display.press(lock)
    try:
        for keys in ("ctrl+alt+m", "shift+alt+ctrl+m", "ctrl+alt+shift+m", "alt+ctrl+7", "alt+ctrl+shift+7"):
            display.press(keys)
        display.press("shift+F8")
        display.press("F8")
    finally:
        if lock:
            display.press(lock)
    assert heard.presses(5) == [Action.SNIP, Action.APPEND, Action.APPEND, Action.REPEAT, Action.HISTORY]


@pytest.mark.gui
def test_a_key_held_down_is_heard_once(display, heard):
    heard.start(snip="Ctrl+Alt+M")
    heard.next()
    display.ask("xset", "r", "rate", "100", "50")
    display.ask("xdotool", "keydown", "ctrl", "keydown", "alt", "keydown", "m", "sleep", "0.3")
    display.ask("xdotool", "keyup", "m", "keyup", "alt", "keyup", "ctrl")
    assert heard.presses(1) == [Action.SNIP]


@pytest.mark.gui
def test_a_key_is_meant_whatever_it_types_on_this_layout(foreign_display, heard):
    foreign_display.ask("setxkbmap", "fr")  # where the key 7 types è, and 7 with Shift
    heard.start(snip="Ctrl+Alt+7", append="Ctrl+Alt+Shift+7")
    heard.next()
    foreign_display.press("ctrl+alt+egrave")
    foreign_display.press("ctrl+alt+shift+egrave")
    assert heard.presses(2) == [Action.SNIP, Action.APPEND]


@pytest.mark.gui
def test_altgr_types_characters_and_no_hotkey(foreign_display, heard):
    foreign_display.ask("setxkbmap", "de")
    heard.start(snip="Ctrl+M")
    heard.next()
    foreign_display.press("ISO_Level3_Shift+ctrl+m")
    foreign_display.press("ctrl+m")
    assert heard.presses(1) == [Action.SNIP]


@pytest.mark.gui
def test_a_key_this_keyboard_lacks_is_named(foreign_display, heard):
    foreign_display.ask("setxkbmap", "us")
    heard.start(snip="Ctrl+Alt+F24", history="Ctrl+Alt+F8")
    action, message = heard.next()
    assert action is Action.SNIP
    assert "Ctrl+Alt+F24 needs a key F24" in message
    assert heard.next() == {Action.HISTORY: "Ctrl+Alt+F8"}


@pytest.mark.gui
def test_what_is_lost_is_told_once_whatever_layouts_follow(foreign_display, heard):
    foreign_display.ask("setxkbmap", "us")
    heard.start(snip="Ctrl+Alt+F24", history="Ctrl+Alt+M")
    assert heard.next()[0] is Action.SNIP
    for layout in ("fr", "us"):
        assert heard.next() == {Action.HISTORY: "Ctrl+Alt+M"}
        foreign_display.ask("setxkbmap", layout)
    assert heard.next() == {Action.HISTORY: "Ctrl+Alt+M"}


@pytest.mark.gui
@pytest.mark.parametrize(
    ("layout", "typed", "keysym"),
    [("ru", "ь", "Cyrillic_softsign"), ("gr", "μ", "Greek_mu"), ("il", "צ", "hebrew_zade")],
)
def test_a_letter_that_the_only_layout_lacks_is_heard_in_its_latin_place(
    foreign_display, heard, layout, typed, keysym
):
    foreign_display.ask("setxkbmap", layout)
    heard.start(snip="Ctrl+Alt+M")
    assert heard.next() == {Action.SNIP: f"Ctrl+Alt+M ({typed})"}
    foreign_display.press(f"ctrl+alt+{keysym}")
    assert heard.presses(1) == [Action.SNIP]


@pytest.mark.gui
def test_the_hotkey_follows_the_layout_while_it_is_listened_to(foreign_display, heard):
    foreign_display.ask("setxkbmap", "us")
    heard.start(snip="Ctrl+Alt+M")
    assert heard.next() == {Action.SNIP: "Ctrl+Alt+M"}
    for layout, told in (("fr", "Ctrl+Alt+M"), ("ru", "Ctrl+Alt+M (ь)"), ("us", "Ctrl+Alt+M")):
        foreign_display.ask("setxkbmap", layout)
        assert heard.next() == {Action.SNIP: told}
        for place in PLACES_OF_M.values():
            tap(CTRL, ALT, place)
        assert heard.presses(1) == [Action.SNIP]
        tap(CTRL, ALT, PLACES_OF_M.get(layout, PLACES_OF_M["us"]))
        assert heard.presses(1) == [Action.SNIP]


@pytest.mark.gui
def test_the_hotkey_follows_the_user_from_layout_to_layout_of_one_keyboard(foreign_display, heard):
    foreign_display.ask("setxkbmap", "us,fr", "-option", "grp:menu_toggle")
    heard.start(snip="Ctrl+Alt+M")
    heard.next()
    for layout in ("us", "fr", "us"):
        for other, place in PLACES_OF_M.items():
            tap(CTRL, ALT, place)
            assert heard.presses(other == layout) == [Action.SNIP] * (other == layout)
        tap(MENU)
        assert heard.next() == {Action.SNIP: "Ctrl+Alt+M"}


@pytest.mark.gui
def test_layouts_between_which_nothing_moves_disturb_nothing(foreign_display, heard):
    foreign_display.ask("setxkbmap", "us,ru", "-option", "grp:menu_toggle")
    heard.start(snip="Ctrl+Alt+M")
    assert heard.next() == {Action.SNIP: "Ctrl+Alt+M"}
    for _ in range(3):
        tap(MENU)
        tap(CTRL, ALT, PLACES_OF_M["us"])
    assert heard.presses(3) == [Action.SNIP] * 3
    assert heard.said.empty()


@pytest.mark.gui
def test_a_taken_hotkey_is_named_with_a_way_out_and_not_listened_to(display, heard):
    heard.start(append="Meta+D", snip="Ctrl+Alt+M")  # the window manager shows the desktop with Meta+D
    action, message = heard.next()
    assert action is Action.APPEND
    assert message.startswith("Meta+D is taken by another program")
    assert "img2latex snip --append" in message
    assert heard.next() == {Action.SNIP: "Ctrl+Alt+M"}
    display.press("super+d")
    display.press("ctrl+alt+m")
    assert heard.presses(1) == [Action.SNIP]
    display.press("super+d")


@pytest.mark.gui
def test_a_hotkey_chosen_twice_serves_the_first_and_the_second_is_told(display, heard):
    heard.start(snip="Ctrl+Alt+M", history="Ctrl+Alt+M")
    assert heard.next()[0] is Action.HISTORY
    assert heard.next() == {Action.SNIP: "Ctrl+Alt+M"}


@pytest.mark.gui
def test_with_nothing_to_listen_to_no_listener_runs(display, heard):
    heard.start()
    assert heard.next() == {}
    assert not any(isinstance(thread, _Recording) for thread in threading.enumerate())


@pytest.mark.gui
def test_other_hotkeys_take_the_place_of_the_first_at_once(display, heard):
    heard.start(snip="Ctrl+Alt+M")
    for text in ("Ctrl+Alt+K", "Ctrl+Alt+L", "Ctrl+Alt+N"):
        heard.start(snip=text, append="Ctrl+Alt+Shift+N")
    wait_until(
        lambda: heard.next() == {Action.SNIP: "Ctrl+Alt+N", Action.APPEND: "Ctrl+Alt+Shift+N"}, "never"
    )
    for keys in ("ctrl+alt+m", "ctrl+alt+k", "ctrl+alt+n", "ctrl+alt+shift+n"):
        display.press(keys)
    assert heard.presses(2) == [Action.SNIP, Action.APPEND]


@pytest.mark.gui
def test_a_stopped_listener_leaves_no_thread_and_says_nothing(display, heard):
    before = set(threading.enumerate())
    heard.start(snip="Ctrl+Alt+M")
    heard.start(snip="Ctrl+Alt+N")
    assert heard.next() == {Action.SNIP: "Ctrl+Alt+N"}
    heard.listener.stop()
    for thread in set(threading.enumerate()) - before:
        thread.join(WAIT_S)
    assert set(threading.enumerate()) <= before
    assert heard.said.empty()


@pytest.mark.gui
def test_a_listener_that_dies_is_told_and_another_can_be_started(display, heard, monkeypatch):
    from Xlib.display import Display

    monkeypatch.setattr(key_listener, "LOOK_INTERVAL_S", 0.02)
    heard.start(snip="Ctrl+Alt+M")
    heard.next()
    recording = next(thread for thread in threading.enumerate() if isinstance(thread, _Recording))
    control = Display()
    control.create_resource_object("resource", recording.context).kill_client()
    control.sync()
    control.close()
    action, message = heard.next()
    assert action is None
    assert message.startswith("Ctrl+Alt+M stopped working")
    assert "img2latex snip" in message
    heard.start(snip="Ctrl+Alt+M")
    assert heard.next() == {Action.SNIP: "Ctrl+Alt+M"}


@pytest.mark.gui
def test_an_x_server_that_ends_is_told_once(tmp_path, heard, monkeypatch):
    with VirtualDesktop(tmp_path, has_tray=False) as ending:
        monkeypatch.setenv("DISPLAY", ending.environment["DISPLAY"])
        heard.start(snip="Ctrl+Alt+M")
        assert heard.next() == {Action.SNIP: "Ctrl+Alt+M"}
    action, message = heard.next()
    assert action is None
    assert message.startswith("Ctrl+Alt+M stopped working")
    wait_until(lambda: not any(isinstance(thread, _Run) for thread in threading.enumerate()), "It goes on.")
    assert heard.said.empty()


def test_without_a_display_the_failure_names_the_hotkey_and_a_way_out(monkeypatch, heard):
    monkeypatch.setenv("DISPLAY", ":no-such-display")
    heard.start(snip="Ctrl+Alt+M")
    action, message = heard.next()
    assert action is None
    assert "Ctrl+Alt+M" in message
    assert "img2latex snip" in message
