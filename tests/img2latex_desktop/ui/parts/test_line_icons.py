import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.ui.parts.line_icons import line_icon, paint_icon

ICONS = sorted(path for path in ICONS_FOLDER.glob("*.svg") if "currentColor" in path.read_text())


def inks(image):
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(*place).name() for place in places if image.pixelColor(*place).alpha() > 250}


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_has_the_color_asked_for_and_no_other(qapp, path):
    assert inks(line_icon(path, QColor("#12a05f")).pixmap(48).toImage()) == {"#12a05f"}


def test_a_painted_icon_stays_within_its_area(qapp):
    image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_icon(painter, ICONS[0], QRectF(20, 20, 20, 20), QColor("red"))
    painter.end()
    touched = [(x, y) for x in range(60) for y in range(60) if image.pixelColor(x, y) != QColor("white")]
    assert touched
    assert all(20 <= x < 40 and 20 <= y < 40 for x, y in touched)
