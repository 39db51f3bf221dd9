import ast
import subprocess
import sys

import pytest

from img2latex_desktop.capture.monitors import MonitorCapture
from img2latex_desktop.demo.virtual_desktop import Box, Monitor, VirtualDesktop, wait_until
from tests.fakes import place

COLOR = (64, 128, 192)
COLOR_STEP = {16: 8, 24: 0, 30: 1}  # by depth, how far a color shown may be from the one asked for
COVER_WITH_WHITE = """
import signal, sys
from Xlib.display import Display

display = Display()
screen, left = display.screen(), int(sys.argv[1])
window = screen.root.create_window(
    left, 0, screen.width_in_pixels, screen.height_in_pixels, 0, screen.root_depth,
    background_pixel=screen.white_pixel, override_redirect=True,
)
window.map()
display.sync()
print("shown", flush=True)
signal.pause()
"""

PHOTOGRAPH = """
import sys
from PySide6.QtGui import QGuiApplication
from img2latex_desktop.capture.base import ScreenPlace
from img2latex_desktop.capture.monitors import MonitorCapture

qt = QGuiApplication([])
places = [ScreenPlace(screen.name(), screen.geometry()) for screen in qt.screens()]
point = tuple(map(int, sys.argv[1:]))
capture = MonitorCapture()
for _ in range(2):
    capture.freeze(
        places,
        lambda shots: print(
            [(*shot.image.size().toTuple(), *shot.image.pixelColor(*point).getRgb()[:3]) for shot in shots]
        ),
        print,
    )
"""


def test_without_a_display_one_sentence_says_that_nothing_can_be_photographed(qtbot):
    frozen, failed = [], []
    MonitorCapture().freeze([place()], frozen.append, failed.append)
    assert not frozen
    assert failed[0].startswith("The screen cannot be photographed")


def photographs(desktop, ratio="1"):
    """Paint the desktop in one color and return size and color of two photographs of each screen."""
    desktop.ask("xsetroot", "-solid", "#{:02x}{:02x}{:02x}".format(*COLOR))
    done = subprocess.run(
        [sys.executable, "-c", PHOTOGRAPH, "100", "100"],
        env=desktop.environment | {"QT_SCALE_FACTOR": ratio},
        capture_output=True,
        text=True,
        check=True,
    )
    return [ast.literal_eval(line) for line in done.stdout.splitlines()]


@pytest.mark.gui
@pytest.mark.parametrize("ratio", ["1", "1.5", "2"])
def test_a_screenshot_has_the_pixels_of_its_screen_at_any_scale(foreign_desktop, ratio):
    assert photographs(foreign_desktop, ratio) == [[(1280, 800, *COLOR)]] * 2


@pytest.mark.desktops
@pytest.mark.gui
@pytest.mark.parametrize(("depth", "is_vnc"), [(24, True), (16, True), (16, False), (30, False)])
@pytest.mark.parametrize("ratio", ["1", "1.5"])
def test_an_x_server_that_mss_cannot_read_is_photographed_all_the_same(tmp_path, depth, is_vnc, ratio):
    with VirtualDesktop(tmp_path, f"1280x800x{depth}", has_tray=False, is_vnc=is_vnc) as desktop:
        for [(width, height, red, green, blue)] in photographs(desktop, ratio):
            assert (width, height) == (1280, 800)
            colors = zip(COLOR, (red, green, blue), strict=True)
            assert all(abs(set_ - seen) <= COLOR_STEP[depth] for set_, seen in colors)


@pytest.mark.gui
def test_each_monitor_gets_its_own_pixels_where_only_qt_can_photograph(tmp_path):
    monitors = (Monitor("A", Box(0, 0, 700, 500)), Monitor("B", Box(700, 0, 1400, 600)))
    with VirtualDesktop(tmp_path, "1400x600x16", monitors, has_tray=False) as desktop:
        shown = tmp_path / "shown"
        desktop.start(sys.executable, "-c", COVER_WITH_WHITE, "700", output=shown)
        wait_until(lambda: "shown" in shown.read_text(), "The window was not shown.")
        first, again = photographs(desktop)
    assert first == again
    assert [size for *size, _r, _g, _b in first] == [[700, 500], [700, 600]]
    assert [min(color) > 250 for _w, _h, *color in first] == [False, True]
