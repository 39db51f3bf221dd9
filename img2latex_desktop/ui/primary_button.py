"""The one thing to do in a window, as a large button with its hotkey below its name."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from img2latex_desktop.ui.card import RADIUS_PX

NAME_SIZE = 1.3  # times the size of ordinary text
PADDING_PX = 12
HOVER_DARKER = 108  # percent; darker, never lighter: the text on it must stay readable
PRESSED_DARKER = 122


class PrimaryButton(QPushButton):
    """A button in the color of selections.

    Painted here, because Fusion lightens the color of a button until white text is lost on it.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._hotkey = ""
        self.setAutoDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hotkey(self, hotkey: str) -> None:
        """Write a hotkey below the name; empty for none."""
        self._hotkey = hotkey
        self.setAccessibleDescription(hotkey)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room that both lines need."""
        name, hotkey = self._metrics()
        width = max(name.horizontalAdvance(self.text()), hotkey.horizontalAdvance(self._hotkey))
        height = name.height() + (hotkey.height() if self._hotkey else 0)
        return QSize(round(width) + 4 * PADDING_PX, round(height) + 2 * PADDING_PX)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: nothing of it may be cut off."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Darken under the pointer."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Lighten again."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sheet, the ring of the focus, and the text."""
        ink = self.palette().color(QPalette.ColorRole.HighlightedText)
        sheet = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._sheet_color())
            painter.drawRoundedRect(sheet, RADIUS_PX, RADIUS_PX)
            if self.hasFocus():
                painter.setPen(QPen(ink, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(sheet.adjusted(3, 3, -3, -3), RADIUS_PX - 3, RADIUS_PX - 3)
            painter.setPen(ink)
            self._paint_text(painter, sheet)
        finally:
            painter.end()

    def _paint_text(self, painter: QPainter, sheet: QRectF) -> None:
        name, hotkey = self._metrics()
        height = name.height() + (hotkey.height() if self._hotkey else 0)
        line = QRectF(sheet.left(), sheet.center().y() - height / 2, sheet.width(), name.height())
        painter.setFont(self._name_font())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic), self.text())
        if self._hotkey:
            painter.setFont(self.font())
            line = QRectF(line.left(), line.bottom(), line.width(), hotkey.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self._hotkey)

    def _sheet_color(self) -> QColor:
        color = self.palette().color(QPalette.ColorRole.Highlight)
        if self.isDown():
            return color.darker(PRESSED_DARKER)
        return color.darker(HOVER_DARKER) if self.underMouse() else color

    def _name_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * NAME_SIZE)
        font.setBold(True)
        return font

    def _metrics(self) -> tuple[QFontMetricsF, QFontMetricsF]:
        return QFontMetricsF(self._name_font()), QFontMetricsF(self.font())
