"""Hotkeys of X11, Windows and macOS, found in what all keys do.

Limits:
    - Nothing is swallowed: the focused window gets the keys too.
    - A combination that another program has is left to it, where that can be found out: see ``taken``.
    - X11 needs the extensions RECORD and XKEYBOARD.
    - Under Wayland it hears XWayland's windows at most; the caller must not use it there.
    - Windows hides how Ctrl+Alt+Del ends: Ctrl and Alt count as held until they are pressed the next time.
    - macOS needs Accessibility and Input Monitoring and gives no error without them.
"""

import contextlib
import logging
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from img2latex_desktop.base.language import translate
from img2latex_desktop.base.mishaps import ToldThread
from img2latex_desktop.hotkey.base import Action, Binding, Hotkey
from img2latex_desktop.hotkey.chord import ChordMatcher
from img2latex_desktop.hotkey.taken import taken

logger = logging.getLogger(__name__)

STOP_TIMEOUT_S = 2.0  # measured: 1 ms; quitting must not hang on a listener that does not end
LOOK_INTERVAL_S = 0.25  # how soon it is seen that a listener died, or another layout holds; a look takes 7 µs


class KeyStream(Protocol):
    """Everything the keyboard does; keys have the names that they have in ``Hotkey``, others any other."""

    def has(self, key: str) -> bool:
        """Whether the keyboard has a key; where that cannot be found out, it has."""

    def typed_instead(self, key: str) -> str:
        """Return what a key types, where it is meant by its place alone; empty where it types what it is."""

    def has_changed(self) -> bool:
        """Whether keys have other places or names than when this was made."""

    def open(self, on_press: Callable[[str], None], on_release: Callable[[str], None]) -> bool:
        """Begin to listen, in a thread of its own, and return whether it works."""

    def is_alive(self) -> bool:
        """Whether it still listens."""

    def close(self) -> None:
        """Stop listening, and let go of everything; it may never have been opened."""


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
        self._told: dict[Action, str] = {}  # what was said of hotkeys that cannot be heard

    def cancel(self) -> None:
        """Make the thread end soon; nothing is called back from now on."""
        self._is_cancelled.set()

    def _take_turn(self) -> None:
        if self._before is not None:
            self._before.join()
            self._before = None  # else every run there ever was is remembered
        while self._listen():
            logger.info("The keyboard has changed")

    def _tell_mishap(self, _sentence: str) -> None:
        """Say what is lost: no X server and a pynput that does not work here are among the reasons."""
        self._lose_all(translate("Hotkeys", "{} cannot be heard on this desktop"))

    def _listen(self) -> bool:
        """Listen until that ends, and return whether to begin anew because keys mean something else."""
        if self._is_cancelled.is_set():
            return False
        if not self._bindings:
            self._tell_listening({})
            return False
        with contextlib.closing(_key_stream({binding.hotkey.key for binding in self._bindings})) as keys:
            actions = self._choose(keys)
            if actions and not self._open(keys, actions):
                self._lose_all(translate("Hotkeys", "{} cannot be heard on this desktop"))
                return False
            self._tell_listening({action: _trigger(hotkey, keys) for hotkey, action in actions.items()})
            while not self._is_cancelled.wait(LOOK_INTERVAL_S):
                if actions and not keys.is_alive():
                    self._lose_all(translate("Hotkeys", "{} stopped working"))
                    return False
                if keys.has_changed():
                    return True
            return False

    def _open(self, keys: KeyStream, actions: Mapping[Hotkey, Action]) -> bool:
        matcher = ChordMatcher(actions)

        def press(key: str) -> None:
            action = matcher.press(key)
            if action is not None and not self._is_cancelled.is_set():
                self._on_pressed(action)

        return keys.open(press, matcher.release)

    def _choose(self, keys: KeyStream) -> dict[Hotkey, Action]:
        """Return what can be listened to, and tell of each hotkey that cannot, once."""
        taken_hotkeys = taken({binding.hotkey for binding in self._bindings})
        actions: dict[Hotkey, Action] = {}
        lost: dict[Action, str] = {}
        for binding in self._bindings:
            hotkey = binding.hotkey
            if hotkey in actions:
                lost[binding.action] = _loss(binding, translate("Hotkeys", "{} is chosen for two actions"))
            elif hotkey in taken_hotkeys:
                lost[binding.action] = _loss(binding, translate("Hotkeys", "{} is taken by another program"))
            elif not keys.has(hotkey.key):
                reason = translate("Hotkeys", "{} needs a key {}, which this keyboard does not have")
                lost[binding.action] = _loss(binding, reason)
            else:
                actions[hotkey] = binding.action
        for action, sentence in lost.items():
            if self._told.get(action) != sentence:
                self._tell_failed(action, sentence)
        self._told = lost
        return actions

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


def _loss(binding: Binding, reason: str) -> str:
    """Return why one hotkey cannot be heard; fields of the reason are the hotkey and its key."""
    sentence = translate(
        "Hotkeys",
        "{}; choose another in the settings, or bind “img2latex {}” to a key in the desktop's keyboard "
        "settings.",
    )
    told = reason.format(binding.hotkey, binding.hotkey.key)
    return sentence.format(told, binding.action.command)


def _trigger(hotkey: Hotkey, keys: KeyStream) -> str:
    """Return a hotkey in words, with what its key types where that is something else."""
    typed = keys.typed_instead(hotkey.key)
    return f"{hotkey} ({typed})" if typed else str(hotkey)


def _key_stream(keys: set[str]) -> KeyStream:
    if sys.platform == "linux":
        from img2latex_desktop.hotkey.x_keys import XKeys

        return XKeys(keys)
    from img2latex_desktop.hotkey.pynput_keys import PynputKeys

    return PynputKeys()
