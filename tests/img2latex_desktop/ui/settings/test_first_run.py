import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from img2latex_desktop.base.paths import ICONS_FOLDER, RESOURCES
from img2latex_desktop.ui.settings.first_run import FirstRun


@pytest.fixture
def window(qtbot):
    window = FirstRun(ICONS_FOLDER, RESOURCES / "examples" / "quadratic_formula.png")
    qtbot.addWidget(window)
    window.show_hotkey("Ctrl+Alt+M")
    window.show()
    return window


def texts(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def press(qtbot, window, name):
    buttons = [each for each in window.findChildren(QPushButton) if each.isVisible()]
    qtbot.mouseClick(
        next(each for each in buttons if each.text().replace("&", "") == name), Qt.MouseButton.LeftButton
    )


def test_the_first_step_names_the_keys_and_notices_them(window):
    assert "Ctrl + Alt + M" in texts(window)
    assert window.awaits_hotkey
    window.note_hotkey_pressed()
    assert any(text.startswith("That was it") for text in texts(window))


def test_without_a_working_hotkey_the_way_out_is_shown_instead(window):
    window.show_hotkey("", "Bind “img2latex snip” to a key.")
    assert "Bind “img2latex snip” to a key." in texts(window)
    assert "Ctrl + Alt + M" not in texts(window)


def test_a_hotkey_that_the_desktop_hides_can_be_tried_all_the_same(window):
    window.show_hotkey("")
    assert any(text.startswith("Press the keys that your desktop") for text in texts(window))


def test_the_second_step_asks_for_the_check_and_shows_its_result(qtbot, window):
    press(qtbot, window, "Next")
    assert not window.awaits_hotkey
    with qtbot.waitSignal(window.capture_check_requested):
        press(qtbot, window, "Check it now")
    window.show_capture_result(False, "The desktop refuses.")
    assert "The desktop refuses." in texts(window)
    window.show_capture_result(True, "It works.")
    assert "It works." in texts(window)


def test_the_third_step_offers_a_formula_and_notices_the_result(qtbot, window):
    press(qtbot, window, "Next")
    press(qtbot, window, "Next")
    with qtbot.waitSignal(window.snip_requested):
        press(qtbot, window, "Snip a formula")
    window.note_result()
    assert any(text.startswith("Done") for text in texts(window))
    with qtbot.waitSignal(window.finished):
        press(qtbot, window, "Finish")
    assert not window.isVisible()


def test_the_keyboard_leads_through_all_steps(qtbot, window):
    for letter, step in ((Qt.Key.Key_N, 2), (Qt.Key.Key_N, 3), (Qt.Key.Key_B, 2), (Qt.Key.Key_N, 3)):
        qtbot.keyClick(window, letter, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda step=step: window._place.accessibleName() == f"Step {step} of 3")
        qtbot.wait(1)
    with qtbot.waitSignal(window.finished):
        qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)


@pytest.mark.parametrize(
    "leave", [lambda bot, w: press(bot, w, "Skip"), lambda bot, w: bot.keyClick(w, Qt.Key.Key_Escape)]
)
def test_it_can_be_left_at_any_time_and_says_so_once(qtbot, window, leave):
    endings = []
    window.finished.connect(lambda: endings.append(True))
    leave(qtbot, window)
    window.close()
    assert endings == [True]
    assert not window.awaits_hotkey


def test_a_missing_tray_is_explained_with_the_extension_that_brings_it_back(window):
    assert not any("AppIndicator" in text for text in texts(window))
    window.explain_missing_tray()
    assert any("AppIndicator" in text for text in texts(window))


def test_no_text_is_cut_off_however_long(qtbot, window):
    window.show_hotkey("", "This desktop has no way of lending hotkeys to programs. " * 5)
    qtbot.wait(1)
    for label in window._hotkey.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())


def test_the_place_among_the_steps_is_told_to_screen_readers(qtbot, window):
    assert window._place.accessibleName() == "Step 1 of 3"
    press(qtbot, window, "Next")
    assert window._place.accessibleName() == "Step 2 of 3"
