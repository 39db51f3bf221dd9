import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from img2latex_desktop.settings import Settings, Theme
from img2latex_desktop.ui.settings.hotkey_field import HotkeyField
from img2latex_desktop.ui.settings.hotkeys_page import with_shift
from img2latex_desktop.ui.settings.settings_window import SettingsWindow
from model.formula.formats.latex import OutputForm

PAGES = ["general", "hotkeys", "capture", "result", "history", "recognition"]
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot):
    made = SettingsWindow({"en": "English", "de": "Deutsch"}, ["auto", "cpu"])
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def changes(window):
    """What the window has told of so far."""
    seen = []
    window.changed.connect(seen.append)
    return seen


def shown(window, kind):
    """Return the controls of a kind on the page that is open."""
    page = window.findChild(QStackedWidget).currentWidget()
    return [child for child in page.findChildren(kind) if child.isVisible()]


def button(window, text):
    return next(found for found in shown(window, QAbstractButton) if text in found.text().replace("&", ""))


def pick(box, value):
    """Choose an entry as a user does."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def record(window, action, key, modifiers=CTRL_ALT):
    window.open_page("hotkeys")
    field = shown(window, HotkeyField)[["snip", "clipboard", "repeat", "history"].index(action)]
    line = field.findChild(QLineEdit)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, key, modifiers)
    return field


def problem(field):
    return " ".join(label.text() for label in field.findChildren(QLabel) if label.isVisible())


def test_showing_settings_tells_of_no_change(window, changes):
    window.show_settings(
        Settings(
            snip_hotkey="Meta+F5",
            output_form=OutputForm.EQUATION,
            copies_automatically=False,
            capture_delay_s=1.23,
            theme=Theme.DARK,
            language="de",
            starts_minimized=True,
            device="cuda",
            idle_minutes=0,
            is_private=True,
            history_megabytes=1000,
        )
    )
    assert changes == []


def test_the_theme_and_the_language_are_chosen(window, changes):
    theme, language = shown(window, QComboBox)
    pick(theme, Theme.DARK)
    pick(language, "de")
    assert changes == [Settings(theme=Theme.DARK), Settings(theme=Theme.DARK, language="de")]
    assert [language.itemText(row) for row in range(language.count())] == [
        "Like the system",
        "English",
        "Deutsch",
    ]


def test_each_change_builds_on_those_of_other_pages(window, changes):
    button(window, "Start minimized").click()
    window.open_page("result")
    button(window, "Copy automatically").click()
    pick(shown(window, QComboBox)[0], OutputForm.INLINE)
    window.open_page("capture")
    shown(window, QDoubleSpinBox)[0].setValue(2.5)
    window.open_page("history")
    button(window, "Private mode").click()
    shown(window, QSpinBox)[0].setValue(500)
    window.open_page("recognition")
    pick(shown(window, QComboBox)[0], "cpu")
    shown(window, QSpinBox)[0].setValue(0)
    record(window, "history", Qt.Key.Key_H)
    assert len(changes) == 9
    assert changes[-1] == Settings(
        starts_minimized=True,
        copies_automatically=False,
        output_form=OutputForm.INLINE,
        capture_delay_s=2.5,
        is_private=True,
        history_megabytes=500,
        device="cpu",
        idle_minutes=0,
        history_hotkey="Ctrl+Alt+H",
    )


def test_settings_that_no_page_shows_are_kept(window, changes):
    window.show_settings(Settings(is_introduced=True))
    button(window, "Start minimized").click()
    assert changes == [Settings(is_introduced=True, starts_minimized=True)]


def test_starting_at_login_is_asked_for_and_not_a_setting(qtbot, window, changes):
    with qtbot.waitSignal(window.autostart_toggled) as toggled:
        button(window, "Start at login").click()
    assert toggled.args == [True]
    with qtbot.assertNotEmitted(window.autostart_toggled):
        window.show_autostart(False)
    assert not button(window, "Start at login").isChecked()
    assert changes == []


@pytest.mark.parametrize(
    ("page", "opener", "action", "signal"),
    [
        ("general", "Reset to defaults", "Reset", "reset_requested"),
        ("history", "Clear history", "Delete", "history_clear_requested"),
    ],
)
def test_what_cannot_be_taken_back_is_confirmed(qtbot, window, page, opener, action, signal):
    window.open_page(page)
    for answer, is_expected in (("Cancel", False), (action, True)):
        button(window, opener).click()
        box = window.findChildren(QMessageBox)[-1]
        assert box.defaultButton().text().replace("&", "") == "Cancel"
        seen = []
        getattr(window, signal).connect(lambda seen=seen: seen.append(signal))
        next(found for found in box.buttons() if answer in found.text().replace("&", "")).click()
        assert seen == [signal] * is_expected
        qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))


def test_the_folder_of_the_history_is_asked_for(qtbot, window):
    window.open_page("history")
    with qtbot.waitSignal(window.history_folder_requested):
        button(window, "Open folder").click()


def test_two_actions_with_the_same_hotkey_are_refused_by_name(window, changes):
    window.show_settings(Settings(history_hotkey="Ctrl+Alt+H"))
    field = record(window, "repeat", Qt.Key.Key_H)
    assert problem(field) == "⚠ Ctrl+Alt+H is taken by “Show the history”."
    assert field.findChild(QLineEdit).text() == ""
    assert changes == []


def test_the_hotkey_that_appends_is_taken_too(window, changes):
    shifted = CTRL_ALT | Qt.KeyboardModifier.ShiftModifier
    field = record(window, "repeat", Qt.Key.Key_M, shifted)
    assert problem(field) == "⚠ Ctrl+Alt+Shift+M is taken by “Append to the formula shown”."
    window.show_settings(Settings(history_hotkey="Ctrl+Alt+Shift+K"))
    field = record(window, "snip", Qt.Key.Key_K)
    assert problem(field) == "⚠ Ctrl+Alt+Shift+K is taken by “Show the history”."
    assert field.findChild(QLineEdit).text() == "Ctrl+Alt+M"
    assert changes == []


def test_an_action_may_keep_its_hotkey_and_several_may_have_none(window, changes):
    window.show_settings(Settings(history_hotkey="Ctrl+Alt+H"))
    assert problem(record(window, "history", Qt.Key.Key_H)) == ""
    assert changes == []
    assert problem(record(window, "history", Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)) == ""
    assert changes == [Settings()]


def test_recording_is_announced(qtbot, window):
    with qtbot.waitSignals([window.recording_changed] * 2):
        record(window, "snip", Qt.Key.Key_K)


def test_the_hotkey_that_appends_is_explained(window):
    window.open_page("hotkeys")
    assert any("Ctrl+Alt+Shift+M appends" in label.text() for label in shown(window, QLabel))
    record(window, "snip", Qt.Key.Key_K)
    assert any("Ctrl+Alt+Shift+K appends" in label.text() for label in shown(window, QLabel))


@pytest.mark.parametrize(
    ("hotkey", "expected"),
    [("Ctrl+Alt+M", "Ctrl+Alt+Shift+M"), ("Meta+F5", "Shift+Meta+F5"), ("Ctrl+Shift+M", ""), ("", "")],
)
def test_shift_is_added_in_its_place(hotkey, expected):
    assert with_shift(hotkey) == expected


@pytest.mark.parametrize("action", ["snip", "append", "clipboard", "repeat", "history"])
def test_the_problem_of_a_hotkey_is_shown_until_it_is_solved(window, action):
    window.open_page("hotkeys")
    window.show_hotkey_problem(action, "Another program uses it.")
    assert [label.text() for label in shown(window, QLabel) if "⚠" in label.text()] == [
        "⚠ Another program uses it."
    ]
    window.show_hotkey_problem(action, "")
    assert not any("⚠" in label.text() for label in shown(window, QLabel))


def test_the_steps_of_a_desktop_are_shown_with_a_command_to_copy(qtbot, window):
    window.open_page("hotkeys")
    assert not shown(window, QGroupBox)
    steps = ["Open the settings.", "img2latex snip", "Press +."]
    window.show_shortcut_steps("Hotkeys on GNOME", steps, "img2latex snip")
    assert shown(window, QGroupBox)[0].title() == "Hotkeys on GNOME"
    assert any(label.text() == "1. Open the settings.\n2. Press +." for label in shown(window, QLabel))
    with qtbot.waitSignal(window.copy_requested) as requested:
        button(window, "Copy").click()
    assert requested.args == ["img2latex snip"]
    window.show_copied("something else")
    assert not any("Copied" in found.text() for found in shown(window, QPushButton))
    window.show_copied("img2latex snip")
    assert button(window, "✓ Copied")


def test_a_device_that_has_gone_is_shown_as_missing(window):
    window.show_settings(Settings(device="cuda"))
    window.open_page("recognition")
    assert shown(window, QComboBox)[0].currentText() == "NVIDIA graphics card (CUDA): not found"


@pytest.mark.parametrize(("hotkey", "words"), [("", "page Hotkeys"), ("Ctrl+F9", "Ctrl+F9 captures")])
def test_the_capture_page_tells_how_to_repeat(window, hotkey, words):
    window.show_settings(Settings(repeat_hotkey=hotkey))
    window.open_page("capture")
    assert any(words in label.text() for label in shown(window, QLabel))


def test_a_problem_is_shown_on_every_page(window):
    window.show_problem("The settings cannot be saved.")
    assert any(label.text() == "⚠ The settings cannot be saved." for label in window.findChildren(QLabel))
    window.show_problem("")
    assert not any("⚠" in label.text() for label in window.findChildren(QLabel))


def test_a_page_made_elsewhere_can_be_opened(window):
    page = QLabel("All is well.")
    window.add_page("doctor", "Self-test", page)
    window.open_page("doctor")
    assert page.isVisible()
    assert window.findChild(QListWidget).currentItem().text() == "Self-test"


@pytest.mark.parametrize("keys", ["Esc", "Ctrl+W"])
def test_a_key_closes(window, keys):
    QTest.keySequence(window, QKeySequence(keys))
    assert not window.isVisible()


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_reached_by_tab_and_named_for_screen_readers(window, page):
    # GIVEN a page with its controls
    window.show_shortcut_steps("Hotkeys on GNOME", ["Open the settings."], "img2latex snip")
    window.open_page(page)
    kinds = (QComboBox, QCheckBox, QPushButton, QLineEdit, QAbstractSpinBox)
    controls = {child for kind in kinds for child in shown(window, kind)}
    controls -= {spin.lineEdit() for spin in shown(window, QAbstractSpinBox)}
    # WHEN Tab is pressed from the list on, until it is back there
    window.findChild(QListWidget).setFocus()
    reached = []
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        if isinstance(reached[-1], QListWidget):
            break
    # THEN each of them had the focus, from top to bottom, and has a name
    assert {widget for widget in reached if not isinstance(widget, QListWidget)} == controls
    tops = [widget.mapTo(window, widget.rect().topLeft()).y() for widget in reached[:-1]]
    assert tops == sorted(tops)
    for control in controls:
        assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


@pytest.mark.parametrize("page", PAGES)
def test_no_mnemonic_stands_for_two_controls(window, page):
    window.show_shortcut_steps("Hotkeys on GNOME", ["Open the settings."], "img2latex snip")
    window.open_page(page)
    texts = [found.text() for kind in (QLabel, QAbstractButton) for found in shown(window, kind)]
    mnemonics = [keys.toString() for keys in map(QKeySequence.mnemonic, texts) if not keys.isEmpty()]
    assert len(mnemonics) == len(set(mnemonics)) > 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_no_horizontal_scrolling(window, page):
    window.open_page(page)
    area = window.findChild(QStackedWidget).currentWidget()
    assert isinstance(area, QScrollArea)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    assert not area.horizontalScrollBar().isVisible()


def test_explanations_are_read_out_with_their_control(window):
    described = [child for child in window.findChildren(QWidget) if child.accessibleDescription()]
    assert any("hotkeys work as soon as" in child.accessibleDescription() for child in described)


def test_a_window_in_another_language_goes_on_where_the_user_was(qtbot, window):
    # GIVEN a user who has moved the window, and is about to choose on a page that does not begin there
    window.setGeometry(120, 90, 640, 300)
    window.open_page("recognition")
    assert shown(window, QComboBox)[0].view().window() is not window  # which is a child of the box
    spin = shown(window, QSpinBox)[0]
    spin.setFocus()
    # WHEN another window takes its place
    other = SettingsWindow({"en": "English", "de": "Deutsch"}, ["auto", "cpu"])
    qtbot.addWidget(other)
    other.return_to(window.place)
    other.show()
    # THEN everything is where it was
    assert other.geometry() == window.geometry()
    assert other.focusWidget() is shown(other, QSpinBox)[0]
    assert other.place == window.place


def test_a_control_far_down_is_in_view_again(qtbot, window):
    window.resize(640, 200)
    window.open_page("general")
    reset = button(window, "Reset to defaults …")
    reset.setFocus()
    other = SettingsWindow({"en": "English", "de": "Deutsch"}, ["auto", "cpu"])
    qtbot.addWidget(other)
    other.return_to(window.place)
    other.show()
    there = button(other, "Reset to defaults …")
    qtbot.waitUntil(lambda: not there.visibleRegion().isEmpty())
