"""Hotkeys of the whole system: ``key_listener`` for X11, Windows and macOS, ``portal`` for Wayland."""

from typing import TYPE_CHECKING

from img2latex_desktop.system.session import is_wayland

if TYPE_CHECKING:
    from img2latex_desktop.hotkey.base import HotkeyListener


def pick_listener() -> "HotkeyListener":
    """Return the way of hearing hotkeys that works in this session."""
    if is_wayland():
        from img2latex_desktop.hotkey.portal import PortalHotkeys  # its D-Bus library is for Linux only

        return PortalHotkeys()
    from img2latex_desktop.hotkey.key_listener import KeyListener

    return KeyListener()
