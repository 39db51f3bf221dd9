"""The small window that takes the tray icon's place: every way in, and what the program is doing."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from img2latex_desktop.ui.parts.card import RADIUS_PX
from img2latex_desktop.ui.parts.menu_button import MenuButton
from img2latex_desktop.ui.parts.primary_button import PrimaryButton
from img2latex_desktop.ui.parts.private_mark import PrivateMark
from img2latex_desktop.ui.shell.actions import ProgramActions
from img2latex_desktop.ui.shell.picture_files import ask_for_pictures, dropped_files, holds_picture
from img2latex_desktop.ui.shell.tray import TrayState, state_icons

WIDTH_PX = 380
MARGIN_PX = 20
STATUS_ICON_PX = 22
DROP_HEIGHT_PX = 96


class HomeWindow(QWidget):
    """A way to everything without a tray; files and pictures can be dropped anywhere on it.

    What is asked for leaves through the actions, except what only a window can take.
    """

    files_chosen = Signal(object)
    """list[Path]; whether they hold pictures shows when they are read."""
    image_dropped = Signal(QImage)
    closed = Signal()

    def __init__(self, actions: ProgramActions, icons: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Img2LaTeX")
        self.setAcceptDrops(True)
        self._actions = actions
        self._icons = state_icons(icons)
        self._status_icon = QLabel()
        self._status = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._private = PrivateMark()
        self._menu = MenuButton(popupMode=MenuButton.ToolButtonPopupMode.InstantPopup, autoRaise=True)
        self._menu.setText("☰")
        self._menu.setMenu(actions.make_menu(self))
        self._menu.setAccessibleName(self.tr("Menu"))
        self._menu.setToolTip(self.tr("Menu (F10)"))
        self._snip = PrimaryButton(self.tr("&Snip a formula"))
        drop = self.tr("Drop pictures here, or paste one with {}").format(
            _text(QKeySequence.StandardKey.Paste)
        )
        self._drop = DropArea(drop)
        self._open = QPushButton(self.tr("&Open …"))
        self._open.setToolTip(self.tr("Read picture files ({})").format(_text(QKeySequence.StandardKey.Open)))
        self._history = QPushButton(self.tr("&History"))
        self._settings = QPushButton(self.tr("S&ettings"))
        self._hint = QLabel(
            self.tr(
                "This desktop shows no tray icons. Minimize this window to keep the hotkey; closing it quits."
            ),
            wordWrap=True,
        )
        self._hint.hide()
        self._arrange()
        self._connect()

    def show_status(self, state: TrayState, text: str) -> None:
        """Show what the program is doing, in one short sentence."""
        self._status_icon.setPixmap(
            self._icons[state].pixmap(QSize(STATUS_ICON_PX, STATUS_ICON_PX), self.devicePixelRatioF())
        )
        self._status.setText(text)

    def show_private(self, is_private: bool) -> None:
        """Show whether nothing is kept."""
        self._private.setVisible(is_private)

    def show_hotkey(self, hotkey: str) -> None:
        """Write what triggers a snip onto the button; empty where nothing does."""
        self._snip.show_hotkey(hotkey)

    def show_tray(self, is_available: bool) -> None:
        """Explain what closing does, where this window stands in for the tray."""
        self._hint.setHidden(is_available)
        self.adjustSize()

    def ask_for_files(self) -> None:
        """Let the user choose pictures in the system's dialog; ``files_chosen`` may follow."""
        ask_for_pictures(self if self.isVisible() else None, self.files_chosen.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome files and pictures."""
        if holds_picture(event.mimeData()):
            event.acceptProposedAction()
            self._drop.show_welcome(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Calm down."""
        self._drop.show_welcome(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand on what was dropped; of what a browser sends only the picture itself, not its address."""
        self._drop.show_welcome(False)
        event.acceptProposedAction()
        if files := dropped_files(event.mimeData()):
            self.files_chosen.emit(files)
        else:
            image = event.mimeData().imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.image_dropped.emit(image)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Say so: what it means depends on whether there is a tray."""
        self.closed.emit()
        super().closeEvent(event)

    def _arrange(self) -> None:
        status = QHBoxLayout()
        status.setSpacing(8)
        status.addWidget(self._status_icon)
        status.addWidget(self._status, 1)
        status.addWidget(self._private)
        status.addWidget(self._menu)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._open, self._history, self._settings):
            buttons.addWidget(button, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        rows.setSpacing(14)
        rows.addLayout(status)
        rows.addWidget(self._snip)
        rows.addWidget(self._drop)
        rows.addLayout(buttons)
        rows.addWidget(self._hint)
        rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self._drop.setFixedWidth(WIDTH_PX - 2 * MARGIN_PX)
        self._snip.setFocus()

    def _connect(self) -> None:
        actions = self._actions
        self._snip.clicked.connect(actions.snip_requested)
        self._open.clicked.connect(self.ask_for_files)
        self._history.clicked.connect(actions.history_requested)
        self._settings.clicked.connect(actions.settings_requested)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, actions.clipboard_requested.emit)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self, self.ask_for_files)
        QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Q), self, actions.quit_requested.emit)
        QShortcut(QKeySequence(Qt.Key.Key_F10), self, self._menu.showMenu)


class DropArea(QWidget):
    """A dashed sheet that says what can be dropped; its window takes the drops."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._is_welcoming = False
        self.setAccessibleName(text)
        self.setFixedHeight(DROP_HEIGHT_PX)

    def show_welcome(self, is_welcoming: bool) -> None:
        """Light up while something is held over the window."""
        self._is_welcoming = is_welcoming
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint sheet, arrow and text."""
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        ink = palette.color(QPalette.ColorRole.Text)
        border = accent if self._is_welcoming else QColor(ink.red(), ink.green(), ink.blue(), 110)
        sheet = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(border, 2 if self._is_welcoming else 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(sheet, RADIUS_PX, RADIUS_PX)
            painter.setPen(
                QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            x, y = sheet.center().x(), sheet.top() + 34
            painter.drawPolyline([QPointF(x - 6, y - 4), QPointF(x, y + 2), QPointF(x + 6, y - 4)])
            painter.drawLine(QPointF(x, y - 14), QPointF(x, y + 2))
            painter.drawLine(QPointF(x - 12, y + 9), QPointF(x + 12, y + 9))
            text = sheet.adjusted(12, 50, -12, -8)
            painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._text)
        finally:
            painter.end()


def _text(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
