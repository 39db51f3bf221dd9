import numpy as np
from PySide6.QtGui import QColor, QImage

from img2latex_desktop.capture.pixels import to_array


def test_colors_arrive_in_the_order_red_green_blue():
    image = QImage(2, 1, QImage.Format.Format_RGB32)
    image.setPixelColor(0, 0, QColor(1, 2, 3))
    image.setPixelColor(1, 0, QColor(4, 5, 6))
    assert to_array(image).tolist() == [[[1, 2, 3], [4, 5, 6]]]


def test_rows_that_qt_pads_are_cut_to_their_width():
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(QColor(9, 8, 7))
    array = to_array(image)
    assert array.shape == (3, 5, 3)
    assert array.dtype == np.uint8
    assert (array == [9, 8, 7]).all()


def test_the_array_outlives_the_picture():
    array = to_array(QImage(4, 4, QImage.Format.Format_RGB32))
    array[:] = 7
    assert (array == 7).all()
