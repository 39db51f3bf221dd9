"""What search found for one image, read at one size of type or at several."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from model.search import Hypothesis

FIRST_SIZE = 1.1
"""Size of type, in nominal ems, at which every image is read first."""

OTHER_SIZES = (1.0, 1.25)
"""Sizes at which it is read too where the first reading is doubtful; of all readings the surest counts.

Measured with the weights of 620,400 samples on 600 im2latex validation formulas in Computer Modern at 200
dpi, and on 595 validation formulas in all fonts and sizes: 66.2 and 51.4 % of readings right at the first
size (64.0 and 47.4 % at 1.0), 69.5 and 56.3 % so, 69.8 and 56.3 % with all sizes for all; 41 and 57 % are
doubtful.
"""

DOUBT = 0.6
"""A reading is doubtful if the network gave one of its tokens less than this probability."""


@dataclass(frozen=True)
class ImageReading:
    """What search found for one image.

    Attributes:
        hypotheses: The surest first, as ``Hypothesis.score`` has it.
        size: At which the first of them was read, in nominal ems.
        empty_log_prob: Of the size at which an empty formula is least likely: one that sees a formula is
            enough.
    """

    hypotheses: tuple[Hypothesis, ...]
    size: float
    empty_log_prob: float

    @property
    def is_doubtful(self) -> bool:
        """Whether the network was unsure of a token of the best hypothesis."""
        return math.exp(min(self.hypotheses[0].log_probs)) < DOUBT

    def merged(self, other: Self) -> Self:
        """Join readings of two sizes; of equal scores this one's comes first."""
        first = self if self.hypotheses[0].score >= other.hypotheses[0].score else other
        hypotheses = by_score((*self.hypotheses, *other.hypotheses))
        return replace(
            first, hypotheses=hypotheses, empty_log_prob=min(self.empty_log_prob, other.empty_log_prob)
        )

    def with_more(self, hypotheses: Sequence[Hypothesis]) -> Self:
        """Add hypotheses of the same size."""
        return replace(self, hypotheses=by_score((*self.hypotheses, *hypotheses)))


def by_score(hypotheses: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """Sort, the surest first."""
    return tuple(sorted(hypotheses, key=lambda hypothesis: hypothesis.score, reverse=True))
