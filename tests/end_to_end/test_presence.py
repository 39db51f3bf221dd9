"""How the program shows that it is there: its tray icon, the window in place of one, and the first steps."""

import json
import os
import signal
import sys
from pathlib import Path

import numpy as np
import pytest
from mss import MSS

from img2latex_desktop.demo.__main__ import EXAMPLES, HOTKEY
from img2latex_desktop.demo.virtual_desktop import Box, DesktopError, VirtualDesktop, end, wait_until
from tests.end_to_end import files_to_drag

pytestmark = pytest.mark.gui

ICON_BLUE = (63, 86, 232)  # the middle of the icon's gradient
DONE_GREEN = (22, 128, 60)  # of the mark at a step that went well
CORNER = Box(1180, 770, 1280, 800)  # where the tray is
WHOLE = Box(0, 0, 1280, 800)
EXAMPLE = Box(60, 150, 420, 350)  # where the formula stands in the last of the first steps
HOME = RESULT = "Img2LaTeX"
FIRST_STEPS = "Welcome to Img2LaTeX"


def places_of(desktop, color, box=WHOLE):
    """Return the pixels of about this color, as pairs of x and y."""
    with MSS(display=desktop.environment["DISPLAY"]) as camera:
        pixels = np.asarray(camera.grab((box.left, box.top, box.right, box.bottom)))[..., 2::-1].astype(int)
    ys, xs = np.nonzero(np.abs(pixels - color).sum(axis=-1) < 30)
    return list(zip(xs + box.left, ys + box.top, strict=True))


def wait_for_icon(desktop):
    """Return a point of the tray icon."""
    wait_until(lambda: places_of(desktop, ICON_BLUE, CORNER), "The tray icon is not there.")
    return places_of(desktop, ICON_BLUE, CORNER)[0]


def wait_for_mark(desktop, *, is_shown=True):
    wait_until(lambda: bool(places_of(desktop, DONE_GREEN)) is is_shown, "The step did not change.")


def shows_within(timeout_s, desktop, title):
    try:
        wait_until(lambda: desktop.ask("xdotool", "search", "--name", title), "It is not there.", timeout_s)
    except DesktopError:
        return False
    return True


@pytest.fixture(scope="module")
def bare_desktop(tmp_path_factory):
    """Start a desktop without a tray, as GNOME is."""
    with VirtualDesktop(tmp_path_factory.mktemp("bare"), has_tray=False) as running:
        yield running


@pytest.fixture
def home(start, bare_desktop, wait_for_window):
    """Start the program on it, with its window in place of the tray icon."""
    running = start(until=("is listened to",), on=bare_desktop)
    wait_for_window(HOME, on=bare_desktop)
    yield running
    end(running.process)


def test_the_tray_icon_is_there_before_the_recognizer_and_a_click_on_it_snips(desktop, start, recognizer_pid):
    app = start(until=("The tray icon is shown",))
    worker = recognizer_pid(app.process)
    os.kill(worker, signal.SIGSTOP)  # so that it is loading for as long as this test wants
    desktop.click(*wait_for_icon(desktop))
    app.wait_for("Overlay shown")
    desktop.press("Escape")
    app.wait_for("Cancelled")
    os.kill(worker, signal.SIGCONT)
    app.wait_for("The recognizer is ready on")
    assert app.stop() == 0


def test_the_entry_of_the_trays_menu_quits(desktop, start, children):
    app = start(until=("is listened to",))
    its = children(app.process)
    desktop.click(*wait_for_icon(desktop), button=3)
    desktop.press("q")
    assert app.process.wait(30) == 0
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in its), "A process is left.")


def test_the_first_steps_lead_from_the_hotkey_to_a_first_formula(start, bare_desktop, wait_for_window):
    app = start({}, on=bare_desktop)
    wait_for_window(FIRST_STEPS, on=bare_desktop)
    example = EXAMPLE.moved(*bare_desktop.window_corner(FIRST_STEPS))
    wait_for_mark(bare_desktop, is_shown=False)
    bare_desktop.press(HOTKEY)
    app.wait_for("Pressed: snip")
    wait_for_mark(bare_desktop)  # and no overlay, which would take the next key
    bare_desktop.press("Return")
    wait_for_mark(bare_desktop, is_shown=False)
    bare_desktop.press("Return")  # the check of the capture
    wait_for_mark(bare_desktop)
    bare_desktop.press("Return")
    wait_for_mark(bare_desktop, is_shown=False)
    bare_desktop.press("Return")  # the snip
    app.wait_for("Overlay shown")
    with bare_desktop.dragging(example):
        pass
    app.wait_for("Copied")
    wait_for_window(RESULT, on=bare_desktop)
    bare_desktop.press("Escape")
    wait_for_window(FIRST_STEPS, on=bare_desktop)
    wait_for_mark(bare_desktop)
    bare_desktop.press("Return")
    wait_for_window(HOME, on=bare_desktop)
    app.stop()
    settings = Path(bare_desktop.environment["XDG_CONFIG_HOME"], "img2latex", "settings.json")
    assert json.loads(settings.read_text())["is_introduced"] is True


@pytest.mark.slow
def test_a_picture_is_pasted_into_the_window_in_place_of_the_tray(
    bare_desktop, home, copied_elsewhere, wait_for_window
):
    with copied_elsewhere(bare_desktop, EXAMPLES / "basel_sum.png", "image/png"):
        bare_desktop.press("ctrl+v")
        home.wait_for("Copied")


@pytest.mark.slow
def test_files_are_dropped_onto_the_window_in_place_of_the_tray(bare_desktop, home):
    names = ("basel_sum.png", "rotation_matrix.png")
    command = (sys.executable, "-m", "tests.end_to_end.files_to_drag")
    other = bare_desktop.start(*command, *(str(EXAMPLES / name) for name in names))
    x, y = bare_desktop.window_corner(files_to_drag.TITLE)
    to_x, to_y = bare_desktop.window_corner(f"^{HOME}$")
    places = [(x + 20, y + 20), (x + 40, y + 40), (to_x + 100, to_y + 100), (to_x + 110, to_y + 100)]
    (press, *moves) = [("mousemove", str(x), str(y)) for x, y in places]
    pause = ("sleep", "0.2")  # both programs answer each other while the button is held
    drag = (*press, "mousedown", "1", *(word for move in moves for word in (*move, *pause)), "mouseup", "1")

    def are_taken():
        bare_desktop.ask("xdotool", *drag)
        return shows_within(3, bare_desktop, "Reading pictures")

    wait_until(are_taken, "The files were not taken.")
    end(other)


def test_without_a_tray_closing_the_window_quits(bare_desktop, home):
    bare_desktop.press("alt+F4")
    assert home.process.wait(30) == 0


@pytest.mark.slow
def test_the_window_goes_and_comes_as_the_tray_comes_and_goes(bare_desktop, home, wait_for_window):
    def height():
        search = ("xdotool", "search", "--onlyvisible", "--name", f"^{HOME}$")
        return bare_desktop.ask(*search, "getwindowgeometry").partition("Geometry")[2]

    with_hint = height()
    tray = bare_desktop.start_tray()
    wait_for_icon(bare_desktop)
    wait_until(lambda: height() != with_hint, "The window says still that it stands in for the tray.")
    bare_desktop.press("alt+F4")
    wait_until(lambda: not height(), "The window is still there.")
    end(tray)
    wait_for_window(HOME, on=bare_desktop)
    assert home.process.poll() is None
