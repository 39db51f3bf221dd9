"""Regions drawn by a real mouse and real keys on two monitors are compared with the screen pixel by pixel."""

import sys
from contextlib import ExitStack, contextmanager

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop.demo.virtual_desktop import Box, Monitor, VirtualDesktop, end, wait_until
from tests.end_to_end.color_coded_background import pattern

pytestmark = pytest.mark.gui

SIZE = (2400, 1500)
LEFT, RIGHT = Box(0, 0, 1280, 800), Box(1280, 0, 2304, 768)
TRAY_PX = 28  # at the bottom of one of the monitors, over the background
LAYOUTS = {
    "side by side": (Monitor("A", LEFT), Monitor("B", RIGHT)),
    # Widths that no ratio divides; and X11's kind of negative origin: a monitor left of the primary one.
    "primary on the right": (Monitor("A", Box(1023, 0, 2389, 768)), Monitor("B", Box(0, 32, 1023, 801))),
    "one above the other": (Monitor("A", Box(0, 721, 1366, 1489)), Monitor("B", Box(101, 0, 1380, 721))),
}
MIXES = [(1, 1), (1.25, 1.25), (1.5, 1.5), (2, 2), (1, 2), (2, 1), (1.25, 1.75), (1.75, 1.5)]
QUICK = ("side by side", (1, 2))
CASES = [
    pytest.param(
        (layout, mix), id=f"{layout}, {mix}", marks=() if (layout, mix) == QUICK else pytest.mark.slow
    )
    for layout in LAYOUTS
    for mix in MIXES
]


