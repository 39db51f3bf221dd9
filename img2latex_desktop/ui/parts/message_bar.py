"""A strip with one sentence, at most one thing to do about it, and a button that puts it away."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from img2latex_desktop.ui.parts.card import RADIUS_PX
from img2latex_desktop.ui.parts.theme import mixed

TINT = 0.1  # share of the text's color in the strip


class MessageBar(QWidget):
    """Hidden until it has something to say."""

    acted = Signal()
    """The button was pressed."""
    dismissed = Signal()
    """The user has put it away."""

    def __init__(self, action: str = "", parent: QWidget | None = None) -> None:
        """Prepare.

        Args:
            action: Text of the button; empty for none.
            parent: Its window.
        """
        super().__init__(parent)
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton(action, autoDefault=True)
        self._action.setVisible(bool(action))
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setAccessibleName(self.tr("Put this message away"))
        self._close.setToolTip(self.tr("Put this message away"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        for widget in (self._text, self._action, self._close):
            row.addWidget(widget)
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self._dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Show a sentence in place of the one before."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint a sheet that stands out from the window."""
        palette = self.palette()
        window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(window, text, TINT))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        finally:
            painter.end()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
