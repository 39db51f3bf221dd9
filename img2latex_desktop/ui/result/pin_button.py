"""A button that pins its window: where it is, and open."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

from img2latex_desktop.ui.parts.theme import semantic

SIDE_PX = 24
TILT_DEG = 40  # of a pin that is not stuck in


class PinButton(QToolButton):
    """Checkable: a pin that leans, or one that is stuck in, in the color of what is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Pin this window"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a square."""
        return QSize(SIDE_PX, SIDE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the button as the style has it, and the pin on it."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_On  # pressed in, it would look like a button left stuck
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        palette = self.palette()
        color = semantic(palette).accent if self.isChecked() else palette.color(QPalette.ColorRole.WindowText)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(self.rect()).center())
        painter.rotate(0 if self.isChecked() else TILT_DEG)
        painter.setPen(QPen(color, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(color if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(-2.6, -7, 5.2, 6.5), 1.2, 1.2)  # its head
        painter.drawLine(QLineF(QPointF(-4.8, 0.5), QPointF(4.8, 0.5)))  # its collar
        painter.drawLine(QLineF(QPointF(0, 0.5), QPointF(0, 7)))  # its needle
        painter.end()
