import numpy as np
from PIL import Image, ImageColor

from img2latex_desktop.demo.caption import HEIGHT_PX, KEY_PAPER, PAPER, with_caption


def strip_of(text):
    picture = Image.new("RGB", (400, 100), "white")
    captioned = with_caption(picture, text)
    assert captioned.size == (400, 100 + HEIGHT_PX)
    assert captioned.crop((0, 0, 400, 100)).tobytes() == picture.tobytes()
    return np.asarray(captioned)[100:]


def shows(strip, color):
    return (strip == ImageColor.getrgb(color)).all(axis=2).any()


def test_words_stand_in_the_middle_below_the_picture():
    strip = strip_of("Drag around the formula")
    columns = np.flatnonzero((strip != ImageColor.getrgb(PAPER)).any(axis=(0, 2)))
    assert abs(columns[0] - (400 - columns[-1])) < 5
    assert not shows(strip, KEY_PAPER)


def test_words_in_brackets_are_keys():
    assert shows(strip_of("[Ctrl] [Alt] [M] freezes the screen"), KEY_PAPER)


def test_nothing_to_say_leaves_the_strip_empty():
    assert (strip_of("") == ImageColor.getrgb(PAPER)).all()
