import pytest

from img2latex_desktop.demo.virtual_desktop import wait_until
from img2latex_desktop.hotkey.x_keyboard import XKeyboard

LEFT_CTRL, RIGHT_CTRL, LETTER_M, FRENCH_M, DIGIT_7 = 37, 105, 58, 47, 16  # keycodes of a PC keyboard under X


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


@pytest.mark.gui
def test_other_layouts_of_the_keyboard_are_looked_at_before_its_places(foreign_desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", foreign_desktop.environment["DISPLAY"])
    foreign_desktop.ask("setxkbmap", "ru,fr")
    with XKeyboard() as keyboard:
        assert keyboard.key_names({"M"})[FRENCH_M] == "M"
        assert keyboard.typed_instead("M") == ""


@pytest.mark.gui
def test_digits_of_another_script_are_in_the_same_place(foreign_desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", foreign_desktop.environment["DISPLAY"])
    foreign_desktop.ask("setxkbmap", "ir")
    with XKeyboard() as keyboard:
        assert keyboard.key_names({"7"})[DIGIT_7] == "7"
        assert keyboard.typed_instead("7") == "۷"


@pytest.mark.gui
def test_a_change_is_noticed_once_and_followed(foreign_desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", foreign_desktop.environment["DISPLAY"])
    foreign_desktop.ask("setxkbmap", "us")
    with XKeyboard() as keyboard:
        assert not keyboard.follow()
        foreign_desktop.ask("setxkbmap", "fr")
        wait_until(keyboard.follow, "The change was not noticed.")
        assert keyboard.key_names({"M"})[FRENCH_M] == "M"
