"""The line at the top of an overlay that says what mouse and keys do; it fades once they do it."""

from PySide6.QtCore import QPropertyAnimation, QSize, Qt
from PySide6.QtWidgets import QGraphicsOpacityEffect, QLabel, QWidget

FROM_EDGE = 28  # logical pixels
TEXT = "<p style='margin: 0 0 4px 0'><b>{}</b></p><p style='margin: 0'>{}</p>"
SEPARATOR = "&nbsp;&nbsp;·&nbsp; "  # no line begins with the dot
FADE_MS = 160
STYLE = """
    color: white; background: rgba(18, 22, 30, 242); border: 1px solid rgba(255, 255, 255, 60);
    border-radius: 9px; padding: 8px 16px;
"""  # on a picture, not on a window: the palette does not apply; contrast 14 to 1 even above white


class Hint(QLabel):
    """Tells the gestures of an overlay; the mouse goes through it."""

    def __init__(self, overlay: QWidget) -> None:
        super().__init__(overlay)
        self._overlay = overlay
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setStyleSheet(STYLE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        keys = SEPARATOR.join(key.replace(" ", "&nbsp;") for key in self._keys())
        self.setText(TEXT.format(self.tr("Drag around a formula"), keys))
        self.ensurePolished()  # else its size would change when it is shown first
        self._opacity = QGraphicsOpacityEffect(self)
        self._opacity.setOpacity(1.0)
        self.setGraphicsEffect(self._opacity)
        self._fading = QPropertyAnimation(self._opacity, b"opacity", self)
        self._fading.setDuration(FADE_MS)

    def fade_out(self) -> None:
        """Disappear."""
        self._fade_to(0.0)

    def fade_in(self) -> None:
        """Come back."""
        self._fade_to(1.0)

    def fit_into(self, width: int) -> None:
        """Take one line for the keys, or more where the overlay is too narrow."""
        available = width - 2 * FROM_EDGE
        self.setWordWrap(False)
        natural = self.sizeHint()
        if natural.width() > available:
            self.setWordWrap(True)
            natural = QSize(available, self.heightForWidth(available))
        self.resize(natural)

    def give_way_to(self, pointer_y: float) -> None:
        """Stand at the top of the overlay or, while the pointer is near there, at its bottom."""
        area = self._overlay.rect()
        is_in_the_way = pointer_y < 2 * FROM_EDGE + self.height()
        y = area.height() - FROM_EDGE - self.height() if is_in_the_way else FROM_EDGE
        self.move((area.width() - self.width()) // 2, y)

    def _fade_to(self, opacity: float) -> None:
        self._fading.stop()
        self._fading.setEndValue(opacity)
        self._fading.start()

    def _keys(self) -> list[str]:
        return [
            self.tr("<b>Arrow keys</b> 1 px, with <b>Shift</b> 10 px"),
            self.tr("<b>Space</b> moves the region"),
            self.tr("<b>Enter</b> accepts"),
            self.tr("<b>Right click</b> starts over or cancels"),
            self.tr("<b>Esc</b> cancels"),
        ]
