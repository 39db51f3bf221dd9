import subprocess
import sys

import pytest

from img2latex_desktop.capture.monitors import MonitorCapture
from tests.fakes import place

PHOTOGRAPH = """
from PySide6.QtGui import QGuiApplication
from img2latex_desktop.capture.base import ScreenPlace
from img2latex_desktop.capture.monitors import MonitorCapture

qt = QGuiApplication([])
places = [ScreenPlace(screen.name(), screen.geometry()) for screen in qt.screens()]
MonitorCapture().freeze(
    places, lambda shots: print([(shot.image.width(), shot.image.height()) for shot in shots]), print
)
"""


def test_without_a_display_one_sentence_says_that_nothing_can_be_photographed(qtbot):
    frozen, failed = [], []
    MonitorCapture().freeze([place()], frozen.append, failed.append)
    assert not frozen
    assert failed[0].startswith("The screen cannot be photographed")


@pytest.mark.gui
@pytest.mark.parametrize("ratio", ["1", "1.5", "2"])
def test_a_screenshot_has_the_pixels_of_its_screen_at_any_scale(desktop, ratio):
    done = subprocess.run(
        [sys.executable, "-c", PHOTOGRAPH],
        env=desktop.environment | {"QT_SCALE_FACTOR": ratio},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[(1280, 800)]"
