import math

import numpy as np
import pytest

from training.evaluation.metrics import (
    bleu,
    bleu_counts,
    bootstrap_interval,
    crop_to_ink,
    edit_counts,
    edit_similarity,
    hit_counts,
    is_render_match,
    ratio,
)

# Tokens are single letters here: a string is a sequence of them.


def page(*strokes: tuple[slice, slice], shape: tuple[int, int] = (40, 60)) -> np.ndarray:
    image = np.full(shape, 255, np.uint8)
    for rows, columns in strokes:
        image[rows, columns] = 0
    return image


BAR = (slice(10, 20), slice(10, 12))
BOX = (slice(12, 18), slice(20, 26))


def test_bleu_of_identical_corpora_is_100():
    assert bleu(bleu_counts("abcde", "abcde")) == pytest.approx(100)


def test_bleu_agrees_with_hand_computed_precisions_and_brevity():
    # n-grams right: 5/6, 4/5, 3/4, 2/3, product 1/3; 6 tokens against 7
    counts = bleu_counts("abcdef", "abcdegh")
    assert bleu(counts) == pytest.approx(100 * math.exp(1 - 7 / 6) * (1 / 3) ** 0.25)


def test_bleu_sums_counts_over_the_corpus_before_dividing():
    # 4/4 + 5/6 → 9/10; 3/3 + 4/5 → 7/8; 2/2 + 3/4 → 5/6; 1/1 + 2/3 → 3/4; lengths 10 and 11
    rows = bleu_counts("pqrs", "pqrs")
    rows = rows + bleu_counts("abcdef", "abcdegh")
    expected = 100 * math.exp(1 - 11 / 10) * (9 / 10 * 7 / 8 * 5 / 6 * 3 / 4) ** 0.25
    assert bleu(rows) == pytest.approx(expected)


def test_bleu_does_not_reward_length():
    counts = bleu_counts("abcde", "abcd")
    assert bleu(counts) == pytest.approx(100 * (4 / 5 * 3 / 4 * 2 / 3 * 1 / 2) ** 0.25)


def test_bleu_clips_repeated_ngrams():
    assert bleu_counts("aaaa", "aab")[:4].tolist() == [2, 1, 0, 0]


def test_bleu_without_any_common_4gram_is_0():
    assert bleu(bleu_counts("abcdab", "abxdab")) == 0


def test_a_missing_prediction_counts_as_empty():
    whole = bleu_counts("abcd", "abcd")
    assert bleu(whole + bleu_counts([], "abcd")) == pytest.approx(100 * math.exp(1 - 8 / 4))


def test_edit_similarity_divides_summed_distances_by_summed_longer_lengths():
    rows = edit_counts("abc", "axcd") + edit_counts([], ["q"])
    assert rows.tolist() == [3, 5]
    assert edit_similarity(rows) == pytest.approx(40)


def test_ratio_is_in_percent():
    assert ratio(hit_counts([True, False, True, True]).sum(axis=0)) == 75


def test_bootstrap_interval_is_reproducible_and_holds_the_figure():
    rows = hit_counts([True] * 60 + [False] * 40)
    low, high = bootstrap_interval(rows, ratio)
    assert (low, high) == bootstrap_interval(rows, ratio)
    # binomial: standard error sqrt(.6 · .4 / 100) = 4.9 points
    assert low == pytest.approx(60 - 1.96 * 4.9, abs=1.5)
    assert high == pytest.approx(60 + 1.96 * 4.9, abs=1.5)


def test_bootstrap_interval_of_nothing_is_not_a_number():
    assert all(math.isnan(end) for end in bootstrap_interval(np.zeros((0, 2)), ratio))


def test_crop_to_ink_of_a_blank_page_is_empty():
    assert crop_to_ink(page()).shape == (0, 0)


def test_render_match_ignores_where_on_the_page_the_ink_is():
    moved = (slice(13, 23), slice(31, 33))
    assert is_render_match(page(BAR), page(moved))


def test_render_match_forgives_one_pixel():
    moved = (slice(12, 18), slice(21, 27))
    assert is_render_match(page(BAR, BOX), page(BAR, moved))


def test_render_match_does_not_forgive_two_pixels():
    moved = (slice(12, 18), slice(22, 28))
    assert not is_render_match(page(BAR, BOX), page(BAR, moved))


def test_render_match_sees_missing_and_extra_ink():
    dot = (slice(14, 16), slice(15, 17))
    assert not is_render_match(page(BAR, dot, BOX), page(BAR, BOX))
    assert not is_render_match(page(BAR, BOX), page(BAR, dot, BOX))


def test_wider_spacing_matches_only_without_blank_columns():
    moved = (slice(12, 18), slice(28, 34))
    first, second = page(BAR, BOX), page(BAR, moved)
    assert not is_render_match(first, second)
    assert is_render_match(first, second, without_blank_columns=True)


def test_two_blank_pages_match_and_a_blank_one_does_not_match_ink():
    assert is_render_match(page(), page())
    assert not is_render_match(page(), page(BAR))
