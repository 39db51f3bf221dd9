from img2latex_desktop.hotkey.base import Action, parse_hotkey
from img2latex_desktop.hotkey.wishes import wished_for
from img2latex_desktop.settings import Settings


def test_each_action_with_keys_is_wished_for_and_with_shift_the_one_that_appends():
    bindings, problems = wished_for(Settings(snip_hotkey="Ctrl+Alt+M", history_hotkey="Meta+F9"))
    assert [(binding.action, str(binding.hotkey)) for binding in bindings] == [
        (Action.SNIP, "Ctrl+Alt+M"),
        (Action.HISTORY, "Meta+F9"),
        (Action.APPEND, "Ctrl+Alt+Shift+M"),
    ]
    assert problems == {}


def test_a_snip_with_shift_leaves_none_to_append():
    [binding], _ = wished_for(Settings(snip_hotkey="Ctrl+Shift+M"))
    assert binding.hotkey == parse_hotkey("Ctrl+Shift+M")


def test_what_cannot_be_read_is_said_and_the_others_are_wished_for():
    [binding, _], problems = wished_for(Settings(repeat_hotkey="M"))
    assert binding.action is Action.SNIP
    assert "“M” is no hotkey" in problems[Action.REPEAT]
