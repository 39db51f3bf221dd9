"""Held-out formulas for a benchmark small enough for a test."""

import pytest

from model.formula.reader.normalize import normalize
from training.corpus.formula_file import Formula, formula_key, write_formulas

_LATEX = (
    r"a + b = c", r"x^2 + y^2", r"\frac{a}{b} - 1", r"\sqrt{2} x_i", r"\sum_{i=1}^n i", r"E = m c^2",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases}",
    r"\begin{aligned} a &= b \\ &= c \end{aligned}", r"\begin{array}{cc} x & y \\ z & 1 \end{array}",
    r"\begin{gathered} a + 1 \\ b + 2 \end{gathered}", r"\int_0^1 f(x) d x", r"\alpha \beta + 7", r"k = 1, 2",
)  # fmt: skip


def formulas_of(letter: str) -> list[Formula]:
    """Return formulas that no other letter has."""
    made = []
    for latex in _LATEX:
        own = rf"{latex}, \quad {letter}"
        canonical = " ".join(normalize(own))
        made.append(Formula(formula_key(canonical), "test", canonical, own))
    return made


@pytest.fixture(scope="session")
def formula_folder(tmp_path_factory):
    """Return a folder as ``prepare`` leaves it, with all that building needs."""
    folder = tmp_path_factory.mktemp("formulas")
    for split, letter in zip(
        ("im2latex_test", "test", "im2latex_validation", "validation", "train"), "pqrst", strict=True
    ):
        write_formulas(folder / f"{split}.tsv", formulas_of(letter))
    return folder
