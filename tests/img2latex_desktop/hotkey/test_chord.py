import pytest

from img2latex_desktop.hotkey.base import Action, parse_hotkey
from img2latex_desktop.hotkey.chord import FOREIGN_MODIFIER, ChordMatcher


@pytest.fixture
def matcher():
    return ChordMatcher(
        {
            parse_hotkey("Ctrl+Alt+M"): Action.SNIP,
            parse_hotkey("Ctrl+Alt+Shift+M"): Action.APPEND,
            parse_hotkey("Shift+F5"): Action.HISTORY,
        }
    )


def pressed(matcher, *keys):
    """Press the keys one after the other, and return what the last one does."""
    return [matcher.press(key) for key in keys][-1]


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("Ctrl", "Alt", "M"), Action.SNIP),
        (("Alt", "Ctrl", "M"), Action.SNIP),
        (("Shift", "Alt", "Ctrl", "M"), Action.APPEND),
        (("Shift", "F5"), Action.HISTORY),
        (("Ctrl", "Alt", "Meta", "M"), None),
        (("Ctrl", "M"), None),
        (("M",), None),
        (("Ctrl", "Alt", "N"), None),
        (("M", "Ctrl", "Alt"), None),
        (("Ctrl", "Alt", FOREIGN_MODIFIER, "M"), None),
    ],
)
def test_a_hotkey_is_its_key_with_exactly_its_modifiers(matcher, keys, action):
    assert pressed(matcher, *keys) == action


def test_a_key_held_down_triggers_once_and_again_after_its_release(matcher):
    assert pressed(matcher, "Ctrl", "Alt", "M") is Action.SNIP
    assert matcher.press("M") is None
    matcher.release("M")
    assert matcher.press("M") is Action.SNIP


def test_a_released_modifier_counts_no_more(matcher):
    pressed(matcher, "Ctrl", "Alt", "Shift")
    matcher.release("Shift")
    assert matcher.press("M") is Action.SNIP
    matcher.release("M")
    matcher.release("Alt")
    assert matcher.press("M") is None


def test_other_keys_held_do_no_harm(matcher):
    assert pressed(matcher, "X", "", "Ctrl", "Alt", "M") is Action.SNIP


def test_a_release_of_what_was_never_pressed_does_no_harm(matcher):
    matcher.release("Ctrl")
    assert pressed(matcher, "Ctrl", "Alt", "M") is Action.SNIP
