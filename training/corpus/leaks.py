"""Leak check: what makes two formulas the same, and the proof that no two splits share one.

Equal canonical forms have equal keys. Looser, formulas are also the same when only spaces and
final punctuation tell them apart, so that a benchmark formula that lost its full stop is still kept out of
training.
"""

from itertools import combinations
from pathlib import Path
from typing import get_args

from model.formula.tokens import QUAD
from training.corpus.formula_file import formula_key, read_formulas
from training.corpus.sources import Split
from training.errors import TrainingError

SPLITS: tuple[Split, ...] = get_args(Split)  # the strongest claim on a formula first
_FINAL_PUNCTUATION = (".", ",", ";")


class LeakError(TrainingError):
    """Two splits share a formula: the files must not be used."""


def loose_form(canonical: str) -> str:
    """Leave out what hardly tells two formulas apart: spaces, and punctuation at the end."""
    tokens = [token for token in canonical.split() if token != QUAD]
    while tokens and tokens[-1] in _FINAL_PUNCTUATION:
        tokens.pop()
    return " ".join(tokens)


def leak_report(folder: Path) -> dict[str, dict[str, int]]:
    """Count, from the files alone, the formulas that two splits share.

    Returns:
        By kind of sameness, for each pair of splits, the number of shared formulas: zero throughout.

    Raises:
        LeakError: One is not zero.
    """
    formulas = {split: read_formulas(folder / f"{split}.tsv") for split in SPLITS}
    sameness = {
        "same key": {split: {formula_key(one.canonical) for one in formulas[split]} for split in SPLITS},
        "same but for spaces and final punctuation": {
            split: {loose_form(one.canonical) for one in formulas[split]} for split in SPLITS
        },
    }
    report = {
        kind: {f"{one} and {other}": len(forms[one] & forms[other]) for one, other in combinations(SPLITS, 2)}
        for kind, forms in sameness.items()
    }
    shared = [
        f"{pair} share {n} ({kind})" for kind, pairs in report.items() for pair, n in pairs.items() if n
    ]
    if shared:
        raise LeakError(f"formulas leaked between the splits in {folder}: {'; '.join(shared)}")
    return report
