"""The tray icon: what the program is doing, and its menu."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon

from img2latex_desktop.ui.parts.private_mark import badged
from img2latex_desktop.ui.shell.actions import ProgramActions

AVAILABILITY_INTERVAL_MS = (
    3000  # a panel that starts late, or anew, is noticed within this; a look takes 0.2 ms
)
COUNTDOWN_SIDE_PX = 128  # trays show 16 to 64 pixels and scale down
COUNTDOWN_COLOR = QColor("#7c3aed")


class TrayState(Enum):
    """What the icon says, by shape and by color; the value is the name of its picture."""

    READY = "img2latex"
    LOADING = "loading"
    WORKING = "working"
    ERROR = "error"
    ASLEEP = "asleep"
    COUNTDOWN = "countdown"


def state_icons(folder: Path) -> dict[TrayState, QIcon]:
    """Load the picture of every state."""
    return {state: QIcon(str(folder / f"{state.value}.svg")) for state in TrayState}


class Tray(QObject):
    """The icon and its menu."""

    availability_changed = Signal(bool)
    """Whether the desktop shows tray icons now; it may begin to, or cease."""

    message_clicked = Signal()
    """The user has clicked on a notification."""

    def __init__(self, actions: ProgramActions, icons: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._icons = state_icons(icons)
        self._shown = (self._icons[TrayState.LOADING], "")
        self._is_private = False
        self._menu = actions.make_menu()
        self._icon = self._make_icon(self._icons[TrayState.LOADING], "")
        self._was_available = QSystemTrayIcon.isSystemTrayAvailable()
        self._look = QTimer(self, interval=AVAILABILITY_INTERVAL_MS)
        self._look.timeout.connect(self._check_availability)

    @property
    def is_available(self) -> bool:
        """Whether the desktop shows tray icons now, which ``availability_changed`` may not have told yet."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Show the icon; where there is no tray yet, it comes as soon as there is one."""
        self._icon.show()
        self._look.start()

    def hide(self) -> None:
        """Take the icon away."""
        self._look.stop()
        self._icon.hide()

    def show_status(self, state: TrayState, text: str) -> None:
        """Show what the program is doing.

        Args:
            state: Decides the picture.
            text: One short sentence for the tooltip and the top of the menu.
        """
        self._show(self._icons[state], text)
        self._actions.show_status(self._icons[state], text)

    def show_countdown(self, seconds: int) -> None:
        """Show how long it is until the screen freezes; ``show_status`` ends it."""
        icon = countdown_icon(seconds)
        text = self.tr("Snipping in {} s").format(seconds)
        self._show(icon, text)
        self._actions.show_status(icon, text)

    def show_private(self, is_private: bool) -> None:
        """Show whether nothing is kept, whatever else is shown."""
        self._is_private = is_private
        self._show(*self._shown)

    def tell(self, text: str) -> None:
        """Show a notification."""
        self._icon.showMessage("Img2LaTeX", text, self._icons[TrayState.READY])

    def warn(self, text: str) -> None:
        """Show a notification about something that went wrong."""
        self._icon.showMessage("Img2LaTeX", text, self._icons[TrayState.ERROR])

    def _show(self, icon: QIcon, text: str) -> None:
        self._shown = (icon, text)
        self._icon.setIcon(badged(icon) if self._is_private else icon)
        words = self.tr("{} (private)").format(text) if self._is_private else text
        self._icon.setToolTip(f"Img2LaTeX: {words}")

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._actions.snip_requested.emit()
        elif reason is QSystemTrayIcon.ActivationReason.MiddleClick:
            self._actions.clipboard_requested.emit()

    def _check_availability(self) -> None:
        is_available = QSystemTrayIcon.isSystemTrayAvailable()
        if is_available is self._was_available:
            return
        self._was_available = is_available
        if is_available:
            # An icon made before the tray never appears in one reached over D-Bus (tried with Qt 6.11).
            before, self._icon = self._icon, self._make_icon(self._icon.icon(), self._icon.toolTip())
            before.hide()
            before.deleteLater()
            self._icon.show()
        self.availability_changed.emit(is_available)

    def _make_icon(self, picture: QIcon, tool_tip: str) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(picture, self)
        icon.setToolTip(tool_tip)
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._activate)
        icon.messageClicked.connect(self.message_clicked)
        return icon


def countdown_icon(seconds: int) -> QIcon:
    """Draw a disc with a number; a badge would leave it too small to read."""
    side = COUNTDOWN_SIDE_PX
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.GlobalColor.white, side / 20))
        painter.setBrush(COUNTDOWN_COLOR)
        disc = QRectF(0, 0, side, side).adjusted(side / 20, side / 20, -side / 20, -side / 20)
        painter.drawEllipse(disc)
        font = QFont()
        font.setBold(True)
        font.setPixelSize(round(side * 0.62))
        painter.setFont(font)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(seconds))
    finally:
        painter.end()
    return QIcon(pixmap)
