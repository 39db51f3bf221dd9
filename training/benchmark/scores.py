"""The figures of one set: metrics of all of it and by what its pictures differ in, each with its interval."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from training.benchmark.reading import Answer
from training.evaluation.cases import LENGTHS, figures
from training.evaluation.metrics import Counts, bootstrap_interval, hit_counts, ratio

LEAST_SLICE = 20
"""Slices of fewer pictures say nothing and are left out."""

# What slices are told apart by, in the order of the report.
_STRATA: Mapping[str, Callable[[Answer], str | None]] = {
    "kind": lambda answer: answer.truth.kind,
    "length": lambda answer: next(name for most, name in LENGTHS if len(answer.case.gold) <= most),
    "font": lambda answer: answer.truth.font,
    "crop": lambda answer: answer.truth.facts.get("crop"),
    "theme": lambda answer: answer.truth.facts.get("theme"),
    "color": lambda answer: answer.truth.facts.get("color"),
    "pixel ratio": lambda answer: answer.truth.facts.get("ratio"),
    "em size": lambda answer: _em_size(answer.truth.em_px),
}
_EM_SIZES = ((12, "<12 px"), (18, "12–18 px"), (26, "18–26 px"), (40, "26–40 px"), (np.inf, "≥40 px"))


def score_set(answers: Sequence[Answer], cdm: Sequence[float | None], *, seed: int) -> dict[str, Any]:
    """Return n, the metrics, and those by stratum.

    Args:
        answers: Of one set of formulas.
        cdm: CDM of the first so many answers; None where the truth could not be drawn.
        seed: Of the bootstrap.
    """
    result = figures([answer.case for answer in answers], seed=seed)
    known = [score for score in cdm if score is not None]
    if known:
        rows = np.stack([np.asarray(known), np.ones(len(known))], axis=1)
        result["CDM"] = interval(rows, lambda counts: ratio(counts) / 100, seed=seed, digits=4) | {
            "n": len(known)
        }
        right = [score == 1 for score in known]
        result["ExpRate@CDM"] = interval(hit_counts(right), ratio, seed=seed) | {"n": len(known)}
    result["by"] = {}
    for stratum, name_of in _STRATA.items():
        slices: dict[str, list[Answer]] = {}
        for answer in answers:
            slices.setdefault(name_of(answer) or "", []).append(answer)
        if len(slices) > 1:
            result["by"][stratum] = {
                name: figures([answer.case for answer in part], seed=seed)
                for name, part in sorted(slices.items(), key=lambda item: _rank(item[0]))
                if len(part) >= LEAST_SLICE
            }
    return result


def interval(
    rows: Counts, figure: Callable[[Counts], float], *, seed: int, digits: int = 2
) -> dict[str, float]:
    """Return the figure of all rows, with the ends of its 95 % bootstrap interval."""
    low, high = bootstrap_interval(rows, figure, seed=seed)
    value = figure(rows.sum(axis=0))
    return {"value": round(value, digits), "low": round(low, digits), "high": round(high, digits)}


def share(hits: Sequence[bool], *, seed: int) -> dict[str, float]:
    """Return a share in percent with its interval and n."""
    return interval(hit_counts(hits), ratio, seed=seed) | {"n": len(hits)}


def is_right(answer: Answer) -> bool:
    """Tell whether the canonical form is right; for a picture without a formula, whether it was refused."""
    return answer.case.canonical == answer.case.gold if answer.truth.is_formula else answer.is_refused


def exact_match_by(answers: Sequence[Answer], kinds: Sequence[str]) -> np.ndarray:
    """Return for each formula whether it was read right in every kind, bool (formulas, kinds).

    Formulas that lack a kind are left out, so that the kinds are compared on equal formulas.
    """
    table: dict[str, dict[str, bool]] = {}
    for answer in answers:
        table.setdefault(answer.truth.key, {})[answer.truth.kind] = is_right(answer)
    return np.array([[row[kind] for kind in kinds] for row in table.values() if set(kinds) <= row.keys()])


def _em_size(em_px: float) -> str:
    return next(name for end, name in _EM_SIZES if em_px < end)


def _rank(name: str) -> tuple[float, str]:
    """Sort sizes by size, zooms by zoom, and anything else by name."""
    ordered = [name for _, name in (*LENGTHS, *_EM_SIZES)]
    if name in ordered:
        return ordered.index(name), name
    number = name.removesuffix("×")
    return (float(number), name) if number.replace(".", "").isdigit() else (0.0, name)
