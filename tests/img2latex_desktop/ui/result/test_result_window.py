import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from img2latex_desktop.settings import ResultClosing
from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.ui.parts.theme import contrast, palette
from img2latex_desktop.ui.result.latex_editor import LatexEditor
from img2latex_desktop.ui.result.pin_button import PinButton
from img2latex_desktop.ui.result.result_window import MAXIMUM_OWN_WIDTH_PX, WIDTH_PX, ResultWindow
from img2latex_desktop.ui.result.view_panel import ViewPanel
from model.formula.formats.latex import OutputForm
from model.picture.view import Polarity, View
from model.reading.result import Candidate, Recognition
from tests.fakes import picture, recognition

REGION = QRect(300, 100, 40, 20)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FORMULA = CopyContent(text="x^2")


@pytest.fixture
def window(qtbot, typesetter):
    made = ResultWindow(typesetter)
    qtbot.addWidget(made)
    made.show_reading(picture(), REGION, "Reading …")
    return made


@pytest.fixture
def shown(qtbot, window):
    window.show_result(recognition("x^2", 0.97))
    qtbot.waitExposed(window)
    return window


def editor(window):
    return window.findChild(LatexEditor)


def button(window, text):
    return next(found for found in window.findChildren(QPushButton) if text in found.text().replace("&", ""))


def texts(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def says(window, words):
    return any(words in text for text in texts(window))


def test_while_reading_there_is_nothing_to_copy(qtbot, window):
    assert not button(window, "Copy").isEnabled()
    with qtbot.assertNotEmitted(window.copy_requested):
        qtbot.keyClick(editor(window), Qt.Key.Key_Return)
        qtbot.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)


def test_the_result_can_be_edited_and_copied(qtbot, shown):
    editor(shown).moveCursor(editor(shown).textCursor().MoveOperation.Start)
    qtbot.keyClicks(editor(shown), "y + ")
    with qtbot.waitSignal(shown.copy_requested) as requested:
        qtbot.mouseClick(button(shown, "Copy"), Qt.MouseButton.LeftButton)
    assert requested.args == [CopyContent(text="y + x^2")]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
        (Qt.Key.Key_C, CONTROL),
    ],
)
def test_enter_and_control_c_copy_the_whole_formula(qtbot, shown, key, modifier):
    with qtbot.waitSignal(shown.copy_requested) as requested:
        qtbot.keyClick(editor(shown), key, modifier)
    assert requested.args == [FORMULA]


def test_control_c_with_a_selection_copies_the_selection(qtbot, shown):
    editor(shown).selectAll()
    with qtbot.assertNotEmitted(shown.copy_requested):
        qtbot.keyClick(editor(shown), Qt.Key.Key_C, CONTROL)


def test_shift_enter_breaks_the_line(qtbot, shown):
    with qtbot.assertNotEmitted(shown.copy_requested):
        qtbot.keyClick(editor(shown), Qt.Key.Key_Return, SHIFT)
    assert "\n" in shown.latex


@pytest.mark.parametrize(
    ("key", "attribute"), [(Qt.Key.Key_S, "svg"), (Qt.Key.Key_P, "png"), (Qt.Key.Key_M, "mathml")]
)
def test_keys_copy_the_formula_as_a_picture_or_as_mathml(qtbot, shown, key, attribute):
    with qtbot.waitSignal(shown.copy_requested) as requested:
        qtbot.keyClick(editor(shown), key, CONTROL | SHIFT)
    assert getattr(requested.args[0], attribute)


def test_the_preview_offers_the_same_in_its_context_menu(shown):
    names = [action.text() for action in shown._formula.preview.actions()]
    assert [name.split()[-1] for name in names] == ["SVG", "PNG", "Word"]


def test_control_enter_closes_once_the_copy_is_proven(qtbot, shown):
    with qtbot.waitSignal(shown.copy_requested):
        qtbot.keyClick(editor(shown), Qt.Key.Key_Return, CONTROL)
    assert shown.isVisible()
    with qtbot.waitSignal(shown.closed):
        shown.confirm_copied(FORMULA)
    assert not shown.isVisible()


def test_a_failed_copy_is_told_and_keeps_the_window_open(qtbot, shown):
    qtbot.keyClick(editor(shown), Qt.Key.Key_Return, CONTROL)
    shown.show_copy_failure("Another program holds the clipboard.")
    assert "⚠ Another program holds the clipboard." in texts(shown)
    shown.request_copy()
    shown.confirm_copied(FORMULA)
    assert shown.isVisible()


def test_escape_closes(qtbot, shown):
    with qtbot.waitSignal(shown.closed):
        qtbot.keyClick(editor(shown), Qt.Key.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_N, CONTROL), (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)]
)
def test_keys_ask_for_the_next_snip(qtbot, shown, key, modifier):
    with qtbot.waitSignal(shown.snip_requested):
        qtbot.keyClick(editor(shown), key, modifier)


