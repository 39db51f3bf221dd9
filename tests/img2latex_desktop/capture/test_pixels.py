from PySide6.QtGui import QColor, QImage

from img2latex_desktop.capture.pixels import to_pixels


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
