import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from img2latex_desktop.capture.geometry import DeviceRect
from img2latex_desktop.capture.overlay import Overlay
from img2latex_desktop.capture.selector import RegionSelector, overlays_for
from tests.fakes import place, screenshot


def shots():
    screen = QGuiApplication.primaryScreen()
    size = screen.geometry()
    return [screenshot(place(screen.name(), width=size.width(), height=size.height()))]


def overlays():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Overlay) and w.isVisible()]


@pytest.fixture
def selector(qtbot):
    made = RegionSelector()
    made.start(shots())
    yield made
    made.stop()
    qtbot.waitUntil(lambda: not overlays())


@pytest.fixture
def overlay(selector):
    [shown] = overlays()
    return shown


def test_escape_cancels(qtbot, selector, overlay):
    with qtbot.waitSignal(selector.cancelled):
        qtbot.keyClick(overlay, Qt.Key.Key_Escape)


def test_a_drag_gives_the_screenshot_and_the_region(qtbot, selector, overlay):
    frozen = overlay.screenshot
    with qtbot.waitSignal(selector.chosen) as chosen:
        qtbot.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(10, 20))
        qtbot.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    assert chosen.args == [frozen, DeviceRect(10, 20, 50, 20)]


def test_the_pictures_of_the_screens_are_let_go_with_their_windows(qapp):
    selector = RegionSelector()
    [frozen] = shots()
    picture = weakref.ref(frozen)
    assert not gc.isenabled()  # it would come by some snips later, each of which froze megabytes
    selector.start([frozen])
    selector.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del frozen
    assert picture() is None


def test_without_a_mouse_enter_fixes_a_corner_arrows_move_and_enter_accepts(qtbot, selector, overlay):
    overlay.point_at(QPointF(100, 100))
    with qtbot.waitSignal(selector.chosen) as chosen:
        qtbot.keyClick(overlay, Qt.Key.Key_Return)
        for _ in range(3):
            qtbot.keyClick(overlay, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        for _ in range(2):
            qtbot.keyClick(overlay, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(overlay, Qt.Key.Key_Left)
        qtbot.keyClick(overlay, Qt.Key.Key_Up)
        qtbot.keyClick(overlay, Qt.Key.Key_Enter)
    assert chosen.args[1] == DeviceRect(100, 100, 29, 19)


def test_the_space_key_moves_the_whole_region(qtbot, selector, overlay):
    qtbot.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(10, 20))
    qtbot.mouseMove(overlay, QPoint(60, 40))
    qtbot.keyPress(overlay, Qt.Key.Key_Space)
    qtbot.mouseMove(overlay, QPoint(90, 50))
    qtbot.keyRelease(overlay, Qt.Key.Key_Space)
    qtbot.mouseMove(overlay, QPoint(95, 55))
    assert overlay.region == DeviceRect(40, 30, 55, 25)


def test_a_right_click_without_a_region_cancels(qtbot, selector, overlay):
    with qtbot.waitSignal(selector.cancelled):
        qtbot.mouseClick(overlay, Qt.MouseButton.RightButton, pos=QPoint(60, 40))


def test_a_pointer_that_is_nowhere_starts_in_the_middle(qtbot, selector, overlay):
    overlay.leave()
    with qtbot.waitSignal(selector.chosen) as chosen:
        qtbot.keyClick(overlay, Qt.Key.Key_Return)
        qtbot.keyClick(overlay, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(overlay, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(overlay, Qt.Key.Key_Return)
    assert chosen.args[1] == DeviceRect(400, 400, 10, 10)


def test_an_unplugged_screen_that_was_the_only_one_cancels(qtbot, selector, overlay):
    with qtbot.waitSignal(selector.cancelled):
        QApplication.instance().screenRemoved.emit(overlay.screen())


def test_no_overlay_remains_after_a_choice(qtbot, selector, overlay):
    qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not overlays())


def test_without_any_screen_left_the_selection_is_cancelled(qtbot):
    selector = RegionSelector()
    with qtbot.waitSignal(selector.cancelled):
        selector.start([screenshot(place("unplugged"))])


def test_a_screen_that_vanished_gets_no_overlay(qtbot):
    assert overlays_for([screenshot(place("unplugged"))], QGuiApplication.screens()) == []
