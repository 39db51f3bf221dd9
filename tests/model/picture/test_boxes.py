import numpy as np
import pytest

from model.picture.boxes import find_boxes
from model.picture.preprocess import crop_to_ink, to_ink

WHITE = (255, 255, 255)
PAPER = np.array(WHITE, np.float32)


def sheet(height=60, width=120, color=WHITE):
    return np.full((height, width, 3), color, np.uint8)


def write(image, top, left, color=(0, 0, 0)):
    """Draw three upright strokes and a bar, 16 px tall: something like letters."""
    for x in (0, 6, 14):
        image[top : top + 16, left + x : left + x + 2] = color
    image[top + 7 : top + 9, left + 6 : left + 16] = color
    return image


def boxes_of(image, paper=PAPER):
    return find_boxes([image[:, :, i].astype(np.float32) for i in range(3)], paper)


def ink_of(image):
    return crop_to_ink(to_ink(image))


PLAIN = ink_of(write(sheet(), 20, 40))
SLIDE, HIGHLIGHT, SHADE = (180, 30, 30), (255, 236, 60), (236, 236, 236)


@pytest.mark.parametrize(
    ("color", "ink"), [(SLIDE, (255, 255, 255)), (HIGHLIGHT, (0, 0, 0)), (SHADE, (0, 0, 0))]
)
def test_a_formula_on_a_colored_box_gives_the_ink_of_a_plain_one(color, ink):
    image = sheet()
    image[8:52, 10:110] = color
    np.testing.assert_allclose(ink_of(write(image, 20, 40, ink)), PLAIN, atol=0.02)


def test_a_part_that_is_highlighted_is_as_strong_as_the_rest():
    image = sheet()
    image[14:42, 60:90] = HIGHLIGHT
    write(write(image, 20, 30), 20, 66, (90, 60, 0))
    expected = write(write(sheet(), 20, 30), 20, 66)
    np.testing.assert_allclose(ink_of(image), ink_of(expected), atol=0.02)


def test_a_box_is_found_to_the_pixel():
    image = sheet()
    image[8:52, 10:110] = SLIDE
    (box,) = boxes_of(write(image, 20, 40, WHITE))
    assert box[:4] == (8, 52, 10, 110)
    np.testing.assert_array_equal(box.color, SLIDE)


def test_the_soft_edge_of_a_box_leaves_no_frame():
    image = sheet()
    image[7:53, 9:111] = (218, 142, 142)  # between the box and the page
    image[8:52, 10:110] = SLIDE
    np.testing.assert_allclose(ink_of(write(image, 20, 40, WHITE)), PLAIN, atol=0.02)


def test_the_frame_of_a_boxed_formula_stays():
    image = sheet()
    image[8:52, 10:110] = (200, 0, 0)
    image[9:51, 11:109] = (255, 240, 240)
    assert ink_of(write(image, 20, 40)).shape == (44, 100)


def test_two_sides_of_the_page_around_a_box_are_no_ink():
    image = sheet(color=HIGHLIGHT)
    image[0] = image[:, 0] = WHITE
    np.testing.assert_allclose(ink_of(write(image, 20, 40)), PLAIN, atol=0.02)


@pytest.mark.parametrize("sides", ["t", "tb", "tblr"])
def test_a_rule_two_rules_and_a_frame_along_the_edge_stay(sides):
    image = write(sheet(), 20, 40)
    for side, place in {"t": np.s_[0], "b": np.s_[-1], "l": np.s_[:, 0], "r": np.s_[:, -1]}.items():
        image[place] = 0 if side in sides else 255
    assert ink_of(image).shape[0] > PLAIN.shape[0]


def test_a_letter_of_two_thin_strokes_along_the_edge_stays():
    image = sheet(60, 50)
    image[:5] = image[:, :5] = 0  # a Gamma, cropped to its ink
    assert ink_of(image).shape == (60, 50)


@pytest.mark.parametrize(
    "solid",
    [np.s_[20:40, 30:50], np.s_[28:31, 5:115], np.s_[5:55, 58:62]],
    ids=["square", "fraction bar", "bar of a matrix"],
)
def test_what_is_solid_is_ink(solid):
    image = sheet()
    image[solid] = 0
    assert boxes_of(image) == []


def test_dense_text_is_no_box():
    image = sheet(200, 300)
    for top in range(4, 180, 18):
        for left in range(4, 280, 18):
            write(image, top, left)
    assert boxes_of(image) == []


@pytest.mark.parametrize("page", [(255, 255, 255), (240, 240, 235), (30, 30, 30)])
@pytest.mark.parametrize("sides", ["t", "tl", "tbl", "tblr"])
def test_a_box_that_the_picture_cuts_is_the_paper(page, sides):
    image = write(sheet(color=HIGHLIGHT), 20, 40)
    wide = np.full((image.shape[0] + 24, image.shape[1] + 24, 3), page, np.uint8)
    wide[12:-12, 12:-12] = image
    rows = slice(0 if "t" in sides else 12, None if "b" in sides else -12)
    columns = slice(0 if "l" in sides else 12, None if "r" in sides else -12)
    np.testing.assert_allclose(ink_of(wide[rows, columns]), PLAIN, atol=0.02)


def test_a_line_beyond_the_box_that_the_picture_cuts_is_left_out():
    image = write(sheet(color=HIGHLIGHT), 20, 40)
    wide = np.full((image.shape[0] + 20, *image.shape[1:]), 255, np.uint8)
    wide[20:] = image
    wide[:5, ::3] = 0
    np.testing.assert_allclose(ink_of(wide), PLAIN, atol=0.02)


def test_a_highlighted_part_is_not_taken_for_the_whole():
    image = write(write(sheet(), 20, 40), 20, 80)
    half = image.copy()
    half[10:50, :70][(half[10:50, :70] == 255).all(axis=2)] = (255, 240, 120)
    assert ink_of(half).shape[1] > PLAIN.shape[1]
