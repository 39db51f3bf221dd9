import math
from dataclasses import replace

import pytest

from model.reading.hypothesis import Hypothesis
from model.reading.rescore import ImageReading, by_score, consensus, rescored

SURE = Hypothesis((3,), (-0.1, -0.1), -9.0)
DOUBTFUL = Hypothesis((4,), (math.log(0.59), -0.1), -2.0)


def reading(hypothesis, size):
    return ImageReading.of(hypothesis, size)


def test_one_unsure_token_makes_a_reading_doubtful():
    assert reading(DOUBTFUL, 1.0).is_doubtful(0.6)
    assert not reading(DOUBTFUL, 1.0).is_doubtful(0.58)
    assert not reading(SURE, 1.0).is_doubtful(0.6)


def test_what_is_hardly_a_formula_is_not_read_again():
    seen, empty = (replace(reading(DOUBTFUL, 1.0), empty_log_prob=math.log(p)) for p in (0.4, 0.6))
    assert seen.is_doubtful(0.6)
    assert not empty.is_doubtful(0.6)


def test_readings_that_differ_have_no_consensus():
    assert consensus([reading(DOUBTFUL, 1.0)]) is None
    assert consensus([reading(DOUBTFUL, 1.0), reading(SURE, 1.25)]) is None


def test_what_two_sizes_read_comes_before_what_is_surer():
    again = reading(replace(DOUBTFUL, log_probs=(-0.4, -0.4)), 1.5)
    joined = consensus([reading(DOUBTFUL, 1.0), reading(SURE, 1.25), again])
    assert joined.hypotheses[0].token_ids == DOUBTFUL.token_ids
    assert joined.hypotheses[0].log_probs == pytest.approx(((math.log(0.59) - 0.4) / 2, -0.25))
    assert joined.hypotheses[1:] == (SURE,)
    assert joined.size == 1.5
    assert joined.empty_log_prob == -9.0  # an empty formula must be likely at every size


def test_without_agreement_the_likeliest_at_all_sizes_comes_first():
    readings = [reading(DOUBTFUL, 1.0), reading(SURE, 1.25)]
    at_small = [(-0.6, -0.2), (-4.0, -0.2)]
    at_large = [(-1.0, -0.2), (-0.1, -0.2)]
    for log_probs in ((at_small, at_large), (at_large, at_small)):
        joined = rescored(readings, log_probs)
        assert [hypothesis.token_ids for hypothesis in joined.hypotheses] == [(4,), (3,)]
        assert joined.hypotheses[0].log_probs == pytest.approx((-0.8, -0.2))
        assert joined.hypotheses[1].log_probs == pytest.approx((-2.05, -0.2))
        assert joined.size == 1.0
        assert joined.empty_log_prob == -9.0


def test_more_hypotheses_are_sorted_in_after_the_best():
    better = Hypothesis((5,), (-0.01,), -9.0)
    assert reading(SURE, 1.0).with_more([DOUBTFUL, better]).hypotheses == (SURE, better, DOUBTFUL)
    assert by_score([]) == ()
