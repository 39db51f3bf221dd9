import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from img2latex_desktop.paths import PREVIEW_BUNDLE
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.result_window import LatexEditor, ResultWindow
from tests.fakes import picture, recognition

REGION = QRect(300, 100, 40, 20)


@pytest.fixture(scope="module")
def typesetter(qapp):
    return Typesetter(PREVIEW_BUNDLE)


@pytest.fixture
def window(qtbot, typesetter):
    made = ResultWindow(typesetter)
    qtbot.addWidget(made)
    made.show_reading(picture(), REGION, "Reading …")
    return made


@pytest.fixture
def shown(window):
    window.show_result(recognition("x^2", 0.97))
    return window


def button(window, text):
    return next(found for found in window.findChildren(QPushButton) if text in found.text())


def texts(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_while_reading_there_is_nothing_to_copy(qtbot, window):
    assert not button(window, "Copy").isEnabled()
    with qtbot.assertNotEmitted(window.copy_requested):
        qtbot.keyClick(window.findChild(LatexEditor), Qt.Key.Key_Return)


def test_the_result_can_be_edited_and_copied(qtbot, shown):
    qtbot.keyClicks(shown.findChild(LatexEditor), "y + ")
    with qtbot.waitSignal(shown.copy_requested) as requested:
        qtbot.mouseClick(button(shown, "Copy"), Qt.MouseButton.LeftButton)
    assert requested.args == ["y + x^2"]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_enter_and_control_c_copy_the_whole_formula(qtbot, shown, key, modifier):
    with qtbot.waitSignal(shown.copy_requested) as requested:
        qtbot.keyClick(shown.findChild(LatexEditor), key, modifier)
    assert requested.args == ["x^2"]


def test_control_c_with_a_selection_copies_the_selection(qtbot, shown):
    editor = shown.findChild(LatexEditor)
    editor.selectAll()
    with qtbot.assertNotEmitted(shown.copy_requested):
        qtbot.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_shift_enter_breaks_the_line(qtbot, shown):
    with qtbot.assertNotEmitted(shown.copy_requested):
        qtbot.keyClick(shown.findChild(LatexEditor), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "\n" in shown.findChild(LatexEditor).toPlainText()


def test_escape_closes(qtbot, shown):
    with qtbot.waitSignal(shown.closed):
        qtbot.keyClick(shown.findChild(LatexEditor), Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_copied_is_shown_until_the_text_changes(qtbot, shown):
    shown.confirm_copied("x^2")
    assert button(shown, "✓ Copied").isVisible()
    qtbot.keyClicks(shown.findChild(LatexEditor), "y")
    assert button(shown, "Copy").text() == "Copy"


def test_copied_is_not_shown_for_another_text(shown):
    shown.confirm_copied("something else")
    assert button(shown, "Copy").text() == "Copy"


def test_another_form_changes_what_is_copied(shown):
    shown.confirm_copied("x^2")
    shown.findChild(QComboBox).setCurrentIndex(1)
    assert shown.output == "$x^2$"
    assert button(shown, "Copy").text() == "Copy"


@pytest.mark.parametrize(
    ("confidence", "words"), [(0.97, "Very likely"), (0.7, "worth a glance"), (0.3, "please check")]
)
def test_confidence_is_said_in_words(window, confidence, words):
    window.show_result(recognition("x", confidence))
    assert any(words in text for text in texts(window))


def test_a_failure_offers_to_snip_again_and_nothing_to_copy(qtbot, window):
    window.show_failure("No formula found.")
    assert not button(window, "Copy").isVisible()
    with qtbot.waitSignal(window.snip_requested):
        qtbot.mouseClick(button(window, "Snip again"), Qt.MouseButton.LeftButton)


def test_after_a_failure_the_next_snip_can_be_copied(window):
    window.show_failure("No formula found.")
    window.show_reading(picture(), REGION, "Reading …")
    window.show_result(recognition("x"))
    assert button(window, "Copy").isEnabled()
    assert not button(window, "Snip again").isVisible()


def test_a_mistake_made_while_typing_is_told_after_a_pause(qtbot, shown):
    qtbot.keyClicks(shown.findChild(LatexEditor), r"\frac{")
    qtbot.waitUntil(lambda: any("brace" in text.lower() for text in texts(shown)))


def test_a_failed_copy_is_told(shown):
    shown.show_copy_failure("Another program holds the clipboard.")
    assert "⚠ Another program holds the clipboard." in texts(shown)


@pytest.mark.parametrize("region", [REGION, QRect(0, 0, 10, 10), QRect(700, 560, 90, 30)])
def test_the_window_is_on_the_screen(qtbot, typesetter, region):
    window = ResultWindow(typesetter)
    qtbot.addWidget(window)
    window.show_reading(picture(), region, "Reading …")
    window.show_result(recognition(r"\frac{a}{b}"))
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.geometry())


def test_a_failure_is_as_wide_as_a_result(shown):
    width = shown.width()
    shown.show_failure("No formula found.")
    assert shown.width() == width
