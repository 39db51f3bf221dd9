import pytest

from img2latex_desktop.hotkey.x_keyboard import XKeyboard

LEFT_CTRL, RIGHT_CTRL, LETTER_M, DIGIT_7 = 37, 105, 58, 16  # keycodes of a PC keyboard under X


@pytest.fixture
def keyboard(desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    with XKeyboard() as opened:
        yield opened


@pytest.mark.gui
def test_a_key_has_one_place_and_a_modifier_one_for_each_hand(keyboard):
    names = keyboard.key_names({"M", "7"})
    assert [names[code] for code in (LEFT_CTRL, RIGHT_CTRL, LETTER_M, DIGIT_7)] == ["Ctrl", "Ctrl", "M", "7"]
    assert list(names.values()).count("M") == list(names.values()).count("7") == 1


@pytest.mark.gui
def test_a_key_this_layout_lacks_has_no_place(keyboard):
    assert "F24" not in keyboard.key_names({"F24"}).values()
