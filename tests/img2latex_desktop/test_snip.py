import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from img2latex_desktop import snip as snip_module
from img2latex_desktop.snip import CANDIDATES, Snip, SnipState
from model.picture.view import PLAIN_VIEW, Polarity, View
from tests import fakes
from tests.selecting import drag, overlay, overlays

INVERTED = View(polarity=Polarity.LIGHT_INK)
LONG_S = 30.0


@pytest.fixture
def quick_snip(capture, selector, recognizer, monkeypatch):
    """A snip whose seconds pass sooner."""
    monkeypatch.setattr(snip_module, "SECOND_MS", 10)
    return Snip(capture, selector, recognizer)


def choose(qtbot, snip, **options):
    snip.begin(**options)
    drag(qtbot)


def cancel(qtbot, snip):
    snip.begin()
    qtbot.keyClick(overlay(), Qt.Key.Key_Escape)


def recorded(signal):
    """Collect what a signal says; of several values, a tuple."""
    told = []
    signal.connect(lambda *values: told.append(values[0] if len(values) == 1 else values))
    return told


def test_the_states_follow_each_other(qtbot, snip, recognizer):
    states = recorded(snip.state_changed)
    choose(qtbot, snip)
    recognizer.read()
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


def test_a_recognizer_that_sleeps_is_woken_while_the_user_chooses(qtbot, snip, recognizer):
    snip.begin()
    assert (recognizer.starts, recognizer.submitted) == (1, [])
    qtbot.keyClick(overlay(), Qt.Key.Key_Escape)


def test_it_is_said_whether_the_formula_is_to_be_appended(qtbot, snip):
    is_appended = recorded(snip.chosen)
    choose(qtbot, snip, is_appending=True)
    choose(qtbot, snip)
    assert [values[2] for values in is_appended] == [True, False]


def test_escape_while_selecting_submits_nothing(qtbot, snip, recognizer):
    cancel(qtbot, snip)
    assert snip.state is SnipState.IDLE
    assert recognizer.submitted == []


def test_a_second_hotkey_while_selecting_changes_nothing(qtbot, snip):
    is_appended = recorded(snip.chosen)
    snip.begin(is_appending=True)
    snip.begin()
    snip.repeat()
    snip.read(fakes.picture())
    drag(qtbot)
    assert [values[2] for values in is_appended] == [True]


def test_cancelling_a_new_snip_keeps_the_one_being_recognized(qtbot, snip, recognizer):
    choose(qtbot, snip)
    cancel(qtbot, snip)
    assert snip.state is SnipState.RECOGNIZING
    with qtbot.waitSignal(snip.recognized):
        recognizer.read()


def test_a_new_region_forgets_the_picture_still_being_recognized(qtbot, snip, recognizer):
    choose(qtbot, snip)
    choose(qtbot, snip)
    assert recognizer.cancelled == [1]
    with qtbot.assertNotEmitted(snip.recognized):
        recognizer.read(number=1)


def test_closing_the_result_forgets_the_picture(qtbot, snip, recognizer):
    choose(qtbot, snip)
    snip.end()
    assert recognizer.cancelled == [1]
    assert snip.state is SnipState.IDLE
    snip.look_again(INVERTED)
    assert len(recognizer.submitted) == 1


def test_the_end_cancels_every_look_at_the_picture(qtbot, snip, recognizer):
    choose(qtbot, snip)
    recognizer.read()
    snip.look_again(INVERTED)
    snip.end()
    assert sorted(recognizer.cancelled) == [2, 3]
    with (
        qtbot.assertNotEmitted(snip.candidates_found),
        qtbot.assertNotEmitted(snip.looked_again),
        qtbot.assertNotEmitted(snip.failed),
    ):
        recognizer.read(number=2)
        recognizer.refuse(number=3)


