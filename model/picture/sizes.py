"""At which sizes of type images are read: a plain value, which the weights name. No torch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

SMALLEST, LARGEST = 0.25, 4.0  # nominal ems
MOST_OTHERS = 8  # each is read in turn


@dataclass(frozen=True)
class Sizes:
    """At which sizes of type images are read; the weights name those that they read best.

    Attributes:
        first: Size in nominal ems at which every image is read.
        others: Sizes at which it is read too where the first reading is doubtful, in turn until two readings
            agree; else the one counts that is likeliest at all sizes together.
        doubt: A reading is doubtful if the network gave one of its tokens less than this probability.

    Raises:
        ValueError: A size or the doubt is out of range, or there are too many sizes.
    """

    first: float = 1.0
    others: tuple[float, ...] = ()
    doubt: float = 0.6

    def __post_init__(self) -> None:
        if len(self.others) > MOST_OTHERS:
            raise ValueError(f"{len(self.others)} other sizes, must be at most {MOST_OTHERS}")
        for size in (self.first, *self.others):
            if not SMALLEST <= size <= LARGEST:
                raise ValueError(f"{size} among the sizes, must be from {SMALLEST} to {LARGEST}")
        if not 0 <= self.doubt <= 1:
            raise ValueError(f"doubt of the sizes is {self.doubt}, must be from 0 to 1")

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read the fields as JSON gave them; what is missing keeps its default.

        Raises:
            ValueError: A field is unknown, not of its kind or out of range.
        """
        try:
            sizes = cls(**values)
            return replace(sizes, others=tuple(float(size) for size in sizes.others))
        except TypeError as error:
            raise ValueError("not sizes") from error
