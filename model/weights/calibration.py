"""Calibration of confidence, and the threshold of refusal: plain values that ship with the weights."""

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from heapq import nsmallest
from operator import mul
from typing import Self

# Probabilities nearer to 0 or 1 than this say no more: float32 log-probabilities are noise there.
_LOGIT_LIMIT = 12.0
_MOST_WEIGHT = 1000.0  # of a calibration; those that were fitted are near 1


@dataclass(frozen=True)
class Refusal:
    """When a picture is no formula: the network expects the end before the first token.

    Attributes:
        threshold: Largest probability of an empty formula with which a picture is still read; 1 reads
            everything, as weights do that were never shown anything but formulas.
    """

    threshold: float = 1.0

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """Read the fields as JSON gave them; what is missing keeps its default.

        Raises:
            ValueError: A field is unknown, or not a number from 0 to 1.
        """
        threshold = values.get("threshold", cls.threshold)
        if values.keys() - {"threshold"} or not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
            raise ValueError("not a refusal")
        return cls(float(threshold))

    def applies_to(self, empty_log_prob: float) -> bool:
        """Tell whether a picture is refused whose formula is empty with this log-probability."""
        return math.exp(empty_log_prob) > self.threshold


# Log-odds of .5 and .88. Of 2,495 validation readings, fitted on four fifths and judged on the last:
# calibration error .021 in fifteen fonts, .034 on the web; .032 and .047 without bends, .029 and .038 with
# them at 1 and 2.5.
EVEN, LIKELY = 0.0, 2.0


@dataclass(frozen=True)
class Calibration:
    """Logistic function from token probabilities to the probability that the whole formula is right.

    The default is the identity: confidence is the geometric mean of the token probabilities.

    Attributes:
        bias: Constant term.
        mean_weight: Factor of the log-odds of the geometric mean of all token probabilities.
        min_weight: Factor of the log-odds of the smallest token probability.
        length_weight: Factor of the logarithm of the number of tokens, eos included: of two formulas with
            equally sure tokens the longer one is the likelier to hold a mistake.
        even_bend: How much larger ``min_weight`` is where its log-odds are above ``EVEN``.
        likely_bend: How much larger still where they are above ``LIKELY``.
        second_weight: Factor of the log-odds of the second smallest token probability: one doubt is a letter
            that looks like another, two are a picture that is hard to read.

    Source: Platt 1999, "Probabilistic outputs for support vector machines", with four features, one of them
    bent, since a straight line believes middling readings too much and sure ones too little.
    """

    bias: float = 0.0
    mean_weight: float = 1.0
    min_weight: float = 0.0
    length_weight: float = 0.0
    even_bend: float = 0.0
    likely_bend: float = 0.0
    second_weight: float = 0.0

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """Read the fields as JSON gave them; what is missing keeps its default.

        Raises:
            ValueError: A field is unknown, not a number or out of all proportion.
        """
        if unknown := sorted(values.keys() - {field.name for field in fields(cls)}):
            raise ValueError(f"unknown fields: {', '.join(unknown)}")
        for value in values.values():
            if not isinstance(value, int | float) or not abs(value) <= _MOST_WEIGHT:
                raise ValueError("a field is not a number, or too large")
        return cls(**{name: float(value) for name, value in values.items()})  # type: ignore[arg-type]

    def features(self, log_probs: tuple[float, ...]) -> tuple[float, ...]:
        """Return what the weights apply to, in the order of the fields after ``bias``."""
        count = len(log_probs)
        weakest = [log_odds(log_prob) for log_prob in nsmallest(2, log_probs)]
        smallest, second = weakest[0], weakest[-1]
        bends = max(smallest - EVEN, 0.0), max(smallest - LIKELY, 0.0)
        return log_odds(sum(log_probs) / count), smallest, math.log(count), *bends, second

    def confidence(self, log_probs: tuple[float, ...]) -> float:
        """Estimate the probability that a formula is right.

        Args:
            log_probs: Natural logarithms of its token probabilities, eos included; at least one.

        Returns:
            In (0, 1).
        """
        bias, *weights = astuple(self)
        odds = bias + sum(map(mul, weights, self.features(log_probs)))
        return 1 / (1 + math.exp(-min(max(odds, -_LOGIT_LIMIT), _LOGIT_LIMIT)))


def log_odds(log_prob: float) -> float:
    """Turn a log-probability into log-odds, bounded to ±12."""
    rest = -math.expm1(min(log_prob, 0.0))  # 1 - p, exact also for p near 1
    if rest <= 0:
        return _LOGIT_LIMIT
    return min(max(log_prob - math.log(rest), -_LOGIT_LIMIT), _LOGIT_LIMIT)
