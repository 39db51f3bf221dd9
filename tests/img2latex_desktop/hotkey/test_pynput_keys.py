from types import SimpleNamespace

import pytest

from img2latex_desktop.hotkey.chord import FOREIGN_MODIFIER
from img2latex_desktop.hotkey.pynput_keys import PynputKeys, name_of

LOWERED = SimpleNamespace(canonical=lambda key: SimpleNamespace(char=key.char and key.char.lower()))


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (SimpleNamespace(name="ctrl_l"), "Ctrl"),
        (SimpleNamespace(name="cmd"), "Meta"),
        (SimpleNamespace(name="alt_r"), "Alt"),
        (SimpleNamespace(name="alt_gr"), FOREIGN_MODIFIER),
        (SimpleNamespace(name="f12"), "F12"),
        (SimpleNamespace(name="caps_lock"), ""),
        (SimpleNamespace(char="M"), "M"),
        (SimpleNamespace(char=None), ""),
    ],
)
def test_a_key_has_the_name_that_it_has_in_a_hotkey(key, name):
    assert name_of(LOWERED, key) == name


def test_what_pynput_cannot_tell_has_no_name():
    assert name_of(SimpleNamespace(canonical=lambda key: key), None) == ""


def test_where_the_layout_cannot_be_asked_every_key_is_there():
    assert PynputKeys().has("M")
