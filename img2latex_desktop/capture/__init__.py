"""Freezing the screens and choosing a region: one module photographs, ``selector`` shows the ``overlay``s.

``monitors`` photographs on X11, Windows and macOS, ``portal`` on Wayland, with ``commands`` where it cannot.
``geometry`` maps between overlay and pixels, ``pixels`` turns the chosen picture into an array.
"""

from typing import TYPE_CHECKING

from img2latex_desktop.system.session import is_wayland

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from img2latex_desktop.capture.base import Capture


def pick_capture(qt: "QCoreApplication") -> "Capture":
    """Return the way of photographing the screens that works in this session; it ends with the program."""
    if is_wayland():
        from img2latex_desktop.capture.portal import PortalCapture  # its D-Bus library is for Linux only

        capture = PortalCapture(qt)
        qt.aboutToQuit.connect(capture.stop)
        return capture
    from img2latex_desktop.capture.monitors import MonitorCapture

    return MonitorCapture()
