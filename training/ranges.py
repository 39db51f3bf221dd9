"""Ranges of a step's options: a step that is asked for something else says so before it begins.

Each kind is a plain number to whoever uses it. jsonargparse has restricted numbers of its own, but those stay
classes of its, which no checkpoint that is read safely may hold.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, get_args, get_type_hints


@dataclass(frozen=True, repr=False)
class Range:
    """What a finite number may be; ``words`` say so to people."""

    words: str
    least: float
    most: float = math.inf

    def __repr__(self) -> str:
        return self.words

    def holds(self, number: float) -> bool:
        """Tell whether a number lies in it."""
        return math.isfinite(number) and self.least <= number <= self.most


Count = Annotated[int, Range("0 or more", 0)]
Positive = Annotated[int, Range("1 or more", 1)]
Amount = Annotated[float, Range("0 or more", 0)]
Size = Annotated[float, Range("more than 0", math.ulp(0.0))]
Share = Annotated[float, Range("from 0 to 1", 0, 1)]


def complaints(config: Any, prefix: str = "--") -> Iterator[str]:  # noqa: ANN401 (any dataclass)
    """Say of each option that cannot be used what it must be.

    A number must lie in the range of its type, and a list may be empty only if it is so by default.
    """
    hints = get_type_hints(type(config), include_extras=True)
    for option in fields(config):
        name, value = f"{prefix}{option.name}", getattr(config, option.name)
        if value == () and option.default != ():
            yield f"{name} is empty"
        for part in _parts(value):
            if is_dataclass(part):
                yield from complaints(part, f"{name}.")
            elif isinstance(part, int | float):
                allowed = next(ranges_in(hints[option.name]), None)
                if allowed and not allowed.holds(part):
                    yield f"{name} is {value}, must be {allowed}"


def ranges_in(kind: Any) -> Iterator[Range]:  # noqa: ANN401 (any type)
    """Find the ranges that a type names, however deep inside it."""
    if isinstance(kind, Range):
        yield kind
    for part in get_args(kind):
        yield from ranges_in(part)


def _parts(value: object) -> Iterator[object]:
    """Yield what is in lists and tables, and anything else as it is."""
    if isinstance(value, tuple):
        for part in value:
            yield from _parts(part)
    elif isinstance(value, Mapping):
        yield from _parts(tuple(value.values()))
    else:
        yield value
