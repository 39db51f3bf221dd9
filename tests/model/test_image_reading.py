import json
import math
from dataclasses import asdict, replace

import pytest

from model.image_reading import ImageReading, Sizes, by_score
from model.search import Hypothesis

SURE = Hypothesis((3,), (-0.1, -0.1), -9.0)
DOUBTFUL = Hypothesis((4,), (math.log(0.59), -0.1), -2.0)


def reading(hypothesis, size):
    return ImageReading((hypothesis,), size, hypothesis.empty_log_prob)


def test_one_unsure_token_makes_a_reading_doubtful():
    assert Sizes(doubt=0.6).is_doubtful(reading(DOUBTFUL, 1.0))
    assert not Sizes(doubt=0.58).is_doubtful(reading(DOUBTFUL, 1.0))
    assert not Sizes(doubt=0.6).is_doubtful(reading(SURE, 1.0))


def test_what_is_hardly_a_formula_is_not_read_again():
    seen, empty = (replace(reading(DOUBTFUL, 1.0), empty_log_prob=math.log(p)) for p in (0.4, 0.6))
    assert Sizes(doubt=0.6).is_doubtful(seen)
    assert not Sizes(doubt=0.6).is_doubtful(empty)


def test_sizes_survive_json():
    sizes = Sizes(1.1, (1.0, 1.25), 0.5)
    assert Sizes.from_dict(json.loads(json.dumps(asdict(sizes)))) == sizes
    assert Sizes.from_dict({}) == Sizes()


@pytest.mark.parametrize(
    "values", [{"least": 1}, {"first": "large"}, {"first": 0}, {"others": 1.1}, {"others": [9]}, {"doubt": 2}]
)
def test_sizes_that_are_none_are_not_read(values):
    with pytest.raises(ValueError, match="sizes"):
        Sizes.from_dict(values)


def test_of_two_sizes_the_surer_comes_first_in_either_order():
    for first, second in ((SURE, DOUBTFUL), (DOUBTFUL, SURE)):
        sizes = {SURE: 1.0, DOUBTFUL: 1.25}
        merged = reading(first, sizes[first]).merged(reading(second, sizes[second]))
        assert merged.hypotheses == (SURE, DOUBTFUL)
        assert merged.size == 1.0
        assert merged.empty_log_prob == -9.0  # an empty formula must be likely at both


def test_of_equals_the_first_stays():
    merged = reading(SURE, 1.0).merged(reading(SURE, 1.25))
    assert merged.size == 1.0


def test_what_two_sizes_read_comes_before_what_is_surer():
    merged = reading(DOUBTFUL, 1.0).merged(reading(SURE, 1.25))
    again = reading(replace(DOUBTFUL, log_probs=(-0.4, -0.4)), 1.5)
    assert merged.agrees_with(again)
    assert not reading(DOUBTFUL, 1.0).agrees_with(reading(SURE, 1.25))
    confirmed = merged.confirmed_by(again)
    assert confirmed.hypotheses == (DOUBTFUL, again.hypotheses[0], SURE)
    assert confirmed.size == 1.5
    assert confirmed.empty_log_prob == -9.0


def test_more_hypotheses_are_sorted_in_after_the_best():
    better = Hypothesis((5,), (-0.01,), -9.0)
    assert reading(SURE, 1.0).with_more([DOUBTFUL, better]).hypotheses == (SURE, better, DOUBTFUL)
    assert by_score([]) == ()
