"""The keyboard of an X server: which keys a hotkey is pressed with, and whether another program has it."""

import itertools
from collections.abc import Iterable
from types import TracebackType
from typing import Self

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
    """A connection of its own to the X server, as a context manager; about 10 ms to open, 1 ms a question."""

    def __enter__(self) -> Self:
        """Connect.

        Raises:
            Xlib.error.DisplayError: There is no X server.
        """
        from Xlib import XK
        from Xlib.display import Display

        XK.load_keysym_group("xkb")  # has ISO_Level3_Shift
        self._display = Display()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect."""
        self._display.close()

    def key_names(self, keys: Iterable[str]) -> dict[int, str]:
        """Return the keycodes of these keys and of every modifier, with their names.

        A key that this layout does not have is missing.
        """
        names = {code: key for key in keys for code in self._keycodes(key)}
        levels: dict[int, int] = {}
        for keysym_name, modifier in MODIFIER_KEYSYMS.items():
            for code, level in self._display.keysym_to_keycodes(_keysym(keysym_name)):
                if level < levels.get(code, level + 1):  # what it is without others held, in the first layout
                    names[code], levels[code] = modifier, level
        return names

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
        found = list(self._display.keysym_to_keycodes(_keysym(key.lower() if len(key) == 1 else key)))
        nearest = min((level for _, level in found), default=0)  # some layouts repeat digits on AltGr levels
        return [code for code, level in found if level == nearest]

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


def _sums(masks: tuple[int, ...]) -> set[int]:
    """Return every way of combining masks, none and all included."""
    return {
        sum(chosen) for length in range(len(masks) + 1) for chosen in itertools.combinations(masks, length)
    }
