"""The file formulas travel in, from ``formulas`` to ``render`` and into every shard: one formula a line."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from training.errors import TrainingError


class FormulaFileError(TrainingError):
    """A line of a formula file cannot be read."""


class Formula(NamedTuple):
    """One line: hash of the canonical form, corpus, compact tokens joined by blanks, LaTeX as written."""

    key: str
    source: str
    canonical: str
    raw: str

    @property
    def tokens(self) -> list[str]:
        """The compact tokens."""
        return self.canonical.split()


def formula_key(canonical: str) -> str:
    """Name a canonical form: the first 16 hex digits of its sha256."""
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def read_formulas(path: Path) -> list[Formula]:
    """Read a formula file (key, source, canonical tokens, raw LaTeX; tab-separated).

    Raises:
        FormulaFileError: A line has not four fields.
    """
    formulas = []
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != len(Formula._fields):
                raise FormulaFileError(
                    f"{path}, line {number}: {len(fields)} fields, expected {len(Formula._fields)}"
                )
            formulas.append(Formula(*fields))
    return formulas


def write_formulas(path: Path, formulas: Iterable[Formula]) -> None:
    """Write a formula file, whole or not at all; the inverse of ``read_formulas``."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines("\t".join(formula) + "\n" for formula in formulas)
    part.replace(path)
