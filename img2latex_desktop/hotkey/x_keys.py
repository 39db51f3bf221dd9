"""Every key of the keyboard on X11, whichever window has it, through the server's RECORD extension."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from img2latex_desktop.base.mishaps import ToldThread
from img2latex_desktop.hotkey.x_keyboard import XKeyboard

logger = logging.getLogger(__name__)

START_TIMEOUT_S = 5.0  # measured: 5 ms on an idle machine; a loaded one must not be called broken
STOP_TIMEOUT_S = 2.0  # measured: 1 ms


class XKeys:
    """Hears keys going down and up; see ``key_listener.KeyStream``.

    Each key is known by its place on the keyboard, so that it is the same whatever is held with it: Shift+7
    is the key 7 and not “&” or “/”. What the places mean is read at the start: see ``has_changed``.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        """Read the keyboard's layout for some keys; others are not told apart.

        Raises:
            Xlib.error.DisplayError: There is no X server.
        """
        self._keys = frozenset(keys)
        self._recording: _Recording | None = None
        self._keyboard = XKeyboard()
        self._names = self._keyboard.key_names(self._keys)
        self._typed_instead = self._read_typed_instead()

    def has(self, key: str) -> bool:
        """Whether the keyboard has a key."""
        return key in self._names.values()

    def typed_instead(self, key: str) -> str:
        """Return what a key types that no layout knows by its name; empty for any other."""
        return self._typed_instead[key]

    def has_changed(self) -> bool:
        """Whether keys lie elsewhere by now: another layout was chosen, or another keyboard is there."""
        if not self._keyboard.follow():
            return False
        is_same = self._keyboard.key_names(self._keys) == self._names
        return not is_same or self._read_typed_instead() != self._typed_instead

    def open(self, on_press: Callable[[str], None], on_release: Callable[[str], None]) -> bool:
        """Begin to listen and return whether it works.

        Raises:
            Xlib.error.DisplayError: The X server is gone.
        """
        self._recording = _Recording(
            lambda keycode: on_press(self._names.get(keycode, "")),
            lambda keycode: on_release(self._names.get(keycode, "")),
        )
        self._recording.start()
        return self._recording.is_ready.wait(START_TIMEOUT_S) and self._recording.is_alive()

    def is_alive(self) -> bool:
        """Whether it still listens."""
        return self._recording is not None and self._recording.is_alive()

    def close(self) -> None:
        """Stop listening, where it did, and disconnect."""
        if self._recording is not None and self._recording.is_alive():
            self._recording.close()
        self._keyboard.close()

    def _read_typed_instead(self) -> dict[str, str]:
        return {key: self._keyboard.typed_instead(key) for key in self._keys}


class _Recording(ToldThread):
    """What the server tells about the keyboard, from ``start`` to ``close`` or the end of the server."""

    def __init__(self, on_press: Callable[[int], None], on_release: Callable[[int], None]) -> None:
        """Ask for both kinds of events; the functions are called with keycodes, from this thread."""
        super().__init__("x-keys", self._record, lambda _sentence: None)  # its end is seen, and told
        from Xlib import X
        from Xlib.display import Display
        from Xlib.ext import record
        from Xlib.protocol import rq

        self._answers = {X.KeyPress: on_press, X.KeyRelease: on_release}
        self._from_server, self._start_of_data = record.FromServer, record.StartOfData
        self._field = rq.EventField(None)
        self._display = Display()  # a connection of its own: recording keeps it busy
        events = {
            "core_requests": (0, 0),
            "core_replies": (0, 0),
            "ext_requests": (0, 0, 0, 0),
            "ext_replies": (0, 0, 0, 0),
            "delivered_events": (0, 0),
            "device_events": (X.KeyPress, X.KeyRelease),
            "errors": (0, 0),
            "client_started": False,
            "client_died": False,
        }
        self.context = self._display.record_create_context(0, [record.AllClients], [events])
        self.is_ready = threading.Event()

    def _record(self) -> None:
        """Listen until the recording is disabled, or cannot go on."""
        from Xlib.error import ConnectionClosedError

        try:
            self._display.record_enable_context(self.context, self._hear)
            self._display.record_free_context(self.context)
            self._display.close()
        except (ConnectionClosedError, OSError) as problem:
            logger.warning("The X server ended the recording of keys: %s", problem)
        finally:
            self.is_ready.set()  # whoever waits for it looks whether this is alive

    def close(self) -> None:
        """End the recording, over another connection, since its own hears nothing but keys."""
        from Xlib.display import Display

        control = Display()
        control.record_disable_context(self.context)
        control.sync()
        control.close()
        self.join(STOP_TIMEOUT_S)

    def _hear(self, reply: Any) -> None:  # noqa: ANN401 (python-xlib gives its values no types)
        if reply.category == self._start_of_data:
            self.is_ready.set()
        if reply.category != self._from_server or reply.client_swapped:
            return
        data = reply.data
        while data:
            event, data = self._field.parse_binary_value(data, self._display.display, None, None)
            answer = self._answers.get(event.type)
            if answer is not None:
                answer(event.detail)
