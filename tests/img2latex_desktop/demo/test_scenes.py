import pytest
from PySide6.QtGui import QGuiApplication

from img2latex_desktop.capture.overlay import Overlay
from img2latex_desktop.demo.scenes import SCENES


@pytest.mark.parametrize("name", SCENES)
def test_every_window_has_something_to_show(qtbot, typesetter, name):
    window = SCENES[name](typesetter)
    qtbot.addWidget(window)
    seen = window.grab().toImage()
    shades = {seen.pixel(x, y) for x in range(0, seen.width(), 3) for y in range(0, seen.height(), 3)}
    assert len(shades) > 8


def test_the_region_being_drawn_lies_around_the_formula(qtbot, typesetter):
    overlay = SCENES["overlay"](typesetter)
    qtbot.addWidget(overlay)
    assert isinstance(overlay, Overlay)
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    assert overlay.region.width > 200 * ratio > 2 * overlay.region.height