def test_copied_is_shown_until_the_text_changes(qtbot, shown):
    shown.request_copy()
    shown.confirm_copied(FORMULA)
    assert button(shown, "✓ Copied").isVisible()
    qtbot.keyClicks(editor(shown), "y")
    assert button(shown, "Copy LaTeX")


def test_the_form_that_is_set_is_what_is_copied(qtbot, shown):
    shown.set_form(OutputForm.INLINE)
    with qtbot.waitSignal(shown.copy_requested) as requested:
        shown.request_copy()
    assert requested.args == [CopyContent(text="$x^2$")]


def test_an_edit_is_told_at_the_latest_when_the_window_closes(qtbot, shown):
    qtbot.keyClicks(editor(shown), "+y")
    with qtbot.waitSignals([shown.edited, shown.closed]):
        shown.reject()


def test_a_failure_offers_to_snip_again_and_nothing_to_copy(qtbot, window):
    window.show_failure("No formula found.")
    assert not button(window, "Copy").isVisible()
    with qtbot.waitSignal(window.snip_requested):
        qtbot.keyClick(window, Qt.Key.Key_Return)


def test_what_is_taken_for_no_formula_can_be_seen_and_read_anyway(qtbot, window):
    window.show_failure("This looks like no formula.", picture())
    assert window.findChild(ViewPanel).has_seen
    with qtbot.waitSignal(window.view_requested) as asked:
        qtbot.mouseClick(button(window, "Read it anyway"), Qt.MouseButton.LeftButton)
    assert asked.args == [View(insists=True)]
    window.show_result(recognition("x"))
    assert not button(window, "Read it anyway").isVisible()


@pytest.mark.parametrize("seen", [None, QImage()])
def test_what_cannot_be_read_at_all_offers_nothing_of_the_kind(window, seen):
    window.show_failure("The picture is blank.", seen)
    assert not button(window, "Read it anyway").isVisible()


def test_after_a_failure_the_next_snip_can_be_copied(window):
    window.show_failure("No formula found.")
    window.show_reading(picture(), REGION, "Reading …")
    window.show_result(recognition("x"))
    assert button(window, "Copy").isEnabled()
    assert button(window, "Copy").isDefault()


def test_the_pane_shows_what_the_model_saw_and_asks_for_another_view(qtbot, shown):
    with qtbot.waitSignal(shown.seen_requested):
        qtbot.keyClick(editor(shown), Qt.Key.Key_I, CONTROL)
    panel = shown.findChild(ViewPanel)
    assert panel.isVisible()
    shown.show_seen(picture(), View())
    panel.show_seen(picture(), View(polarity=Polarity.LIGHT_INK))
    with qtbot.waitSignal(shown.view_requested) as asked:
        button(shown, "Reset").click()
    assert asked.args == [View()]
    assert says(shown, "Reading again …")


def test_a_result_read_again_replaces_the_text_undoably(qtbot, shown):
    shown.show_result(recognition("y^2", 0.7))
    assert shown.latex == "y^2"
    assert says(shown, "worth a glance")
    qtbot.keyClick(editor(shown), Qt.Key.Key_Z, CONTROL)
    assert shown.latex == "x^2"
    assert says(shown, "Very likely right")


def test_a_failure_to_read_again_keeps_what_was_read(shown):
    shown.show_failure("No formula found.")
    assert shown.latex == "x^2"
    assert button(shown, "Copy").isEnabled()
    assert says(shown, "No formula found.")


def test_after_a_failure_another_view_may_bring_a_result(window):
    window.show_failure("No formula found.")
    window.show_result(recognition("x^2"))
    assert editor(window).isVisible()
    assert button(window, "Copy").isEnabled()


def test_candidates_are_taken_by_key(qtbot, window):
    pair = (Candidate("x^2", 0.7), Candidate(r"\chi^2", 0.2))
    window.show_result(Recognition("x^2", 0.7, pair, ("x",), (0.7,)))
    qtbot.waitUntil(lambda: window._formula._strip.count == 2)
    qtbot.keyClick(editor(window), Qt.Key.Key_2, ALT)
    assert window.latex == r"\chi^2"
    qtbot.keyClick(editor(window), Qt.Key.Key_1, ALT)
    assert window.latex == "x^2"


def test_a_joined_formula_is_shown_without_candidates_of_its_last_line(qtbot, window):
    pair = (Candidate("b", 0.7), Candidate("c", 0.2))
    window.show_result(
        Recognition("b", 0.7, pair, ("x",), (0.7,)), r"\begin{aligned} & a \\ & b \end{aligned}"
    )
    qtbot.wait(50)
    assert window.latex.startswith(r"\begin{aligned}")
    assert window._formula._strip.count == 0
    assert says(window, "worth a glance")


