"""Matching of boxes between two pictures: the cheapest assignment, then whether it keeps its place.

As published: assignment by token, place and order; then RANSAC with translation and scale, several rounds,
because a wrong symbol shifts all that follows. Stricter than published in two ways. The published residual of
20 px lets a superscript pass for a subscript, which moves by 19 px at 12 pt and 200 dpi: ours is 8 px. And a
group that a later round finds may be shifted along its line, but off the line only if it is larger than a
script.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from training.benchmark.cdm.boxes import Box, Drawn

TOKEN_WEIGHT, PLACE_WEIGHT, ORDER_WEIGHT = 1.0, 0.05, 0.15
NEARLY_SAME_COST = 0.005
ROUNDS, TRIALS, SEED = 5, 50, 42
LEAST_PAIRS = 2  # that a transformation is computed from
RESIDUAL_PX = 8.0
LARGEST_SCRIPT = 4  # pairs: a larger group may stand on another line
_LARGEST_STRETCH = 1.1  # both pictures are set in the same size

# Names under which one picture passes for another, as published.
_ALIKE = {"\\cdot": ".", "\\mid": "|", "\\top": "T", "\\lvert": "|", "\\rvert": "|"}


def count_matches(one: Drawn, other: Drawn) -> int:
    """Count the boxes of one formula that the other has too, in their place."""
    if not one.boxes or not other.boxes:
        return 0
    tokens = _token_costs(one.boxes, other.boxes)
    places = np.abs(_edges(one)[:, None] / _size(one) - _edges(other)[None] / _size(other)).sum(axis=2)
    orders = np.abs(_order(one)[:, None] - _order(other)[None])
    costs = TOKEN_WEIGHT * tokens + PLACE_WEIGHT * places + ORDER_WEIGHT * orders
    rows, columns = linear_sum_assignment(costs)
    is_same = tokens[rows, columns] < 1
    rows, columns = rows[is_same], columns[is_same]
    return int(_in_place(_centers(one)[rows], _centers(other)[columns]).sum())


def _token_costs(one: Sequence[Box], other: Sequence[Box]) -> NDArray[np.float64]:
    def cost(first: str, second: str) -> float:
        if first == second:
            return 0.0
        return NEARLY_SAME_COST if _plain(first) == _plain(second) else 1.0

    return np.array([[cost(first.label, second.label) for second in other] for first in one])


def _plain(label: str) -> str:
    return _ALIKE.get(label, label.replace("\\var", "\\").replace("\\wide", "\\"))


def _edges(drawn: Drawn) -> NDArray[np.float64]:
    return np.array([box.edges for box in drawn.boxes], dtype=np.float64)


def _size(drawn: Drawn) -> NDArray[np.float64]:
    return np.array([*drawn.size, *drawn.size], dtype=np.float64)


def _order(drawn: Drawn) -> NDArray[np.float64]:
    return np.arange(len(drawn.boxes)) / len(drawn.boxes)


def _centers(drawn: Drawn) -> NDArray[np.float64]:
    edges = _edges(drawn)
    return (edges[:, :2] + edges[:, 2:]) / 2


def _in_place(source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which pairs of points, (N, 2) each, keep their place under a few transformations."""
    kept = np.zeros(len(source), dtype=np.bool_)
    random = np.random.default_rng(SEED)
    level: float | None = None  # how far down the first group is moved
    for _ in range(ROUNDS):
        waiting = np.flatnonzero(~kept)
        if level is not None and len(waiting) <= LEAST_PAIRS:
            break
        group = waiting[_largest_group(source[waiting], target[waiting], random)]
        shift = float((target[group, 1] - source[group, 1]).mean()) if len(group) else 0.0
        if level is None:
            level = shift
        least = LEAST_PAIRS if abs(shift - level) <= RESIDUAL_PX else LARGEST_SCRIPT
        if kept.any() and len(group) <= least:
            break
        kept[group] = True
    return kept


def _largest_group(
    source: NDArray[np.float64], target: NDArray[np.float64], random: np.random.Generator
) -> NDArray[np.intp]:
    """Find the most pairs that one translation with scale explains."""
    count = len(source)
    best = np.empty(0, dtype=np.intp)
    if count == 0:
        return best
    for trial in range(TRIALS):
        # one pair gives a translation, two give scale as well
        sample = random.choice(count, min(1 + trial % LEAST_PAIRS, count), replace=False)
        spread = np.ptp(source[sample], axis=0)
        stretch = np.divide(
            np.ptp(target[sample], axis=0), spread, out=np.ones(2), where=spread > RESIDUAL_PX
        )
        if stretch.max() > _LARGEST_STRETCH or stretch.min() < 1 / _LARGEST_STRETCH:
            continue
        offset = (target[sample] - stretch * source[sample]).mean(axis=0)
        residuals = np.linalg.norm(stretch * source + offset - target, axis=1)
        group = np.flatnonzero(residuals <= RESIDUAL_PX)
        if len(group) > len(best):
            best = group
        if len(best) == count:
            break
    return best
