"""A mouse for a headless Wayland compositor, through the protocol wlr-virtual-pointer-unstable-v1.

No program of Debian's holds a button while it moves, which a drag needs; the few requests are spoken here.
Source: https://wayland.freedesktop.org/docs/html/ch04.html (wire format), wlr-protocols (the requests).
"""

import socket
import struct
import time
from pathlib import Path
from typing import Self

LEFT_BUTTON, RIGHT_BUTTON = 0x110, 0x111  # of linux/input-event-codes.h
DISPLAY, REGISTRY, SYNCED, MANAGER, POINTER = 1, 2, 3, 4, 5  # ids of objects; all but the first are ours
MANAGER_INTERFACE = "zwlr_virtual_pointer_manager_v1"


class VirtualPointer:
    """One mouse, there until it is closed; a context manager."""

    def __init__(self, display: Path, left: int, top: int, width: int, height: int) -> None:
        """Plug it in.

        Args:
            display: The compositor's socket.
            left: Of the layout of all outputs, logical pixels, as the rest.
            top: Of the layout.
            width: Of the layout.
            height: Of the layout.
        """
        self._layout = left, top, width, height
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(str(display))
        self._send(DISPLAY, 1, struct.pack("=I", REGISTRY))  # get_registry
        self._send(DISPLAY, 0, struct.pack("=I", SYNCED))  # sync: answered when everything offered is listed
        number = struct.pack("=I", self._number_of(MANAGER_INTERFACE))
        self._send(REGISTRY, 0, number + _text(MANAGER_INTERFACE) + struct.pack("=II", 1, MANAGER))  # bind
        self._send(MANAGER, 0, struct.pack("=II", 0, POINTER))  # create_virtual_pointer, for the only seat

    def __enter__(self) -> Self:
        """Return the mouse."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Unplug it."""
        self._connection.close()

    def move(self, x: int, y: int) -> None:
        """Move to a place in the layout, in logical pixels."""
        left, top, width, height = self._layout
        self._send(POINTER, 1, struct.pack("=IIIII", _now_ms(), x - left, y - top, width, height))
        self._send(POINTER, 4)  # frame: what came before happened at once

    def hold(self, button: int = LEFT_BUTTON) -> None:
        """Press a button and keep it down."""
        self._push(button, is_down=True)

    def release(self, button: int = LEFT_BUTTON) -> None:
        """Let go of a button."""
        self._push(button, is_down=False)

    def _push(self, button: int, *, is_down: bool) -> None:
        self._send(POINTER, 2, struct.pack("=III", _now_ms(), button, is_down))
        self._send(POINTER, 4)

    def _send(self, target: int, request: int, arguments: bytes = b"") -> None:
        self._connection.sendall(struct.pack("=II", target, (8 + len(arguments)) << 16 | request) + arguments)

    def _number_of(self, interface: str) -> int:
        """Return the number under which the compositor offers an interface."""
        numbers: dict[str, int] = {}
        with self._connection.makefile("rb") as events:
            while header := events.read(8):
                sender, word = struct.unpack("=II", header)
                body = events.read((word >> 16) - 8)
                if sender == SYNCED:
                    break
                if sender == REGISTRY:
                    number, length = struct.unpack_from("=II", body)
                    numbers[body[8 : 8 + length - 1].decode()] = number
        return numbers[interface]


def _text(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + b"\0" * (-len(data) % 4)


def _now_ms() -> int:
    return int(time.monotonic() * 1000) & 0xFFFFFFFF
