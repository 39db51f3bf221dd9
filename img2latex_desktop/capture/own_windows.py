"""Our own windows give way to the picture of the screen, and come back as they were."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from img2latex_desktop.capture.x_stacking import XStacking

logger = logging.getLogger(__name__)

GONE_MS = 250  # until the desktop has faded a window out (KWin: 200 ms) and others have painted again
FLEETING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)  # menus and tips: they go when something else begins


@dataclass(frozen=True)
class _Aside:
    """A window that has given way."""

    window: QWidget
    position: QPoint
    was_active: bool


class OwnWindows(QObject):
    """Takes whatever this program shows off the screen for as long as a region is chosen.

    Hidden, not made transparent: bare X11 has no compositor for that, and Wayland gives no program a say.
    Where nothing of ours is shown, nothing is waited for.

    Attributes:
        reused: The window that shows what was chosen, in a new place: it comes back by itself then.
        spared: Returns a window that is shown to be photographed, or None.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reused: QWidget | None = None
        self.spared: Callable[[], QWidget | None] = lambda: None
        self._aside: list[_Aside] = []
        self._is_spared_active = False
        self._then: Callable[[], None] = lambda: None
        self._stacking = XStacking()
        self._gone = QTimer(self, singleShot=True, interval=GONE_MS)
        self._gone.timeout.connect(self._look_again)

    def give_way(self, then: Callable[[], None]) -> None:
        """Take every window away and call ``then`` once the screen is clear; at once where it is already."""
        self._then = then
        spared = self.spared()
        self._is_spared_active = spared is not None and spared.isActiveWindow()
        self._look_again()

    def come_back(self, *, is_chosen: bool = False) -> None:
        """Show again what has given way, where it was: below what was above it, and with the keys it had.

        Args:
            is_chosen: Whether a region was chosen: ``reused`` is left to whoever shows it, with the keys.
        """
        self._gone.stop()
        aside, self._aside = [each for each in self._aside if isValid(each.window)], []
        for each in aside:
            each.window.removeEventFilter(self)
        if is_chosen:
            aside = [each for each in aside if each.window is not self.reused]
        for each in aside:
            _show(each)
        self._stacking.restore([each.window for each in aside])
        if not is_chosen and (active := next((each.window for each in aside if each.was_active), None)):
            active.activateWindow()
        elif self._is_spared_active and (spared := self.spared()):
            spared.activateWindow()  # what was just shown again would get the keys once ``reused`` is closed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Forget a window that is closed, or shown by someone else, while it is aside."""
        if event.type() in (QEvent.Type.Close, QEvent.Type.Show):
            watched.removeEventFilter(self)
            self._aside = [each for each in self._aside if each.window is not watched]
        return False

    def _look_again(self) -> None:
        """Take away what is shown; more may have come to light, or been shown, since the last look."""
        found = [window for window in QApplication.topLevelWidgets() if self._is_in_the_way(window)]
        found = self._stacking.on_this_desktop(found)
        for window in found:
            self._take_away(window)
        if not found:
            then, self._then = self._then, lambda: None
            then()
        elif QGuiApplication.platformName() == "offscreen":  # without a screen nothing fades
            self._look_again()
        else:
            logger.info("Windows that give way: %d", len(found))
            self._gone.start()

    def _is_in_the_way(self, window: QWidget) -> bool:
        handle = window.windowHandle()
        is_of_the_tray = bool(window.windowFlags() & Qt.WindowType.X11BypassWindowManagerHint)
        is_drawn_elsewhere = window.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        return (
            window.isVisible()
            and not window.isMinimized()
            and handle is not None
            and handle.isExposed()
            and not is_of_the_tray
            and not is_drawn_elsewhere
            and window is not self.spared()
        )

    def _take_away(self, window: QWidget) -> None:
        if window.windowType() in FLEETING:
            window.close()
            return
        self._aside.append(_Aside(window, window.pos(), window.isActiveWindow()))
        window.hide()
        window.installEventFilter(self)


def _show(aside: _Aside) -> None:
    window = aside.window
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.show()
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
    if window.pos() != aside.position and not window.isMaximized() and not window.isFullScreen():
        window.move(aside.position)
