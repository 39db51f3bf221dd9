"""A hotkey as a value, and what every way of listening for one offers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from img2latex_desktop.base.errors import HotkeyError
from img2latex_desktop.base.language import translate

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")  # in the order in which they are written
FUNCTION_KEYS = tuple(f"F{number}" for number in range(1, 25))


@dataclass(frozen=True)
class Hotkey:
    """A key combination of the whole system.

    Attributes:
        modifiers: Some of ``MODIFIERS``, in that order, at least one.
        key: One upper-case letter or digit of ASCII, or ``F1`` … ``F24``.
    """

    modifiers: tuple[str, ...]
    key: str

    def __str__(self) -> str:
        return "+".join((*self.modifiers, self.key))

    def with_shift(self) -> "Hotkey":
        """Return the combination with Shift added; the same where it has that already."""
        return Hotkey(tuple(name for name in MODIFIERS if name in (*self.modifiers, "Shift")), self.key)


def parse_hotkey(text: str) -> Hotkey:
    """Read a combination such as ``Ctrl+Alt+M``, in any letter case and order.

    Raises:
        HotkeyError: The text names no modifier, no key, something that is neither, or what types a character.
    """
    *modifiers, key = (part.strip().capitalize() for part in text.split("+"))
    is_character = len(key) == 1 and key.isascii() and key.isalnum()
    if not modifiers or not set(modifiers) <= set(MODIFIERS) or not (is_character or key in FUNCTION_KEYS):
        sentence = translate(
            "Hotkeys",
            "“{}” is no hotkey: write modifiers and one key, such as Ctrl+Alt+M (modifiers are {}).",
        )
        raise HotkeyError(sentence.format(text, ", ".join(MODIFIERS)))
    if is_character and set(modifiers) == {"Shift"}:
        sentence = translate("Hotkeys", "{} types a character: add another modifier, such as Ctrl+Alt+M has.")
        raise HotkeyError(sentence.format(text))
    return Hotkey(tuple(name for name in MODIFIERS if name in modifiers), key)


class Action(StrEnum):
    """What a hotkey does; the value is its lasting name towards the desktop."""

    SNIP = "snip"
    APPEND = "append"
    CLIPBOARD = "clipboard"
    REPEAT = "repeat"
    HISTORY = "history"

    @property
    def command(self) -> str:
        """What ``img2latex`` is told on a command line to do the same."""
        return "snip --append" if self is Action.APPEND else self.value


@dataclass(frozen=True)
class Binding:
    """One hotkey and what it does.

    Attributes:
        action: Reported when the hotkey is pressed.
        hotkey: The combination; a portal may give it another, see ``HotkeyListener.start``.
        description: What a desktop shows beside it, in the user's language.
    """

    action: Action
    hotkey: Hotkey
    description: str


class HotkeyListener(Protocol):
    """One way of hearing hotkeys while another program has the focus."""

    @property
    def activation_token(self) -> str:
        """What the desktop gave with the newest press, so that a window may take the focus; or nothing."""

    def start(
        self,
        bindings: Sequence[Binding],
        on_pressed: Callable[[Action], None],
        on_listening: Callable[[dict[Action, str]], None],
        on_failed: Callable[[Action | None, str], None],
    ) -> None:
        """Begin to listen in place of what was listened to before; returns at once.

        All callbacks may come from another thread: they should do no more than emit a Qt signal.

        Args:
            bindings: The hotkeys; one that fails does not disable the others.
            on_pressed: Gets the action whose hotkey was pressed.
            on_listening: Called once the listener is proven alive, with what really triggers each action that
                works, in words for the user; a desktop may have chosen another combination, or hide it ("").
                Actions that failed by themselves are missing.
            on_failed: Gets the action whose hotkey is taken or refused, or None where all are lost, and one
                sentence that names the hotkey and a way out.
        """

    def stop(self) -> None:
        """Stop listening and end every thread."""
