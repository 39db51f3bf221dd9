"""Fit what users are told to what happens: how sure a reading is, and when a picture is no formula."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from model.result import Calibration, Refusal

PENALTY = (
    1e-3  # pulls the weights toward the identity where the data do not decide; both features move together
)

MOST_REFUSED = 0.002  # of the formulas; people forgive an odd reading sooner than a refusal
THRESHOLDS = (0.05, 0.95)  # a quantile of a few hundred formulas is no license to refuse on a suspicion


def fit_calibration(log_probs: Sequence[tuple[float, ...]], is_right: Sequence[bool]) -> Calibration:
    """Fit a logistic function of two features by maximum likelihood.

    Args:
        log_probs: Of each reading, token by token, eos included.
        is_right: Whether each reading is right.

    Returns:
        Weights that are not negative: surer tokens never lower the confidence.

    Source: Platt 1999, "Probabilistic outputs for support vector machines", section 2.2, smoothed targets
    included, so that a set without any error does not end in certainty.
    """
    identity = Calibration()
    features = np.array([identity.features(reading) for reading in log_probs]).reshape(-1, 2)
    right = np.asarray(is_right, dtype=bool)
    targets = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))
    start = np.array([identity.bias, identity.mean_weight, identity.min_weight])

    def cost(parameters: np.ndarray) -> float:
        odds = parameters[0] + features @ parameters[1:]
        likelihood = targets * np.logaddexp(0, -odds) + (1 - targets) * np.logaddexp(0, odds)
        return float(likelihood.mean() + PENALTY * np.square(parameters - start).sum())

    bounds = [(None, None), (0, None), (0, None)]
    bias, mean_weight, min_weight = minimize(cost, start, bounds=bounds, method="L-BFGS-B").x
    return Calibration(float(bias), float(mean_weight), float(min_weight))


def fit_refusal(formulas: Sequence[float], negatives: Sequence[float]) -> Refusal:
    """Choose the threshold above which the network's "nothing here" is believed.

    Args:
        formulas: Log-probability of an empty formula, of each picture of a formula.
        negatives: The same of pictures that show none; without any, nothing is ever refused.

    Returns:
        The lowest threshold that refuses ``MOST_REFUSED`` of the formulas, kept within ``THRESHOLDS``.
    """
    if len(negatives) == 0:
        return Refusal()
    threshold = float(np.quantile(np.exp(formulas), 1 - MOST_REFUSED))
    return Refusal(min(max(threshold, THRESHOLDS[0]), THRESHOLDS[1]))


def brier_score(confidences: Sequence[float], is_right: Sequence[bool]) -> float:
    """Return the mean squared distance of confidence and outcome: 0 is perfect, .25 is what a coin knows.

    Source: Brier 1950, "Verification of forecasts expressed in terms of probability".
    """
    return float(np.square(np.asarray(confidences) - np.asarray(is_right, dtype=float)).mean())


def expected_calibration_error(
    confidences: Sequence[float], is_right: Sequence[bool], *, bins: int = 10
) -> float:
    """Return how far confidence and accuracy are apart on average, over bins of equally many readings.

    Equally many, because nearly all confidences lie close to 1: bins of equal width would be empty or tiny.

    Source: Naeini et al. 2015, "Obtaining well calibrated probabilities"; with adaptive bins, Nixon et al.
    2019, arXiv:1904.01685.
    """
    if not len(confidences):
        return float("nan")
    order = np.argsort(confidences, kind="stable")
    shares = zip(
        *(np.array_split(np.asarray(values, dtype=float)[order], bins) for values in (confidences, is_right)),
        strict=True,
    )
    gaps = (len(sure) * abs(sure.mean() - right.mean()) for sure, right in shares if len(sure))
    return float(sum(gaps) / len(confidences))
