"""Fit the confidence users see to how often readings are right."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from model.result import Calibration

PENALTY = (
    1e-3  # pulls the weights toward the identity where the data do not decide; both features move together
)


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


def brier_score(confidences: Sequence[float], is_right: Sequence[bool]) -> float:
    """Return the mean squared distance of confidence and outcome: 0 is perfect, .25 is what a coin knows.

    Source: Brier 1950, "Verification of forecasts expressed in terms of probability".
    """
    return float(np.square(np.asarray(confidences) - np.asarray(is_right, dtype=float)).mean())
