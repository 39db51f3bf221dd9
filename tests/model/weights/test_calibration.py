import json
import math
from dataclasses import asdict

import pytest

from model.weights.calibration import Calibration, Refusal, log_odds


def test_without_calibration_confidence_is_the_geometric_mean():
    log_probs = (math.log(0.9), math.log(0.4))
    assert Calibration().confidence(log_probs) == pytest.approx(math.sqrt(0.9 * 0.4))


def test_a_weak_token_lowers_calibrated_confidence():
    calibration = Calibration(bias=-1.0, mean_weight=0.5, min_weight=0.8)
    steady = calibration.confidence((math.log(0.6),) * 4)
    uneven = calibration.confidence((math.log(0.9), math.log(0.9), math.log(0.9), math.log(0.6**4 / 0.9**3)))
    assert uneven < steady


def test_surer_tokens_may_count_more_or_less_than_middling_ones():
    bent, straight = Calibration(min_weight=0.5, even_bend=0.5, likely_bend=-1.0), Calibration(min_weight=0.5)
    one, two = ((math.log(p),) for p in (0.4, 0.8))  # below the first bend, and between the two
    assert bent.confidence(one) == straight.confidence(one)
    assert bent.confidence(two) > straight.confidence(two)


def test_a_second_weak_token_lowers_confidence_further():
    calibration = Calibration(second_weight=0.5)
    once = calibration.confidence(tuple(map(math.log, (0.5, 0.9, 0.9, 0.9))))
    twice = calibration.confidence(tuple(map(math.log, (0.5, 0.9**3 / 0.98**2, 0.98, 0.98))))  # of equal mean
    assert twice < once
    assert 0 < calibration.confidence((math.log(0.5),)) < 1  # of one token alone


def test_the_longer_of_two_formulas_with_equally_sure_tokens_is_less_sure():
    calibration = Calibration(length_weight=-0.5)
    assert calibration.confidence((-0.1,) * 30) < calibration.confidence((-0.1,) * 5)
    assert Calibration().confidence((-0.1,) * 30) == pytest.approx(Calibration().confidence((-0.1,) * 5))


@pytest.mark.parametrize("log_prob", [0.0, 1e-9, -1e-12, -1e-3, -5.0, -1e4])
def test_confidence_stays_between_zero_and_one(log_prob):
    for calibration in (Calibration(), Calibration(40.0, 3.0, 3.0), Calibration(-40.0, 3.0, 3.0)):
        assert 0 < calibration.confidence((log_prob, log_prob)) < 1


def test_log_odds_undo_the_logistic_function():
    for probability in (1e-4, 0.2, 0.5, 0.999):
        odds = log_odds(math.log(probability))
        assert 1 / (1 + math.exp(-odds)) == pytest.approx(probability)


def test_a_calibration_survives_json():
    calibration = Calibration(0.1, 0.7, 0.2, -0.3, 0.4, -0.1, 0.5)
    assert Calibration.from_dict(json.loads(json.dumps(asdict(calibration)))) == calibration
    assert Calibration.from_dict({}) == Calibration()


@pytest.mark.parametrize("values", [{"slope": 1.0}, {"bias": "1"}, {"bias": None}, {"bias": math.nan}])
def test_what_is_no_calibration_is_refused(values):
    with pytest.raises(ValueError, match=r"unknown|not a number"):
        Calibration.from_dict(values)


def test_a_picture_is_refused_where_an_empty_formula_is_likelier_than_the_threshold():
    refusal = Refusal(threshold=0.3)
    assert refusal.applies_to(math.log(0.31))
    assert not refusal.applies_to(math.log(0.29))


def test_nothing_is_refused_by_default():
    assert not Refusal().applies_to(0.0)


def test_a_refusal_survives_json():
    assert Refusal.from_dict(json.loads(json.dumps(asdict(Refusal(0.25))))) == Refusal(0.25)
    assert Refusal.from_dict({}) == Refusal()


@pytest.mark.parametrize(
    "values", [{"limit": 1}, {"threshold": "low"}, {"threshold": 2}, {"threshold": math.nan}]
)
def test_a_refusal_that_is_none_is_not_read(values):
    with pytest.raises(ValueError, match="not a refusal"):
        Refusal.from_dict(values)
