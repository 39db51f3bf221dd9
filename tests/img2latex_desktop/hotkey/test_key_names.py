import sys
from types import SimpleNamespace

import pytest

from img2latex_desktop.hotkey.chord import FOREIGN_MODIFIER
from img2latex_desktop.hotkey.key_names import KeyNames

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
@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_the_layout_is_not_read_pynput_names_the_keys(monkeypatch, platform, key, name):
    monkeypatch.setattr(sys, "platform", platform)
    names = KeyNames({"M"})
    assert names.name(LOWERED, key) == name
    assert names.has("M")


def test_what_pynput_cannot_tell_has_no_name(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert KeyNames({"M"}).name(SimpleNamespace(canonical=lambda key: key), None) == ""