def test_an_entry_of_the_history_is_shown_in_the_middle_of_the_pointers_screen(qtbot, typesetter):
    window = ResultWindow(typesetter)
    qtbot.addWidget(window)
    window.show_entry(picture(), "x^2", 0.97)
    screen = QGuiApplication.screenAt(QCursor.pos()).availableGeometry()
    assert (window.geometry().center() - screen.center()).manhattanLength() < 4
    assert window.latex == "x^2"
    assert says(window, "Very likely right")
    window.show_entry(picture(), "x^2", 0.97, edited="x^3")
    assert window.latex == "x^3"
    assert says(window, "Changed by you")


def test_opening_an_entry_is_no_edit(qtbot, shown):
    with qtbot.assertNotEmitted(shown.edited, wait=300):
        shown.show_entry(picture(), "y")


@pytest.mark.parametrize("region", [REGION, QRect(0, 0, 10, 10), QRect(700, 560, 90, 30), None])
def test_the_window_is_on_the_screen(qtbot, typesetter, region):
    window = ResultWindow(typesetter)
    qtbot.addWidget(window)
    window.show_reading(picture(), region, "Reading …")
    window.show_result(recognition(r"\frac{a}{b}"))
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.geometry())


def test_a_failure_is_as_wide_as_a_result(shown):
    width = shown.width()
    shown.show_failure("No formula found.")
    assert shown.width() == width == WIDTH_PX


def test_a_wide_picture_widens_the_window_up_to_a_bound_and_the_next_does_not_inherit_it(window):
    for width in (600, 3000):
        window.show_reading(picture(width, 20), QRect(0, 100, width, 20), "Reading …")
        assert WIDTH_PX < window.width() <= MAXIMUM_OWN_WIDTH_PX
    window.show_reading(picture(), REGION, "Reading …")
    assert window.width() == WIDTH_PX


def test_a_width_that_the_user_gives_it_holds_for_this_formula_alone(qtbot, shown):
    shown.resize(700, shown.height())
    qtbot.waitUntil(lambda: shown.width() == 700)
    shown.show_candidates(())
    shown.show_result(recognition("y"))
    assert shown.width() == 700
    shown.show_reading(picture(), REGION, "Reading …")
    assert shown.width() == WIDTH_PX


@pytest.mark.parametrize("top", [100, 500])
@pytest.mark.parametrize("latex", ["x", r"\frac{a}{b} + " * 12 + "c"])
def test_a_window_below_or_above_its_snip_stays_where_it_is_when_the_result_arrives(
    qtbot, typesetter, top, latex
):
    window = ResultWindow(typesetter)
    qtbot.addWidget(window)
    region = QRect(300, top, 40, 20)
    window.show_reading(picture(), region, "Reading …")
    before = window.geometry()
    pair = (Candidate(latex, 0.7), Candidate(f"y{latex}", 0.2), Candidate(f"z{latex}", 0.1))
    window.show_result(Recognition(latex, 0.7, pair, ("x",), (0.7,)))
    qtbot.waitUntil(lambda: window._formula._strip.count == 3)
    qtbot.wait(20)
    after = window.geometry()
    assert (after.topLeft(), after.width()) == (before.topLeft(), before.width())
    assert QGuiApplication.primaryScreen().availableGeometry().contains(after)


def test_a_mistake_and_other_readings_move_neither_the_window_nor_the_editor(qtbot, shown):
    qtbot.wait(20)
    bottom = QGuiApplication.primaryScreen().availableGeometry().bottom()
    shown.move(100, bottom - shown.frameGeometry().height())
    qtbot.wait(20)
    window, place = shown.geometry(), editor(shown).mapToGlobal(QPoint(0, 0))
    editor(shown).replace_latex(r"x^2 + \foo + \frac{1}{2}")
    qtbot.waitUntil(lambda: says(shown, "Undefined control sequence"))
    qtbot.wait(20)
    assert (shown.geometry(), editor(shown).mapToGlobal(QPoint(0, 0))) == (window, place)
    editor(shown).replace_latex(r"x^2 + \frac{\frac{1}{2}}{\frac{3}{4}}")
    qtbot.waitUntil(lambda: not says(shown, "Undefined control sequence"))
    qtbot.wait(20)
    assert (shown.geometry(), editor(shown).mapToGlobal(QPoint(0, 0))) == (window, place)


def test_a_sure_reading_is_shown_without_others(qtbot, window):
    pair = (Candidate("x^2", 0.97), Candidate(r"\chi^2", 0.2))
    window.show_result(Recognition("x^2", 0.97, pair, ("x",), (0.97,)))
    qtbot.wait(50)
    assert window._formula._strip.count == 0


