"""What search found for one image, read at one size of type or at several."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from model.search import Hypothesis

EMPTY = 0.5
"""A picture more likely empty than this is not read again: readings of prose are long, and all are wrong."""


@dataclass(frozen=True)
class Sizes:
    """At which sizes of type images are read; the weights name those that they read best.

    Attributes:
        first: Size in nominal ems at which every image is read.
        others: Sizes at which it is read too where the first reading is doubtful, in turn until two readings
            agree; else the surest counts.
        doubt: A reading is doubtful if the network gave one of its tokens less than this probability.
    """

    first: float = 1.0
    others: tuple[float, ...] = ()
    doubt: float = 0.6

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read the fields as JSON gave them; what is missing keeps its default.

        Raises:
            ValueError: A field is unknown, or not of its kind.
        """
        try:
            sizes = cls(**values)
            sizes = replace(sizes, others=tuple(float(size) for size in sizes.others))
            is_usable = 0 <= sizes.doubt <= 1 and all(
                0.25 <= size <= 4 for size in (sizes.first, *sizes.others)
            )
        except TypeError as error:
            raise ValueError("not sizes") from error
        if not is_usable:
            raise ValueError("no sizes that can be read")
        return sizes

    def is_doubtful(self, reading: "ImageReading") -> bool:
        """Tell whether the network saw a formula and was unsure of a token of the best hypothesis."""
        is_formula = math.exp(reading.empty_log_prob) < EMPTY
        return is_formula and math.exp(min(reading.hypotheses[0].log_probs)) < self.doubt


@dataclass(frozen=True)
class ImageReading:
    """What search found for one image.

    Attributes:
        hypotheses: What was read at two sizes first, then the surest, as ``Hypothesis.score`` has it.
        size: At which the first of them was read, in nominal ems.
        empty_log_prob: Of the size at which an empty formula is least likely: one that sees a formula is
            enough.
    """

    hypotheses: tuple[Hypothesis, ...]
    size: float
    empty_log_prob: float

    def agrees_with(self, other: Self) -> bool:
        """Tell whether the best hypothesis of the other reading is among those of this one."""
        best = other.hypotheses[0].token_ids
        return any(hypothesis.token_ids == best for hypothesis in self.hypotheses)

    def merged(self, other: Self) -> Self:
        """Join readings of two sizes that do not agree; of equal scores this one's comes first."""
        first = self if self.hypotheses[0].score >= other.hypotheses[0].score else other
        hypotheses = by_score((*self.hypotheses, *other.hypotheses))
        return replace(
            first, hypotheses=hypotheses, empty_log_prob=min(self.empty_log_prob, other.empty_log_prob)
        )

    def confirmed_by(self, other: Self) -> Self:
        """Join readings that agree: what both read comes first, as sure as the surer of the two."""
        best = other.hypotheses[0].token_ids
        agreed = by_score([*other.hypotheses, *(one for one in self.hypotheses if one.token_ids == best)])
        rest = [one for one in self.hypotheses if one.token_ids != best]
        return replace(
            other,
            hypotheses=(*agreed, *rest),
            empty_log_prob=min(self.empty_log_prob, other.empty_log_prob),
        )

    def with_more(self, hypotheses: Sequence[Hypothesis]) -> Self:
        """Add other readings; the best one stays, so that who asks for more is not told otherwise."""
        return replace(self, hypotheses=(self.hypotheses[0], *by_score((*self.hypotheses[1:], *hypotheses))))


def by_score(hypotheses: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """Sort, the surest first."""
    return tuple(sorted(hypotheses, key=lambda hypothesis: hypothesis.score, reverse=True))
