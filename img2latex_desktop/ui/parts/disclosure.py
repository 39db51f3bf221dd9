"""A line of text with an arrow that unfolds what lies below it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget


class Disclosure(QToolButton):
    """A checkable button whose arrow alone tells its state."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setArrowType(Qt.ArrowType.RightArrow)
        self.toggled.connect(self._turn_arrow)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint it as if it were not checked: pressed in, it would look like a button left stuck."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_On
        if not self.isDown():
            option.state |= QStyle.StateFlag.State_Raised  # under the mouse alone, as it is while closed
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.end()

    def _turn_arrow(self, is_open: bool) -> None:
        self.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
