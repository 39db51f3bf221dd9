import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from img2latex_desktop.doctor.pattern import PatternWindow, is_uniform, measure


@pytest.fixture
def window(qtbot):
    window = PatternWindow(QGuiApplication.primaryScreen())
    qtbot.addWidget(window)
    return window


def grabbed(window):
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def moved(image, x, y):
    return image.copy(-x, -y, image.width(), image.height())  # what comes from outside is black


def test_the_pattern_is_found_where_it_is(window):
    found = measure(grabbed(window), window.width(), window.height())
    assert found.offset == QPoint(0, 0)
    assert found.scale == 1


@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0])
def test_the_scale_is_measured(window, scale):
    image = grabbed(window)
    image = image.scaled(round(image.width() * scale), round(image.height() * scale))
    found = measure(image, window.width(), window.height())
    assert found.scale == pytest.approx(scale, abs=0.01)
    assert found.offset.manhattanLength() <= 2


@pytest.mark.parametrize(("x", "y"), [(7, 3), (60, 50)], ids=["a little", "beyond the tile"])
def test_a_picture_that_is_shifted_is_measured(window, x, y):
    found = measure(moved(grabbed(window), x, y), window.width(), window.height())
    assert found.offset == QPoint(x, y)


def test_a_little_other_color_is_tolerated(window):
    image = grabbed(window)
    painter = QPainter(image)
    painter.fillRect(image.rect(), QColor(0, 0, 0, 25))  # a tenth darker, as a color profile may make it
    painter.end()
    assert measure(image, window.width(), window.height()) is not None


def test_a_black_picture_shows_no_pattern_and_is_uniform(window):
    image = grabbed(window)
    assert not is_uniform(image)
    image.fill(QColor("black"))
    assert measure(image, window.width(), window.height()) is None
    assert is_uniform(image)
