"""The colors of all windows: two palettes of our own, and the colors that carry a meaning."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from img2latex_desktop.settings import Theme

OWN_STYLE = "fusion"
LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, level AA, for text of ordinary size
OUTLINED = ("QAbstractSpinBox", "QCheckBox", "QComboBox", "QLineEdit", "QPushButton", "QRadioButton")
OUTLINE = ("#c0c0c8", "#a9a9b4")  # of a control, before Fusion darkens it by 1.4: then 3:1, criterion 1.4.11

Role = QPalette.ColorRole
COLORS = {  # of the light palette and of the dark one
    Role.Window: ("#f4f4f6", "#2c2c31"),
    Role.WindowText: ("#1c1c21", "#ededf0"),
    Role.Base: ("#ffffff", "#1c1c1f"),
    Role.AlternateBase: ("#f7f7f9", "#232327"),
    Role.Text: ("#1c1c21", "#ededf0"),
    Role.PlaceholderText: ("#63636d", "#a9a9b3"),
    Role.Button: ("#fbfbfc", "#35353b"),  # Fusion lightens it, a dark one more
    Role.ButtonText: ("#1c1c21", "#ededf0"),
    Role.BrightText: ("#ffffff", "#ffffff"),
    Role.Highlight: ("#3d4fd8", "#4f62e6"),  # of the icon's family
    Role.HighlightedText: ("#ffffff", "#ffffff"),
    Role.Accent: ("#3d4fd8", "#a0adff"),
    Role.Link: ("#3d4fd8", "#a0adff"),
    Role.LinkVisited: ("#7b3fa8", "#cd9cf0"),
    Role.ToolTipBase: ("#26262c", "#3c3c43"),
    Role.ToolTipText: ("#f2f2f5", "#f2f2f5"),
    Role.Light: ("#ffffff", "#4a4a52"),
    Role.Midlight: ("#e6e6ea", "#3c3c43"),
    Role.Mid: ("#c4c4cb", "#2e2e33"),
    Role.Dark: ("#a2a2ab", "#17171a"),
    Role.Shadow: ("#6f6f78", "#0c0c0e"),
}
DISABLED_TEXTS = (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText)


@dataclass(frozen=True)
class Colors:
    """Colors with a meaning, each readable as text on the windows and the fields of one palette.

    Attributes:
        good: Something is right or done.
        warning: Something wants a look.
        danger: Something is wrong, or will be lost.
        accent: What the eye should find first.
        subtle: Explanations and other text of less weight.
    """

    good: QColor
    warning: QColor
    danger: QColor
    accent: QColor
    subtle: QColor


class Appearance(QObject):
    """Gives all windows of the program a theme and, with the system's, follows its changes.

    Where the system brings no look of its own, as on bare X11, Qt draws with its style Fusion, whose palette
    there is always light and falls short of the contrast we promise: even the system's theme is ours there.
    """

    def __init__(self, qt: QApplication) -> None:
        super().__init__(qt)
        self._qt = qt
        self._native_style = qt.style().name()
        self._theme = Theme.SYSTEM
        qt.styleHints().colorSchemeChanged.connect(self._follow)

    def apply(self, theme: Theme) -> None:
        """Show all windows, open ones too, in a theme."""
        self._theme = theme
        hints = self._qt.styleHints()
        if theme is Theme.SYSTEM:
            hints.unsetColorScheme()
        else:  # for the title bars of Windows and macOS, which no palette reaches
            hints.setColorScheme(Qt.ColorScheme.Dark if theme is Theme.DARK else Qt.ColorScheme.Light)
        self._paint()

    def _follow(self) -> None:
        if self._theme is Theme.SYSTEM:
            self._paint()

    def _paint(self) -> None:
        style = self._native_style if self._theme is Theme.SYSTEM else OWN_STYLE
        if self._qt.style().name() != style:
            self._qt.setStyle(style)
        is_dark = self._theme is Theme.DARK
        if self._theme is Theme.SYSTEM:
            is_dark = self._qt.styleHints().colorScheme() is Qt.ColorScheme.Dark
        if style != OWN_STYLE:
            self._qt.setPalette(self._native_palette())
            return
        self._qt.setPalette(palette(is_dark=is_dark))  # this forgets the palettes of single classes, too
        for name in OUTLINED:  # the stubs ask for bytes, the call for a string
            self._qt.setPalette(outlined_palette(is_dark=is_dark), name)  # type: ignore[arg-type]
        self._qt.setPalette(menu_palette(is_dark=is_dark), "QMenu")  # type: ignore[arg-type]

    def _native_palette(self) -> QPalette:
        """Return the system's palette with placeholders that can be read: Qt's are half transparent."""
        self._qt.setPalette(QPalette())
        native = QPalette()
        native.setColor(Role.PlaceholderText, semantic(self._qt.palette()).subtle)
        return native


def palette(*, is_dark: bool) -> QPalette:
    """Return our light or our dark palette."""
    made = QPalette()
    for role, (light, dark) in COLORS.items():
        made.setColor(role, QColor(dark if is_dark else light))
    dim = mixed(made.color(Role.WindowText), made.color(Role.Window), 0.55)
    for role in DISABLED_TEXTS:
        made.setColor(QPalette.ColorGroup.Disabled, role, dim)
    for role in (Role.Highlight, Role.Accent):
        made.setColor(QPalette.ColorGroup.Disabled, role, made.color(Role.Mid))
    return made


def outlined_palette(*, is_dark: bool) -> QPalette:
    """Return the palette of controls, whose window color Fusion uses for nothing but their outline."""
    made = palette(is_dark=is_dark)
    made.setColor(Role.Window, QColor(OUTLINE[is_dark]))
    return made


def menu_palette(*, is_dark: bool) -> QPalette:
    """Return the palette of menus: dark ones stand out from the window, and so do the lines in them."""
    made = outlined_palette(is_dark=is_dark)
    if is_dark:
        made.setColor(Role.Base, made.color(Role.Midlight))
    return made


def field_outline(of: QPalette) -> QColor:
    """Return the color of the outline of a field that Fusion does not paint; 3:1 on window and field."""
    return mixed(of.color(Role.Text), of.color(Role.Base), 0.45)


def semantic(of: QPalette) -> Colors:
    """Return the colors with a meaning that suit a palette, any palette."""
    text = of.color(Role.WindowText)
    window, base = of.color(Role.Window), of.color(Role.Base)

    def readable(color: QColor) -> QColor:
        steps = (mixed(color, text, step / 10) for step in range(10))
        return next((step for step in steps if _is_readable(step, window, base)), text)

    if window.lightnessF() < 0.5:
        good, warning, danger = "#63c987", "#e3b341", "#ff8a84"
    else:
        good, warning, danger = "#1d7a3e", "#8a5a00", "#c02f2f"
    return Colors(
        good=readable(QColor(good)),
        warning=readable(QColor(warning)),
        danger=readable(QColor(danger)),
        accent=readable(of.color(Role.Accent)),
        subtle=readable(mixed(text, window, 0.35)),
    )


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two opaque colors, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(color: QColor, other: QColor, share: float) -> QColor:
    """Return a color with a share of another in it, 0 for none and 1 for nothing else."""
    pairs = zip(_red_green_blue(color), _red_green_blue(other), strict=True)
    return QColor.fromRgbF(*(one + (two - one) * share for one, two in pairs))


def _is_readable(color: QColor, *backgrounds: QColor) -> bool:
    return all(contrast(color, background) >= LEAST_CONTRAST for background in backgrounds)


def _luminance(color: QColor) -> float:
    red, green, blue = (_linear(part) for part in _red_green_blue(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _red_green_blue(color: QColor) -> tuple[float, float, float]:
    return color.redF(), color.greenF(), color.blueF()
