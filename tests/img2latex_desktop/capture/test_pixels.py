import time

import pytest
from PySide6.QtGui import QColor, QImage

from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.capture.pixels import to_image, to_pixels


def test_colors_arrive_in_the_order_red_green_blue():
    image = QImage(2, 1, QImage.Format.Format_RGB32)
    image.setPixelColor(0, 0, QColor(1, 2, 3))
    image.setPixelColor(1, 0, QColor(4, 5, 6))
    assert to_pixels(image).to_array().tolist() == [[[1, 2, 3], [4, 5, 6]]]


def test_rows_that_qt_pads_are_cut_to_their_width():
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(QColor(9, 8, 7))
    array = to_pixels(image).to_array()
    assert array.shape == (3, 5, 3)
    assert (array == [9, 8, 7]).all()


def test_rows_keep_their_order():
    image = QImage(4, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(0, 0, 0))
    image.setPixelColor(3, 1, QColor(255, 255, 255))
    assert to_pixels(image).to_array()[1, 3].tolist() == [255, 255, 255]


def test_a_transparent_picture_keeps_its_alpha():
    image = QImage(3, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    image.setPixelColor(1, 0, QColor(0, 0, 0))
    image.setPixelColor(2, 0, QColor(200, 100, 0, 128))
    clear, black, half = to_pixels(image).to_array()[0].tolist()
    assert clear[3] == 0
    assert black == [0, 0, 0, 255]
    assert half == pytest.approx([200, 100, 0, 128], abs=1)  # premultiplied colors are rounded


@pytest.mark.parametrize(
    "form",
    [
        QImage.Format.Format_Mono,
        QImage.Format.Format_Indexed8,
        QImage.Format.Format_Grayscale8,
        QImage.Format.Format_RGB16,
        QImage.Format.Format_RGB32,
        QImage.Format.Format_ARGB32,
        QImage.Format.Format_RGBA64,
    ],
)
def test_pictures_of_every_depth_are_taken(form):
    plain = QImage(5, 3, QImage.Format.Format_RGB32)
    plain.fill(QColor("white"))
    plain.setPixelColor(2, 1, QColor("black"))
    array = to_pixels(plain.convertToFormat(form)).to_array()
    assert array[1, 2, :3].tolist() == [0, 0, 0]
    assert array[0, 0, :3].tolist() == [255, 255, 255]


def test_an_empty_picture_is_refused():
    with pytest.raises(ImageError, match="empty"):
        to_pixels(QImage())


def test_a_huge_picture_is_refused_at_once():
    image = QImage(20_000, 20_000, QImage.Format.Format_Mono)
    image.fill(1)
    started = time.process_time()
    with pytest.raises(ImageError, match="20000 × 20000 pixels; more than 40 million are not read"):
        to_pixels(image)
    assert time.process_time() - started < 0.01


@pytest.mark.parametrize(
    ("channels", "color"),
    [(1, QColor(7, 7, 7)), (3, QColor(7, 8, 9)), (4, QColor(7, 8, 9, 10))],
)
def test_pixels_become_a_picture_that_keeps_its_own_memory(channels, color):
    data = bytearray(bytes([7, 8, 9, 10][:channels]) * 15)
    image = to_image(Pixels(5, 3, channels, bytes(data)))
    del data
    assert (image.width(), image.height()) == (5, 3)
    assert image.pixelColor(4, 2) == color


def test_there_and_back_changes_nothing():
    image = QImage(5, 3, QImage.Format.Format_RGBA8888)
    image.fill(QColor(1, 2, 3, 4))
    assert to_image(to_pixels(image)) == image
