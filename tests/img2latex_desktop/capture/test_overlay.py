import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from img2latex_desktop.capture.geometry import DeviceRect
from img2latex_desktop.capture.hint import FADE_MS
from img2latex_desktop.capture.overlay import Overlay
from tests.fakes import place, screenshot


@pytest.fixture(params=[1.0, 2.0])
def ratio(request):
    return request.param


@pytest.fixture
def overlay(qtbot, ratio):
    screen = QGuiApplication.primaryScreen()
    size = screen.geometry()
    made = Overlay(screenshot(place(screen.name(), width=size.width(), height=size.height()), ratio), screen)
    qtbot.addWidget(made)
    made.show()
    return made


def drag(qtbot, overlay, start, end, *, release=True):
    qtbot.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    qtbot.mouseMove(overlay, QPoint(*end))
    if release:
        qtbot.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def test_a_drag_chooses_the_region_in_device_pixels(qtbot, overlay, ratio):
    with qtbot.waitSignal(overlay.chosen) as chosen:
        drag(qtbot, overlay, (100, 50), (200, 80))
    r = int(ratio)
    assert chosen.args == [DeviceRect(100 * r, 50 * r, 100 * r, 30 * r)]


def test_a_click_chooses_nothing(qtbot, overlay):
    with qtbot.assertNotEmitted(overlay.chosen):
        drag(qtbot, overlay, (100, 50), (101, 51))
    assert overlay.region is None


def test_the_right_button_starts_over(qtbot, overlay):
    with qtbot.assertNotEmitted(overlay.chosen):
        drag(qtbot, overlay, (100, 50), (200, 80), release=False)
        qtbot.mousePress(overlay, Qt.MouseButton.RightButton, pos=QPoint(200, 80))
        qtbot.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(200, 80))


def test_a_right_click_without_a_region_dismisses_but_not_the_one_that_starts_over(qtbot, overlay):
    with qtbot.assertNotEmitted(overlay.dismissed):
        drag(qtbot, overlay, (100, 50), (200, 80), release=False)
        qtbot.mouseClick(overlay, Qt.MouseButton.RightButton, pos=QPoint(200, 80))
    with qtbot.waitSignal(overlay.dismissed):
        qtbot.mouseClick(overlay, Qt.MouseButton.RightButton, pos=QPoint(200, 80))


def test_a_release_where_the_mouse_stood_keeps_what_the_keys_did(qtbot, overlay, ratio):
    drag(qtbot, overlay, (100, 50), (200, 80), release=False)
    overlay.nudge(3, -2)
    r = int(ratio)
    with qtbot.waitSignal(overlay.chosen) as chosen:
        qtbot.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(200, 80))
    assert chosen.args == [DeviceRect(100 * r, 50 * r, 100 * r + 3, 30 * r - 2)]


def test_a_mouse_that_moves_on_takes_the_pointer_back_from_the_keys(qtbot, overlay, ratio):
    drag(qtbot, overlay, (100, 50), (200, 80), release=False)
    overlay.nudge(3, -2)
    qtbot.mouseMove(overlay, QPoint(220, 90))
    assert overlay.region == DeviceRect(*(int(ratio) * v for v in (100, 50, 120, 40)))


def test_a_drag_beyond_the_screen_stops_at_its_edge(qtbot, overlay, ratio):
    with qtbot.waitSignal(overlay.chosen) as chosen:
        drag(qtbot, overlay, (overlay.width() - 50, overlay.height() - 40), (9999, 9999))
    [region] = chosen.args
    assert (region.width, region.height) == (50 * ratio, 40 * ratio)


def test_the_region_is_lit_and_the_rest_dimmed(qtbot, overlay):
    drag(qtbot, overlay, (100, 50), (200, 80), release=False)
    painted = overlay.grab().toImage()
    frozen = overlay.screenshot.image
    k = frozen.width() / overlay.width()
    inside, outside = (150, 60), (300, 300)
    assert painted.pixelColor(*inside) == frozen.pixelColor(round(inside[0] * k), round(inside[1] * k))
    dimmed, bright = painted.pixelColor(*outside), frozen.pixelColor(*(round(c * k) for c in outside))
    assert dimmed.red() < bright.red()


def test_the_crosshair_follows_the_pointer(qtbot, overlay):
    overlay.point_at(QPointF(120, 90))
    with_pointer = overlay.grab().toImage()
    overlay.point_at(QPointF(400, 300))
    assert with_pointer.pixelColor(120, 10) != overlay.grab().toImage().pixelColor(120, 10)


def test_the_crosshair_leaves_with_the_pointer(qtbot, overlay):
    overlay.leave()
    blank = overlay.grab().toImage()
    overlay.point_at(QPointF(120, 90))
    assert overlay.grab().toImage() != blank
    QApplication.sendEvent(overlay, QEvent(QEvent.Type.Leave))
    assert overlay.grab().toImage() == blank


def test_what_is_painted_bit_by_bit_is_what_is_painted_at_once(qtbot, overlay):
    screen = overlay.screen()
    QTest.qWaitForWindowExposed(overlay)
    for step, (x, y) in enumerate(((240, 150), (90, 300), (401, 333), (402, 334), (300, 90), (120, 61))):
        if step == 2:
            overlay.anchor()
        overlay.point_at(QPointF(x, y))
        qtbot.wait(1)
    qtbot.wait(2 * FADE_MS)  # the hint is gone
    shown = screen.grabWindow(overlay.winId()).toImage()
    assert shown == overlay.grab().toImage().convertToFormat(shown.format())
