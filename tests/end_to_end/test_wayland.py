"""Captures and the bound command on headless sway with the real portal, compared pixel by pixel."""

from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop.demo.virtual_desktop import Box, wait_until
from img2latex_desktop.demo.wayland_desktop import Output, WaylandDesktop
from img2latex_desktop.system.shortcut_steps import shortcut_steps
from tests.end_to_end.color_coded_background import pattern

pytestmark = [pytest.mark.gui, pytest.mark.desktops]

SMALL, LARGE = Output(1280, 800), Output(1024, 768, x=1280, scale=2)
HOTKEY = "Ctrl+Alt+M"
WITHOUT_PROGRAMS = ["PATH=/nowhere"]  # for the program alone: the portal has its own and uses grim itself
CURSOR_PX = 64


def pixels(path):
    return np.asarray(Image.open(path).convert("RGB"))


class Chooser:
    """A desktop whose every pixel tells its place, and the program of wayland_chooser running on it."""

    def __init__(self, desktop, outputs, environment, windows):
        self.desktop = desktop
        for number, output in enumerate(outputs, 1):
            file = desktop.folder / f"background-{number}.png"
            Image.fromarray(pattern(output.width, output.height)).save(file)
            desktop.ask("swaymsg", "output", f"HEADLESS-{number}", "bg", str(file), "stretch")
        self._printed = desktop.folder / "chooser.txt"
        command = (desktop.python, "-m", "tests.end_to_end.wayland_chooser", str(desktop.folder), *windows)
        desktop.start("env", *environment, *command, output=self._printed)
        desktop.ask(
            "swaymsg", shortcut_steps("sway", f"{desktop.python} -m img2latex_desktop snip", HOTKEY).to_copy
        )
        self._seen = 0
        self.wait_for("Ready on wayland")

    def wait_for(self, text):
        """Wait for a text in what is printed after all that was waited for before."""

        def is_said():
            place = self._printed.read_text().find(text, self._seen)
            if place >= 0:
                self._seen = place + len(text)
            return place >= 0

        wait_until(is_said, f"“{text}” was not said.", timeout_s=20)

    def freeze(self, screens=1):
        """Press the keys bound to the command and return the screens as they were frozen."""
        self.desktop.press(HOTKEY.lower())
        self.wait_for("Frozen")
        start = self._seen
        for text in (
            *[f"Overlay shown on HEADLESS-{number}" for number in range(1, screens + 1)],
            "Keys come here",
        ):
            self._seen = start  # they come in any order
            self.wait_for(text)
        return [pixels(self.desktop.folder / f"HEADLESS-{number}.png") for number in range(1, screens + 1)]

    def cancel(self):
        """Press Escape until it is heard: wtype's keyboard comes with the key, and may come too late."""

        def is_heard():
            self.desktop.press("Escape")
            return "Cancelled" in self._printed.read_text()

        wait_until(is_heard, "Escape was not heard.", timeout_s=20)

    def drag(self, left, top, right, bottom):
        """Drag around a box in logical pixels of the layout and return the region it became."""
        with self.desktop.dragging(Box(left, top, right, bottom)):
            pass
        self.wait_for("Saved")
        return pixels(self.desktop.folder / "region.png")


@pytest.fixture
def start():
    """Return a function that starts a desktop and the program, with changes to its environment."""
    with ExitStack() as desktops:

        def run(*outputs, environment=(), windows=()):
            desktop = desktops.enter_context(WaylandDesktop(outputs))
            return Chooser(desktop, outputs, environment, windows)

        yield run


def shows(image, output):
    """Whether every pixel is where it belongs, but for the cursor's in the top left corner."""
    wanted = pattern(output.width, output.height)
    return image.shape == wanted.shape and bool((image[CURSOR_PX:] == wanted[CURSOR_PX:]).all())


def test_the_bound_command_freezes_both_screens_and_drags_give_exact_pixels(start):
    chooser = start(SMALL, LARGE)
    small, large = chooser.freeze(screens=2)
    assert shows(small, SMALL)
    assert shows(large, LARGE)
    assert (chooser.drag(100, 50, 400, 250) == pattern(1280, 800)[50:250, 100:400]).all()
    chooser.freeze(screens=2)
    assert (chooser.drag(1300, 100, 1400, 150) == pattern(1024, 768)[200:300, 40:240]).all()


def test_our_own_windows_are_not_in_the_portals_picture_and_come_back(start):
    chooser = start(SMALL, environment=WITHOUT_PROGRAMS, windows=("One", "Another"))

    def is_covered():
        return not shows(pixels(chooser.desktop.photograph("covered.png")), SMALL)

    wait_until(is_covered, "The windows were not shown.")
    [frozen] = chooser.freeze()
    assert shows(frozen, SMALL)
    chooser.cancel()
    wait_until(is_covered, "The windows did not come back.")


def test_a_region_is_chosen_by_keys_alone(start):
    chooser = start(SMALL)
    chooser.freeze()
    for keys in ("shift+Right", "shift+Down", "Return", *["shift+Right"] * 4, *["shift+Down"] * 2, "Return"):
        chooser.desktop.press(keys)
    chooser.wait_for("width=40, height=20")


@pytest.mark.slow
def test_a_screen_left_of_the_first_is_no_exception(start):
    left = Output(1024, 768, x=-512, scale=2)
    chooser = start(SMALL, left)
    small, large = chooser.freeze(screens=2)
    assert shows(small, SMALL)
    assert shows(large, left)
    assert (chooser.drag(-500, 100, -400, 150) == pattern(1024, 768)[200:300, 24:224]).all()


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_the_portal_gives_a_single_screen_pixel_by_pixel(start, scale):
    output = Output(1280, 800, scale=scale)
    chooser = start(output, environment=WITHOUT_PROGRAMS)
    [frozen] = chooser.freeze()
    chooser.cancel()
    reference = pixels(chooser.desktop.photograph("reference.png", "-o", "HEADLESS-1"))
    assert (frozen[CURSOR_PX:] == reference[CURSOR_PX:]).all()
    if scale.is_integer():  # in between, sway 1.7 itself scales what is shown
        assert shows(frozen, output)
    assert not Path("/tmp/out.png").exists(), "the portal's file is deleted"


@pytest.mark.slow
def test_without_grim_the_portal_magnifies_the_screen_of_the_lower_scale(start):
    chooser = start(SMALL, LARGE, environment=WITHOUT_PROGRAMS)
    small, large = chooser.freeze(screens=2)
    assert shows(large, LARGE)
    assert small.shape == (1600, 2560, 3)
    inside = small[200:400:2, 200:400:2, :2].astype(int) - pattern(1280, 800)[100:200, 100:200, :2]
    assert abs(inside).max() <= 1


@pytest.mark.slow
def test_without_a_portal_grim_photographs(start):
    chooser = start(SMALL, environment=["DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere"])
    [frozen] = chooser.freeze()
    assert shows(frozen, SMALL)