class Chooser:
    """The program that saves what is chosen, and the hands of its user."""

    def __init__(self, desktop, folder, monitors, mix):
        self.desktop, self.monitors = desktop, monitors
        self._folder, self._printed = folder, folder / "printed.txt"
        self._read = self._saved = 0
        ratios = ";".join(f"{m.name}={ratio}" for m, ratio in zip(monitors, mix, strict=True))
        desktop.environment["QT_SCREEN_SCALE_FACTORS"] = ratios
        command = (sys.executable, "-m", "tests.end_to_end.region_chooser", str(folder))
        self.process = desktop.start(*command, output=self._printed)
        self.wait_for("Ready for a region")

    def wait_for(self, text):
        def is_there():
            assert self.process.poll() is None, self._printed.read_text()
            at = self._printed.read_text().find(text, self._read)
            self._read = at + len(text) if at >= 0 else self._read
            return at >= 0

        wait_until(is_there, f"It did not say “{text}”.", timeout_s=30)

    def do(self, *xdotool):
        self.desktop.ask("xdotool", *map(str, xdotool))

    def drag(self, x, y, to_x, to_y, *before_release):
        """Drag between two pixels of the desktop, with other commands before the button is released."""
        middle = ("mousemove", (x + to_x) // 2, (y + to_y) // 2)
        self.do("mousemove", x, y, "mousedown", 1, *middle, "mousemove", to_x, to_y)
        self.do(*before_release, "mouseup", 1)

    def saved(self):
        """Wait for the next picture and for the program to be ready again."""
        name = f"{self._saved}.png"
        self._saved += 1
        self.wait_for(f"Saved {name}")
        self.wait_for("Ready for a region")
        return np.asarray(Image.open(self._folder / name).convert("RGB"))


@contextmanager
def shown_desktop(folder, layout):
    """Show the background on a layout of monitors."""
    with VirtualDesktop(folder, "{}x{}x24".format(*SIZE), LAYOUTS[layout]) as desktop:
        shown = folder / "background.txt"
        desktop.start(sys.executable, "-m", "tests.end_to_end.color_coded_background", output=shown)
        wait_until(lambda: "shown" in shown.read_text(), "The background was not shown.")
        yield desktop


@pytest.fixture(scope="module")
def desktop_of(tmp_path_factory):
    """Return a function that starts a layout of monitors once and keeps it until another one is asked for."""
    with ExitStack() as current:
        running = {}

        def start(layout):
            if layout not in running:
                current.close()
                running.clear()
                folder = tmp_path_factory.mktemp("desktop")
                running[layout] = current.enter_context(shown_desktop(folder, layout))
            return running[layout]

        yield start


@pytest.fixture(scope="module", params=CASES)
def chooser(request, desktop_of, tmp_path_factory):
    layout, mix = request.param
    started = Chooser(desktop_of(layout), tmp_path_factory.mktemp("chooser"), LAYOUTS[layout], mix)
    yield started
    end(started.process)


def expected(left, top, right, bottom):
    return pattern(*SIZE)[top:bottom, left:right]


def assert_same(crop, pixels):
    assert crop.shape == pixels.shape
    different = (crop != pixels).any(axis=-1).sum()
    assert not different, f"{different} pixels differ; the first one is {crop[0, 0]}"


@pytest.mark.parametrize("number", [0, 1])
def test_a_drag_crops_exactly_the_pixels_it_spans(chooser, number):
    box = chooser.monitors[number].box
    for left, top, right, bottom in (
        (box.left + 101, box.top + 67, box.left + 320, box.top + 194),
        (box.right - 402, box.bottom - 251, box.right - 3, box.bottom - 4),
    ):
        chooser.drag(left, top, right, bottom)
        assert_same(chooser.saved(), expected(left, top, right, bottom))
        chooser.drag(right, top, left, bottom)
        assert_same(chooser.saved(), expected(left, top, right, bottom))


def test_a_drag_from_corner_to_corner_is_the_whole_screen(chooser):
    box = chooser.monitors[1].box
    chooser.drag(box.left, box.top, box.right - 1, box.bottom - 1)
    crop, whole = chooser.saved(), expected(box.left, box.top, box.right, box.bottom)
    assert crop.shape == whole.shape
    assert_same(crop[:-TRAY_PX], whole[:-TRAY_PX])


def test_a_drag_onto_the_other_screen_stops_at_the_edge_of_its_own(chooser):
    mine, other = (monitor.box for monitor in chooser.monitors)
    start = (mine.left + 500, mine.top + 300)
    end_ = ((other.left + other.right) // 2, (other.top + other.bottom) // 2)
    xs = sorted((start[0], min(max(end_[0], mine.left), mine.right)))
    ys = sorted((start[1], min(max(end_[1], mine.top), mine.bottom)))
    chooser.drag(*start, *end_)
    assert_same(chooser.saved(), expected(xs[0], ys[0], xs[1], ys[1]))


@pytest.mark.parametrize("number", [0, 1])
def test_the_keyboard_alone_chooses_exactly(chooser, number):
    x, y = chooser.monitors[number].box.left + 211, chooser.monitors[number].box.top + 133
    chooser.do("mousemove", x, y)
    keys = (
        ["Left"] * 3
        + ["Return"]
        + ["shift+Right"] * 4
        + ["Right"] * 3
        + ["shift+Down"] * 2
        + ["Up", "Return"]
    )
    chooser.do("key", "--delay", 0, *keys)
    assert_same(chooser.saved(), expected(x - 3, y, x + 40, y + 19))


def test_keys_move_the_corner_of_a_drag_and_the_release_keeps_it_there(chooser):
    box = chooser.monitors[1].box
    x, y = box.left + 151, box.top + 97
    chooser.drag(x, y, x + 200, y + 80, "key", "--delay", 0, "Right", "Right", "Right", "Up")
    assert_same(chooser.saved(), expected(x, y, x + 203, y + 79))


def test_the_space_key_moves_the_region_along(chooser):
    box = chooser.monitors[0].box
    x, y = box.left + 151, box.top + 97
    move = ("keydown", "space", "mousemove", x + 240, y + 90, "keyup", "space", "mousemove", x + 250, y + 91)
    chooser.drag(x, y, x + 200, y + 80, *move)
    assert_same(chooser.saved(), expected(x + 40, y + 10, x + 250, y + 91))


def test_escape_cancels_whichever_screen_the_pointer_is_on(chooser):
    for monitor in chooser.monitors:
        chooser.do("mousemove", monitor.box.left + 300, monitor.box.top + 300, "key", "Escape")
        chooser.wait_for("Cancelled")
        chooser.wait_for("Ready for a region")


def test_a_right_click_without_a_region_cancels(chooser):
    chooser.do("mousemove", chooser.monitors[0].box.left + 300, chooser.monitors[0].box.top + 300, "click", 3)
    chooser.wait_for("Cancelled")
    chooser.wait_for("Ready for a region")


def test_the_focus_stays_where_it_was(chooser):
    before = chooser.desktop.ask("xdotool", "getwindowfocus")
    chooser.do("key", "Escape")
    chooser.wait_for("Cancelled")
    chooser.wait_for("Ready for a region")
    assert chooser.desktop.ask("xdotool", "getwindowfocus") == before


def test_the_selection_goes_on_when_a_screen_is_unplugged_and_when_one_is_plugged_in(tmp_path):
    with shown_desktop(tmp_path, "side by side") as desktop:
        chooser = Chooser(desktop, tmp_path, LAYOUTS["side by side"], (1, 2))
        chooser.do("mousemove", RIGHT.left + 300, RIGHT.top + 300)
        desktop.ask("xrandr", "--delmonitor", "B")
        chooser.wait_for("B is gone; the selection goes on")
        desktop.ask("xrandr", "--setmonitor", "C", "1024/256x768/192+1280+0", "none")
        chooser.drag(100, 120, 300, 221)
        assert_same(chooser.saved(), expected(100, 120, 300, 221))
        chooser.drag(1400, 120, 1500, 221)
        assert_same(chooser.saved(), expected(1400, 120, 1500, 221))
