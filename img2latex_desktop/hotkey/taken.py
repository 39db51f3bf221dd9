"""Test for combinations that another program has taken; both would answer, since we hear them, too."""

import sys
from collections.abc import Iterable

from img2latex_desktop.hotkey.base import Hotkey


def taken(hotkeys: Iterable[Hotkey]) -> set[Hotkey]:
    """Return those that another program has registered; takes about 20 ms.

    On X11 and Windows each is registered for a moment, which is refused where it is taken; on Windows that is
    unverified. Programs that only listen, as we do, cannot be found that way, and on macOS none can.

    Raises:
        Xlib.error.DisplayError: On Linux, there is no X server.
    """
    if sys.platform == "win32":
        return {hotkey for hotkey in hotkeys if _is_registered(hotkey)}
    if sys.platform == "linux":
        from img2latex_desktop.hotkey.x_keyboard import XKeyboard

        with XKeyboard() as keyboard:
            return {hotkey for hotkey in hotkeys if keyboard.is_grabbed(hotkey)}
    return set()


if sys.platform == "win32":
    import ctypes

    # Source: RegisterHotKey and its modifiers, virtual-key codes and system error codes in the Windows API.
    MODIFIER_BITS = {"Alt": 0x1, "Ctrl": 0x2, "Shift": 0x4, "Meta": 0x8}
    F1_CODE = 0x70  # F2 … F24 follow; letters and digits have the codes of ASCII
    ALREADY_REGISTERED = 1409
    HOTKEY_ID = 0x1B2  # any below 0xC000, unique within this thread

    def _is_registered(hotkey: Hotkey) -> bool:
        user32 = ctypes.WinDLL("user32", use_last_error=True)
        code = ord(hotkey.key) if len(hotkey.key) == 1 else F1_CODE + int(hotkey.key[1:]) - 1
        if user32.RegisterHotKey(
            None, HOTKEY_ID, sum(MODIFIER_BITS[name] for name in hotkey.modifiers), code
        ):
            user32.UnregisterHotKey(None, HOTKEY_ID)
            return False
        return ctypes.get_last_error() == ALREADY_REGISTERED
