"""What pynput reports, in the names that keys have in ``Hotkey``."""

import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from img2latex_desktop.hotkey.chord import FOREIGN_MODIFIER

if TYPE_CHECKING:
    from pynput.keyboard import Key, KeyCode, Listener

STEMS = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "cmd": "Meta"}  # of ctrl, ctrl_l, ctrl_r and so on


class KeyNames:
    """Names keys; made for certain keys, it may know no others.

    Characters are taken for what their key types alone: Shift+7 is the key 7 and not “&” or “/”.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        """Read the keyboard's layout where that is needed.

        Raises:
            Xlib.error.DisplayError: On Linux, there is no X server.
        """
        self._by_keysym: dict[int, str] | None = None
        if sys.platform == "linux":
            from img2latex_desktop.hotkey.x_keyboard import XKeyboard

            with XKeyboard() as keyboard:
                self._by_keysym = {keysym: key for key in keys for keysym in keyboard.keysyms(key)}
                self._by_keysym |= keyboard.modifier_keysyms()

    def has(self, key: str) -> bool:
        """Whether the keyboard has a key; where that cannot be found out, it has."""
        return self._by_keysym is None or key in self._by_keysym.values()

    def name(self, listener: "Listener", key: "Key | KeyCode | None") -> str:
        """Return the name of a key, or something that no key of a hotkey is called."""
        if self._by_keysym is not None:
            code: Any = getattr(key, "value", key)  # a Key wraps its KeyCode
            return self._by_keysym.get(getattr(code, "vk", None) or 0, "")
        name: str = getattr(key, "name", "")  # only a Key has one
        if name == "alt_gr":
            return FOREIGN_MODIFIER
        if re.fullmatch(r"f\d+", name):
            return name.upper()
        if name:
            return STEMS.get(name.partition("_")[0], "")
        return (getattr(listener.canonical(key), "char", None) or "").upper()
