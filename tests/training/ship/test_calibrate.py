import numpy as np
import pytest

from model.picture.sizes import Sizes
from model.weights.calibration import EVEN, LIKELY, Refusal
from model.weights.files import load_weights
from training.corpus.formula_file import Formula, formula_key
from training.data.picture_set import SetWriter
from training.drawing.shards import ShardWriter
from training.errors import TrainingError
from training.run.train import train
from training.ship.calibrate import (
    MOST_REFUSED,
    THRESHOLDS,
    CalibrateConfig,
    brier_score,
    calibrate,
    expected_calibration_error,
    fit_calibration,
    fit_refusal,
)
from training.ship.export import ExportConfig, export


def readings(chance_of_each, count=4000, length=5):
    """Readings whose network says ``p`` for its weakest token, right as often as ``chance_of_each(p)``."""
    random = np.random.default_rng(0)
    weakest = random.uniform(0.2, 0.999, count)
    log_probs = [tuple(np.log([0.999] * (length - 1) + [p])) for p in weakest]
    return log_probs, random.random(count) < chance_of_each(weakest)


def test_confidence_approaches_how_often_readings_are_right():
    log_probs, is_right = readings(lambda p: p**2)  # the network is too sure of itself
    calibration = fit_calibration(log_probs, is_right)
    confidence = np.array([calibration.confidence(reading) for reading in log_probs])
    for low, high in ((0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0)):
        part = (confidence >= low) & (confidence < high)
        assert confidence[part].mean() == pytest.approx(is_right[part].mean(), abs=0.05)


def test_calibration_beats_the_identity():
    log_probs, is_right = readings(lambda p: p**2)
    fitted = fit_calibration(log_probs, is_right)
    plain = [float(np.exp(np.mean(reading))) for reading in log_probs]
    calibrated = [fitted.confidence(reading) for reading in log_probs]
    assert brier_score(calibrated, is_right) < brier_score(plain, is_right)


def test_surer_tokens_never_lower_the_confidence():
    log_probs, is_right = readings(lambda p: 1 - p)  # perversely wrong when sure
    calibration = fit_calibration(log_probs, is_right)
    assert calibration.mean_weight >= 0
    assert calibration.min_weight >= 0
    assert calibration.second_weight >= 0
    assert calibration.length_weight <= 0
    confidences = [calibration.confidence(reading) for reading in sorted(log_probs, key=min)]
    assert confidences == sorted(confidences)


def test_confidence_bends_where_a_straight_line_would_not_do():
    def chance(p):  # of middling readings it depends on the weakest token, of the others not at all
        return 1 / (1 + np.exp(1 - 2 * np.clip(np.log(p / (1 - p)), EVEN, LIKELY)))

    log_probs, is_right = readings(chance, count=8000)
    calibration = fit_calibration(log_probs, is_right)
    for p in (0.25, 0.5, 0.7, 0.88, 0.98):
        confidence = calibration.confidence(tuple(np.log([0.999] * 4 + [p])))
        assert confidence == pytest.approx(chance(p), abs=0.06)


def test_a_second_weak_token_counts_where_it_matters():
    random = np.random.default_rng(1)
    first, second = np.sort(random.uniform(0.3, 0.99, (2, 6000)), axis=0)
    log_probs = [tuple(np.log([0.999, p, q, 0.999])) for p, q in zip(first, second, strict=True)]
    calibration = fit_calibration(log_probs, random.random(6000) < first * second**2)
    assert calibration.second_weight > 0.2


def test_longer_formulas_are_doubted_more_where_they_are_wrong_more_often():
    (short, short_right), (long, long_right) = (
        readings(lambda p, chance=chance: chance + 0 * p, length=length)
        for length, chance in ((5, 0.9), (50, 0.6))
    )
    calibration = fit_calibration([*short, *long], [*short_right, *long_right])
    assert calibration.length_weight < 0
    assert calibration.confidence(short[0]) > calibration.confidence(long[0])


def test_readings_count_as_much_as_they_weigh():
    few, many = (
        readings(lambda p, chance=chance: chance + 0 * p, count=n) for chance, n in ((0.9, 500), (0.5, 4500))
    )
    log_probs, is_right = ([*one, *other] for one, other in zip(few, many, strict=True))
    calibration = fit_calibration(log_probs, is_right, [9.0] * 500 + [1.0] * 4500)
    confidence = np.mean([calibration.confidence(reading) for reading in log_probs])
    assert confidence == pytest.approx(0.7, abs=0.03)


@pytest.mark.parametrize("outcome", [True, False])
def test_a_set_without_errors_or_without_successes_gives_finite_weights(outcome):
    log_probs, _ = readings(lambda p: p, count=50)
    calibration = fit_calibration(log_probs, [outcome] * 50)
    assert 0 < calibration.confidence(log_probs[0]) < 1
    assert (calibration.confidence(log_probs[0]) > 0.5) == outcome


