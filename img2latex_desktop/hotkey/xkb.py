"""The XKB extension of X servers, as far as hotkeys need it: what keys type, and when that changes.

python-xlib lacks it, and the core protocol does not know which of several layouts is in force.

Source: https://www.x.org/releases/current/doc/kbproto/xkbproto.html
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from Xlib.display import Display
from Xlib.protocol import rq

EXTENSION = "XKEYBOARD"
CORE_KEYBOARD = 0x100
KEY_SYMBOLS = 1 << 1  # of GetMap
NEW_KEYBOARD, MAP, STATE = 1 << 0, 1 << 1, 1 << 2  # events
GROUP_IN_FORCE = 1 << 4  # of the state, which tells of each modifier otherwise
EVERYTHING = 0xFF
KEY_HEADER = struct.Struct(
    "=4xBBH"
)  # groups in the lower half of the first byte, width of each, and all symbols

Levels = Sequence[int]
"""What a key types alone, with Shift, and so on, as keysyms."""


@dataclass(frozen=True)
class Layouts:
    """What the keys type.

    Attributes:
        keys: By keycode, the levels in each layout; a key may have fewer layouts than there are.
        in_force: The number of the layout that is in force.
    """

    keys: Mapping[int, Sequence[Levels]]
    in_force: int

    def levels(self, keycode: int) -> Levels:
        """Return what a key types in the layout in force; nothing for one that types nothing."""
        layouts = self.keys.get(keycode) or [()]
        return layouts[self.in_force % len(layouts)]

    def find(self, keysym: int, *, in_force: bool) -> list[int]:
        """Return the keycodes that type this alone, or else with Shift.

        Args:
            keysym: What is typed.
            in_force: Look in the layout in force alone; else in all, the first one first.
        """
        count = max((len(layouts) for layouts in self.keys.values()), default=0)
        for number in [self.in_force] if in_force else range(count):
            for level in (0, 1):
                found = [
                    keycode
                    for keycode, layouts in self.keys.items()
                    if layouts and tuple(layouts[number % len(layouts)][level : level + 1]) == (keysym,)
                ]
                if found:
                    return found
        return []


class Xkb:
    """The extension on one connection, where any event is taken for a change."""

    def __init__(self, display: Display) -> None:
        """Begin to hear of changes.

        Raises:
            OSError: The server has no such extension; all have had it for twenty years.
        """
        found = display.query_extension(EXTENSION)
        if found is None or not found.present:
            raise OSError("the X server lacks the XKEYBOARD extension")
        self._display, self._opcode = display, found.major_opcode
        self._ask(_UseExtension, major=1, minor=0)
        _SelectEvents(
            display=display.display,
            opcode=self._opcode,
            device=CORE_KEYBOARD,
            affected=NEW_KEYBOARD | MAP | STATE,
            cleared=0,
            all_of=NEW_KEYBOARD | MAP,
            affected_parts=EVERYTHING,
            parts=EVERYTHING,
            affected_state=GROUP_IN_FORCE,
            state=GROUP_IN_FORCE,
        )
        display.flush()

    def layouts(self) -> Layouts:
        """Return what the keys type now."""
        state = self._ask(_GetState, device=CORE_KEYBOARD)
        reply = self._ask(_GetMap, device=CORE_KEYBOARD, full=KEY_SYMBOLS, nothing_more=bytes(18))
        return Layouts(_keys(reply.first_key, reply.key_count, reply.rest), state.group)

    def has_news(self) -> bool:
        """Whether anything has changed since this was asked last; asks nothing of the server."""
        count = self._display.pending_events()
        for _ in range(count):
            self._display.next_event()
        return bool(count)

    def _ask(self, request: type[rq.ReplyRequest], **values: object) -> rq.ReplyRequest:
        return request(display=self._display.display, opcode=self._opcode, **values)


def _keys(first: int, count: int, data: bytes) -> dict[int, list[Levels]]:
    keys: dict[int, list[Levels]] = {}
    place = 0
    for keycode in range(first, first + count):
        groups, width, symbol_count = KEY_HEADER.unpack_from(data, place)
        place += KEY_HEADER.size
        symbols = struct.unpack_from(f"={symbol_count}I", data, place)
        place += 4 * symbol_count
        keys[keycode] = [symbols[group * width : (group + 1) * width] for group in range(groups & 0xF)]
    return keys


class _UseExtension(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card16("major"), rq.Card16("minor")
    )
    _reply = rq.Struct(
        rq.ReplyCode(), rq.Card8("is_supported"), rq.Card16("sequence_number"), rq.ReplyLength(), rq.Pad(24)
    )


class _SelectEvents(rq.Request):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(1),
        rq.RequestLength(),
        rq.Card16("device"),
        rq.Card16("affected"),
        rq.Card16("cleared"),
        rq.Card16("all_of"),
        rq.Card16("affected_parts"),
        rq.Card16("parts"),
        rq.Card16("affected_state"),
        rq.Card16("state"),
    )


class _GetState(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(4), rq.RequestLength(), rq.Card16("device"), rq.Pad(2))
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("device"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Pad(4),  # modifiers
        rq.Card8("group"),
        rq.Pad(19),
    )


class _GetMap(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(8),
        rq.RequestLength(),
        rq.Card16("device"),
        rq.Card16("full"),
        rq.Binary("nothing_more"),
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("device"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Pad(9),  # key codes there are, parts that follow, types
        rq.Card8("first_key"),
        rq.Card16("symbol_count"),
        rq.Card8("key_count"),
        rq.Pad(19),  # other parts
        rq.Binary("rest"),
    )
