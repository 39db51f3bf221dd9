import numpy as np
from PIL import Image

from img2latex_desktop.demo.small_png import UNSEEN, shrink, with_palette

WINDOW, TEXT = (243, 244, 246), (28, 28, 33)


def shaded(shades):
    """Return a picture of a flat window on which each shade from text to window stands once."""
    pixels = np.full((64, 64, 3), WINDOW, np.uint8)
    mixtures = np.linspace(TEXT, WINDOW, shades).round().astype(np.uint8)
    pixels.reshape(-1, 3)[:shades] = mixtures
    return Image.fromarray(pixels)


def test_flat_areas_keep_their_color_to_the_last_bit():
    picture = shaded(200)
    reduced = with_palette(picture).convert("RGB")
    assert reduced.getpixel((40, 40)) == WINDOW
    difference = np.abs(np.asarray(reduced).astype(int) - np.asarray(picture).astype(int))
    assert difference.max() <= UNSEEN


def test_a_picture_that_a_palette_would_change_visibly_stays_as_it_is(tmp_path):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8))
    assert with_palette(noise) is None
    path = tmp_path / "noise.png"
    noise.save(path)
    shrink(path)
    assert np.array_equal(np.asarray(Image.open(path)), np.asarray(noise))


def test_a_picture_of_few_colors_becomes_smaller_and_loses_nothing(tmp_path):
    path = tmp_path / "window.png"
    shaded(100).resize((640, 640), Image.Resampling.NEAREST).save(path)
    before, size = np.asarray(Image.open(path)), path.stat().st_size
    shrink(path)
    assert path.stat().st_size < size
    assert np.array_equal(np.asarray(Image.open(path).convert("RGB")), before)