def test_brier_score_is_the_mean_squared_distance():
    assert brier_score([1.0, 0.5, 0.0], [True, True, True]) == pytest.approx(1.25 / 3)


def test_the_refusal_spares_all_but_the_oddest_formulas():
    formulas = np.log(np.linspace(1e-6, 0.5, 2000))
    refusal = fit_refusal(formulas, np.log([0.9, 0.6]))
    refused = np.mean([refusal.applies_to(log_prob) for log_prob in formulas])
    assert 0 < refused <= MOST_REFUSED


def test_a_refusal_needs_more_than_a_suspicion_and_less_than_certainty():
    assert fit_refusal(np.log([1e-9] * 10), [0.0]).threshold == THRESHOLDS[0]
    assert fit_refusal(np.log([0.999] * 10), [0.0]).threshold == THRESHOLDS[1]


def test_without_negatives_nothing_is_refused():
    assert fit_refusal(np.log([1e-9] * 10), []) == Refusal()


def test_the_calibration_error_is_the_mean_gap_of_confidence_and_truth():
    assert expected_calibration_error([0.5] * 10, [True, False] * 5, bins=1) == 0
    assert expected_calibration_error([1.0] * 10, [True, False] * 5, bins=1) == 0.5
    sure, unsure = [0.9] * 10, [0.1] * 10
    right = [True] * 9 + [False] + [False] * 9 + [True]
    assert expected_calibration_error(sure + unsure, right, bins=2) == pytest.approx(0, abs=1e-9)
    assert expected_calibration_error(sure + unsure, right[::-1], bins=2) == pytest.approx(0.8)


def test_without_readings_there_is_no_calibration_error():
    assert np.isnan(expected_calibration_error([], []))


def test_the_manifest_is_told_how_sure_the_weights_may_be(tiny_config, tmp_path):
    train(tiny_config)
    export(ExportConfig(tiny_config.run_folder, tiny_config.validation, tmp_path, device="cpu", threads=1))
    before = load_weights(tmp_path, "cpu")[1]
    shards = tiny_config.validation.shards
    settings = {"negatives": shards, "sizes": Sizes(1.1), "limit": 5, "device": "cpu", "threads": 1}
    facts = calibrate(CalibrateConfig(tmp_path, shards, **settings))
    after = load_weights(tmp_path, "cpu")[1]
    assert after.facts == before.facts | facts | {"sizes": {"first": 1.1, "others": [], "doubt": 0.6}}
    assert after.facts["validation"]["pictures"] == 5
    assert after.facts["validation"]["negatives"] == 5
    assert after.facts["validation"]["loss"] == before.facts["validation"]["loss"]
    assert "threshold" in after.facts["refusal"]


def test_pictures_without_ink_are_nothing_to_calibrate_on(tiny_config, tmp_path):
    train(tiny_config)
    export(ExportConfig(tiny_config.run_folder, tiny_config.validation, tmp_path, device="cpu", threads=1))
    with ShardWriter(tmp_path / "blank", [Formula(formula_key("x"), "test", "x", "x")], seed=1) as writer:
        writer.add(np.full((30, 30), 255, np.uint8), formula=0, font="f", engine="e", em_px=20, display=True)
    with pytest.raises(TrainingError, match="holds any ink"):
        calibrate(CalibrateConfig(tmp_path, (tmp_path / "blank",), device="cpu", threads=1))


def make_twin(folder, kind):
    writer = SetWriter(folder, {"twin": kind})
    for canonical in ("x + 1", "y"):
        image = np.full((40, 90), 255, np.uint8)
        image[10:30, 20:70:7] = 0
        formula = Formula(formula_key(canonical), "arxiv", canonical, canonical)
        writer.add_formula(image, formula, kind="katex", engine="katex", font="katex", em_px=20)
    writer.close()
    return folder


def test_a_twin_of_the_benchmark_is_fitted_to_as_well(tiny_config, tmp_path):
    train(tiny_config)
    weights, shards = tmp_path / "weights", tiny_config.validation.shards
    export(ExportConfig(tiny_config.run_folder, tiny_config.validation, weights, device="cpu", threads=1))
    twin = make_twin(tmp_path / "web", "validation")
    facts = calibrate(CalibrateConfig(weights, shards, (twin,), limit=5, device="cpu", threads=1))
    assert facts["validation"]["pictures"] == 5 + 2


def test_nothing_is_fitted_to_a_test_set(tmp_path):
    test_set = make_twin(tmp_path / "web", "test")
    with pytest.raises(TrainingError, match="test formulas"):
        calibrate(CalibrateConfig(tmp_path, (), (test_set,)))
