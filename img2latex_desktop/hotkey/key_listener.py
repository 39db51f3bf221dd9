"""Hotkeys through pynput: X11, Windows and macOS.

Limits:
    - Nothing is swallowed: the focused window gets the keys too, and a clash with another program is unseen.
    - Under Wayland it hears XWayland's windows at most; the caller must not use it there.
    - macOS needs Accessibility and Input Monitoring and gives no error without them.
    - X11 needs the RECORD extension.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from img2latex_desktop.hotkey.base import Hotkey

if TYPE_CHECKING:
    from pynput.keyboard import GlobalHotKeys

logger = logging.getLogger(__name__)

STOP_TIMEOUT_S = 2.0  # measured: 1 ms; quitting must not hang on a listener that does not end
START_TIMEOUT_S = 5.0  # measured: 40 ms on an idle machine; a loaded one must not be called broken
WAY_OUT = "“img2latex snip” does the same and can be bound in the desktop's keyboard settings"


class KeyListener:
    """Hears hotkeys in a thread of pynput's; a second thread watches over it."""

    def __init__(self) -> None:
        self._listener: GlobalHotKeys | None = None
        self._watch: threading.Thread | None = None
        self._is_stopping = threading.Event()

    def start(
        self,
        actions: Mapping[Hotkey, Callable[[], None]],
        on_listening: Callable[[], None],
        on_failed: Callable[[str], None],
    ) -> None:
        """Begin to listen; returns at once. Callbacks come from other threads."""
        self.stop()
        self._is_stopping.clear()
        self._watch = threading.Thread(
            target=self._run, args=(dict(actions), on_listening, on_failed), name="hotkey", daemon=True
        )
        self._watch.start()

    def stop(self) -> None:
        """Stop listening and join both threads."""
        self._is_stopping.set()
        if self._watch is not None:
            if self._listener is not None and self._listener.is_alive():  # a dead one would wait for itself
                _end(self._listener)
            self._watch.join(STOP_TIMEOUT_S)
        self._watch = None
        self._listener = None

    def _run(
        self,
        actions: Mapping[Hotkey, Callable[[], None]],
        on_listening: Callable[[], None],
        on_failed: Callable[[str], None],
    ) -> None:
        names = " and ".join(str(hotkey) for hotkey in actions)
        try:
            from pynput import keyboard  # here: without a display the import itself fails
        except ImportError as problem:
            logger.warning("pynput cannot be used: %s", problem)
            on_failed(f"{names} cannot be heard on this desktop; {WAY_OUT}.")
            return
        listener = keyboard.GlobalHotKeys({_pynput_name(hotkey): act for hotkey, act in actions.items()})
        self._listener = listener
        listener.start()
        if not _becomes_ready(listener):
            on_failed(f"{names} cannot be registered; {WAY_OUT}.")
            return
        if self._is_stopping.is_set():
            _end(listener)
        else:
            on_listening()
        try:
            listener.join()
        except Exception:  # whatever ended it, only the hotkey is lost
            logger.exception("The hotkey listener died")
        if not self._is_stopping.is_set():
            on_failed(f"{names} stopped working; {WAY_OUT}.")


def _end(listener: "GlobalHotKeys") -> None:
    listener.stop()
    context = getattr(listener, "_context", None)
    if context is None:
        return
    # WORKAROUND: on X11 pynput 1.8.2 asks the server to stop over the connection that is recording, where it
    # is not heard before the next key; over another one it is heard at once. Again and again, because a
    # recording that is only about to begin cannot be stopped yet. Drop when stop() alone ends the thread.
    from Xlib.display import Display

    control = Display()
    deadline = time.monotonic() + STOP_TIMEOUT_S
    while listener.is_alive() and time.monotonic() < deadline:
        control.record_disable_context(context)
        control.sync()
        time.sleep(0.005)
    control.close()


def _becomes_ready(listener: "GlobalHotKeys") -> bool:
    """Wait until the listener is proven alive; its own wait() would wait for ever on one that died first."""
    ready = threading.Event()

    def wait() -> None:
        listener.wait()
        ready.set()

    threading.Thread(target=wait, name="hotkey-ready", daemon=True).start()
    steps = 100
    return any(ready.wait(START_TIMEOUT_S / steps) for _ in range(steps) if listener.is_alive())


def _pynput_name(hotkey: Hotkey) -> str:
    modifiers = [{"Meta": "<cmd>"}.get(name, f"<{name.lower()}>") for name in hotkey.modifiers]
    key = hotkey.key.lower()
    return "+".join([*modifiers, key if len(key) == 1 else f"<{key}>"])
