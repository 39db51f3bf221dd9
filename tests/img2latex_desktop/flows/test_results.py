from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from img2latex_desktop.flows.results import FOLLOW_PAUSE_MS, LEAST_CONFIDENCE, MOST_TOLD, shortened
from img2latex_desktop.recognition import RecognizerState
from img2latex_desktop.settings import ResultDisplay
from img2latex_desktop.snip import SnipState
from img2latex_desktop.ui.result.latex_editor import LatexEditor
from img2latex_desktop.ui.result.view_panel import ViewPanel
from model.formula.formats.latex import OutputForm
from model.picture.view import PLAIN_VIEW, Polarity, View
from tests import fakes
from tests.selecting import drag, overlays

CONTROL = Qt.KeyboardModifier.ControlModifier
INVERTED = View(polarity=Polarity.LIGHT_INK)

pytestmark = pytest.mark.usefixtures("results")


@pytest.fixture
def set_preference(preferences):
    return lambda **changes: preferences.change(replace(preferences.settings, **changes))


@pytest.fixture
def shown(snip, recognizer, window, kept):
    """A formula that was read, its entry in the history known."""
    snip.read(fakes.picture())
    recognizer.read("x^2")
    kept()
    return window


def append(qtbot, snip):
    snip.begin(is_appending=True)
    drag(qtbot)


def type_at_end(qtbot, window, text):
    editor = window.findChild(LatexEditor)
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(editor, text)


def open_panel(qtbot, window):
    qtbot.keyClick(window.findChild(LatexEditor), Qt.Key.Key_I, CONTROL)
    assert window.findChild(ViewPanel).isVisible()


def ask_for(window, view):
    window.findChild(ViewPanel).view_requested.emit(view)


def offer_another(recognizer, qtbot, window, latex=r"\chi^2"):
    """Let the slower search find another reading of the formula shown."""
    best = fakes.recognition(window.latex, 0.7)
    found = (fakes.Candidate(window.latex, 0.7), fakes.Candidate(latex, 0.2))
    recognizer.recognized.emit(2, replace(fakes.reading(), recognition=replace(best, candidates=found)))
    qtbot.waitUntil(lambda: window._formula._strip.count == 2)
    qtbot.waitUntil(window.isActiveWindow)  # before that no key is its shortcut


def says_copied(window):
    return any("✓ Copied" in each.text() for each in window.findChildren(QPushButton))


