"""The three steps of the first start: press the hotkey, allow the capture, snip an example."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from img2latex_desktop.ui.parts.card import border_color, paint_sheet
from img2latex_desktop.ui.parts.primary_button import PrimaryButton

STATE_ICON_PX = 20
PICTURE_PX = 72
SHEET_HEIGHT_PX = 156  # at least


class StateLine(QWidget):
    """A picture and a sentence: what has become of a step."""

    def __init__(self, icons: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = icons
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def show_waiting(self, text: str) -> None:
        """Show that something is awaited."""
        self._show("waiting", text)

    def show_success(self, text: str) -> None:
        """Show that it went well."""
        self._show("ok", text)

    def show_problem(self, text: str) -> None:
        """Show what is wrong."""
        self._show("warning", text)

    def _show(self, name: str, text: str) -> None:
        icon = QIcon(str(self._folder / f"check-{name}.svg"))
        self._icon.setPixmap(icon.pixmap(QSize(STATE_ICON_PX, STATE_ICON_PX), self.devicePixelRatioF()))
        self._text.setText(text)


class Sheet(QLabel):
    """The panel of a step; it takes the room that is left, so that the states of all stand in a line.

    Args:
        color: None for that of fields.
    """

    def __init__(self, color: QColor | None = None) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter)
        self._color = color
        self.setMinimumHeight(SHEET_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sheet below what lies on it."""
        palette = self.palette()
        color = self._color or palette.color(QPalette.ColorRole.Base)
        painter = QPainter(self)
        try:
            paint_sheet(painter, QRectF(self.rect()), color, border_color(palette))
        finally:
            painter.end()
        super().paintEvent(event)


class Step(QWidget):
    """A title, a text, room for what is to be tried, and what became of it."""

    def __init__(self, icons: Path, title: str, text: str) -> None:
        super().__init__()
        heading = QLabel(title, wordWrap=True)
        font = QFont(heading.font())
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        heading.setFont(font)
        self.text = QLabel(text, wordWrap=True)
        self.state = StateLine(icons)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(14)
        self.rows.addWidget(heading)
        self.rows.addWidget(self.text)

    def add_rest(self, *widgets: QWidget) -> None:
        """Add what belongs between text and state, then the state."""
        for widget in widgets:
            self.rows.addWidget(widget)
        self.rows.addWidget(self.state)


class HotkeyStep(Step):
    """Press the hotkey once."""

    def __init__(self, icons: Path) -> None:
        super().__init__(
            icons,
            self.tr("One key combination is all"),
            self.tr(
                "It freezes the screen, you drag around a formula, and its LaTeX is on the clipboard. "
                "Try the keys now; this once, nothing else happens."
            ),
        )
        self._keys = Sheet()
        font = QFont(self._keys.font())
        font.setPointSizeF(font.pointSizeF() * 2)
        self._keys.setFont(font)
        self.add_rest(self._keys)
        self.show_hotkey("", self.tr("The hotkey is being set up …"))

    def show_hotkey(self, hotkey: str, problem: str) -> None:
        """Name the keys, or say why there are none."""
        self._keys.setText(hotkey.replace("+", " + "))
        self._keys.setVisible(bool(hotkey))
        if hotkey:
            self.state.show_waiting(self.tr("Waiting for the keys …"))
        elif problem:
            self.state.show_problem(problem)
        else:
            self.state.show_waiting(self.tr("Press the keys that your desktop has given to Img2LaTeX …"))


class CaptureStep(Step):
    """Let the system ask for its permission."""

    def __init__(self, icons: Path) -> None:
        super().__init__(
            icons,
            self.tr("Let it see the screen"),
            self.tr(
                "Some desktops ask once whether a program may photograph the screen. The picture stays on "
                "this computer, like everything else: Img2LaTeX sends nothing anywhere."
            ),
        )
        picture = Sheet()
        icon = QIcon(str(icons / "img2latex.svg"))
        picture.setPixmap(icon.pixmap(QSize(PICTURE_PX, PICTURE_PX), self.devicePixelRatioF()))
        self.check = PrimaryButton(self.tr("&Check it now"))
        self.add_rest(picture, self.check)
        self.state.show_waiting(self.tr("Not checked yet."))

    def show_result(self, is_ok: bool, sentence: str) -> None:
        """Say whether the screen can be photographed."""
        (self.state.show_success if is_ok else self.state.show_problem)(sentence)


class ExampleStep(Step):
    """Snip a formula that is there already."""

    def __init__(self, icons: Path, example: Path) -> None:
        super().__init__(
            icons,
            self.tr("Your first formula"),
            self.tr("Press the button, or the hotkey, and drag around the formula."),
        )
        picture = Sheet(QColor("white"))  # paper in every theme
        picture.setPixmap(QPixmap(str(example)))
        picture.setAccessibleName(self.tr("A formula to snip"))
        self.snip = PrimaryButton(self.tr("&Snip a formula"))
        self.add_rest(picture, self.snip)
        self.state.show_waiting(self.tr("Waiting for your snip …"))
