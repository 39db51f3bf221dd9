"""Confusions of readings: symbols taken for others, and slips of structure.

Truth and reading are aligned token by token (Levenshtein); what was replaced, added or lost is counted. Some
mistakes are better told by their kind than by their tokens; a formula is counted once for each kind it shows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from model.formula.tokens import (
    ARITY,
    CELL,
    CLOSE,
    CLOSE_OPEN,
    EMPTY,
    FONTS,
    HLINE,
    OPEN_SECOND,
    ROW,
    RULED_CELL,
    SCRIPTS,
)

# A period that comes back so often at the end, and more often than in the truth, is a loop.
LOOP_TIMES, LONGEST_PERIOD = 4, 12
LOST_END_TOKENS = 4  # missing at the end, where what is there is right

_BRACES = frozenset((CLOSE, CLOSE_OPEN, OPEN_SECOND, EMPTY))
_TABLE = frozenset((CELL, RULED_CELL, ROW, HLINE))


@dataclass
class Confusions:
    """Counts over many readings.

    Attributes:
        readings: How many were compared.
        wrong: How many differ from the truth.
        replaced: (truth, reading) → times; structural tokens are left out.
        lost: Token of the truth → times nothing stood for it.
        added: Token of the reading → times it stands for nothing.
        slips: Kind of mistake → formulas that show it.
    """

    readings: int = 0
    wrong: int = 0
    replaced: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    slips: Counter[str] = field(default_factory=Counter)

    def most_common(self, limit: int) -> dict[str, Any]:
        """Return the most frequent of everything, for JSON."""
        pairs = [[truth, read, times] for (truth, read), times in self.replaced.most_common(limit)]
        return {
            "readings": self.readings,
            "wrong": self.wrong,
            "replaced": pairs,
            "lost": self.lost.most_common(limit),
            "added": self.added.most_common(limit),
            "slips": self.slips.most_common(),
        }


def confusions(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Confusions:
    """Compare pairs of (truth, reading), each canonical tokens."""
    found = Confusions()
    for truth, reading in pairs:
        found.readings += 1
        if tuple(truth) != tuple(reading):
            found.wrong += 1
            _count(found, truth, reading)
    return found


def _count(found: Confusions, truth: Sequence[str], reading: Sequence[str]) -> None:
    whole = _whole_slip(truth, reading)
    if whole:
        found.slips[whole] += 1
    slips: set[str] = set()
    # what a loop added, or a lost end lacks, says nothing about single symbols
    end = len(truth) if whole != "end lost" else len(reading)
    for step in Levenshtein.opcodes(truth[:end], reading):
        gold, read = truth[step.src_start : step.src_end], reading[step.dest_start : step.dest_end]
        if step.tag == "equal":
            continue
        slips |= _slips(gold, read)
        if step.tag == "replace":
            found.replaced.update(
                pair for pair in zip(gold, read, strict=True) if not any(map(_is_structural, pair))
            )
        elif step.tag == "delete":
            found.lost.update(gold)
        elif whole != "loop":
            found.added.update(read)
    found.slips.update(slips)
    if not slips and not whole:
        found.slips["symbols alone"] += 1


def _whole_slip(truth: Sequence[str], reading: Sequence[str]) -> str:
    """Name what went wrong with a reading as a whole, if anything."""
    if not reading:
        return "nothing read"
    if _loops(reading) > max(_loops(truth), LOOP_TIMES - 1):
        return "loop"
    # closing what is open is the grammar's doing, not the reader's
    body = list(reading)
    while body and (body[-1] == CLOSE or body[-1].startswith("\\end{")):
        body.pop()
    if len(truth) - len(body) >= LOST_END_TOKENS and list(truth[: len(body)]) == body:
        return "end lost"
    return ""


def _loops(tokens: Sequence[str]) -> int:
    """Return how often a period is repeated on end, at most."""
    most = 1
    for period in range(1, LONGEST_PERIOD + 1):
        run = 0
        for place in range(period, len(tokens)):
            run = run + 1 if tokens[place] == tokens[place - period] else 0
            most = max(most, 1 + run // period)
    return most


def _slips(gold: Sequence[str], read: Sequence[str]) -> set[str]:
    """Name the structure that an edit touches."""
    kinds: set[str] = set()
    scripts = [{token[0] for token in part if _name(token) in SCRIPTS} for part in (gold, read)]
    if scripts[0] and scripts[1] and scripts[0] != scripts[1]:
        kinds.add("sub for super, or super for sub")
    elif scripts[0] - scripts[1]:
        kinds.add("script lost")
    elif scripts[1] - scripts[0]:
        kinds.add("script added")
    tokens = {*gold, *read}
    if tokens & _BRACES:
        kinds.add("extent of a group")
    if tokens & _TABLE or any(token.startswith(("\\begin{", "\\end{")) for token in tokens):
        kinds.add("rows and columns")
    if any(_name(token) in FONTS for token in tokens):
        kinds.add("font")
    if any(_name(token) in _COMMANDS for token in tokens):
        kinds.add("fraction, root, accent")
    return kinds


_COMMANDS: Mapping[str, int] = {
    name: arity for name, arity in ARITY.items() if name not in FONTS and name not in SCRIPTS
}


def _name(token: str) -> str:
    """Drop the brace that is fused with a command."""
    return token if token in ("\\{", OPEN_SECOND) else token.removesuffix("{")


def _is_structural(token: str) -> bool:
    return token in _BRACES | _TABLE or _name(token) in ARITY or token.startswith(("\\begin{", "\\end{"))
