"""The settings, changed in their window with keys: each change holds at once and is written."""

import numpy as np
import pytest
from mss import MSS
from Xlib import XK, X
from Xlib.display import Display

from img2latex_desktop.demo.virtual_desktop import wait_until

pytestmark = pytest.mark.gui

TITLE, GERMAN_TITLE = "Settings – Img2LaTeX", "Einstellungen – Img2LaTeX"
PAGES = ("general", "hotkeys", "capture")
FOREIGN_HOTKEY = "Ctrl+Alt+K"
NAMED = "Ctrl.Alt.K is taken by another program"
CTRL_ALT = X.ControlMask | X.Mod1Mask


@pytest.fixture(scope="module")
def foreign_hotkey(desktop):
    """Let another program have a hotkey."""
    program = Display(desktop.environment["DISPLAY"])
    code = program.keysym_to_keycode(XK.string_to_keysym("k"))
    program.screen().root.grab_key(code, CTRL_ALT, False, X.GrabModeAsync, X.GrabModeAsync)
    program.sync()
    yield
    program.close()


@pytest.fixture(scope="module")
def app(start, formula, foreign_hotkey):
    settings = {"is_introduced": True, "snip_hotkey": FOREIGN_HOTKEY, "of_a_later_version": [1, 2]}
    running = start(settings, until=(NAMED, "The recognizer is ready on"))
    yield running
    running.stop()


@pytest.fixture
def open_page(desktop, ask, wait_for_window):
    """Return a function that opens the window at a page."""

    def open_(page):
        ask("settings")
        wait_for_window(TITLE)
        for _ in range(PAGES.index(page)):
            desktop.press("Down")

    yield open_
    desktop.press("Escape")


def test_a_hotkey_that_is_taken_is_named_and_another_one_holds_at_once(
    desktop, app, open_page, wait_for_window, saved, snip
):
    # That it was named is what the program was waited for.
    open_page("hotkeys")
    for key in ("alt+s", "Return", "ctrl+alt+j"):
        desktop.press(key)
    app.wait_for("Ctrl.Alt.J is listened to for snip")
    saved(snip_hotkey="Ctrl+Alt+J")
    snip(app, "ctrl+alt+j")
    desktop.press("Escape")
    wait_for_window(TITLE)


def test_a_delay_gives_time_before_the_screen_freezes(desktop, app, open_page, saved, snip):
    open_page("capture")
    for key in ("alt+d", "1", "Tab"):
        desktop.press(key)
    saved(capture_delay_s=1.0)
    desktop.press("ctrl+alt+j")
    pressed = app.wait_for("Pressed: snip")
    assert app.wait_for("Overlay shown") - pressed > 0.9
    desktop.press("Escape")
    app.wait_for("Cancelled")
    for key in ("alt+d", "0", "Tab"):
        desktop.press(key)
    saved(capture_delay_s=0.0)


def test_a_theme_is_seen_at_once(desktop, app, open_page, saved):
    def brightness():
        x, y = desktop.window_corner(TITLE)
        with MSS(display=desktop.environment["DISPLAY"]) as camera:
            return np.asarray(camera.grab((x, y, x + 600, y + 300)))[..., :3].mean()

    open_page("general")
    for key in ("alt+t", "Down"):
        desktop.press(key)
    saved(theme="light")
    wait_until(lambda: brightness() > 200, "The window is not light.")
    desktop.press("Down")
    saved(theme="dark")
    wait_until(lambda: brightness() < 80, "The window is not dark.")


def test_another_language_makes_the_windows_anew_and_everything_goes_on(
    desktop, app, open_page, saved, snip, wait_for_window
):
    open_page("general")
    desktop.press("alt+l")
    place = desktop.window_corner(TITLE)
    for key, language, title in (("d", "de", GERMAN_TITLE), ("e", "en", TITLE)):
        desktop.press(key)  # the entry that begins with it; the keys are still there in the next window
        saved(language=language)
        app.wait_for(f"The language is {language}")
        wait_for_window(title)
        assert desktop.window_corner(title) == place
    app.wait_for("Ctrl.Alt.J is listened to for snip")
    snip(app, "ctrl+alt+j")
    desktop.press("Escape")
    wait_for_window(TITLE)


def test_what_a_later_version_wrote_is_kept(saved):
    saved(of_a_later_version=[1, 2], snip_hotkey="Ctrl+Alt+J")


def test_a_broken_file_is_set_aside_and_said(app, start, settings_file):
    app.stop()
    settings_file.write_text("{broken")
    heir = start(None, until=("The settings could not be read and are now in settings-broken-",))
    [aside] = settings_file.parent.glob("settings-broken-*.json")
    assert aside.read_text() == "{broken"
    heir.wait_for("Ctrl.Alt.M is listened to for snip")
    heir.stop()
