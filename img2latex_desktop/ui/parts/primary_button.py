"""The one thing to do in a window: a button in the color of selections, large or among others."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from img2latex_desktop.ui.parts.card import RADIUS_PX

NAME_SIZE = 1.3  # times the size of ordinary text
PADDING_PX = 12
SMALL_PADDING_PX = 5  # to be as high as the buttons beside it
SMALL_RADIUS_PX = 4
FOCUS_INSET_PX = 2.5
HOVER_DARKER = 108  # percent; darker, never lighter: the text on it must stay readable
PRESSED_DARKER = 122


class PrimaryButton(QPushButton):
    """A button in the color of selections.

    Painted here, because Fusion lightens the color of a button until white text is lost on it.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, is_large: bool = True) -> None:
        super().__init__(text, parent)
        self._is_large = is_large
        self._hotkey = ""
        self.setAutoDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        width = QSizePolicy.Policy.Expanding if is_large else QSizePolicy.Policy.Minimum
        self.setSizePolicy(width, QSizePolicy.Policy.Fixed)

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
        padding = PADDING_PX if self._is_large else SMALL_PADDING_PX
        return QSize(round(width) + 4 * PADDING_PX, round(height) + 2 * padding)

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
            radius = RADIUS_PX if self._is_large else SMALL_RADIUS_PX
            painter.drawRoundedRect(sheet, radius, radius)
            if self.hasFocus():
                inset = FOCUS_INSET_PX
                painter.setPen(QPen(ink, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(
                    sheet.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset
                )
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
        if self._is_large:
            font.setPointSizeF(font.pointSizeF() * NAME_SIZE)
            font.setBold(True)
        return font

    def _metrics(self) -> tuple[QFontMetricsF, QFontMetricsF]:
        return QFontMetricsF(self._name_font()), QFontMetricsF(self.font())
