"""Says in a window that private mode is on, and in the tray by a small badge; hidden otherwise."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.ui.parts.line_icons import line_icon, paint_icon
from img2latex_desktop.ui.parts.theme import semantic

ICON = ICONS_FOLDER / "private.svg"
ICON_PX = 16
BADGED_SIZES_PX = (16, 22, 24, 32, 48, 64)  # what trays and windows ask for, at scales from 1 to 2
BADGE_SHARE = 0.5  # of the picture that it lies on; smaller its eye is a speck
BADGE_COLOR = QColor("#33333b")


class PrivateMark(QWidget):
    """A struck-out eye and a word in the color of less weight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._word = QLabel(self.tr("Private"))
        explanation = self.tr("Private mode is on: what you snip is not kept in the history.")
        self.setToolTip(explanation)
        self.setAccessibleName(explanation)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._word)
        self._dress()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the colors of a changed theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_word"):
            self._dress()

    def _dress(self) -> None:
        color = semantic(self.palette()).subtle
        icon = line_icon(ICON, color)
        self._icon.setPixmap(icon.pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))
        palette = self._word.palette()
        palette.setColor(self._word.foregroundRole(), color)
        self._word.setPalette(palette)


def badged(picture: QIcon) -> QIcon:
    """Return a picture of the tray with the struck-out eye in a corner that no state uses."""
    made = QIcon()
    for size in BADGED_SIZES_PX:
        pixmap = QPixmap(picture.pixmap(QSize(size, size), 1.0))
        painter = QPainter(pixmap)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = size * BADGE_SHARE
            disc = QRectF(size - side, 0, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(Qt.GlobalColor.white, size / 32))
            painter.setBrush(BADGE_COLOR)
            painter.drawEllipse(disc)
            inset = side * 0.1
            paint_icon(painter, ICON, disc.adjusted(inset, inset, -inset, -inset), QColor("white"))
        finally:
            painter.end()
        made.addPixmap(pixmap)
    return made
