"""What recognition gives: plain values without torch, because the app holds them and pickle imports this."""

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from heapq import nsmallest
from operator import mul
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Probabilities nearer to 0 or 1 than this say no more: float32 log-probabilities are noise there.
_LOGIT_LIMIT = 12.0
_MOST_WEIGHT = 1000.0  # of a calibration; those that were fitted are near 1


class NoFormulaError(ValueError):
    """The picture shows something, but no formula."""


class NoInkError(NoFormulaError):
    """The picture holds nothing but paper."""


@dataclass(frozen=True)
class Candidate:
    """One reading of the image.

    Attributes:
        latex: LaTeX source.
        score: Geometric mean of its token probabilities, in (0, 1]; it ranks candidates. For how far to trust
            the best one see ``Recognition.confidence``.
    """

    latex: str
    score: float


@dataclass(frozen=True)
class Recognition:
    """The LaTeX read from one image.

    Attributes:
        latex: LaTeX source of the best candidate.
        confidence: Estimated probability that ``latex`` is right, in (0, 1): its tokens'
            probabilities through the ``Calibration`` that was fitted when the weights were made.
        candidates: Distinct readings, best first; the first is ``latex``.
        tokens: Compact tokens of ``latex``.
        token_confidences: The network's probability of each token, in (0, 1], not calibrated.
    """

    latex: str
    confidence: float
    candidates: tuple[Candidate, ...]
    tokens: tuple[str, ...]
    token_confidences: tuple[float, ...]


class Polarity(StrEnum):
    """Which side of a picture is the ink."""

    AUTO = "auto"
    DARK_INK = "dark_ink"
    LIGHT_INK = "light_ink"


@dataclass(frozen=True)
class View:
    """How to look at a picture; the default is what suits nearly all.

    Attributes:
        trim_px: Pixels cut from each side first, against an edge of a neighboring line or a frame; negative
            adds paper instead, in the border's color.
        polarity: Overrides what the border's color says.
        scale: Multiplies the size of type that the network sees; above 0.
        insists: Whether it is to be read even where it looks like no formula; whoever chooses anything but
            the plain view insists, too.
    """

    trim_px: int = 0
    polarity: Polarity = Polarity.AUTO
    scale: float = 1.0
    insists: bool = False


PLAIN_VIEW = View()
"""The way nearly all pictures are looked at, and the only one in training."""


class Seen(NamedTuple):
    """What the network sees of a picture, for people.

    Attributes:
        picture: uint8 (H, W), dark ink on white.
        type_px: Estimated size of type in the picture as it was given, in its pixels.
    """

    picture: "NDArray[np.uint8]"
    type_px: float


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
