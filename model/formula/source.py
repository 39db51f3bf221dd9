"""LaTeX source as tokens, and which of them belong together: what the editor and the output forms go by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class TokenKind(StrEnum):
    r"""What a token is; the value names its group in the pattern.

    A ``\begin{…}`` is one token with its name, and a ``\left`` with its delimiter.
    """

    COMMENT = "comment"
    ENVIRONMENT = "environment"
    DELIMITER = "delimiter"
    COMMAND = "command"
    NUMBER = "number"
    BRACE = "brace"
    BRACKET = "bracket"
    SIGN = "sign"
    OTHER = "other"


_PATTERN = re.compile(
    r"""(?P<comment>%[^\n]*)
    |(?P<environment>\\(?:begin|end)[ ]*\{[^{}\\\n]*\})
    |(?P<delimiter>\\(?:left|right)(?![A-Za-z])\s*(?:\\(?:[A-Za-z]+|.)|[^\s\\{}&A-Za-z0-9]))
    |(?P<command>\\(?:[A-Za-z]+|.|\n|$))
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<brace>[{}])
    |(?P<bracket>[()\[\]])
    |(?P<sign>[&^_~])
    |(?P<other>\S)""",
    re.VERBOSE,
)
_CLOSING = {"{": "}", "(": ")", "[": "]", r"\{": r"\}"}
_STRICT = (
    TokenKind.BRACE,
    TokenKind.DELIMITER,
    TokenKind.ENVIRONMENT,
)  # LaTeX refuses these without a partner


@dataclass(frozen=True)
class Token:
    """A piece of LaTeX source.

    Attributes:
        start: Offset of its first character.
    """

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.text)

    @property
    def is_strict(self) -> bool:
        """Whether it has to have a partner; half-open intervals have brackets without one."""
        return self.kind in _STRICT


@dataclass(frozen=True)
class Pairing:
    """Which tokens belong together, by their places in the sequence.

    Attributes:
        partners: From each paired token to the other one.
        unmatched: Tokens without the partner they need, in order.
    """

    partners: dict[int, int]
    unmatched: tuple[int, ...]


def tokenized(latex: str) -> list[Token]:
    """Split LaTeX source into tokens; white space belongs to none."""
    return [
        Token(TokenKind(match.lastgroup or ""), match.group(), match.start())
        for match in _PATTERN.finditer(latex)
    ]


def paired(tokens: Sequence[Token]) -> Pairing:
    r"""Match braces, brackets, ``\left`` with ``\right`` and ``\begin`` with ``\end``."""
    partners: dict[int, int] = {}
    unmatched: list[int] = []
    open_places: list[tuple[int, str]] = []  # of what is open, with what would close it
    for place, token in enumerate(tokens):
        if closing := _closed_by(token):
            open_places.append((place, closing))
        elif name := _closes(token):
            depth = _depth_of(name, open_places, tokens, crosses_strict=token.is_strict)
            if depth is None:
                unmatched += [place] * token.is_strict
                continue
            partner = open_places[depth][0]
            unmatched += [inner for inner, _ in open_places[depth + 1 :] if tokens[inner].is_strict]
            del open_places[depth:]
            partners |= {partner: place, place: partner}
    unmatched += [place for place, _ in open_places if tokens[place].is_strict]
    return Pairing(partners, tuple(sorted(unmatched)))


def outer(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens that stand in no pair and are none; comments left out."""
    partners = paired(tokens).partners
    place = 0
    while place < len(tokens):
        if place in partners:
            place = partners[place]
        elif tokens[place].kind is not TokenKind.COMMENT:
            yield tokens[place]
        place += 1


def depth(tokens: Sequence[Token]) -> int:
    """Return how many pairs lie in one another at most."""
    partners = paired(tokens).partners
    deepest = level = 0
    for place in sorted(partners):
        level += 1 if place < partners[place] else -1
        deepest = max(deepest, level)
    return deepest


def place_of_mistake(latex: str, message: str) -> int | None:
    """Return the offset where a mistake is likely: a token without partner, or what the message names."""
    tokens = tokenized(latex)
    if unmatched := paired(tokens).unmatched:
        return tokens[unmatched[0]].start
    for token in tokens:
        is_named = token.kind in (TokenKind.COMMAND, TokenKind.ENVIRONMENT) or token.text in ("&", "#")
        name = token.text.partition("{")[2].rstrip("}") or token.text
        if is_named and name in re.split(r"[\s']", message):
            return token.start
    return None


def _closed_by(token: Token) -> str | None:
    if token.kind is TokenKind.ENVIRONMENT:
        return rf"\end{token.text[6:].lstrip()}" if token.text.startswith(r"\begin") else None
    if token.kind is TokenKind.DELIMITER:
        return r"\right" if token.text.startswith(r"\left") else None
    return _CLOSING.get(token.text)


def _closes(token: Token) -> str | None:
    if token.kind is TokenKind.ENVIRONMENT:
        return rf"\end{token.text[4:].lstrip()}"
    if token.kind is TokenKind.DELIMITER:
        return r"\right"
    return token.text if token.text in _CLOSING.values() else None


def _depth_of(
    name: str, open_places: Sequence[tuple[int, str]], tokens: Sequence[Token], *, crosses_strict: bool
) -> int | None:
    """Return which of the open tokens this one closes; a bracket closes none outside of its own group."""
    for level in range(len(open_places) - 1, -1, -1):
        place, closing = open_places[level]
        if closing == name:
            return level
        if tokens[place].is_strict and not crosses_strict:
            return None
    return None
