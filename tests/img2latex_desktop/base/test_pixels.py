import numpy as np
import pytest

from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.base.pixels import MAX_PIXELS, Pixels, check_size


@pytest.mark.parametrize("shape", [(2, 5), (2, 5, 3), (2, 5, 4)])
def test_an_array_there_and_back_is_the_same(shape):
    array = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    np.testing.assert_array_equal(Pixels.from_array(array).to_array(), array)


def test_a_part_of_a_picture_travels_without_the_rest():
    array = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    part = Pixels.from_array(array[1:3, 2:4])
    assert (part.width, part.height, part.channels) == (2, 2, 3)
    assert part.to_array().tolist() == array[1:3, 2:4].tolist()


def test_a_picture_may_have_forty_million_pixels_and_no_more():
    check_size(MAX_PIXELS // 1000, 1000)
    with pytest.raises(ImageError, match="Cut out the formula"):
        check_size(MAX_PIXELS // 1000 + 1, 1000)
