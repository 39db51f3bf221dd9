import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QScreen
from PySide6.QtWidgets import QComboBox, QWidget

from img2latex_desktop.capture.overlay import Overlay
from img2latex_desktop.demo.scenes import SCENES
from img2latex_desktop.demo.screenshots import shown
from img2latex_desktop.settings import Theme
from img2latex_desktop.ui.parts.placement import TITLE_PX
from img2latex_desktop.ui.parts.theme import Appearance

PANEL_PX = 32  # GNOME's
WHOLE_SCREENS = ("overlay", "overlay-start", "tray")

pytestmark = pytest.mark.qt_log_ignore("grabbing the (keyboard|mouse)")  # for a menu; offscreen, Qt cannot


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
        assert seen == wanted


def test_the_region_being_drawn_lies_around_the_formula(qtbot, typesetter):
    overlay = SCENES["overlay"](typesetter)
    qtbot.addWidget(overlay)
    assert isinstance(overlay, Overlay)
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    assert overlay.region.width > 200 * ratio > 2 * overlay.region.height


@pytest.mark.parametrize("screen", [QSize(1092, 614), QSize(960, 600)], ids=lambda size: f"{size.width()}")
@pytest.mark.parametrize("name", [name for name in SCENES if name not in WHOLE_SCREENS])
def test_every_window_fits_on_a_small_screen_with_a_panel_and_a_title_bar(
    qtbot, qapp, typesetter, monkeypatch, name, screen
):
    free = QRect(QPoint(), screen - QSize(0, PANEL_PX))
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: free)
    window = SCENES[name](typesetter)
    qtbot.addWidget(window)
    shown(window, qapp)
    is_framed = window.windowType() is not Qt.WindowType.Popup
    size = window.size() + QSize(0, TITLE_PX if is_framed else 0)
    assert size.boundedTo(free.size()) == size


@pytest.mark.parametrize("name", [name for name in SCENES if name not in WHOLE_SCREENS])
def test_every_control_has_a_name_for_screen_readers_that_is_not_merely_its_value(
    qtbot, qapp, typesetter, name
):
    window = SCENES[name](typesetter)
    qtbot.addWidget(window)
    shown(window, qapp)
    for control in window.findChildren(QWidget):
        has_keys = control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.focusProxy() is None
        if has_keys and control.isVisible():
            reader = QAccessible.queryAccessibleInterface(control)
            labels = reader.relations(QAccessible.RelationFlag.Label)
            names = [label.text(QAccessible.Text.Name) for label, _ in labels]
            if not isinstance(control, QComboBox):  # on Linux Qt leaves the name of a box to its label alone
                names.append(reader.text(QAccessible.Text.Name))
            assert any(names), control
            assert reader.text(QAccessible.Text.Value) not in [each for each in names if each], control
