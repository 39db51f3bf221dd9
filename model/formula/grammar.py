"""The automaton over compact tokens: which token may come next, and what is still owed.

Search asks it at every step, so every output parses: braces and environments are closed, every command has
its arguments, no base carries two subscripts, fonts hold only letters they can set, and once the token budget
is needed for closing, nothing else is allowed.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.formula.tokenizer import EOS, SPECIAL_TOKENS
from model.formula.tokens import (
    ARITY,
    CELL,
    CLOSE,
    CLOSE_OPEN,
    ENVIRONMENTS,
    FONTS,
    HLINE,
    OPEN_SECOND,
    QUAD,
    ROW,
    RULED_CELL,
    SCRIPTS,
    TEXT_SPACE,
)

# A single token adds at most this many tokens of debt (`\root{`: two inside, `}`, one second argument).
_MAX_DEBT = 4
# A group needs two tokens, for an argument of one is written without braces.
_GROUP_TOKENS = 2


class Frame(NamedTuple):
    """One open list of tokens."""

    kind: str  # "root", "group" or an environment's name
    font: str = ""  # the font whose letters alone may stand here
    rest: int = 0  # arguments owed once this group closes
    script: str = ""  # "_" or "^" where this group is a script
    size: int = 0  # tokens written here, counted up to _GROUP_TOKENS
    has_base: bool = False  # something stands that a script can be attached to
    has_sub: bool = False
    has_sup: bool = False
    is_row_start: bool = False  # nothing stands yet since the environment's start or its last row break
    has_cell: bool = False  # the row is in its second cell or beyond
    is_whole: bool = False  # an environment that the formula began with: its rows may bear numbers
    is_row_tagged: bool = False  # the row's number was written: the row is over


class GrammarState(NamedTuple):
    """Where a formula stands: the open lists, innermost last, and the bare argument that must come next."""

    frames: tuple[Frame, ...]
    owed: str = ""  # "" none, "atom" a bare argument, "pair" two of them, "second" an atom or a brace
    owed_font: str = ""  # the owed atom must be a letter this font can set
    owed_script: str = ""  # the owed atom is a script
    is_tagged: bool = False  # a tag was written: the formula is over


class _Token(NamedTuple):
    """What the automaton needs to know of a token; tokens alike share one value but for the letter."""

    # atom, space, text_space, open, second, close_open, close, begin, end, cell, ruled_cell, row,
    # hline, special
    kind: str
    name: str = ""  # the command or environment
    is_group: bool = False
    fonts: frozenset[str] = frozenset()  # fonts that can set this atom


def _classify(token: str) -> _Token:
    simple = {
        CELL: "cell",
        RULED_CELL: "ruled_cell",
        ROW: "row",
        HLINE: "hline",
        OPEN_SECOND: "second",
        CLOSE_OPEN: "close_open",
        CLOSE: "close",
        QUAD: "space",
        TEXT_SPACE: "text_space",
    }
    if token in SPECIAL_TOKENS:
        return _Token("special")
    fonts = frozenset(font for font, letters in FONTS.items() if token in letters)
    if token in simple:
        return _Token(simple[token], fonts=fonts)
    if token in ARITY:
        return _Token("open", token)
    if token.endswith("{") and token[:-1] in ARITY:
        return _Token("open", token[:-1], is_group=True)
    for name in ENVIRONMENTS:
        if token in (f"\\begin{{{name}}}", f"\\end{{{name}}}"):
            return _Token("begin" if token.startswith("\\begin") else "end", name)
    return _Token("atom", fonts=fonts)


class Grammar:
    """The automaton for one vocabulary; its states are immutable and may be shared by hypotheses."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._tokens = [_classify(token) for token in vocabulary]
        self._members: dict[_Token, list[int]] = {}
        for token_id, token in enumerate(self._tokens):
            self._members.setdefault(token, []).append(token_id)
        self._masks: dict[tuple[Frame, str, str, bool, bool], NDArray[np.bool_]] = {}

    def start(self) -> GrammarState:
        """Return the state before the first token."""
        return GrammarState((Frame("root"),))

    def allowed(self, state: GrammarState, budget: int) -> NDArray[np.bool_]:
        """Tell which tokens may come next.

        Args:
            state: Where the formula stands.
            budget: Tokens that may still be written, eos not counted; at least what ``state`` owes.

        Returns:
            bool (V,), never all False; shared, so it must not be changed.
        """
        frame = state.frames[-1]
        key = (frame, state.owed, state.owed_font, state.is_tagged, len(state.frames) == 1)
        mask = self._masks.get(key)
        if mask is None:
            mask = self._mask(state)
            self._masks[key] = mask
        if budget >= self.debt(state) + _MAX_DEBT + 1:
            return mask
        within = np.zeros_like(mask)
        for members in self._members.values():
            first = members[0]
            if first == EOS or not mask[first]:
                continue
            if self.debt(self.advance(state, first)) <= budget - 1:
                within[members] = True
        within[EOS] = mask[EOS]
        return within

    def advance(self, state: GrammarState, token_id: int) -> GrammarState:
        """Return the state after an allowed token.

        Raises:
            ValueError: The token is not allowed here.
        """
        token = self._tokens[token_id]
        if not self._fits(state, token):
            raise ValueError(f"token {token_id} is not allowed here")
        frames, frame = state.frames[:-1], _grown(state.frames[-1])
        if state.owed and token.kind != "second":
            if state.owed == "pair":
                return state._replace(frames=(*frames, frame), owed="second")
            frame = _after_script(frame, state.owed_script) if state.owed_script else _with_base(frame)
            return GrammarState((*frames, frame), is_tagged=state.is_tagged)
        match token.kind:
            case "second":
                return GrammarState((*frames, frame, Frame("group")), is_tagged=state.is_tagged)
            case "open":
                return self._opened(state, token)
            case "begin":
                is_whole = len(state.frames) == 1 and frame.size == 1
                begun = Frame(token.name, is_row_start=True, is_whole=is_whole)
                return GrammarState((*frames, frame, begun), is_tagged=state.is_tagged)
            case "end" | "close" | "close_open":
                return self._closed(state, token)
            case "cell" | "ruled_cell" | "row" | "hline":
                is_row = token.kind == "row"
                has_cell = not is_row and (frame.has_cell or token.kind != "hline")
                is_row_tagged = frame.is_row_tagged and not is_row
                frame = _without_base(frame)._replace(
                    is_row_start=is_row, has_cell=has_cell, is_row_tagged=is_row_tagged
                )
            case "space":
                frame = _without_base(frame)
            case _:
                frame = _with_base(frame)
        return GrammarState((*frames, frame), is_tagged=state.is_tagged)

    def accepts(self, token_ids: Sequence[int]) -> bool:
        """Tell whether ids (without bos and eos) spell one whole formula."""
        state = self.start()
        for position, token_id in enumerate(token_ids):
            if not self.allowed(state, len(token_ids) - position)[token_id]:
                return False
            state = self.advance(state, token_id)
        return bool(self.allowed(state, 0)[EOS])

    @staticmethod
    def debt(state: GrammarState) -> int:
        """Count the tokens needed before eos is allowed."""
        owed = {"": 0, "atom": 1, "second": 1, "pair": 2}[state.owed]
        written = owed  # what is owed is written into the innermost list
        total = owed
        for frame in reversed(state.frames):
            if frame.kind == "root":
                total += max(0, 1 - frame.size - written)
            elif frame.kind == "group":
                total += max(0, _GROUP_TOKENS - frame.size - written) + 1 + frame.rest
            else:
                total += int(frame.is_row_start and not written) + 1
            written = 0 if not total else 1  # an outer list already counts what was opened in it
        return total

    @staticmethod
    def _opened(state: GrammarState, token: _Token) -> GrammarState:
        frames, frame = state.frames[:-1], _grown(state.frames[-1])
        is_tagged = state.is_tagged or token.name == "\\tag"
        if token.name == "\\tag":
            frame = frame._replace(is_row_tagged=True)
        font = token.name if token.name in FONTS else ""
        script = token.name if token.name in SCRIPTS else ""
        second = ARITY[token.name] - 1
        if token.is_group:
            group = Frame("group", font=font, rest=second, script=script)
            return GrammarState((*frames, frame, group), is_tagged=is_tagged)
        owed = "pair" if second else "atom"
        return GrammarState((*frames, frame), owed, owed_font=font, owed_script=script, is_tagged=is_tagged)

    @staticmethod
    def _closed(state: GrammarState, token: _Token) -> GrammarState:
        inner, outer, frames = state.frames[-1], state.frames[-2], state.frames[:-2]
        if token.kind == "close_open":
            return GrammarState((*frames, _grown(outer), Frame("group")), is_tagged=state.is_tagged)
        if inner.rest:
            return GrammarState((*frames, _grown(outer)), "atom", is_tagged=state.is_tagged)
        outer = _after_script(outer, inner.script) if inner.script else _with_base(outer)
        return GrammarState((*frames, _grown(outer)), is_tagged=state.is_tagged)

    def _mask(self, state: GrammarState) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._tokens), dtype=np.bool_)
        for token, members in self._members.items():
            mask[members] = self._fits(state, token)
        frame = state.frames[-1]
        mask[: len(SPECIAL_TOKENS)] = False
        mask[EOS] = len(state.frames) == 1 and not state.owed and frame.size > 0
        return mask

    @staticmethod
    def _fits(state: GrammarState, token: _Token) -> bool:
        frame = state.frames[-1]
        if state.owed:
            if state.owed_font:
                return state.owed_font in token.fonts and token.kind != "text_space"
            return token.kind == "atom" or (token.kind == "second" and state.owed == "second")
        if token.kind in ("close", "close_open"):
            is_full = frame.kind == "group" and frame.size >= _GROUP_TOKENS
            return is_full and (token.kind == "close" or frame.rest == 1)
        if frame.font:
            return frame.font in token.fonts
        is_over = (state.is_tagged and len(state.frames) == 1) or frame.is_row_tagged
        if is_over and token.kind in ("row", "end"):
            return _fits_environment(frame, token)
        if is_over or token.kind in ("special", "second", "text_space"):
            return False
        if token.kind in ("cell", "ruled_cell", "row", "hline", "end"):
            return _fits_environment(frame, token)
        if token.kind == "open" and token.name in SCRIPTS:
            return frame.has_base and not frame.has_sup and not (token.name == "_" and frame.has_sub)
        if token.name == "\\tag":
            is_row = frame.is_whole and frame.kind != "cases" and not frame.is_row_start
            return is_row or (len(state.frames) == 1 and frame.size > 0)
        return True


def _fits_environment(frame: Frame, token: _Token) -> bool:
    if frame.kind in ("root", "group"):
        return False
    if token.kind == "hline":
        return frame.kind == "matrix" and frame.is_row_start
    if token.kind == "ruled_cell":
        return frame.kind == "matrix"
    if token.kind == "end":
        return token.name == frame.kind and not frame.is_row_start
    if token.kind == "cell":
        return not (frame.kind == "cases" and frame.has_cell)  # value and condition, no more
    return not frame.is_row_start


def _grown(frame: Frame) -> Frame:
    size = min(frame.size + 1, _GROUP_TOKENS)
    return frame._replace(size=size, is_row_start=False)


def _with_base(frame: Frame) -> Frame:
    return frame._replace(has_base=True, has_sub=False, has_sup=False)


def _without_base(frame: Frame) -> Frame:
    return frame._replace(has_base=False, has_sub=False, has_sup=False)


def _after_script(frame: Frame, script: str) -> Frame:
    return frame._replace(has_sub=True) if script == "_" else frame._replace(has_sup=True)