def test_a_result_put_away_while_the_next_is_selected_leaves_the_selection(qtbot, snip):
    choose(qtbot, snip)
    snip.begin()
    snip.end()
    assert snip.state is SnipState.SELECTING
    drag(qtbot)
    assert snip.state is SnipState.RECOGNIZING


def test_a_failure_is_passed_on_and_shown(qtbot, snip, recognizer):
    choose(qtbot, snip)
    with qtbot.waitSignal(snip.failed) as failed:
        recognizer.refuse("No formula found.")
    assert failed.args == ["No formula found."]
    assert snip.state is SnipState.SHOWING


def test_a_screen_that_cannot_be_photographed_is_told_and_the_next_try_is_free(qtbot, snip, capture, caplog):
    capture.problem = "The screen is black."
    with qtbot.waitSignal(snip.not_captured) as told:
        snip.begin()
    assert told.args == ["The screen is black."]
    assert "Nothing can be chosen: The screen is black." in caplog.messages
    assert snip.state is SnipState.IDLE
    capture.problem = ""
    choose(qtbot, snip)
    assert snip.state is SnipState.RECOGNIZING


def test_a_selection_that_cannot_go_on_is_ended_and_told(qtbot, snip):
    told = recorded(snip.not_captured)
    snip.begin()
    assert snip.give_up("It stumbled.")
    assert (told, overlays(), snip.state) == (["It stumbled."], [], SnipState.IDLE)
    choose(qtbot, snip)
    assert snip.state is SnipState.RECOGNIZING


def test_a_countdown_that_cannot_go_on_is_ended(qtbot, snip):
    snip.begin(LONG_S)
    assert snip.give_up("It stumbled.")
    assert snip.state is SnipState.IDLE


def test_without_a_selection_there_is_nothing_to_give_up(snip):
    told = recorded(snip.not_captured)
    assert not snip.give_up("It stumbled.")
    assert told == []


def test_the_seconds_are_counted_down_before_the_screens_freeze(qtbot, quick_snip):
    counted, states = recorded(quick_snip.counted), recorded(quick_snip.state_changed)
    quick_snip.begin(2.2)
    assert overlays() == []
    qtbot.waitUntil(lambda: overlays() != [])
    assert counted == [3, 2, 1, 0]
    assert states == [SnipState.COUNTING, SnipState.SELECTING]
    qtbot.keyClick(overlay(), Qt.Key.Key_Escape)
    assert quick_snip.state is SnipState.IDLE


def test_a_second_request_ends_the_wait_and_is_what_counts(qtbot, snip):
    is_appended = recorded(snip.chosen)
    snip.begin(LONG_S)
    snip.begin(LONG_S, is_appending=True)
    assert snip.state is SnipState.SELECTING
    drag(qtbot)
    assert [values[2] for values in is_appended] == [True]


def test_putting_the_result_away_does_not_end_the_countdown(qtbot, snip):
    choose(qtbot, snip)
    snip.begin(LONG_S)
    snip.end()
    assert snip.state is SnipState.COUNTING


def test_the_last_region_is_read_again_as_it_looks_now(qtbot, snip, recognizer):
    assert not snip.can_repeat
    choose(qtbot, snip)
    assert snip.can_repeat
    with qtbot.waitSignal(snip.chosen) as chosen:
        snip.repeat()
    assert overlays() == []
    assert chosen.args[1:] == [QRect(10, 20, 50, 30), False]
    assert recognizer.submitted[0] == recognizer.submitted[1]


def test_repeating_waits_as_long_as_a_snip(qtbot, quick_snip, recognizer):
    choose(qtbot, quick_snip)
    quick_snip.repeat(0.5)
    assert quick_snip.state is SnipState.COUNTING
    qtbot.waitUntil(lambda: len(recognizer.submitted) == 2)


@pytest.mark.parametrize("change", ["none yet", "screen gone"])
def test_without_the_last_region_the_user_chooses(qtbot, snip, capture, change):
    if change == "screen gone":
        choose(qtbot, snip)
        capture.device_pixel_ratio = 2.0  # another screen by the same name
    snip.repeat()
    assert snip.state is SnipState.SELECTING
    drag(qtbot)


