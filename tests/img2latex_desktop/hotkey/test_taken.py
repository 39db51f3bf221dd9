import sys

import pytest

from img2latex_desktop.demo.virtual_desktop import end, wait_until
from img2latex_desktop.hotkey.base import parse_hotkey
from img2latex_desktop.hotkey.taken import taken

GRAB = """
import sys
from Xlib import X, XK
from Xlib.display import Display

display = Display()
code = display.keysym_to_keycode(XK.string_to_keysym("m"))
display.screen().root.grab_key(code, int(sys.argv[1]), False, X.GrabModeAsync, X.GrabModeAsync)
display.sync()
while True:
    print(display.next_event().type, flush=True)
"""
CTRL_ALT, CAPS_LOCK, SHIFT = 0xC, 0x2, 0x1

FREE = parse_hotkey("Ctrl+Alt+M")
SHIFTED = parse_hotkey("Ctrl+Alt+Shift+M")


@pytest.fixture(autouse=True)
def _display(desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])


@pytest.mark.gui
@pytest.mark.parametrize("mask", [CTRL_ALT, CTRL_ALT | CAPS_LOCK])
def test_what_another_program_grabs_is_taken_until_it_ends(desktop, mask):
    assert taken({FREE, SHIFTED}) == set()
    other = desktop.start(sys.executable, "-c", GRAB, str(mask))
    wait_until(lambda: taken({FREE, SHIFTED}) == {FREE}, "The grab was not seen.", timeout_s=10)
    end(other)
    wait_until(lambda: taken({FREE}) == set(), "The grab outlived its program.", timeout_s=10)


@pytest.mark.gui
@pytest.mark.parametrize("text", ["Alt+F4", "Meta+D", "Meta+F1"])
def test_what_the_window_manager_uses_is_taken(text):
    assert taken([parse_hotkey(text)]) == {parse_hotkey(text)}


@pytest.mark.gui
def test_looking_takes_nothing_away_from_others(desktop, tmp_path):
    output = tmp_path / "events"
    assert taken([FREE]) == set()
    other = desktop.start(sys.executable, "-c", GRAB, str(CTRL_ALT), output=output)
    wait_until(lambda: taken([FREE]) == {FREE}, "The grab was not seen.", timeout_s=10)
    desktop.press("ctrl+alt+m")
    wait_until(
        lambda: "2" in output.read_text().split(), "The key did not reach who grabbed it.", timeout_s=10
    )
    end(other)
