"""Hotkeys found in a stream of keys going down and up."""

from collections.abc import Mapping

from img2latex_desktop.hotkey.base import MODIFIERS, Action, Hotkey

FOREIGN_MODIFIER = "AltGr"  # no hotkey has it, and while it is held none is pressed: with M it types µ


class ChordMatcher:
    """Says what was pressed: a hotkey is, when its key goes down while exactly its modifiers are held.

    Keys have the names that they have in ``Hotkey``; others need not be told.
    """

    def __init__(self, actions: Mapping[Hotkey, Action]) -> None:
        self._actions = {
            (frozenset(hotkey.modifiers), hotkey.key): action for hotkey, action in actions.items()
        }
        self._down: set[str] = set()

    def press(self, key: str) -> Action | None:
        """Note that a key is down and return what that does; it may be told again and again while held."""
        if key in self._down:
            return None
        held = self._down & {*MODIFIERS, FOREIGN_MODIFIER}
        self._down.add(key)
        return self._actions.get((frozenset(held), key))

    def release(self, key: str) -> None:
        """Note that a key is up; it need not have been down."""
        self._down.discard(key)
