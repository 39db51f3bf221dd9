"""Printed text in which every character knows the token it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` to ``stop``, exclusive, that one token brought into a text.

    Attributes:
        start: First character.
        stop: The one after the last.
        token: Place of the token among those that were printed.
    """

    start: int
    stop: int
    token: int


@dataclass(frozen=True)
class Printed:
    r"""Text with the origin of each character.

    Blanks, braces and words such as ``\left`` belong to the token that they serve, so that all of the text
    has an origin. Some tokens print nothing, such as the one that closes an argument: its brace belongs to
    the command.

    Attributes:
        text: What is shown and copied.
        origins: Place of its token for each character.
    """

    text: str = ""
    origins: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str, origin: int) -> "Printed":
        """Give all characters of a text one origin."""
        return cls(text, (origin,) * len(text))

    @classmethod
    def join(cls, parts: Iterable["Printed"]) -> "Printed":
        """Concatenate."""
        parts = tuple(parts)
        return cls("".join(part.text for part in parts), sum((part.origins for part in parts), ()))

    @property
    def spans(self) -> tuple[Span, ...]:
        """What each token brought in, in the order of the text; a token may have several."""
        spans, start = [], 0
        for token, characters in groupby(self.origins):
            stop = start + sum(1 for _ in characters)
            spans.append(Span(start, stop, token))
            start = stop
        return tuple(spans)

    def __add__(self, other: "Printed") -> "Printed":
        """Concatenate two."""
        return Printed(self.text + other.text, self.origins + other.origins)

    def __getitem__(self, characters: slice) -> "Printed":
        """Cut characters out."""
        return Printed(self.text[characters], self.origins[characters])

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.text)

    def strip(self) -> "Printed":
        """Cut blanks off both ends."""
        start = len(self.text) - len(self.text.lstrip(" "))
        return self[start : max(start, len(self.text.rstrip(" ")))]

    def with_blank_after(self, word: str) -> "Printed":
        """Insert a blank after each occurrence of a word, as part of it."""
        first, *rest = self.text.split(word)
        parts, at = [self[: len(first)]], len(first)
        for between in rest:
            end = at + len(word)
            parts += [self[at:end], Printed.of(" ", self.origins[end - 1]), self[end : end + len(between)]]
            at = end + len(between)
        return Printed.join(parts)
