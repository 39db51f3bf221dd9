"""The keyboard of an X server: which keys a hotkey is pressed with, and whether another program has it."""

import contextlib
import ctypes
import itertools
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

from img2latex_desktop.base.latin_places import LATIN_PLACES
from img2latex_desktop.hotkey.base import Hotkey

MODIFIER_KEYSYMS = {
    "Control_L": "Ctrl",
    "Control_R": "Ctrl",
    "Alt_L": "Alt",
    "Alt_R": "Alt",
    "Meta_L": "Alt",  # what the Alt key sends while Shift is held
    "Meta_R": "Alt",
    "Shift_L": "Shift",
    "Shift_R": "Shift",
    "Super_L": "Meta",
    "Super_R": "Meta",
    "ISO_Level3_Shift": "AltGr",
    "Mode_switch": "AltGr",
}  # by what each key sends, the modifier it stands for


class XKeyboard:
    """A connection of its own to the X server, open from the start; 10 ms to open, 1 ms a question.

    A letter or digit that no layout of the keyboard types, such as M where Russian is the only one, is meant
    by its place on a keyboard of the US.
    """

    def __init__(self) -> None:
        """Connect.

        Raises:
            Xlib.error.DisplayError: There is no X server.
        """
        from Xlib import XK
        from Xlib.display import Display

        from img2latex_desktop.hotkey.xkb import Xkb

        XK.load_keysym_group("xkb")  # has ISO_Level3_Shift
        self._display = Display()
        self._xkb = Xkb(self._display)
        self._layouts = self._xkb.layouts()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect."""
        self.close()

    def close(self) -> None:
        """Disconnect, unless the server has done so."""
        from Xlib.error import ConnectionClosedError

        with contextlib.suppress(ConnectionClosedError):
            self._display.close()

    def follow(self) -> bool:
        """Read anew what the keys type, where that may have changed; return whether it may have.

        Of a server that is gone nothing changes: whoever listens to it notices.
        """
        from Xlib.error import ConnectionClosedError

        with contextlib.suppress(ConnectionClosedError):
            if self._xkb.has_news():
                self._layouts = self._xkb.layouts()
                return True
        return False

    def key_names(self, keys: Iterable[str]) -> dict[int, str]:
        """Return the keycodes of these keys and of every modifier, with their names.

        A key that the keyboard does not have is missing.
        """
        names = {code: key for key in keys for code in self._keycodes(key)}
        modifiers = {_keysym(name): modifier for name, modifier in MODIFIER_KEYSYMS.items()}
        for code in self._layouts.keys:
            for keysym in self._typed(code):
                if keysym in modifiers:
                    names[code] = modifiers[keysym]
        return names

    def typed_instead(self, key: str) -> str:
        """Return what a key types that no layout knows by its name; empty for any other."""
        if self._typing_keycodes(key):
            return ""
        return "".join(_character(keysym) for code in self._keycodes(key) for keysym in self._typed(code))

    def is_grabbed(self, hotkey: Hotkey) -> bool:
        """Whether another program grabs the combination: grabbing it ourselves, for a moment, is refused."""
        from Xlib import X, error

        root = self._display.screen().root
        refusal = error.CatchError(error.BadAccess)
        wanted = sum(self._mask(_keysyms_of(name)) for name in hotkey.modifiers)
        locks = (X.LockMask, self._mask({_keysym("Num_Lock")}))  # a grab counts for one state of these alone
        grabs = [(code, wanted | lock) for code in self._keycodes(hotkey.key) for lock in _sums(locks)]
        for code, mask in grabs:
            root.grab_key(code, mask, True, X.GrabModeAsync, X.GrabModeAsync, onerror=refusal)
        for code, mask in grabs:
            root.ungrab_key(code, mask)
        self._display.sync()
        return refusal.get_error() is not None

    def _keycodes(self, key: str) -> list[int]:
        place = LATIN_PLACES.get(key)
        return self._typing_keycodes(key) or ([] if place is None else [place])

    def _typing_keycodes(self, key: str) -> list[int]:
        keysym = _keysym(key.lower() if len(key) == 1 else key)
        find = self._layouts.find
        return find(keysym, in_force=True) or find(keysym, in_force=False)

    def _typed(self, keycode: int) -> Sequence[int]:
        return self._layouts.levels(keycode)[:1]

    def _mask(self, keysyms: set[int]) -> int:
        """Return the bit of the modifier that keys sending one of these belong to, 0 for none."""
        codes = {code for keysym in keysyms for code, _ in self._display.keysym_to_keycodes(keysym)}
        rows = self._display.get_modifier_mapping()
        return next((1 << bit for bit, row in enumerate(rows) if codes & set(row)), 0)


def _keysyms_of(modifier: str) -> set[int]:
    return {_keysym(name) for name, its in MODIFIER_KEYSYMS.items() if its == modifier}


def _keysym(name: str) -> int:
    from Xlib import XK

    keysym: int = XK.string_to_keysym(name)
    return keysym


def _character(keysym: int) -> str:
    """Return what a keysym writes, by the library that Qt itself asks; nothing where that is missing."""
    with contextlib.suppress(OSError):
        code: int = ctypes.CDLL("libxkbcommon.so.0").xkb_keysym_to_utf32(ctypes.c_uint32(keysym))
        return chr(code) if code else ""
    return ""


def _sums(masks: tuple[int, ...]) -> set[int]:
    """Return every way of combining masks, none and all included."""
    return {
        sum(chosen) for length in range(len(masks) + 1) for chosen in itertools.combinations(masks, length)
    }
