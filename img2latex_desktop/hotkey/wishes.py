"""Hotkeys that the settings ask for: one for each action that has keys, and one that appends."""

from img2latex_desktop.base.errors import HotkeyError
from img2latex_desktop.base.language import translate
from img2latex_desktop.hotkey.base import Action, Binding, parse_hotkey
from img2latex_desktop.settings import Settings


def wished_for(settings: Settings) -> tuple[list[Binding], dict[Action, str]]:
    """Return the hotkeys, and one sentence for each that cannot be read: the file was edited by hand."""
    wanted = [
        (Action.SNIP, settings.snip_hotkey, translate("HotkeyFlow", "Snip a formula")),
        (
            Action.CLIPBOARD,
            settings.clipboard_hotkey,
            translate("HotkeyFlow", "Read the picture on the clipboard"),
        ),
        (Action.REPEAT, settings.repeat_hotkey, translate("HotkeyFlow", "Snip the last region again")),
        (Action.HISTORY, settings.history_hotkey, translate("HotkeyFlow", "Show the history")),
    ]
    bindings: list[Binding] = []
    problems: dict[Action, str] = {}
    for action, text, description in wanted:
        try:
            if text:
                bindings.append(Binding(action, parse_hotkey(text), description))
        except HotkeyError as problem:
            problems[action] = str(problem)
    snip = next((binding.hotkey for binding in bindings if binding.action is Action.SNIP), None)
    if snip is not None and snip.with_shift() != snip:
        description = translate("HotkeyFlow", "Snip a further line of the formula shown")
        bindings.append(Binding(Action.APPEND, snip.with_shift(), description))
    return bindings, problems
