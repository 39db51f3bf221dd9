"""Drawn with an em of 20 px: a formula of bars and letters, and what a snip catches around it."""

import numpy as np
import pytest

from model.picture.isolate import isolate

EM_PX = 20.0


@pytest.fixture
def formula():
    """Return ink with paper around: letters of .7 em in a row."""
    ink = np.zeros((60, 200), np.float32)
    for left in range(30, 170, 14):
        ink[24:38, left : left + 3] = 1
        ink[24:27, left : left + 9] = 1
    return ink


def line(height):
    """Return a line of text that the edge of a picture cuts."""
    ink = np.zeros((height, 200), np.float32)
    ink[:, 4::9] = 1
    return ink


def with_cut_line(formula, height, *, below=False):
    cut = formula.copy()
    cut[slice(60 - height, 60) if below else slice(0, height)] = line(height)
    return cut


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("height", [1, 4, 8])
def test_a_cut_line_is_cleared(formula, height, below):
    np.testing.assert_array_equal(isolate(with_cut_line(formula, height, below=below), EM_PX), formula)


def test_cut_lines_on_both_sides_are_cleared(formula):
    both = with_cut_line(with_cut_line(formula, 3), 6, below=True)
    np.testing.assert_array_equal(isolate(both, EM_PX), formula)


def test_a_formula_alone_is_given_back_as_it_is(formula):
    for ink in (formula, formula[24:38, 30:]):  # with paper around, and cropped tight
        assert isolate(ink, EM_PX) is ink


def test_half_a_line_is_left_to_the_network(formula):
    cut = with_cut_line(formula, 13)
    assert isolate(cut, EM_PX) is cut


def test_a_limit_of_an_operator_in_a_tight_crop_stays():
    ink = np.zeros((40, 60), np.float32)
    ink[:26, 10:50] = 1  # the operator
    ink[32:, 20:40] = 1  # .3 em below, its limit, at the very edge
    assert isolate(ink, EM_PX) is ink


def test_a_line_that_touches_no_edge_stays(formula):
    row = formula.copy()
    row[2:8] = line(6)
    assert isolate(row, EM_PX) is row


@pytest.mark.parametrize(
    "rule",
    [
        np.s_[4:6, 10:190],
        np.s_[56:58, 10:190],
        np.s_[4:56, 10:12],
        np.s_[4:56, 188:190],
    ],
)
def test_one_side_of_a_frame_is_cleared(formula, rule):
    framed = formula.copy()
    framed[rule] = 1
    if rule[0].stop - rule[0].start > 10:  # a bar beside: as tall as the ink
        framed[4:56] = 0
        framed[24:38] = formula[24:38]
        framed[:, rule[1]] = 0
        framed[18:44, rule[1]] = 1
    alone = isolate(framed, EM_PX)
    np.testing.assert_array_equal(alone[24:38, 30:170], formula[24:38, 30:170])
    np.testing.assert_array_equal(alone, formula)


def test_a_whole_frame_is_cleared_where_it_is_too_far_off_for_a_boxed_formula():
    ink = np.zeros((100, 200), np.float32)
    ink[5:7, 5:195] = ink[93:95, 5:195] = 1
    ink[5:95, 5:7] = ink[5:95, 193:195] = 1
    ink[40:54, 40:160:9] = 1
    alone = isolate(ink, EM_PX)
    assert alone[40:54].any()
    assert not alone[:30].any()
    assert not alone[:, :20].any()


def test_rules_that_go_on_beyond_the_picture_are_cleared(formula):
    framed = formula.copy()
    framed[[18, 44]] = 1  # .3 em off, as those of a boxed formula
    np.testing.assert_array_equal(isolate(framed, EM_PX), formula)


def test_one_far_side_tells_that_the_near_ones_are_a_frame_too(formula):
    framed = formula.copy()
    framed[[18, 44], 4:] = 1
    framed[18:45, 4:6] = 1  # 1.2 em before the formula
    alone = isolate(framed, EM_PX)
    np.testing.assert_array_equal(alone, formula)


def test_the_frame_of_a_boxed_formula_stays():
    ink = np.zeros((60, 200), np.float32)
    ink[16:18, 24:176] = ink[44:46, 24:176] = 1  # .3 em off
    ink[16:46, 24:26] = ink[16:46, 174:176] = 1
    ink[24:38, 32:168:9] = 1
    assert isolate(ink, EM_PX) is ink


def test_rules_of_an_array_stay():
    ink = np.zeros((60, 120), np.float32)
    for row in (4, 24, 44):
        ink[row : row + 2, 20:100] = 1
    ink[11:20, 30:90:12] = ink[31:40, 30:90:12] = 1
    assert isolate(ink, EM_PX) is ink


def test_bars_around_a_formula_stay(formula):
    formula[20:42, 26:28] = formula[20:42, 172:174] = 1  # .1 em off
    assert isolate(formula, EM_PX) is formula


def test_a_blank_picture_stays():
    blank = np.zeros((20, 20), np.float32)
    assert isolate(blank, EM_PX) is blank
