"""A hotkey as a value, and what every way of listening for one offers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from img2latex_desktop.errors import HotkeyError

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")  # in the order in which they are written


@dataclass(frozen=True)
class Hotkey:
    """A key combination of the whole system.

    Attributes:
        modifiers: Some of ``MODIFIERS``, in that order, at least one.
        key: One upper-case letter or digit, or ``F1`` … ``F24``.
    """

    modifiers: tuple[str, ...]
    key: str

    def __str__(self) -> str:
        return "+".join((*self.modifiers, self.key))


def parse_hotkey(text: str) -> Hotkey:
    """Read a combination such as ``Ctrl+Alt+M``, in any letter case and order.

    Raises:
        HotkeyError: The text names no modifier, no key, or something that is neither.
    """
    *modifiers, key = (part.strip().capitalize() for part in text.split("+"))
    unknown = [part for part in modifiers if part not in MODIFIERS]
    is_function_key = key[:1] == "F" and key[1:].isdecimal() and 1 <= int(key[1:]) <= 24
    is_character = len(key) == 1 and key.isascii() and key.isalnum()
    if unknown or not modifiers or not (is_function_key or is_character):
        raise HotkeyError(
            f"“{text}” is no hotkey: write modifiers and one key, such as Ctrl+Alt+M "
            f"(modifiers are {', '.join(MODIFIERS)})."
        )
    return Hotkey(tuple(name for name in MODIFIERS if name in modifiers), key)


class HotkeyListener(Protocol):
    """One way of hearing hotkeys while another program has the focus."""

    def start(
        self,
        actions: Mapping[Hotkey, Callable[[], None]],
        on_listening: Callable[[], None],
        on_failed: Callable[[str], None],
    ) -> None:
        """Begin to listen; returns at once.

        All callbacks may come from another thread: they should do no more than emit a Qt signal.

        Args:
            actions: What to call when a hotkey is pressed.
            on_listening: Called once the listener is proven alive.
            on_failed: Gets one sentence when it could not start, or died later.
        """

    def stop(self) -> None:
        """Stop listening and end every thread."""