def test_picture_and_preview_are_shown_at_the_same_size_of_type(shown):
    comparison = shown._formula.comparison
    shown.show_result(recognition("x^2"), type_px=20.0)
    assert comparison.crop.scale * 20.0 == pytest.approx(comparison.preview.type_px)


def test_picture_and_preview_are_enlarged_together_by_wheel_key_and_double_click(qtbot, shown):
    comparison = shown._formula.comparison
    shown.show_result(recognition("x^2"), type_px=20.0)
    usual = comparison.type_px
    qtbot.keyClick(editor(shown), Qt.Key.Key_Plus, CONTROL)
    assert comparison.type_px > usual
    qtbot.keyClick(editor(shown), Qt.Key.Key_Minus, CONTROL)
    assert comparison.type_px == pytest.approx(usual)
    qtbot.mouseDClick(comparison.crop.viewport(), Qt.MouseButton.LeftButton)
    assert comparison.type_px == pytest.approx(2 * usual)
    assert comparison.crop.scale * 20.0 == pytest.approx(comparison.preview.type_px)
    qtbot.mouseDClick(comparison.preview.viewport(), Qt.MouseButton.LeftButton)
    assert comparison.type_px == pytest.approx(usual)


def turn_away(qtbot, window):
    """Let another program have the focus."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QGuiApplication.instance().sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "isActiveWindow", lambda: False)
        patch.setattr(QApplication, "activeWindow", lambda: None)
        window.changeEvent(QEvent(QEvent.Type.ActivationChange))
        qtbot.wait(20)


@pytest.mark.parametrize(
    ("closing", "is_pinned", "is_closed"),
    [
        (ResultClosing.ESCAPE, False, False),
        (ResultClosing.FOCUS, False, True),
        (ResultClosing.FOCUS, True, False),
    ],
)
def test_it_closes_once_another_program_has_the_focus_where_that_is_set_and_it_is_not_pinned(
    qtbot, shown, closing, is_pinned, is_closed
):
    shown.set_closing(closing)
    shown.findChild(PinButton).setChecked(is_pinned)
    turn_away(qtbot, shown)
    assert shown.isVisible() is not is_closed


@pytest.mark.parametrize(
    ("closing", "is_pinned", "is_closed"),
    [
        (ResultClosing.ESCAPE, False, False),
        (ResultClosing.COPY, False, True),
        (ResultClosing.COPY, True, False),
    ],
)
def test_it_closes_once_the_user_has_copied_where_that_is_set(qtbot, shown, closing, is_pinned, is_closed):
    shown.set_closing(closing)
    shown.findChild(PinButton).setChecked(is_pinned)
    shown.request_copy()  # by itself, which is no reason to go
    shown.confirm_copied(FORMULA)
    assert shown.isVisible()
    qtbot.keyClick(editor(shown), Qt.Key.Key_Return)
    shown.confirm_copied(FORMULA)
    assert shown.isVisible() is not is_closed


def test_a_copy_that_could_not_be_made_unasked_does_not_count_for_the_users_own(qtbot, shown):
    shown.set_closing(ResultClosing.COPY)
    editor(shown).set_latex("")
    shown.request_copy()  # of nothing, which is no copy
    editor(shown).set_latex(FORMULA.text)
    qtbot.keyClick(editor(shown), Qt.Key.Key_Return)
    shown.confirm_copied(FORMULA)
    assert not shown.isVisible()


def test_a_pinned_window_stays_where_it_is_when_the_next_snip_comes(shown):
    shown.findChild(PinButton).click()
    shown.move(10, 10)
    shown.show_reading(picture(), QRect(300, 500, 40, 20), "Reading …")
    assert shown.pos() == QPoint(10, 10)


def test_a_further_line_is_asked_for_by_button_and_key(qtbot, shown):
    with qtbot.waitSignal(shown.append_requested):
        qtbot.mouseClick(button(shown, "Append line"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(shown.append_requested):
        qtbot.keyClick(editor(shown), Qt.Key.Key_N, CONTROL | SHIFT)


def test_every_control_can_be_reached_by_key_and_has_a_name(shown):
    shown.show_seen(QImage(), View())
    for control in shown.findChildren(QToolButton) + shown.findChildren(QPushButton):
        if control.isVisible():
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert control.text() or control.accessibleName()


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_problem_can_be_read_in_both_themes(qtbot, shown, is_dark):
    shown.setPalette(palette(is_dark=is_dark))
    shown.show_copy_failure("Another program holds the clipboard.")
    label = next(label for label in shown.findChildren(QLabel) if "Another" in label.text())
    colors = label.palette()
    assert contrast(colors.color(QWidget.foregroundRole(label)), shown.palette().window().color()) >= 4.5
