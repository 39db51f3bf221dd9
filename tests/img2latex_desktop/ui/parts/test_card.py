from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor

from img2latex_desktop.ui.parts.card import PictureCard, fitted
from tests.fakes import picture


def test_a_picture_that_fits_keeps_its_size_and_is_centered():
    assert fitted(QSizeF(20, 10), QRectF(0, 0, 100, 50)) == QRectF(40, 20, 20, 10)


def test_a_picture_too_large_shrinks_in_proportion():
    assert fitted(QSizeF(200, 50), QRectF(0, 0, 100, 50)) == QRectF(0, 12.5, 100, 25)


def test_the_sheet_has_the_color_around_the_formula(qtbot):
    view = PictureCard("crop")
    qtbot.addWidget(view)
    view.show_image(picture(60, 30, "#204060"), 1.0)
    view.resize(300, view.height())
    assert view.grab().toImage().pixelColor(20, 20).name() == "#204060"


def test_a_picture_that_shrinks_keeps_its_thin_lines(qtbot):
    image = picture(600, 240, "white")
    for y in range(0, image.height(), 6):
        for x in range(image.width()):
            image.setPixelColor(x, y, QColor("black"))
    view = PictureCard("crop")
    qtbot.addWidget(view)
    view.show_image(image, 1.0)
    view.resize(300, view.height())
    seen = view.grab().toImage()
    column = [seen.pixelColor(150, y).lightness() for y in range(40, seen.height() - 40)]
    assert max(min(column[place : place + 4]) for place in range(len(column) - 4)) < 230


def test_a_picture_of_a_high_resolution_screen_is_shown_at_the_size_it_had_there(qtbot):
    views = [PictureCard("crop"), PictureCard("crop")]
    for view, ratio in zip(views, (1.0, 2.0), strict=True):
        qtbot.addWidget(view)
        view.show_image(picture(200, 100), ratio)
    assert views[0].height() - views[1].height() == 50
