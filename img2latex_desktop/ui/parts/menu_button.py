"""A button whose whole purpose is its menu, so that no second arrow has to say so."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton


class MenuButton(QToolButton):
    """Opens its menu at once.

    The arrow that Qt adds is left out here and not by a style sheet: with one of its own, a widget keeps the
    colors of the theme that it was made in.
    """

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint it as if it had no menu."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.end()
