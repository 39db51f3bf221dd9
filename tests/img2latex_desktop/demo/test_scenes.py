import pytest
from PySide6.QtGui import QGuiApplication

from img2latex_desktop.capture.overlay import Overlay
from img2latex_desktop.demo.scenes import SCENES
from img2latex_desktop.demo.screenshots import shown
from img2latex_desktop.paths import PREVIEW_BUNDLE
from img2latex_desktop.settings import Theme
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.theme import Appearance


@pytest.fixture(scope="module")
def typesetter(qapp):
    return Typesetter(PREVIEW_BUNDLE)


@pytest.fixture
def appearance(qapp):
    flash_time = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)  # a text cursor that is always there
    made = Appearance(qapp)
    yield made
    made.apply(Theme.LIGHT)
    made.apply(Theme.SYSTEM)
    made.deleteLater()
    qapp.setCursorFlashTime(flash_time)


@pytest.mark.parametrize("name", SCENES)
def test_every_window_has_something_to_show(qtbot, typesetter, name):
    window = SCENES[name](typesetter)
    qtbot.addWidget(window)
    seen = window.grab().toImage()
    shades = {seen.pixel(x, y) for x in range(0, seen.width(), 3) for y in range(0, seen.height(), 3)}
    assert len(shades) > 8


@pytest.mark.qt_log_ignore("grabbing the (keyboard|mouse)")  # for a menu; the offscreen platform cannot
@pytest.mark.parametrize("name", SCENES)
def test_an_open_window_takes_every_color_of_a_theme_that_changes(qtbot, qapp, typesetter, appearance, name):
    def made():
        window = SCENES[name](typesetter)
        qtbot.addWidget(window)
        return shown(window, qapp)

    for before, after in ((Theme.LIGHT, Theme.DARK), (Theme.DARK, Theme.LIGHT)):
        appearance.apply(before)
        window = made()
        appearance.apply(after)
        seen = shown(window, qapp).grab().toImage()
        window.hide()
        wanted = made().grab().toImage()
        assert seen.size() == wanted.size()
        different = sum(
            seen.pixel(x, y) != wanted.pixel(x, y)
            for x in range(0, seen.width(), 2)
            for y in range(0, seen.height(), 2)
        )
        assert different == 0


def test_the_region_being_drawn_lies_around_the_formula(qtbot, typesetter):
    overlay = SCENES["overlay"](typesetter)
    qtbot.addWidget(overlay)
    assert isinstance(overlay, Overlay)
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    assert overlay.region.width > 200 * ratio > 2 * overlay.region.height
