"""Nothing of ours is in a picture of the screen: the frozen pixels are compared with what lies behind."""

import io
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from mss import MSS
from PIL import Image
from Xlib import X
from Xlib.display import Display

from img2latex_desktop.demo.__main__ import EXAMPLES, FORMULA_ON_PAGE, HOTKEY, PAGE_TITLE
from img2latex_desktop.demo.driven_app import COMMAND, INTRODUCED
from img2latex_desktop.demo.virtual_desktop import VirtualDesktop, end, wait_until

pytestmark = pytest.mark.gui

PAGE = EXAMPLES / "page.png"
APPENDING, REPEATING = "ctrl+alt+shift+m", "ctrl+alt+r"
DELAY_S = 1.0
SETTINGS = INTRODUCED | {"repeat_hotkey": "Ctrl+Alt+R"}
LARGE, CORNER = ("300", "200"), ("640", "60")
HISTORY, PREFERENCES = "History – Img2LaTeX", "Settings – Img2LaTeX"


@pytest.fixture(scope="module")
def page_desktop(tmp_path_factory):
    """Start a desktop without a tray whose background is the page, which the server itself shows again."""
    folder = tmp_path_factory.mktemp("page")
    with VirtualDesktop(folder, has_tray=False) as running:
        shown = folder / "shown.txt"
        running.start(
            sys.executable, "-m", "tests.end_to_end.color_coded_background", str(PAGE), output=shown
        )
        wait_until(lambda: "shown" in shown.read_text(), "The page was not shown.")
        yield running


@pytest.fixture
def open_app(start, page_desktop):
    """Return a function that starts the program and snips once, so that its window of results is there."""
    running = []

    def run(settings=SETTINGS):
        app = start(settings, on=page_desktop)
        running.append(app)
        put_away(page_desktop, app)
        page_desktop.press(HOTKEY)
        choose(page_desktop, app)
        return app

    yield run
    for app in running:
        end(app.process)


def choose(desktop, app):
    app.wait_for("Overlay shown")
    with desktop.dragging(FORMULA_ON_PAGE):
        pass
    app.wait_for("Copied")


def windows_of(desktop, app):
    pid = str(app.process.pid)
    found = desktop.ask("xdotool", "search", "--all", "--onlyvisible", "--pid", pid, "--name", ".")
    return found.split()


def put_away(desktop, app):
    """Move every window of the program from the formula."""
    for window in windows_of(desktop, app):
        desktop.ask("xdotool", "windowmove", window, *CORNER)


def screen(desktop):
    with MSS(display=desktop.environment["DISPLAY"]) as camera:
        box = FORMULA_ON_PAGE
        return np.asarray(camera.grab((box.left, box.top, box.right, box.bottom)))[..., 2::-1]


def formula():
    box = FORMULA_ON_PAGE
    return np.asarray(Image.open(PAGE).convert("RGB").crop((box.left, box.top, box.right, box.bottom)))


def cover(desktop, app):
    """Move every window of the program over the formula."""
    for window in windows_of(desktop, app):
        desktop.ask("xdotool", "windowmove", window, *LARGE)
    wait_until(lambda: (screen(desktop) != formula()).mean() > 0.05, "The formula is not covered.")
    time.sleep(0.2)  # until the program knows where it is


def frozen(desktop):
    """Return the pixels of the newest picture in the history."""
    path = Path(desktop.environment["XDG_DATA_HOME"], "img2latex", "history.sqlite")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as history:
        (png,) = history.execute("SELECT picture FROM entry ORDER BY number DESC").fetchone()
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def order(desktop):
    """Return the windows of all programs from the lowest to the highest, and the active one."""
    connection = Display(desktop.environment["DISPLAY"])
    try:
        root = connection.screen().root
        names = ("_NET_CLIENT_LIST_STACKING", "_NET_ACTIVE_WINDOW")
        found = [root.get_full_property(connection.get_atom(name), X.AnyPropertyType) for name in names]
        return [list(each.value) for each in found]
    finally:
        connection.close()


def request(desktop, command):
    return subprocess.Popen([*COMMAND, command], env=desktop.environment)


WAYS = {
    "the hotkey": lambda desktop: desktop.press(HOTKEY),
    "F5": lambda desktop: desktop.press("F5"),
    "its button": lambda desktop: desktop.press("alt+a"),
    "the hotkey that appends": lambda desktop: desktop.press(APPENDING),
    "the command line": lambda desktop: request(desktop, "snip").wait(60),
}


def test_the_window_of_the_last_result_is_in_no_further_picture(page_desktop, open_app):
    app = open_app()
    for way, ask in WAYS.items():
        cover(page_desktop, app)
        ask(page_desktop)
        choose(page_desktop, app)
        assert (frozen(page_desktop) == formula()).all(), way
    cover(page_desktop, app)
    page_desktop.press(REPEATING)
    app.wait_for("Copied")
    assert (frozen(page_desktop) == formula()).all(), "the last region again"


def test_after_a_delay_no_window_is_in_the_picture_either(page_desktop, open_app):
    app = open_app(SETTINGS | {"capture_delay_s": DELAY_S})
    cover(page_desktop, app)
    page_desktop.press(HOTKEY)
    choose(page_desktop, app)
    assert (frozen(page_desktop) == formula()).all()


def test_every_window_is_gone_and_after_escape_back_where_it_was(page_desktop, open_app, wait_for_window):
    # GIVEN windows of ours, below and above another program's
    app = open_app()
    for command, title in (("history", HISTORY), ("settings", PREFERENCES)):
        request(page_desktop, command).wait(60)
        wait_for_window(title, on=page_desktop)
        if command == "history":
            other = page_desktop.start(
                sys.executable, "-m", "img2latex_desktop.demo.page", str(PAGE), PAGE_TITLE
            )
            page_desktop.window_corner(PAGE_TITLE)
    cover(page_desktop, app)
    windows = windows_of(page_desktop, app)
    assert len(windows) == 4
    places = [page_desktop.ask("xdotool", "getwindowgeometry", window) for window in windows]
    before = order(page_desktop)
    # WHEN a snip is cancelled
    page_desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    assert windows_of(page_desktop, app) != windows
    page_desktop.press("Escape")
    app.wait_for("Cancelled")
    # THEN all is as it was
    wait_until(lambda: windows_of(page_desktop, app) == windows, "A window did not come back.")
    wait_until(lambda: order(page_desktop) == before, "A window is not where it was among the others.")
    assert [page_desktop.ask("xdotool", "getwindowgeometry", window) for window in windows] == places
    end(other)


def test_a_window_on_another_desktop_stays_there(page_desktop, open_app, wait_for_window):
    app = open_app()
    request(page_desktop, "history").wait(60)
    wait_for_window(HISTORY, on=page_desktop)
    window = page_desktop.ask("xdotool", "getactivewindow").strip()
    page_desktop.ask("xdotool", "set_desktop_for_window", window, "1")
    wait_until(lambda: window not in windows_of(page_desktop, app), "The window is on this desktop still.")
    page_desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    page_desktop.press("Escape")
    app.wait_for("Cancelled")
    time.sleep(1)  # in which it would come
    assert window not in windows_of(page_desktop, app)
    assert page_desktop.ask("xdotool", "get_desktop_for_window", window).strip() == "1"
