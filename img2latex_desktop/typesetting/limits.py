"""Limits of typesetting: LaTeX that would take too long is not begun."""

import re

from model.formula.source import TokenKind, depth, tokenized

# Measured on two busy cores: 0.3 s for 2,000 characters of usual LaTeX, which are 1,000 tokens; 1.0 s for the
# worst found, 1,000 letters and signs in one row, where time grows with the square. 100 roots in one another
# take 0.2 s, 300 take 1.1 s.
MAXIMUM_TOKENS = 1000
MAXIMUM_DEPTH = 100
MAXIMUM_CHARACTERS = 20_000  # comments and spaces, too: splitting these into tokens takes 20 ms

# Spaces that TeX keeps are drawn, though they are no tokens; of the others, only many show (in text).
_DRAWN_SPACE = re.compile(r"[^\S \t\r\n]| {100}")


def is_too_long(latex: str) -> bool:
    """Return whether typesetting this could take seconds."""
    if len(latex) > MAXIMUM_CHARACTERS:
        return True
    tokens = tokenized(latex)
    digits = sum(len(token.text) - 1 for token in tokens if token.kind is TokenKind.NUMBER)
    drawn = len(tokens) + digits + sum(1 for _ in _DRAWN_SPACE.finditer(latex))
    return drawn > MAXIMUM_TOKENS or depth(tokens) > MAXIMUM_DEPTH
