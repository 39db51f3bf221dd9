"""The check of the desktop's portal, which Wayland needs for captures and hotkeys. No Qt."""

from img2latex_desktop.diagnosis import Finding, failed, ok, skipped, warning
from img2latex_desktop.errors import PortalError, PortalMissingError
from img2latex_desktop.session import is_wayland

SCREENSHOT = "org.freedesktop.portal.Screenshot"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
AREA_TARGET = 4  # Source: org.freedesktop.portal.Screenshot, version 3, property AvailableTargets
INSTALL_PORTAL = (
    "install xdg-desktop-portal and its backend for this desktop (-gnome, -kde, -wlr or -hyprland), "
    "then log in again"
)
BIND_COMMAND = "bind “img2latex snip” in the keyboard settings of the desktop"


def check_portal() -> Finding:
    """Ask which versions there are; takes up to a few seconds."""
    if not is_wayland():
        return skipped("Only Wayland needs it.")
    from img2latex_desktop.desktop_portal import DesktopPortal  # here: jeepney is installed on Linux only

    try:
        with DesktopPortal() as portal:
            screenshot, shortcuts = portal.version(SCREENSHOT), portal.version(SHORTCUTS)
            targets = int(portal.property_of(SCREENSHOT, "AvailableTargets") or 0)
    except PortalMissingError as problem:
        return failed(str(problem), INSTALL_PORTAL)
    except PortalError as problem:
        return failed(str(problem), "systemctl --user restart xdg-desktop-portal")
    screenshots = f"Screenshot version {screenshot}" if screenshot else "No Screenshot"
    if targets & AREA_TARGET:
        screenshots += ", which lets the desktop choose the region"
    found = f"{screenshots}; {f'GlobalShortcuts version {shortcuts}' if shortcuts else 'no GlobalShortcuts'}."
    if not screenshot:
        return failed(found, INSTALL_PORTAL)
    return ok(found) if shortcuts else warning(found, BIND_COMMAND)
