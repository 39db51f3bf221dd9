"""Error line over the foot of another widget, so that nothing moves when it comes or goes."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from img2latex_desktop.ui.parts.theme import semantic

INSET_PX = 2  # of the widget's border
SIDE_PX, TOP_PX = 10, 3


class ProblemLine(QLabel):
    """Hidden until there is a problem."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._over = over
        self._known = QPalette(over.palette())
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setContentsMargins(SIDE_PX, TOP_PX, SIDE_PX, TOP_PX)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self._color()
        over.installEventFilter(self)
        self.hide()

    def say(self, problem: str) -> None:
        """Say one sentence; an empty one takes the line away."""
        self.setText(f"⚠ {problem}")
        self.setVisible(bool(problem))
        self._lie_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay at the foot of the widget."""
        if event.type() == QEvent.Type.Resize:
            self._lie_down()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the colors of a changed theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._over.palette() != self._known:
            self._color()

    def _color(self) -> None:
        self._known = QPalette(self._over.palette())
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, semantic(self._known).danger)
        self.setPalette(palette)

    def _lie_down(self) -> None:
        over = self._over
        width = over.width() - 2 * INSET_PX
        height = min(self.heightForWidth(width), over.height() - 2 * INSET_PX)
        self.setGeometry(INSET_PX, over.height() - height - INSET_PX, width, height)
        self.raise_()