def test_a_picture_that_is_there_already_is_read_without_a_selection(qtbot, snip, recognizer):
    with qtbot.waitSignal(snip.chosen) as chosen:
        snip.read(fakes.picture(40, 20))
    assert overlays() == []
    assert (recognizer.submitted[0].width, recognizer.submitted[0].height) == (40, 20)
    assert chosen.args[1:] == [None, False]
    assert not snip.can_repeat


def too_large():
    return QImage(8000, 5001, QImage.Format.Format_Mono)


@pytest.mark.parametrize(("make", "words"), [(QImage, "empty"), (too_large, "40 million")])
def test_a_picture_that_cannot_be_read_is_shown_and_logged_with_the_reason(
    qtbot, snip, recognizer, caplog, make, words
):
    caplog.set_level("INFO", "img2latex_desktop")
    reasons = recorded(snip.failed)
    with qtbot.waitSignals([snip.chosen, snip.failed], order="strict"):
        snip.read(make())
    assert [words in reason for reason in reasons] == [True]
    assert f"The picture is not read: {reasons[0]}" in caplog.messages
    assert snip.state is SnipState.SHOWING
    snip.look_again(INVERTED)
    assert recognizer.submitted == []


def test_other_readings_are_looked_for_once_the_first_is_shown_and_without_hurry(qtbot, snip, recognizer):
    choose(qtbot, snip)
    assert recognizer.wishes == [(PLAIN_VIEW, 1, True)]
    recognizer.read()
    assert recognizer.wishes[1:] == [(PLAIN_VIEW, CANDIDATES, False)]
    with qtbot.waitSignal(snip.candidates_found) as found:
        recognizer.read("y")
    assert [candidate.latex for candidate in found.args[0]] == ["y"]


def test_a_failure_to_find_other_readings_is_not_worth_a_word(qtbot, snip, recognizer):
    choose(qtbot, snip)
    recognizer.read()
    with qtbot.assertNotEmitted(snip.failed):
        recognizer.refuse()
    assert snip.state is SnipState.SHOWING


def test_a_result_put_away_at_once_is_not_looked_at_further(qtbot, snip, recognizer):
    snip.recognized.connect(snip.end)
    choose(qtbot, snip)
    recognizer.read()
    assert len(recognizer.submitted) == 1


def test_the_same_picture_is_looked_at_in_another_way(qtbot, snip, recognizer):
    choose(qtbot, snip)
    recognizer.refuse()
    snip.look_again(INVERTED)
    assert recognizer.submitted[0] == recognizer.submitted[1]
    assert recognizer.wishes[1] == (INVERTED, 1, True)
    with qtbot.waitSignal(snip.looked_again) as again:
        recognizer.read("y")
    assert (again.args[0].recognition.latex, again.args[1]) == ("y", INVERTED)


def test_only_the_last_of_several_looks_is_answered(qtbot, snip, recognizer):
    choose(qtbot, snip)
    recognizer.refuse()
    snip.look_again(INVERTED)
    snip.look_again(PLAIN_VIEW)
    assert recognizer.cancelled == [2]
    with qtbot.assertNotEmitted(snip.looked_again):
        recognizer.read(number=2)
    with qtbot.waitSignal(snip.failed):
        recognizer.refuse(number=3)


def test_a_picture_read_before_can_be_looked_at_again(qtbot, snip, recognizer):
    choose(qtbot, snip)
    snip.take_up(fakes.picture(40, 20))
    assert recognizer.cancelled == [1]
    snip.look_again(INVERTED)
    assert recognizer.submitted[1].width == 40


def test_a_broken_picture_read_before_is_not_looked_at_again(qtbot, snip, recognizer):
    snip.take_up(QImage())
    snip.look_again(INVERTED)
    assert recognizer.submitted == []
