"""Readings of one image at several sizes of type, joined: by consensus, else re-scored at all sizes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from model.reading.hypothesis import Hypothesis

EMPTY = 0.5
"""A picture more likely empty than this is not read again: readings of prose are long, and all are wrong."""


@dataclass(frozen=True)
class ImageReading:
    """What search found for one image.

    Attributes:
        hypotheses: What was read at two sizes first, with the mean of their log-probabilities, then the
            surest, as ``Hypothesis.score`` has it. Where no two sizes agree, all have means over all sizes.
        size: At which the first of them was read, in nominal ems.
        empty_log_prob: Of the size at which an empty formula is least likely: one that sees a formula is
            enough.
    """

    hypotheses: tuple[Hypothesis, ...]
    size: float
    empty_log_prob: float

    @classmethod
    def of(cls, hypothesis: Hypothesis, size: float) -> Self:
        """Hold what a search found at one size."""
        return cls((hypothesis,), size, hypothesis.empty_log_prob)

    def is_doubtful(self, doubt: float) -> bool:
        """Tell whether the network saw a formula and gave less than ``doubt`` to a token of the likeliest."""
        is_unsure = math.exp(min(self.hypotheses[0].log_probs)) < doubt
        return is_unsure and not is_hardly_formula(self.empty_log_prob)

    def with_more(self, hypotheses: Sequence[Hypothesis]) -> Self:
        """Add other readings; the best one stays, so that who asks for more is not told otherwise."""
        return replace(self, hypotheses=(self.hypotheses[0], *by_score((*self.hypotheses[1:], *hypotheses))))


def is_hardly_formula(empty_log_prob: float) -> bool:
    """Tell whether a picture is likelier empty than not, as its first reading has it."""
    return math.exp(empty_log_prob) >= EMPTY


def consensus(readings: Sequence[ImageReading]) -> ImageReading | None:
    """Join the readings of an image at several sizes if an earlier one says what the last one says.

    Returns:
        What both read first, with the mean of both's log-probabilities, and last read at the last size;
        ``None`` if the last one stands alone.
    """
    *earlier, last = readings
    best = last.hypotheses[0]
    others = [one for reading in earlier for one in reading.hypotheses]
    alike = [one.log_probs for one in others if one.token_ids == best.token_ids]
    if not alike:
        return None
    rest = by_score([one for one in others if one.token_ids != best.token_ids])
    return replace(
        last,
        hypotheses=(_with_mean(best, [best.log_probs, *alike]), *rest),
        empty_log_prob=_least_empty(readings),
    )


def rescored(
    readings: Sequence[ImageReading], log_probs: Sequence[Sequence[Sequence[float]]]
) -> ImageReading:
    """Join the readings of an image at several sizes of which no two agree.

    A reading that is right at one size is likely at the others too, a slip is not. Measured on 110 validation
    pictures that three sizes read differently: the surest was right in 22, the likeliest at all sizes in 34,
    any of the three in 45.

    Args:
        readings: One per size, with one hypothesis each.
        log_probs: What each size, in any order, gives the tokens of each hypothesis, eos included.

    Returns:
        The hypotheses with their mean log-probabilities, the likeliest first.
    """
    hypotheses = [
        _with_mean(reading.hypotheses[0], of_sizes)
        for reading, of_sizes in zip(readings, zip(*log_probs, strict=True), strict=True)
    ]
    best = max(range(len(readings)), key=lambda at: hypotheses[at].score)
    return replace(readings[best], hypotheses=by_score(hypotheses), empty_log_prob=_least_empty(readings))


def _with_mean(hypothesis: Hypothesis, log_probs: Sequence[Sequence[float]]) -> Hypothesis:
    """Put the mean of what several sizes give each token in the place of what one gave."""
    return replace(hypothesis, log_probs=tuple(np.mean(log_probs, axis=0).tolist()))


def _least_empty(readings: Sequence[ImageReading]) -> float:
    return min(reading.empty_log_prob for reading in readings)


def by_score(hypotheses: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """Sort, the surest first."""
    return tuple(sorted(hypotheses, key=lambda hypothesis: hypothesis.score, reverse=True))
