"""Cases, a picture with its truth and its reading each; their figures over all and by slice."""

import contextlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from model.formula.printer import to_latex
from model.formula.reader.items import UnreadableError
from model.formula.reader.normalize import normalize
from model.picture.view import NoFormulaError
from model.reading.result import Recognition
from training.evaluation.metrics import (
    Counts,
    bleu,
    bleu_counts,
    bootstrap_interval,
    edit_counts,
    edit_similarity,
    hit_counts,
    ratio,
)


@dataclass(frozen=True)
class RenderMatch:
    """How the typeset reading compares with the typeset truth.

    Attributes:
        is_rendered: Whether the reading could be typeset at all.
        strict: Whether no ink is farther than one pixel from the other's.
        spaceless: The same after dropping blank columns.
    """

    is_rendered: bool
    strict: bool
    spaceless: bool


@dataclass(frozen=True)
class Case:
    """One picture, its truth and its reading.

    Attributes:
        image: Uint8 (H, W), 255 = paper.
        split: Name of the shard.
        source: Corpus of the formula.
        font: Font set-up.
        engine: Program that drew it.
        em_px: Size of type in pixels.
        gold: Canonical tokens of the truth.
        gold_latex: The truth as the printer writes it.
        latex: What was read; empty where nothing was.
        tokens: Compact tokens read.
        canonical: Canonical tokens of ``latex``.
        confidence: As shown to users.
        is_well_formed: Whether ``latex`` parses.
        render: None where the truth was not typeset.
    """

    image: NDArray[np.uint8]
    split: str
    source: str
    font: str
    engine: str
    em_px: float
    gold: tuple[str, ...]
    gold_latex: str
    latex: str
    tokens: tuple[str, ...]
    canonical: tuple[str, ...]
    confidence: float
    is_well_formed: bool
    render: RenderMatch | None = None

    @classmethod
    def of(
        cls,
        reading: Recognition | NoFormulaError,
        *,
        gold: tuple[str, ...],
        image: NDArray[np.uint8],
        split: str,
        source: str,
        font: str,
        engine: str,
        em_px: float,
    ) -> Self:
        """Put the truth and a reading beside each other; no formula means nothing read."""
        latex, confidence = "", 0.0
        tokens: tuple[str, ...] = ()
        if isinstance(reading, Recognition):
            latex, tokens, confidence = reading.latex, reading.tokens, reading.confidence
        canonical, is_well_formed = _canonical_of(latex, tokens)
        return cls(
            image=image,
            split=split,
            source=source,
            font=font,
            engine=engine,
            em_px=em_px,
            gold=gold,
            gold_latex=to_latex(gold),
            latex=latex,
            tokens=tokens,
            canonical=canonical,
            confidence=confidence,
            is_well_formed=is_well_formed,
        )


def _canonical_of(latex: str, tokens: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return the canonical tokens of printed LaTeX, and whether it parses; else the tokens as decoded."""
    if latex:
        with contextlib.suppress(UnreadableError):
            return tuple(normalize(latex)), True
    return tokens, False


def _hit(is_hit: Callable[[Case], bool]) -> Callable[[Case], Counts]:
    return lambda case: hit_counts([is_hit(case)])[0]


def _render_hit(is_hit: Callable[[RenderMatch], bool]) -> Callable[[Case], Counts | None]:
    return lambda case: None if case.render is None else hit_counts([is_hit(case.render)])[0]


# name → counts of one case (None: not measured), figure of summed counts, what a reader should know
METRICS: Mapping[str, tuple[Callable[[Case], Counts | None], Callable[[Counts], float], str]] = {
    "BLEU-4": (
        lambda case: bleu_counts(case.canonical, case.gold),
        bleu,
        "corpus BLEU-4 as multi-bleu.perl defines it, on canonical compact tokens, missing = empty",
    ),
    "edit similarity": (
        lambda case: edit_counts(case.canonical, case.gold),
        edit_similarity,
        "1 − Σ token edit distance / Σ longer length, on canonical compact tokens",
    ),
    "exact match": (
        _hit(lambda case: case.canonical == case.gold),
        ratio,
        "canonical form of the printed LaTeX equals the canonical form of the truth",
    ),
    "token match": (
        _hit(lambda case: case.tokens == case.gold),
        ratio,
        "tokens as decoded, before printing, equal the truth",
    ),
    "render match": (
        _render_hit(lambda render: render.strict),
        ratio,
        "both typeset in Computer Modern, 200 dpi: equal size ±1 px, no ink beyond 1 px of the other's",
    ),
    "render match, no blanks": (
        _render_hit(lambda render: render.spaceless),
        ratio,
        "the same after dropping columns without ink",
    ),
    "render rate": (_render_hit(lambda render: render.is_rendered), ratio, "readings that LaTeX typesets"),
    "well-formed": (_hit(lambda case: case.is_well_formed), ratio, "readings that parse"),
}


LENGTHS = ((20, "≤20"), (50, "21–50"), (100, "51–100"), (math.inf, ">100"))  # most tokens
EM_SIZES = ((14, "<14 px"), (20, "14–20 px"), (32, "20–32 px"), (math.inf, "≥32 px"))  # excluded upper end
ORDER = [name for _, name in (*LENGTHS, *EM_SIZES)]


def _length(case: Case) -> str:
    return next(name for most, name in LENGTHS if len(case.gold) <= most)


def _structure(case: Case) -> str:
    if any(token.startswith("\\begin{") for token in case.gold):
        return "arrays, several lines"
    has_font = any(token.startswith("\\math") for token in case.gold)
    return "font commands" if has_font else "other"


def _em_size(case: Case) -> str:
    return next(name for end, name in EM_SIZES if case.em_px < end)


STRATA: Mapping[str, Callable[[Case], str]] = {
    "split": lambda case: case.split,
    "source": lambda case: case.source,
    "length": _length,
    "structure": _structure,
    "font": lambda case: case.font,
    "engine": lambda case: case.engine,
    "em size": _em_size,
}


def figures(cases: Sequence[Case], *, seed: int) -> dict[str, Any]:
    """Return n and every metric with its 95 % bootstrap interval, in percent."""
    result: dict[str, Any] = {"n": len(cases)}
    for name, (count, figure, _) in METRICS.items():
        counted = [counts for case in cases if (counts := count(case)) is not None]
        if counted:
            rows = np.stack(counted)
            low, high = bootstrap_interval(rows, figure, seed=seed)
            value = figure(rows.sum(axis=0))
            result[name] = {"value": round(value, 2), "low": round(low, 2), "high": round(high, 2)}
    return result


def by_stratum(cases: Sequence[Case], *, seed: int) -> dict[str, dict[str, Any]]:
    """Return the figures of every slice of every stratum that has more than one slice."""
    result: dict[str, dict[str, Any]] = {}
    for stratum, name_of in STRATA.items():
        slices: dict[str, list[Case]] = {}
        for case in cases:
            slices.setdefault(name_of(case), []).append(case)
        if len(slices) > 1:
            order = sorted(slices, key=lambda name: (ORDER.index(name) if name in ORDER else -1, name))
            result[stratum] = {name: figures(slices[name], seed=seed) for name in order}
    return result
