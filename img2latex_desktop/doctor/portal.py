"""The check of the desktop's portal, which Wayland needs for captures and hotkeys. No Qt."""

from img2latex_desktop.base.errors import PortalError, PortalMissingError
from img2latex_desktop.base.language import Sentence, translate
from img2latex_desktop.diagnosis import Finding, failed, ok, skipped, warning
from img2latex_desktop.system.session import is_wayland

SCREENSHOT = "org.freedesktop.portal.Screenshot"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
AREA_TARGET = 4  # Source: org.freedesktop.portal.Screenshot, version 3, property AvailableTargets
INSTALL_PORTAL = Sentence(
    "Doctor",
    "install xdg-desktop-portal and its backend for this desktop (-gnome, -kde, -wlr or -hyprland), "
    "then log in again",
)


def check_portal() -> Finding:
    """Ask which versions there are; takes up to a few seconds."""
    if not is_wayland():
        return skipped(translate("Doctor", "Only Wayland needs it."))
    from img2latex_desktop.system.desktop_portal import (
        DesktopPortal,  # here: jeepney is installed on Linux only
    )

    try:
        with DesktopPortal() as portal:
            screenshot, shortcuts = portal.version(SCREENSHOT), portal.version(SHORTCUTS)
            targets = portal.number_of(SCREENSHOT, "AvailableTargets") or 0
    except PortalMissingError as problem:
        return failed(str(problem), str(INSTALL_PORTAL))
    except PortalError as problem:
        return failed(str(problem), "systemctl --user restart xdg-desktop-portal")
    found = f"Screenshot {_version(screenshot)}, GlobalShortcuts {_version(shortcuts)}."
    if targets & AREA_TARGET:
        found += " " + translate("Doctor", "Screenshot lets the desktop choose the region.")
    if not screenshot:
        return failed(found, str(INSTALL_PORTAL))
    if not shortcuts:
        remedy = translate("Doctor", "bind “img2latex snip” in the keyboard settings of your desktop")
        return warning(found, remedy)
    return ok(found)


def _version(number: int) -> str:
    return translate("Doctor", "version {}").format(number) if number else translate("Doctor", "missing")
