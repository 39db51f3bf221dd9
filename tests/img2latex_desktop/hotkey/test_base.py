import pytest

from img2latex_desktop.base.errors import HotkeyError
from img2latex_desktop.hotkey.base import Hotkey, parse_hotkey


@pytest.mark.parametrize("text", ["Ctrl+Alt+M", "alt+ctrl+m", " CTRL + ALT + m "])
def test_spelling_and_order_do_not_matter(text):
    assert parse_hotkey(text) == Hotkey(("Ctrl", "Alt"), "M")


@pytest.mark.parametrize("text", ["Ctrl+Alt+M", "Shift+F12", "Ctrl+Alt+Shift+Meta+7", "Alt+F24"])
def test_a_hotkey_is_written_as_it_is_read(text):
    assert str(parse_hotkey(text)) == text


@pytest.mark.parametrize(
    "text", ["M", "", "Ctrl", "Ctrl+", "Hyper+M", "Ctrl+F25", "Ctrl+F05", "Ctrl+F٣", "Ctrl+MM", "Ctrl+ö", "+"]
)
def test_what_is_no_hotkey_is_refused_with_an_example(text):
    with pytest.raises(HotkeyError, match=r"is no hotkey.*Ctrl\+Alt\+M"):
        parse_hotkey(text)


@pytest.mark.parametrize("text", ["Shift+M", "shift+7"])
def test_what_types_a_character_is_refused(text):
    with pytest.raises(HotkeyError, match="types a character"):
        parse_hotkey(text)


def test_shift_is_added_once_and_in_its_place():
    assert str(parse_hotkey("Ctrl+Meta+M").with_shift()) == "Ctrl+Shift+Meta+M"
    assert str(parse_hotkey("Ctrl+Shift+M").with_shift()) == "Ctrl+Shift+M"
