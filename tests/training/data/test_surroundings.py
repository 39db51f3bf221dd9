import numpy as np
import pytest

from training.data.surroundings import Neighbor, add_frame, add_neighbor

EM_PX = 32.0


@pytest.fixture
def image():
    picture = np.full((60, 300), 255, np.uint8)
    picture[18:42, 10:290:12] = 0
    picture[18:42, 14:290:12] = 0
    return picture


@pytest.mark.parametrize("seed", range(6))
def test_a_frame_stands_farther_off_than_one_of_the_formula(image, seed):
    framed = add_frame(image, EM_PX, np.random.default_rng(seed))
    rows, columns = (np.flatnonzero((framed < 200).any(axis=axis)) for axis in (1, 0))
    plain_rows, plain_columns = (np.flatnonzero((image < 200).any(axis=axis)) for axis in (1, 0))
    grown = np.ptp(rows) - np.ptp(plain_rows), np.ptp(columns) - np.ptp(plain_columns)
    assert max(grown) >= 0.9 * EM_PX  # the frame of a boxed formula is .3 em away


def test_another_line_ends_where_the_picture_ends(image):
    other = Neighbor(np.zeros((40, 900), np.uint8), EM_PX)
    touched = set()
    for seed in range(60):
        found = add_neighbor(image, EM_PX, other, np.random.default_rng(seed)) < 128
        sides = found[0].any(), found[-1].any(), found[:, 0].any(), found[:, -1].any()
        assert any(sides)
        touched.add(sides)
    assert len(touched) >= 4  # above, below, both, beside


def test_another_line_leaves_the_formula_whole(image):
    other = Neighbor(np.zeros((40, 900), np.uint8), EM_PX)
    for seed in range(40):
        found = add_neighbor(image, EM_PX, other, np.random.default_rng(seed))
        if found.shape[1] == image.shape[1]:  # above or below
            assert (found == image[30]).all(axis=1).sum() == 24
        else:
            assert (found[30] == 0).sum() > (image[30] == 0).sum()


def test_a_neighbor_without_ink_changes_nothing(image):
    blank = Neighbor(np.full((30, 30), 255, np.uint8), EM_PX)
    assert add_neighbor(image, EM_PX, blank, np.random.default_rng(0)) is image
