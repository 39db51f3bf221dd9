import pytest

from img2latex_desktop.errors import HotkeyError
from img2latex_desktop.hotkey.base import Hotkey, parse_hotkey


@pytest.mark.parametrize("text", ["Ctrl+Alt+M", "alt+ctrl+m", " CTRL + ALT + m "])
def test_spelling_and_order_do_not_matter(text):
    assert parse_hotkey(text) == Hotkey(("Ctrl", "Alt"), "M")


@pytest.mark.parametrize("text", ["Ctrl+Alt+M", "Shift+F12", "Ctrl+Alt+Shift+Meta+7"])
def test_a_hotkey_is_written_as_it_is_read(text):
    assert str(parse_hotkey(text)) == text


@pytest.mark.parametrize("text", ["M", "", "Ctrl", "Ctrl+", "Hyper+M", "Ctrl+F25", "Ctrl+MM", "Ctrl+ö", "+"])
def test_what_is_no_hotkey_is_refused_with_an_example(text):
    with pytest.raises(HotkeyError, match=r"Ctrl\+Alt\+M"):
        parse_hotkey(text)
