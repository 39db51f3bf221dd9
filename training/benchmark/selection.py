"""Selection of formulas for a set: held-out ones alone, in an order that the seed fixes.

There are two twins of every set: ``test`` is reported and nothing else; ``validation`` is for tuning,
calibration and thresholds. They share no formula, and no picture, text or icon either (``is_of_twin``).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from training.corpus.formula_file import Formula, read_formulas
from training.corpus.leaks import LeakError, loose_form

Twin = Literal["test", "validation"]

# Named one by one: the sets stay what they are when training learns more fonts.
SEEN_FONTS = (
    *("cm", "lm", "stix2", "newtx", "newpx", "libertinus", "kepler", "xcharter", "garamond", "noto", "euler"),
    *("antykwa", "fira", "arev", "cmbright"),
)
UNSEEN_FONTS = ("fourier", "iwona")


@dataclass(frozen=True)
class HeldOut:
    """The held-out formulas of one twin.

    Attributes:
        official: Those of the official im2latex list.
        own: Those split off from all other sources.
    """

    official: tuple[Formula, ...]
    own: tuple[Formula, ...]

    def mixed(self, rng: np.random.Generator) -> list[Formula]:
        """Return formulas at random, official and own ones alternating, as long as there are both."""
        shuffled = [[part[i] for i in rng.permutation(len(part))] for part in (self.official, self.own)]
        return [formula for pair in zip(*shuffled, strict=False) for formula in pair]


def read_held_out(folder: Path, twin: Twin) -> HeldOut:
    """Read the formulas of one twin.

    Args:
        folder: Formula files as ``python -m training prepare`` wrote them.
        twin: Which.

    Raises:
        OSError: A file is missing.
        FormulaFileError: A line is malformed.
        LeakError: Training has one of the formulas, or nearly.
    """
    official, own = (tuple(read_formulas(folder / f"{name}.tsv")) for name in (f"im2latex_{twin}", twin))
    check_leaks([*official, *own], folder / "train.tsv")
    return HeldOut(official, own)


def check_leaks(held_out: Iterable[Formula], train: Path) -> None:
    """Make sure that no held-out formula is trained on, not even but for spaces and final punctuation.

    Raises:
        LeakError: One is.
        OSError: The training file is missing, so that nothing can be proven.
    """
    asked = {loose_form(formula.canonical) for formula in held_out}
    shared = sum(loose_form(formula.canonical) in asked for formula in read_formulas(train))
    if shared:
        raise LeakError(
            f"{train} shares {shared} formulas with the benchmark: these weights must not be judged"
        )


def generator_for(seed: int, twin: Twin, *names: str) -> np.random.Generator:
    """Return the random numbers of one part of one set; no part depends on another."""
    digest = hashlib.sha256("/".join((str(seed), twin, *names)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def is_of_twin(name: str, twin: Twin) -> bool:
    """Deal pictures, icons and paragraphs to the twins, by their name alone."""
    is_even = hashlib.sha256(name.encode()).digest()[0] % 2 == 0
    return is_even == (twin == "test")


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a size: twice as large is as likely as half as large."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def environments_of(formula: Formula) -> Sequence[str]:
    """Name the kinds of two-dimensional structure in a formula, such as "cases"."""
    tokens = formula.tokens
    kinds = []
    for place, token in enumerate(tokens):
        if token == "\\begin{matrix}":
            is_delimited = place > 0 and tokens[place - 1] in ("(", "[", "\\{", "|", "\\Vert")
            has_columns = "&" in tokens[place : place + tokens[place:].index("\\end{matrix}")]
            kinds.append("matrix" if is_delimited else "array" if has_columns else "stacked lines")
        elif token.startswith("\\begin{"):
            kinds.append(token[7:-1])
    return kinds
