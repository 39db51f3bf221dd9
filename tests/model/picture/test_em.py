import time

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from model.picture.em import estimate_em, find_pieces
from model.picture.preprocess import rescale


def typeset(text, size, lines=1):
    font = ImageFont.load_default(size)
    text = "\n".join([text] * lines)
    picture = Image.new("L", (int(40 * size), int((lines + 1) * 1.6 * size)), 0)
    ImageDraw.Draw(picture).text((size, size / 2), text, fill=255, font=font)
    ink = np.asarray(picture, np.float32) / 255
    return ink[:, ink.any(axis=0)]


def boxes(mask):
    pieces = find_pieces(np.array(mask, bool))
    return set(
        zip(*(side.tolist() for side in (pieces.top, pieces.bottom, pieces.left, pieces.right)), strict=True)
    )


def test_pieces_touch_at_corners_too():
    assert boxes([[1, 0, 0, 0], [0, 1, 0, 1], [0, 0, 0, 1]]) == {(0, 2, 0, 2), (1, 3, 3, 4)}


def test_a_spiral_is_one_piece():
    spiral = [
        [1, 1, 1, 1, 1, 1],
        [0, 0, 0, 0, 0, 1],
        [1, 1, 1, 1, 0, 1],
        [1, 0, 0, 1, 0, 1],
        [1, 0, 0, 0, 0, 1],
        [1, 1, 1, 1, 1, 1],
    ]
    assert boxes(spiral) == {(0, 6, 0, 6)}


def test_a_comb_whose_teeth_meet_last_is_one_piece():
    comb = np.zeros((9, 101), bool)
    comb[:, ::2] = True
    comb[-1] = True
    assert boxes(comb) == {(0, 9, 0, 101)}


def test_rows_do_not_run_into_each_other():
    assert boxes([[0, 0, 1], [0, 0, 0], [1, 0, 0]]) == {(0, 1, 2, 3), (2, 3, 0, 1)}


def test_pieces_agree_with_scipy_on_random_masks():
    rng = np.random.default_rng(0)
    for density in (0.1, 0.4, 0.6):
        mask = rng.random((37, 53)) < density
        labels, _ = ndimage.label(mask, np.ones((3, 3)))
        expected = {(r.start, r.stop, c.start, c.stop) for r, c in ndimage.find_objects(labels)}
        assert boxes(mask) == expected


@pytest.mark.parametrize("size", [8, 12, 16, 24, 40, 60])
def test_the_estimate_is_near_the_font_size(size):
    ink = typeset("f(x) = 2a + b - 3(c + d) = 41", size)

    assert estimate_em(ink) == pytest.approx(size, rel=0.3)  # a sans serif: letters taller than TeX's


@pytest.mark.parametrize("factor", [0.5, 0.7, 1.5, 3.0])
def test_the_estimate_grows_with_the_picture(factor):
    ink = typeset("f(x) = 2a + b - 3(c + d) = 41", 30)

    assert estimate_em(rescale(ink, factor)) == pytest.approx(factor * estimate_em(ink), rel=0.08)


def test_bars_and_dots_hardly_matter():
    ink = typeset("f(x) = 2a + b", 30)
    marked = np.concatenate([ink, np.zeros((60, ink.shape[1]), np.float32)])
    marked[-50:-48, 10:-10] = 1
    marked[-30:-27, 10:100:10] = 1

    assert estimate_em(marked) == pytest.approx(estimate_em(ink), rel=0.1)


def test_no_ink_gives_a_finite_estimate():
    assert np.isfinite(estimate_em(np.zeros((20, 20), np.float32)))


def test_a_large_picture_takes_no_longer_than_a_blink():
    ink = typeset("f(x) = 2a + b - 3(c + d) = 41 + f(x) = 2a", 24, lines=4)
    estimate_em(ink)
    start = time.process_time()
    estimate_em(ink)
    assert time.process_time() - start < 0.1
