import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from img2latex_desktop.ui.parts.primary_button import PrimaryButton
from img2latex_desktop.ui.parts.theme import LEAST_CONTRAST, contrast, palette


@pytest.fixture
def button(qtbot):
    button = PrimaryButton("&Snip")
    qtbot.addWidget(button)
    button.show()
    return button


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_its_text_can_be_read_in_every_state(button, is_dark):
    button.setPalette(palette(is_dark=is_dark))
    for is_down in (False, True):
        button.setDown(is_down)
        ink = button.palette().color(QPalette.ColorRole.HighlightedText)
        assert contrast(ink, button._sheet_color()) >= LEAST_CONTRAST
        seen = button.grab().toImage().pixelColor(20, button.height() // 2)
        assert seen.name() == button._sheet_color().name()


def test_the_hotkey_takes_a_line_and_is_told_to_screen_readers(button):
    before = button.sizeHint().height()
    button.show_hotkey("Ctrl+Alt+M")
    assert button.sizeHint().height() > before
    assert button.accessibleDescription() == "Ctrl+Alt+M"


def test_the_focus_can_be_seen(qtbot, button):
    button.clearFocus()
    before = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.window().activateWindow()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != before
