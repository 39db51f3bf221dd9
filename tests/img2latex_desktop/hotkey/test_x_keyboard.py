import pytest

from img2latex_desktop.hotkey.x_keyboard import XKeyboard

LETTER_M, CAPITAL_M, DIGIT_7, AMPERSAND = map(ord, "mM7&")  # the keysyms of Latin 1 are its characters


@pytest.mark.gui
def test_a_key_sends_what_it_types_with_and_without_shift(desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    with XKeyboard() as keyboard:
        assert keyboard.keysyms("M") == {LETTER_M, CAPITAL_M}
        assert keyboard.keysyms("7") == {DIGIT_7, AMPERSAND}
        assert keyboard.keysyms("F24") == set()
