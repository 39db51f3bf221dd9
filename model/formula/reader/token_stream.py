"""LaTeX source → tokens, read one by one; white space counts in text only."""

import re

from model.formula.reader.items import UnreadableError

TOKEN = re.compile(r"\\(?:[a-zA-Z]+\*?|.)|\s+|.", re.DOTALL)
LENGTH = re.compile(r"\s*(-?)\s*((?:[\d.]\s*)*)(?:t\s*r\s*u\s*e\s*)?([a-z]\s*[a-z])")
# For type of 10 pt; ex after Computer Modern.
_LENGTH_EM = {"em": 1.0, "ex": 0.43, "mu": 1 / 18, "pt": 0.1, "cm": 2.85, "mm": 0.285, "in": 7.23, "pc": 1.2}


class TokenStream:
    """A place in a list of tokens."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.position = 0

    def peek(self) -> str | None:
        """Return the next token that is not white space, unread, or None at the end."""
        while self.position < len(self.tokens) and self.tokens[self.position].isspace():
            self.position += 1
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def next(self) -> str:
        """Read the next token that is not white space."""
        token = self.peek()
        if token is None:
            raise UnreadableError("unbalanced", "the formula ends too early")
        self.position += 1
        return token

    def raw_argument(self) -> str:
        """Return the text between the next pair of braces (or the next token), unread by any rule."""
        token = self.next()
        if token != "{":
            return token
        start, depth = self.position, 1
        while depth:
            if self.position >= len(self.tokens):
                raise UnreadableError("unbalanced", "{")
            token = self.tokens[self.position]
            depth += {"{": 1, "}": -1}.get(token, 0)
            self.position += 1
        return "".join(self.tokens[start : self.position - 1])

    def optional_argument(self) -> str | None:
        """Read the text of ``[…]``; None, and nothing read, where there is none."""
        if self.peek() != "[":
            return None
        self.position += 1
        start, depth = self.position, 0
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            depth += {"{": 1, "}": -1}.get(token, 0)
            if token == "]" and depth == 0:
                return "".join(self.tokens[start : self.position - 1])
        raise UnreadableError("unbalanced", "[")

    def length_em(self, token: str) -> float:
        """Read the length after a spacing command, in em; vertical ones are 0."""
        if token.startswith("\\hspace"):
            text = self.raw_argument().replace(" ", "")
        else:
            text = "".join(self.tokens[self.position : self.position + 24])
        match = LENGTH.match(text)
        if match is None:
            raise UnreadableError("unreadable length", text[:20])
        number, unit = (re.sub(r"\s", "", part) for part in match.group(2, 3))
        if unit not in _LENGTH_EM or number.count(".") > 1 or number == ".":
            raise UnreadableError("unreadable length", text[:20])
        if not token.startswith("\\hspace"):
            self._skip_characters(match.end())
        if token == "\\vskip":
            return 0.0
        return float(number or 1) * _LENGTH_EM[unit] * (-1 if match[1] else 1)

    def _skip_characters(self, count: int) -> None:
        while count > 0 and self.position < len(self.tokens):
            count -= len(self.tokens[self.position])
            self.position += 1
