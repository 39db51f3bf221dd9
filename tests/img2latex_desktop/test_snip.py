import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from img2latex_desktop.capture.overlay import Overlay
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.snip import Snip, SnipState
from tests import fakes


@pytest.fixture
def recognizer():
    return fakes.FakeRecognizerProcess()


@pytest.fixture
def snip(qtbot, recognizer):
    return Snip(fakes.FakeCapture(), RegionSelector(), recognizer)


def overlay():
    [shown] = [w for w in QApplication.topLevelWidgets() if isinstance(w, Overlay) and w.isVisible()]
    return shown


def choose(qtbot, snip, left=10, top=20, right=60, bottom=50):
    snip.begin()
    window = overlay()
    qtbot.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(left, top))
    qtbot.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(right, bottom))


def cancel(qtbot, snip):
    snip.begin()
    qtbot.keyClick(overlay(), Qt.Key.Key_Escape)


def test_the_states_follow_each_other(qtbot, snip, recognizer):
    states = []
    snip.state_changed.connect(states.append)
    choose(qtbot, snip)
    recognizer.recognized.emit(1, fakes.reading())
    snip.end()
    assert states == [SnipState.SELECTING, SnipState.RECOGNIZING, SnipState.SHOWING, SnipState.IDLE]


def test_the_pixels_of_the_region_are_submitted_and_shown(qtbot, snip, recognizer):
    with qtbot.waitSignal(snip.chosen) as chosen:
        choose(qtbot, snip)
    [pixels] = recognizer.submitted
    image = pixels.to_array()
    assert image.shape == (30, 50, 3)
    assert image[0, 0, :2].tolist() == [10, 20]
    assert chosen.args[0].width() == 50
    assert chosen.args[1] == QRect(10, 20, 50, 30)


def test_escape_while_selecting_submits_nothing(qtbot, snip, recognizer):
    cancel(qtbot, snip)
    assert snip.state is SnipState.IDLE
    assert recognizer.submitted == []


def test_a_second_hotkey_while_selecting_changes_nothing(qtbot, snip):
    snip.begin()
    snip.begin()
    qtbot.keyClick(overlay(), Qt.Key.Key_Escape)


def test_cancelling_a_new_snip_keeps_the_one_being_recognized(qtbot, snip, recognizer):
    choose(qtbot, snip)
    cancel(qtbot, snip)
    assert snip.state is SnipState.RECOGNIZING
    with qtbot.waitSignal(snip.recognized):
        recognizer.recognized.emit(1, fakes.reading())


def test_a_new_region_forgets_the_picture_still_being_recognized(qtbot, snip, recognizer):
    choose(qtbot, snip)
    choose(qtbot, snip)
    assert recognizer.cancelled == [1]
    with qtbot.assertNotEmitted(snip.recognized):
        recognizer.recognized.emit(1, fakes.reading())


def test_closing_the_result_forgets_the_picture(qtbot, snip, recognizer):
    choose(qtbot, snip)
    snip.end()
    assert recognizer.cancelled == [1]
    assert snip.state is SnipState.IDLE


def test_a_failure_is_passed_on_and_shown(qtbot, snip, recognizer):
    choose(qtbot, snip)
    with qtbot.waitSignal(snip.failed) as failed:
        recognizer.failed.emit(1, "No formula found.")
    assert failed.args == ["No formula found."]
    assert snip.state is SnipState.SHOWING


def test_a_screen_that_cannot_be_photographed_is_told_and_the_next_try_is_free(qtbot, recognizer):
    snip = Snip(fakes.FakeCapture(problem="The screen is black."), RegionSelector(), recognizer)
    with qtbot.waitSignal(snip.not_captured) as told:
        snip.begin()
    assert told.args == ["The screen is black."]
    assert snip.state is SnipState.IDLE
