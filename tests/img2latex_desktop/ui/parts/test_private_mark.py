import pytest
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QWidget

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.ui.parts.private_mark import PrivateMark, badged
from img2latex_desktop.ui.shell.tray import TrayState, state_icons


@pytest.fixture
def mark(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = PrivateMark(window)
    window.show()
    yield made
    window.close()


def shades(widget):
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())}


def test_it_is_hidden_until_it_is_true(mark):
    assert not mark.isVisible()
    mark.setVisible(True)
    assert mark.isVisible()


def test_it_says_what_is_private_to_the_mouse_and_to_a_screen_reader(mark):
    assert "not kept in the history" in mark.toolTip()
    assert mark.accessibleName() == mark.toolTip()


def test_it_follows_the_theme(mark):
    mark.setVisible(True)
    assert min(shades(mark)) < 140
    palette = QPalette(QColor("#303034"), QColor("#202024"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#eeeeee"))
    mark.window().setPalette(palette)
    assert max(shades(mark)) > 140


@pytest.mark.parametrize("side", [16, 22, 32, 64])
def test_the_badge_leaves_every_state_recognizable(qapp, side):
    plain = {state: icon.pixmap(side, side).toImage() for state, icon in state_icons(ICONS_FOLDER).items()}
    private = {
        state: badged(icon).pixmap(side, side).toImage() for state, icon in state_icons(ICONS_FOLDER).items()
    }
    for state in TrayState:
        assert private[state] != plain[state]
        assert all(private[state] != picture for each, picture in private.items() if each is not state)


def test_the_badge_leaves_the_picture_as_it_was(qapp):
    picture = QIcon(str(ICONS_FOLDER / "img2latex.svg"))
    before = picture.pixmap(32, 32).toImage()
    badged(picture)
    assert picture.pixmap(32, 32).toImage() == before
