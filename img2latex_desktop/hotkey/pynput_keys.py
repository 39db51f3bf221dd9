"""Every key of the keyboard on Windows and macOS, through pynput."""

import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from img2latex_desktop.base.mishaps import ToldThread
from img2latex_desktop.hotkey.chord import FOREIGN_MODIFIER

if TYPE_CHECKING:
    from pynput.keyboard import Key, KeyCode, Listener

STEMS = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "cmd": "Meta"}  # of ctrl, ctrl_l, ctrl_r and so on
START_TIMEOUT_S = 5.0  # measured on X11: 40 ms on an idle machine; a loaded one must not be called broken


class PynputKeys:
    """Hears keys going down and up; see ``key_listener.KeyStream``.

    Characters are taken for what their key types alone.
    """

    def __init__(self) -> None:
        self._listener: Listener | None = None

    def has(self, key: str) -> bool:
        """Say yes to every key: the layout cannot be asked."""
        return True

    def typed_instead(self, key: str) -> str:
        """Know of nothing."""
        return ""

    def has_changed(self) -> bool:
        """Say no: each key is named by what it types when it is pressed."""
        return False

    def open(self, on_press: Callable[[str], None], on_release: Callable[[str], None]) -> bool:
        """Begin to listen and return whether it works."""
        from pynput import keyboard

        listener: Listener = keyboard.Listener(
            on_press=lambda key: on_press(name_of(listener, key)),
            on_release=lambda key: on_release(name_of(listener, key)),
        )
        self._listener = listener
        listener.start()
        return _becomes_ready(listener)

    def is_alive(self) -> bool:
        """Whether it still listens."""
        return self._listener is not None and bool(self._listener.is_alive())

    def close(self) -> None:
        """Stop listening, where it did."""
        if self._listener is not None:
            self._listener.stop()


def name_of(listener: "Listener", key: "Key | KeyCode | None") -> str:
    """Return the name that a key has in ``Hotkey``, or something that no key of a hotkey is called."""
    name: str = getattr(key, "name", "")  # only a Key has one
    if name == "alt_gr":
        return FOREIGN_MODIFIER
    if re.fullmatch(r"f\d+", name):
        return name.upper()
    if name:
        return STEMS.get(name.partition("_")[0], "")
    return (getattr(listener.canonical(key), "char", None) or "").upper()


def _becomes_ready(listener: "Listener") -> bool:
    """Wait until the listener is proven alive; its own wait() would wait for ever on one that died first."""
    ready = threading.Event()

    def wait() -> None:
        listener.wait()
        ready.set()

    ToldThread("hotkey-ready", wait, lambda _sentence: None).start()  # not ready, which is told
    steps = 100
    return any(ready.wait(START_TIMEOUT_S / steps) for _ in range(steps) if listener.is_alive())
