from PySide6.QtCore import QSize

from img2latex_desktop.ui.history.thumbnails import KEPT, Thumbnails
from tests.fakes import png

BOUNDS = QSize(100, 50)


def made(qtbot, thumbnails, data, bounds=BOUNDS):
    with qtbot.waitSignal(thumbnails.arrived):
        assert thumbnails.image(data, bounds) is None
    return thumbnails.image(data, bounds)


def test_a_large_picture_is_shrunk_into_the_bounds(qtbot):
    assert made(qtbot, Thumbnails(), png(800, 200, "white")).size() == QSize(100, 25)


def test_a_small_picture_stays_as_it_is(qtbot):
    image = made(qtbot, Thumbnails(), png(60, 30, "#204060"))
    assert image.size() == QSize(60, 30)
    assert image.pixelColor(0, 0).name() == "#204060"


def test_a_very_flat_picture_keeps_a_pixel(qtbot):
    assert made(qtbot, Thumbnails(), png(3000, 1, "white")).size() == QSize(100, 1)


def test_what_is_no_picture_gives_a_null_image(qtbot):
    assert made(qtbot, Thumbnails(), b"no picture").isNull()


def test_a_decoder_that_stumbles_gives_a_null_image(qtbot, monkeypatch):
    monkeypatch.setattr("img2latex_desktop.ui.history.thumbnails.QImageReader", lambda _: 1 / 0)
    assert made(qtbot, Thumbnails(), png(60, 30, "white")).isNull()


def test_a_picture_is_made_once(qtbot):
    thumbnails = Thumbnails()
    data = png(60, 30, "white")
    made(qtbot, thumbnails, data)
    with qtbot.assertNotEmitted(thumbnails.arrived, wait=50):
        assert thumbnails.image(data, BOUNDS) is not None
    thumbnails.clear()
    assert thumbnails.image(data, BOUNDS) is None


def test_only_the_last_ones_are_kept(qtbot):
    thumbnails = Thumbnails()
    first = png(60, 30, "white")
    made(qtbot, thumbnails, first)
    for width in range(1, KEPT + 1):
        made(qtbot, thumbnails, png(width, 9, "white"))
    assert thumbnails.image(first, BOUNDS) is None