def texts(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def latex(entries):
    return [entry.current for entry in entries]


def test_a_reading_is_shown_copied_and_kept(qtbot, results, snip, recognizer, window, clipboard, kept):
    snip.read(fakes.picture(40, 20))
    assert window.isVisible()
    assert window._formula.preview.accessibleDescription() == "Reading …"
    with qtbot.waitSignal(results.result_shown):
        recognizer.read("x^2", 0.9)
    assert window.latex == "x^2"
    qtbot.waitUntil(lambda: clipboard.text() == "x^2")
    qtbot.waitUntil(lambda: any("Copied" in each.text() for each in window.findChildren(QPushButton)))
    [entry] = kept()
    assert (entry.latex, entry.edited, entry.confidence) == ("x^2", None, 0.9)
    assert QImage.fromData(entry.picture).size().toTuple() == (40, 20)


@pytest.fixture
def copied(qtbot, snip, recognizer, window, clipboard):
    """A formula that was read, not too surely, and is on the clipboard."""
    snip.read(fakes.picture())
    recognizer.read("x^2", 0.7)
    qtbot.waitUntil(lambda: says_copied(window))
    assert clipboard.text() == "x^2"
    return window


def test_another_reading_is_copied_like_the_first_and_undo_brings_that_back(
    qtbot, copied, recognizer, clipboard
):
    offer_another(recognizer, qtbot, copied)
    qtbot.keyClick(copied.findChild(LatexEditor), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: clipboard.text() == r"\chi^2")
    qtbot.waitUntil(lambda: says_copied(copied))
    qtbot.keyClick(copied.findChild(LatexEditor), Qt.Key.Key_Z, CONTROL)
    assert not says_copied(copied)
    copied.close()
    assert clipboard.text() == "x^2"


def test_an_edit_followed_by_escape_is_on_the_clipboard(qtbot, copied, clipboard):
    type_at_end(qtbot, copied, "+1")
    qtbot.keyClick(copied.findChild(LatexEditor), Qt.Key.Key_Escape)
    assert clipboard.text() == "x^2+1"


def test_an_edit_is_copied_once_typing_pauses_and_undo_to_the_copied_text_says_so(qtbot, copied, clipboard):
    type_at_end(qtbot, copied, "+1")
    assert not says_copied(copied)
    qtbot.waitUntil(lambda: clipboard.text() == "x^2+1")
    qtbot.waitUntil(lambda: says_copied(copied))
    type_at_end(qtbot, copied, "+")
    assert not says_copied(copied)
    qtbot.keyClick(copied.findChild(LatexEditor), Qt.Key.Key_Backspace)
    assert says_copied(copied)


def test_an_edit_with_a_mistake_is_not_copied_while_it_is_typed(qtbot, copied, clipboard):
    type_at_end(qtbot, copied, r"\fra")
    qtbot.wait(FOLLOW_PAUSE_MS + 400)
    assert clipboard.text() == "x^2"
    copied.close()
    assert clipboard.text() == r"x^2\fra"


def test_an_edit_is_copied_before_the_next_picture_takes_its_place(qtbot, copied, snip, clipboard):
    type_at_end(qtbot, copied, "+1")
    snip.read(fakes.picture())
    assert clipboard.text() == "x^2+1"


def test_an_edit_is_copied_as_soon_as_another_window_is_turned_to(qtbot, copied, clipboard):
    other = QWidget()
    qtbot.addWidget(other)
    copied.activateWindow()
    qtbot.waitUntil(copied.isActiveWindow)
    type_at_end(qtbot, copied, "+1")
    with qtbot.waitSignal(copied.left):
        other.show()
        other.activateWindow()
    assert clipboard.text() == "x^2+1"


def test_what_was_copied_in_another_program_since_stays(qtbot, copied, recognizer, clipboard):
    clipboard.setText("something else")
    assert not says_copied(copied)
    type_at_end(qtbot, copied, "+1")
    copied.close()
    assert clipboard.text() == "something else"


def test_a_change_of_other_settings_leaves_copied_where_it_is_true(
    qtbot, preferences, copied, set_preference
):
    preferences.changed.connect(lambda before, now: copied.set_form(now.output_form))  # as the desk does
    set_preference(is_private=True)
    assert says_copied(copied)
    set_preference(output_form=OutputForm.INLINE)
    assert not says_copied(copied)


def test_nothing_follows_where_copying_by_itself_is_switched_off(
    qtbot, set_preference, snip, recognizer, window, clipboard
):
    set_preference(copies_automatically=False)
    snip.read(fakes.picture())
    recognizer.read("x^2")
    type_at_end(qtbot, window, "+1")
    window.close()
    assert clipboard.text() == "what was there before"


def test_another_view_of_a_copied_formula_is_copied_too(qtbot, copied, recognizer, clipboard):
    ask_for(copied, INVERTED)
    recognizer.read("y")
    qtbot.waitUntil(lambda: clipboard.text() == "y")


def test_a_formula_of_the_history_is_not_copied_because_it_was_edited(
    qtbot, results, copied, kept, clipboard
):
    copied.close()
    results.show_entry(kept()[0])
    clipboard.setText("something else")
    type_at_end(qtbot, copied, "+1")
    copied.close()
    assert clipboard.text() == "something else"


def test_copying_by_itself_can_be_switched_off(qtbot, set_preference, snip, recognizer, clipboard):
    set_preference(copies_automatically=False)
    snip.read(fakes.picture())
    recognizer.read("x^2")
    qtbot.wait(20)
    assert clipboard.text() == "what was there before"


def test_what_is_likelier_wrong_than_right_leaves_the_clipboard_alone_and_enter_copies_it(
    qtbot, snip, recognizer, window, clipboard
):
    snip.read(fakes.picture())
    recognizer.read("x^2", LEAST_CONFIDENCE - 0.01)
    qtbot.wait(20)
    assert clipboard.text() == "what was there before"
    assert any("Enter copies it" in text for text in texts(window))
    qtbot.keyClick(window.findChild(LatexEditor), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: clipboard.text() == "x^2")
    qtbot.waitUntil(lambda: not any("Enter copies it" in text for text in texts(window)))


def test_what_the_user_made_of_a_doubtful_reading_is_copied(qtbot, snip, recognizer, window, clipboard):
    snip.read(fakes.picture())
    recognizer.read("x^2", LEAST_CONFIDENCE - 0.01)
    offer_another(recognizer, qtbot, window)
    qtbot.keyClick(window.findChild(LatexEditor), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: clipboard.text() == r"\chi^2")


def test_a_doubtful_reading_is_not_called_not_copied_where_nothing_is_copied_unasked(
    set_preference, snip, recognizer, window
):
    set_preference(copies_automatically=False)
    snip.read(fakes.picture())
    recognizer.read("x^2", LEAST_CONFIDENCE - 0.01)
    assert not any("not copied" in text for text in texts(window))


def test_another_view_that_is_doubtful_leaves_the_first_reading_on_the_clipboard(
    qtbot, copied, recognizer, clipboard
):
    ask_for(copied, INVERTED)
    recognizer.read("y", LEAST_CONFIDENCE - 0.01)
    qtbot.wait(20)
    copied.close()
    assert clipboard.text() == "x^2"


def test_a_failure_copies_and_keeps_nothing(qtbot, snip, recognizer, window, clipboard, kept):
    snip.read(fakes.picture())
    recognizer.refuse("No formula found.")
    qtbot.wait(20)
    assert window.latex == ""
    assert clipboard.text() == "what was there before"
    assert kept() == []


def test_what_takes_long_is_explained(monkeypatch, snip, recognizer, window):
    said = []
    monkeypatch.setattr(window, "show_waiting", said.append)
    recognizer.state = RecognizerState.LOADING
    snip.read(fakes.picture())
    recognizer.enter(RecognizerState.WORKING)
    recognizer.read("x")
    recognizer.enter(RecognizerState.READY)
    assert said == ["Reading …"]


def test_an_edit_reaches_the_history(qtbot, shown, kept):
    type_at_end(qtbot, shown, "+1")
    qtbot.waitUntil(lambda: latex(kept()) == ["x^2+1"])
    assert kept()[0].latex == "x^2"


def test_an_edit_is_saved_when_the_window_closes_or_the_next_snip_begins(qtbot, shown, snip, kept):
    type_at_end(qtbot, shown, "+1")
    shown.close()
    assert latex(kept()) == ["x^2+1"]


def test_an_edit_is_saved_when_the_next_picture_comes(qtbot, shown, snip, recognizer, kept):
    type_at_end(qtbot, shown, "+1")
    snip.read(fakes.picture())
    recognizer.read("y")
    assert latex(kept()) == ["y", "x^2+1"]


def test_an_edit_before_the_history_has_answered_is_not_lost(qtbot, snip, recognizer, window, kept):
    # GIVEN a formula whose number in the history is not known yet
    snip.read(fakes.picture())
    recognizer.read("x^2")
    type_at_end(qtbot, window, "+1")
    # WHEN the next picture already takes its place
    snip.read(fakes.picture())
    recognizer.read("y")
    # THEN the edit still goes to the first
    qtbot.waitUntil(lambda: latex(kept()) == ["y", "x^2+1"])


def test_the_next_picture_is_edited_by_itself(qtbot, shown, snip, recognizer, kept):
    snip.read(fakes.picture())
    recognizer.read("y")
    type_at_end(qtbot, shown, "+1")
    shown.close()
    qtbot.waitUntil(lambda: latex(kept()) == ["y+1", "x^2"])


def test_private_mode_keeps_neither_formulas_nor_edits(qtbot, set_preference, snip, recognizer, window, kept):
    set_preference(is_private=True)
    snip.read(fakes.picture())
    recognizer.read("x^2")
    type_at_end(qtbot, window, "+1")
    ask_for(window, INVERTED)
    recognizer.read("y")
    set_preference(is_private=False)
    type_at_end(qtbot, window, "+1")
    window.close()
    assert kept() == []


def test_closing_the_window_ends_the_snip(snip, recognizer, window):
    snip.read(fakes.picture())
    window.close()
    assert snip.state is SnipState.IDLE
    assert recognizer.cancelled == [1]


def test_candidates_come_after_the_result(qtbot, snip, recognizer, window):
    snip.read(fakes.picture())
    recognizer.read("x^2", 0.7)
    candidates = (fakes.Candidate("x^2", 0.9), fakes.Candidate(r"\chi^2", 0.1))
    recognizer.recognized.emit(
        2, replace(fakes.reading(), recognition=replace(fakes.recognition(), candidates=candidates))
    )
    qtbot.waitUntil(lambda: window._formula._strip.count == 2)


def test_a_further_line_is_joined_copied_whole_and_kept_by_itself(
    qtbot, shown, snip, recognizer, clipboard, kept
):
    append(qtbot, snip)
    recognizer.read("y")
    assert shown.latex == "\\begin{aligned}\n& x^2 \\\\\n& y\n\\end{aligned}"
    qtbot.waitUntil(lambda: clipboard.text() == shown.latex)
    assert latex(kept()) == ["y", "x^2"]


def test_candidates_of_a_further_line_are_not_offered_for_all(qtbot, shown, snip, recognizer):
    append(qtbot, snip)
    recognizer.read("y")
    recognizer.read("z")
    qtbot.wait(20)
    assert shown._formula._strip.count == 0


def test_editing_joined_lines_changes_no_entry(qtbot, shown, snip, recognizer, kept):
    append(qtbot, snip)
    recognizer.read("y")
    type_at_end(qtbot, shown, "+1")
    shown.close()
    assert latex(kept()) == ["y", "x^2"]


def test_an_edit_before_a_further_line_is_saved_and_joined(qtbot, shown, snip, recognizer, kept):
    type_at_end(qtbot, shown, "+1")
    append(qtbot, snip)
    recognizer.read("y")
    assert "x^2+1" in shown.latex
    assert latex(kept()) == ["y", "x^2+1"]


def test_appending_to_a_closed_window_begins_anew(qtbot, shown, snip, recognizer):
    shown.close()
    append(qtbot, snip)
    recognizer.read("y")
    assert shown.latex == "y"


def test_appending_to_nothing_shows_the_formula_alone(qtbot, snip, recognizer, window):
    append(qtbot, snip)
    recognizer.read("y")
    assert window.latex == "y"


@pytest.mark.parametrize("is_refused", [True, False])
def test_lines_outlive_one_that_failed_or_was_overtaken(qtbot, shown, snip, recognizer, is_refused):
    append(qtbot, snip)
    if is_refused:
        recognizer.refuse()
    append(qtbot, snip)
    recognizer.read("y")
    assert "x^2" in shown.latex
    assert "y" in shown.latex


def test_snipping_again_after_a_line_that_failed_is_another_try_at_it(qtbot, shown, snip, recognizer):
    append(qtbot, snip)
    recognizer.refuse()
    shown.snip_requested.emit()
    drag(qtbot)
    recognizer.read("y")
    assert "x^2" in shown.latex


def test_snipping_again_replaces_what_was_read(qtbot, shown, snip, recognizer):
    append(qtbot, snip)
    recognizer.read("y")
    shown.snip_requested.emit()
    drag(qtbot)
    recognizer.read("z")
    assert shown.latex == "z"


def test_snipping_again_waits_as_set(set_preference, shown, snip):
    set_preference(capture_delay_s=30.0)
    shown.snip_requested.emit()
    assert (snip.state, overlays()) == (SnipState.COUNTING, [])


def test_another_view_replaces_the_text_and_what_the_history_has(qtbot, shown, recognizer, kept):
    ask_for(shown, INVERTED)
    assert recognizer.wishes[-1][0] == INVERTED
    recognizer.read("y")
    assert shown.latex == "y"
    [entry] = kept()
    assert (entry.latex, entry.edited) == ("x^2", "y")


def test_another_view_of_a_further_line_keeps_the_lines_above(qtbot, shown, snip, recognizer, kept):
    append(qtbot, snip)
    recognizer.read("y")
    kept()
    ask_for(shown, INVERTED)
    recognizer.read("z")
    assert shown.latex == "\\begin{aligned}\n& x^2 \\\\\n& z\n\\end{aligned}"
    assert latex(kept()) == ["z", "x^2"]


def test_what_only_another_view_could_read_is_a_result_like_any_other(
    qtbot, snip, recognizer, window, clipboard, kept
):
    snip.read(fakes.picture())
    recognizer.refuse()
    ask_for(window, INVERTED)
    recognizer.read("y")
    assert window.latex == "y"
    qtbot.waitUntil(lambda: clipboard.text() == "y")
    assert latex(kept()) == ["y"]


def test_a_picture_taken_for_no_formula_is_read_when_the_user_insists(
    qtbot, snip, recognizer, window, clipboard, kept
):
    snip.read(fakes.picture())
    recognizer.doubt()
    qtbot.keyClick(window, Qt.Key.Key_I, CONTROL)
    assert window.findChild(ViewPanel).has_seen
    [anyway] = [each for each in window.findChildren(QPushButton) if "anyway" in each.text()]
    anyway.click()
    assert recognizer.wishes[-1][0] == View(insists=True)
    recognizer.read("y")
    assert window.latex == "y"
    assert latex(kept()) == ["y"]


def test_the_next_failure_offers_no_reading_that_only_the_last_one_had(snip, recognizer, window):
    snip.read(fakes.picture())
    recognizer.doubt()
    snip.read(fakes.picture())
    recognizer.refuse()
    assert not window.findChild(ViewPanel).has_seen


def test_a_view_that_fails_leaves_the_text(shown, recognizer, kept):
    ask_for(shown, INVERTED)
    recognizer.refuse("No formula found.")
    assert shown.latex == "x^2"
    assert any("No formula found." in text for text in texts(shown))
    assert latex(kept()) == ["x^2"]


def test_an_open_panel_is_filled_by_the_reading_itself(qtbot, shown, snip, recognizer):
    open_panel(qtbot, shown)
    count = len(recognizer.submitted)
    snip.read(fakes.picture())
    assert len(recognizer.submitted) == count + 1
    recognizer.read("y")
    assert shown.findChild(ViewPanel).has_seen


def test_a_formula_of_the_history_is_shown_and_edited_there(qtbot, results, shown, kept):
    shown.close()
    results.show_entry(kept()[0])
    assert (shown.isVisible(), shown.latex) == (True, "x^2")
    type_at_end(qtbot, shown, "+1")
    shown.close()
    assert latex(kept()) == ["x^2+1"]


def test_an_edit_is_saved_before_a_formula_of_the_history_takes_its_place(
    qtbot, results, shown, snip, recognizer, kept
):
    [old] = kept()
    snip.read(fakes.picture())
    recognizer.read("y")
    kept()
    type_at_end(qtbot, shown, "+1")
    results.show_entry(old)
    assert latex(kept()) == ["y+1", "x^2"]


def test_what_the_model_saw_of_a_formula_of_the_history_does_not_change_its_text(
    qtbot, results, shown, recognizer, kept
):
    # GIVEN the pane is open, so that it is filled at once
    open_panel(qtbot, shown)
    type_at_end(qtbot, shown, "+1")
    shown.close()
    # WHEN an edited formula is taken up again
    results.show_entry(kept()[0])
    recognizer.read("x^2")
    # THEN the picture is shown and the text stays, until another view is asked for
    assert shown.findChild(ViewPanel).has_seen
    assert shown.latex == "x^2+1"
    ask_for(shown, INVERTED)
    recognizer.read("y")
    assert shown.latex == "y"


def test_a_look_that_failed_does_not_silence_the_next_view(qtbot, results, shown, recognizer, kept):
    results.show_entry(kept()[0])
    open_panel(qtbot, shown)
    recognizer.refuse()
    ask_for(shown, INVERTED)
    recognizer.read("y")
    assert shown.latex == "y"


def test_the_panel_asks_for_a_plain_view(qtbot, results, shown, recognizer, kept):
    results.show_entry(kept()[0])
    open_panel(qtbot, shown)
    assert recognizer.wishes[-1] == (PLAIN_VIEW, 1, True)


def test_a_reading_from_elsewhere_is_shown_without_being_copied(qtbot, results, window, clipboard, kept):
    reading = fakes.reading("x^2")
    results.show_reading(fakes.picture(), reading, results.keep(fakes.picture(), reading))
    qtbot.wait(20)
    assert window.latex == "x^2"
    assert clipboard.text() == "what was there before"
    type_at_end(qtbot, window, "+1")
    window.close()
    qtbot.waitUntil(lambda: latex(kept()) == ["x^2+1"])


def test_a_reading_from_elsewhere_can_be_looked_at_again(results, window, recognizer):
    results.show_reading(fakes.picture(40, 20), fakes.reading("x^2"), None)
    ask_for(window, INVERTED)
    assert recognizer.submitted[-1].width == 40


@pytest.fixture
def told(results, set_preference):
    """What is told in notifications, which take the window's place."""
    set_preference(result_display=ResultDisplay.NOTIFICATION)
    sentences = []
    results.told.connect(sentences.append)
    return sentences


def test_without_a_window_a_notification_says_which_formula_was_copied(
    qtbot, told, snip, recognizer, window, clipboard, kept
):
    snip.read(fakes.picture())
    recognizer.read("x^2")
    qtbot.waitUntil(lambda: told == ["Copied: x^2"])
    assert not window.isVisible()
    assert clipboard.text() == "x^2"
    assert latex(kept()) == ["x^2"]


def test_a_click_on_the_notification_opens_the_window(qtbot, results, told, snip, recognizer, window):
    snip.read(fakes.picture())
    recognizer.read("x^2")
    results.present()
    assert (window.isVisible(), window.latex) == (True, "x^2")


def test_without_a_window_what_is_too_doubtful_to_be_copied_and_what_failed_is_told(
    qtbot, told, snip, recognizer, window, clipboard
):
    snip.read(fakes.picture())
    recognizer.read("x^2", LEAST_CONFIDENCE - 0.01)
    assert told == ["Not copied: x^2"]
    snip.read(fakes.picture())
    recognizer.refuse("No formula found.")
    assert told[1:] == ["No formula found."]
    assert clipboard.text() == "what was there before"


def test_without_a_window_further_lines_are_appended_all_the_same(qtbot, told, snip, recognizer, clipboard):
    snip.read(fakes.picture())
    recognizer.read("x^2")
    append(qtbot, snip)
    recognizer.read("y")
    qtbot.waitUntil(lambda: "x^2" in clipboard.text() and "y" in clipboard.text())


def test_the_button_for_a_further_line_begins_a_snip_that_is_appended(qtbot, shown, recognizer):
    shown.append_requested.emit()
    drag(qtbot)
    recognizer.read("y")
    assert "x^2" in shown.latex
    assert "y" in shown.latex


def test_a_notification_holds_no_more_than_a_few_lines():
    assert shortened("a\n b") == "a b"
    assert len(shortened("x" * 5000)) == MOST_TOLD


def test_the_same_formula_snipped_again_is_copied_and_told_again(qtbot, told, snip, recognizer):
    for count in (1, 2):
        snip.read(fakes.picture())
        recognizer.read("x^2")
        qtbot.waitUntil(lambda count=count: told == ["Copied: x^2"] * count)
