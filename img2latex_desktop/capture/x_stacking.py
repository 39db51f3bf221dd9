"""Stacking order of an X server: which of our windows are on this desktop, and what is above them.

A window that is hidden and shown again comes to the front, on the desktop that is shown; Qt knows neither
desktops nor the windows of other programs.
"""

import logging
from collections.abc import Sequence

from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

logger = logging.getLogger(__name__)

ON_ALL_DESKTOPS = 0xFFFFFFFF
FROM_A_PAGER = 2  # the source of a request that window managers grant (EWMH)
EVENT_MASK = 0x00180000  # SubstructureRedirect and SubstructureNotify, as EWMH asks for


class XStacking:
    """Remembers the windows that give way; without an X server it knows nothing and changes nothing."""

    def __init__(self) -> None:
        self._order: list[int] = []  # of all windows, the lowest first

    def on_this_desktop(self, windows: Sequence[QWidget]) -> list[QWidget]:
        """Return the windows on the desktop that is shown, lowest first, and remember where they stand."""
        if not windows or QGuiApplication.platformName() != "xcb":
            return list(windows)
        from Xlib.error import DisplayError, XError

        try:
            return self._look(windows)
        except (DisplayError, XError, OSError) as problem:
            logger.warning("The X server does not say where windows stand: %s", problem)
            return list(windows)

    def restore(self, shown: Sequence[QWidget]) -> None:
        """Put windows, just shown again, below what was above them: from the lowest on, all are raised."""
        order, self._order = self._order, []
        if not order or not shown:
            return
        from Xlib.error import DisplayError, XError

        QCursor.pos()  # an answer that is waited for: what Qt has asked for before, the server has heard then
        try:
            _restack(order, {int(window.winId()) for window in shown})
        except (DisplayError, XError, OSError) as problem:
            logger.warning("Windows stay in front: %s", problem)

    def _look(self, windows: Sequence[QWidget]) -> list[QWidget]:
        from Xlib.display import Display

        connection = Display()
        try:
            root = connection.screen().root
            shown = _numbers(connection, root, "_NET_CURRENT_DESKTOP")
            found = []
            for window in windows:
                resource = connection.create_resource_object("window", int(window.winId()))
                desktop = _numbers(connection, resource, "_NET_WM_DESKTOP")
                if not shown or not desktop or desktop[0] in (shown[0], ON_ALL_DESKTOPS):
                    found.append(window)
            if not self._order:  # a later look finds those gone that gave way at the first
                self._order = _numbers(connection, root, "_NET_CLIENT_LIST_STACKING")
            places = {number: place for place, number in enumerate(self._order)}
            return sorted(found, key=lambda window: places.get(int(window.winId()), len(places)))
        finally:
            connection.close()


def _restack(order: Sequence[int], shown: set[int]) -> None:
    from Xlib import X
    from Xlib.display import Display
    from Xlib.protocol.event import ClientMessage

    connection = Display()
    try:
        root = connection.screen().root
        there = {*_numbers(connection, root, "_NET_CLIENT_LIST_STACKING"), *shown}
        restack = connection.get_atom("_NET_RESTACK_WINDOW")
        lowest = next((place for place, number in enumerate(order) if number in shown), len(order))
        for number in order[lowest:]:
            if number in there:
                window = connection.create_resource_object("window", number)
                data = (32, [FROM_A_PAGER, 0, X.Above, 0, 0])  # openbox does not go by a sibling
                root.send_event(ClientMessage(window=window, client_type=restack, data=data), EVENT_MASK)
        connection.sync()
    finally:
        connection.close()


def _numbers(connection, window, name: str) -> list[int]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    from Xlib import X

    found = window.get_full_property(connection.get_atom(name), X.AnyPropertyType)
    return list(found.value) if found is not None else []
