"""Hotkeys of X11, Windows and macOS, found in what all keys do.

Limits:
    - Nothing is swallowed: the focused window gets the keys too.
    - A combination that another program has is left to it, where that can be found out: see ``taken``.
    - On X11 a key keeps the meaning that it has at the start, whatever layout is chosen later; X11 needs the
      RECORD extension.
    - Under Wayland it hears XWayland's windows at most; the caller must not use it there.
    - Windows hides how Ctrl+Alt+Del ends: Ctrl and Alt count as held until they are pressed the next time.
    - macOS needs Accessibility and Input Monitoring and gives no error without them.
"""

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from img2latex_desktop.hotkey.base import Action, Binding, Hotkey
from img2latex_desktop.hotkey.chord import ChordMatcher
from img2latex_desktop.hotkey.taken import taken
from img2latex_desktop.language import translate
from img2latex_desktop.mishaps import ToldThread

logger = logging.getLogger(__name__)

STOP_TIMEOUT_S = 2.0  # measured: 1 ms; quitting must not hang on a listener that does not end
LOOK_INTERVAL_S = 1.0  # how soon it is seen that a listener died


class KeyStream(Protocol):
    """Everything the keyboard does; keys have the names that they have in ``Hotkey``, others any other."""

    def has(self, key: str) -> bool:
        """Whether the keyboard has a key; where that cannot be found out, it has."""

    def open(self, on_press: Callable[[str], None], on_release: Callable[[str], None]) -> bool:
        """Begin to listen, in a thread of its own, and return whether it works."""

    def is_alive(self) -> bool:
        """Whether it still listens."""

    def close(self) -> None:
        """Stop listening."""


class KeyListener:
    """Hears hotkeys in a thread of a key stream; a second thread watches over it."""

    activation_token = ""  # only portals give one

    def __init__(self) -> None:
        self._run: _Run | None = None

    def start(
        self,
        bindings: Sequence[Binding],
        on_pressed: Callable[[Action], None],
        on_listening: Callable[[dict[Action, str]], None],
        on_failed: Callable[[Action | None, str], None],
    ) -> None:
        """Begin to listen in place of what was listened to before; returns at once."""
        before = self._run
        if before is not None:
            before.cancel()
        self._run = _Run(bindings, on_pressed, on_listening, on_failed, before)
        self._run.start()

    def stop(self) -> None:
        """Stop listening and join every thread."""
        if self._run is not None:
            self._run.cancel()
            self._run.join(STOP_TIMEOUT_S)
        self._run = None


class _Run(ToldThread):
    """Opens a key stream after the one before has ended, watches over it and closes it."""

    def __init__(
        self,
        bindings: Sequence[Binding],
        on_pressed: Callable[[Action], None],
        on_listening: Callable[[dict[Action, str]], None],
        on_failed: Callable[[Action | None, str], None],
        before: "_Run | None",
    ) -> None:
        super().__init__("hotkey", self._take_turn, self._tell_mishap)
        self._bindings = bindings
        self._on_pressed = on_pressed
        self._on_listening = on_listening
        self._on_failed = on_failed
        self._before = before
        self._is_cancelled = threading.Event()

    def cancel(self) -> None:
        """Make the thread end soon; nothing is called back from now on."""
        self._is_cancelled.set()

    def _take_turn(self) -> None:
        if self._before is not None:
            self._before.join()
            self._before = None  # else every run there ever was is remembered
        self._listen()

    def _tell_mishap(self, _sentence: str) -> None:
        """Say what is lost: no X server and a pynput that does not work here are among the reasons."""
        self._lose_all(translate("Hotkeys", "{} cannot be heard on this desktop"))

    def _listen(self) -> None:
        if self._is_cancelled.is_set():
            return
        keys = _key_stream({binding.hotkey.key for binding in self._bindings})
        actions = self._choose(keys)
        if not actions:
            self._tell_listening({})
            return
        matcher = ChordMatcher(actions)

        def press(key: str) -> None:
            action = matcher.press(key)
            if action is not None and not self._is_cancelled.is_set():
                self._on_pressed(action)

        if not keys.open(press, matcher.release):
            self._lose_all(translate("Hotkeys", "{} cannot be heard on this desktop"))
            return
        self._tell_listening({action: str(hotkey) for hotkey, action in actions.items()})
        while not self._is_cancelled.wait(LOOK_INTERVAL_S):
            if not keys.is_alive():
                self._lose_all(translate("Hotkeys", "{} stopped working"))
                return
        keys.close()

    def _choose(self, keys: KeyStream) -> dict[Hotkey, Action]:
        """Return what can be listened to, and tell of each hotkey that cannot."""
        taken_hotkeys = taken({binding.hotkey for binding in self._bindings})
        actions: dict[Hotkey, Action] = {}
        for binding in self._bindings:
            hotkey = binding.hotkey
            if hotkey in actions:
                self._lose(binding, translate("Hotkeys", "{} is chosen for two actions"))
            elif hotkey in taken_hotkeys:
                self._lose(binding, translate("Hotkeys", "{} is taken by another program"))
            elif not keys.has(hotkey.key):
                reason = translate("Hotkeys", "{} needs a key {}, which this keyboard does not have")
                self._lose(binding, reason)
            else:
                actions[hotkey] = binding.action
        return actions

    def _lose(self, binding: Binding, reason: str) -> None:
        """Tell of one hotkey; fields of the reason are the hotkey and its key."""
        sentence = translate(
            "Hotkeys",
            "{}; choose another in the settings, or bind “img2latex {}” to a key in the desktop's keyboard "
            "settings.",
        )
        told = reason.format(binding.hotkey, binding.hotkey.key)
        self._tell_failed(binding.action, sentence.format(told, binding.action.command))

    def _lose_all(self, reason: str) -> None:
        """Tell of all hotkeys, which are the field of the reason."""
        sentence = translate(
            "Hotkeys",
            "{}; start Img2LaTeX again, or bind “img2latex {}” to a key in the desktop's keyboard settings.",
        )
        hotkeys = ", ".join(str(binding.hotkey) for binding in self._bindings)
        self._tell_failed(None, sentence.format(reason.format(hotkeys), Action.SNIP.command))

    def _tell_listening(self, triggers: dict[Action, str]) -> None:
        if not self._is_cancelled.is_set():
            self._on_listening(triggers)

    def _tell_failed(self, action: Action | None, message: str) -> None:
        if not self._is_cancelled.is_set():
            self._on_failed(action, message)


def _key_stream(keys: set[str]) -> KeyStream:
    if sys.platform == "linux":
        from img2latex_desktop.hotkey.x_keys import XKeys

        return XKeys(keys)
    from img2latex_desktop.hotkey.pynput_keys import PynputKeys

    return PynputKeys()
