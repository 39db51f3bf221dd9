import itertools

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from img2latex_desktop.settings import Theme
from img2latex_desktop.ui.parts.theme import (
    LEAST_CONTRAST,
    Appearance,
    contrast,
    field_outline,
    menu_palette,
    mixed,
    palette,
    semantic,
)

Role = QPalette.ColorRole
TEXTS = [
    *itertools.product(
        (Role.WindowText, Role.Text, Role.PlaceholderText, Role.Link, Role.LinkVisited, Role.Accent),
        (Role.Window, Role.Base, Role.AlternateBase),
    ),
    (Role.ButtonText, Role.Button),
    (Role.Accent, Role.Button),
    (Role.HighlightedText, Role.Highlight),
    (Role.BrightText, Role.Highlight),
    (Role.ToolTipText, Role.ToolTipBase),
]


@pytest.fixture
def appearance(qapp):
    made = Appearance(qapp)
    yield made
    made.apply(Theme.SYSTEM)
    qapp.setPalette(QPalette())
    made.deleteLater()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    rows = QVBoxLayout(made)
    rows.addWidget(QLabel("text"))
    rows.addWidget(QLineEdit("text"))
    made.show()
    return made


def corner_color(widget):
    QCoreApplication.processEvents()  # Qt tells the widgets of a new palette from the event loop
    return widget.grab().toImage().pixelColor(1, 1)


def test_contrast_is_that_of_the_web_guidelines():
    white = QColor("white")
    assert contrast(white, QColor("black")) == pytest.approx(21)
    assert contrast(white, white) == 1
    assert contrast(QColor("#767676"), white) == pytest.approx(4.54, abs=0.005)  # the guidelines' own example
    assert (
        contrast(QColor("#ff0000"), white)
        == contrast(white, QColor("#ff0000"))
        == pytest.approx(4.0, abs=0.005)
    )


def test_mixing_goes_from_one_color_to_the_other():
    black, white = QColor("black"), QColor("white")
    assert mixed(black, white, 0) == black
    assert mixed(black, white, 1) == white
    assert mixed(black, white, 0.5).name() == "#808080"


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive])
@pytest.mark.parametrize(("text", "background"), TEXTS, ids=lambda role: role.name)
def test_every_text_of_our_palettes_is_readable(is_dark, group, text, background):
    made = palette(is_dark=is_dark)
    assert contrast(made.color(group, text), made.color(group, background)) >= 4.5


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_outline_of_a_field_can_be_seen(appearance, window, theme):
    appearance.apply(theme)
    QCoreApplication.processEvents()
    field = window.findChild(QLineEdit)
    outline = field.grab().toImage().pixelColor(field.width() // 2, 0)
    assert contrast(outline, window.palette().color(Role.Window)) >= 3  # criterion 1.4.11
    assert contrast(outline, window.palette().color(Role.Base)) >= 3


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_the_outline_of_a_field_of_our_own_can_be_seen(is_dark):
    made = palette(is_dark=is_dark)
    for background in (Role.Window, Role.Base):
        assert contrast(field_outline(made), made.color(background)) >= 3


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_the_entries_of_a_menu_can_be_read(is_dark):
    made = menu_palette(is_dark=is_dark)
    assert contrast(made.color(Role.Text), made.color(Role.Base)) >= LEAST_CONTRAST


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_what_is_disabled_is_paler(is_dark):
    made = palette(is_dark=is_dark)
    disabled = made.color(QPalette.ColorGroup.Disabled, Role.ButtonText)
    button = made.color(Role.Button)
    assert contrast(disabled, button) < contrast(made.color(Role.ButtonText), button)


@pytest.mark.parametrize(
    "colors",
    [None, True, False, ("#7f7f7f", "#ffffff"), ("#002b36", "#fdf6e3"), ("#fdf6e3", "#586e75")],
    ids=str,
)
@pytest.mark.parametrize("meaning", ["good", "warning", "danger", "accent", "subtle"])
def test_every_color_with_a_meaning_is_readable_on_any_palette(qapp, colors, meaning):
    if colors is None:
        made = qapp.style().standardPalette()
    elif isinstance(colors, bool):
        made = palette(is_dark=colors)
    else:
        made = QPalette(QColor(colors[0]))
        made.setColor(Role.WindowText, QColor(colors[1]))
        made.setColor(Role.Window, QColor(colors[0]))
        made.setColor(Role.Base, QColor(colors[0]))
    color = getattr(semantic(made), meaning)
    least = min(4.5, contrast(made.color(Role.WindowText), made.color(Role.Window)))
    assert contrast(color, made.color(Role.Window)) >= least
    assert contrast(color, made.color(Role.Base)) >= least


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_the_colors_with_a_meaning_are_not_merely_the_text_color(is_dark):
    made = palette(is_dark=is_dark)
    colors = semantic(made)
    names = {
        color.name() for color in (colors.good, colors.warning, colors.danger, colors.accent, colors.subtle)
    }
    assert len(names - {made.color(Role.WindowText).name()}) == 5


def test_an_open_window_changes_at_once(appearance, window):
    seen = []
    for theme in (Theme.DARK, Theme.LIGHT, Theme.DARK):
        appearance.apply(theme)
        seen.append(corner_color(window).name())
    dark, light = (
        palette(is_dark=True).color(Role.Window).name(),
        palette(is_dark=False).color(Role.Window).name(),
    )
    assert seen == [dark, light, dark]


def test_every_control_of_an_open_window_changes(appearance, window):
    appearance.apply(Theme.LIGHT)
    QCoreApplication.processEvents()
    before = [child.grab().toImage() for child in window.findChildren(QWidget)]
    appearance.apply(Theme.DARK)
    QCoreApplication.processEvents()
    after = [child.grab().toImage() for child in window.findChildren(QWidget)]
    assert all(one != two for one, two in zip(before, after, strict=True))


def test_where_the_system_has_no_scheme_its_theme_is_the_light_one(qapp, appearance, window):
    assert qapp.styleHints().colorScheme() is Qt.ColorScheme.Unknown
    appearance.apply(Theme.DARK)
    appearance.apply(Theme.SYSTEM)
    assert corner_color(window) == palette(is_dark=False).color(Role.Window)


def test_a_native_style_keeps_the_system_palette_and_gets_readable_placeholders(qapp, appearance):
    appearance._native_style = "windows"  # stands for the styles that only their systems have
    appearance.apply(Theme.SYSTEM)
    try:
        assert qapp.style().name() == "windows"
        assert qapp.palette().color(Role.Window) != palette(is_dark=False).color(Role.Window)
        assert contrast(qapp.palette().color(Role.PlaceholderText), qapp.palette().color(Role.Base)) >= 4.5
        appearance.apply(Theme.DARK)
        assert qapp.style().name() == "fusion"
        assert qapp.palette().color(Role.Window) == palette(is_dark=True).color(Role.Window)
    finally:
        appearance._native_style = "fusion"
