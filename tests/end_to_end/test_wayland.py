"""Captures and the bound command on headless sway with the real portal, compared pixel by pixel."""

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop.demo.virtual_desktop import Box, end, wait_until
from img2latex_desktop.demo.wayland_desktop import Output, WaylandDesktop
from img2latex_desktop.shortcut_steps import shortcut_steps
from tests.end_to_end.color_coded_background import pattern

pytestmark = pytest.mark.gui

SMALL, LARGE = Output(1280, 800), Output(1024, 768, x=1280, scale=2)
HOTKEY = "Ctrl+Alt+M"


def pixels(path):
    return np.asarray(Image.open(path).convert("RGB"))


class Chooser:
    """The program of wayland_chooser, followed through what it prints."""

    def __init__(self, desktop, *environment):
        self._desktop = desktop
        self._printed = desktop.folder / "chooser.txt"
        self._printed.unlink(missing_ok=True)
        command = (desktop.python, "-m", "tests.end_to_end.wayland_chooser", str(desktop.folder))
        self.process = desktop.start("env", *environment, *command, output=self._printed)
        self.wait_for("Ready on wayland")

    def wait_for(self, text, count=1):
        def is_said():
            return self._printed.read_text().count(text) >= count

        wait_until(is_said, f"“{text}” was not said.", timeout_s=6)

    def freeze(self):
        self._desktop.press(HOTKEY.lower())
        self.wait_for("Frozen")
        self.wait_for("Overlay shown", count=self._printed.read_text().count("('HEADLESS"))

    def choose(self, box):
        with self._desktop.dragging(box):
            pass
        self.wait_for("Saved")
        return pixels(self._desktop.folder / "region.png")


@pytest.fixture
def start(request):
    """Return a function that starts a desktop whose every pixel tells its place, and the program on it."""
    desktops = []

    def run(outputs, *environment):
        desktop = WaylandDesktop(outputs)
        desktops.append(desktop)
        desktop.__enter__()
        request.addfinalizer(lambda: desktop.__exit__(None, None, None))
        for number, output in enumerate(outputs, 1):
            file = desktop.folder / f"background-{number}.png"
            Image.fromarray(pattern(output.width, output.height)).save(file)
            desktop.ask("swaymsg", "output", f"HEADLESS-{number}", "bg", str(file), "stretch")
        chooser = Chooser(desktop, *environment)
        command = f"{desktop.python} -m img2latex_desktop snip"
        desktop.ask("swaymsg", shortcut_steps("sway", command, HOTKEY).to_copy)
        return desktop, chooser

    return run
