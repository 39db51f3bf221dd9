import numpy as np

from training.benchmark.crop import crop_by_hand, ink_box, ink_of


def page(*shape):
    made = np.full(shape, 250, np.uint8)
    made[10:14, 20:30] = 10
    return made


def test_a_crop_has_its_margins_on_each_side():
    for shape in ((40, 60), (40, 60, 3)):
        crop = crop_by_hand(page(*shape), (1, 2, 3, 4))
        assert crop.shape[:2] == (2 + 4 + 4, 1 + 10 + 3)
        assert ink_box(ink_of(crop)) == (1, 2, 11, 6)


def test_margins_beyond_the_page_are_paper():
    crop = crop_by_hand(page(40, 60), (50, 50, 0, 0))
    assert crop.shape == (54, 60)
    assert crop[:50].min() == 250


def test_a_page_without_ink_gives_nothing():
    assert crop_by_hand(np.full((9, 9, 3), 7, np.uint8), (1, 1, 1, 1)) is None


def test_light_ink_on_dark_paper_is_ink():
    assert ink_of(255 - page(40, 60)).sum() == 40
