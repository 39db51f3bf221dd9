"""Metrics of predictions: pure functions of tokens and pictures; no network, no files.

A corpus metric is a function of counts summed over formulas. So each metric has two halves: one row of counts
a formula (``*_counts``), and the figure of the summed row (``bleu``, ``ratio``, ``edit_similarity``).
Bootstrap intervals follow at once: sum the rows of a resample, take the figure.
"""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scipy.ndimage import binary_dilation

Counts = NDArray[np.float64]
BLEU_ORDER = 4
# The threshold of im2markup's image metrics (evaluate_image.py): darker than mid-gray is ink.
INK_BELOW = 128


def bleu_counts(prediction: Sequence[str], gold: Sequence[str]) -> Counts:
    """Count what BLEU-4 needs of one formula.

    Args:
        prediction: Tokens read; empty for a missing or failed prediction.
        gold: Tokens of the truth.

    Returns:
        Float64 (10,): matching n-grams for n = 1 … 4, n-grams predicted for n = 1 … 4, both lengths.
    """
    matches, totals = [], []
    for n in range(1, BLEU_ORDER + 1):
        predicted, true = _ngrams(prediction, n), _ngrams(gold, n)
        matches.append((predicted & true).total())
        totals.append(predicted.total())
    return np.array([*matches, *totals, len(prediction), len(gold)], dtype=np.float64)


def _ngrams(tokens: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def bleu(counts: Counts) -> float:
    """Return corpus BLEU-4 in percent, unsmoothed, with brevity penalty, as ``multi-bleu.perl`` defines it.

    Args:
        counts: Sum of :func:`bleu_counts` over the corpus.

    Source: Papineni et al. 2002, ACL P02-1040, section 2.3; im2markup reports this on whitespace tokens.
    """
    matches, totals = counts[:BLEU_ORDER], counts[BLEU_ORDER : 2 * BLEU_ORDER]
    predicted_length, gold_length = counts[-2:]
    if not matches.all():
        return 0.0
    brevity = min(0.0, 1.0 - gold_length / predicted_length)
    return float(100.0 * np.exp(brevity + np.log(matches / totals).mean()))


def edit_counts(prediction: Sequence[str], gold: Sequence[str]) -> Counts:
    """Return (Levenshtein distance of the token lists, length of the longer list), float64 (2,)."""
    return np.array(
        [Levenshtein.distance(prediction, gold), max(len(prediction), len(gold))], dtype=np.float64
    )


def edit_similarity(counts: Counts) -> float:
    """Return 1 − Σ distance / Σ longer length in percent, from summed :func:`edit_counts`."""
    distance, longest = counts
    return float(100.0 * (1.0 - distance / longest)) if longest else 100.0


def ratio(counts: Counts) -> float:
    """Return hits / cases in percent, from summed rows of (hit, 1)."""
    hits, cases = counts
    return float(100.0 * hits / cases) if cases else 0.0


def hit_counts(hits: Sequence[bool]) -> Counts:
    """Return rows (hit, 1), float64 (N, 2), for :func:`ratio`."""
    return np.stack([np.asarray(hits, dtype=np.float64), np.ones(len(hits))], axis=1)


def bootstrap_interval(
    rows: Counts, figure: Callable[[Counts], float], *, resamples: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of a corpus metric.

    Args:
        rows: Float64 (N, K), one row of counts a formula.
        figure: The metric of a summed row.
        resamples: How many corpora of N formulas are drawn with replacement.
        seed: Makes the interval reproducible.

    Returns:
        Lower and upper end; (nan, nan) without any row.

    Source: percentile bootstrap, Efron & Tibshirani 1993, chapter 13.
    """
    if not len(rows):
        return float("nan"), float("nan")
    random = np.random.default_rng(seed)
    times_drawn = random.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=resamples)
    figures = [figure(counts) for counts in times_drawn @ rows]
    low, high = np.percentile(figures, [2.5, 97.5])
    return float(low), float(high)


def crop_to_ink(image: NDArray[np.uint8], *, without_blank_columns: bool = False) -> NDArray[np.bool_]:
    """Return the ink of a gray picture (255 = paper), bool (H, W), without blank margins.

    Args:
        image: Uint8 (H, W).
        without_blank_columns: Drop every column without ink, so that horizontal spacing no longer counts.
    """
    ink = image < INK_BELOW
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return np.zeros((0, 0), dtype=np.bool_)
    kept = columns if without_blank_columns else np.arange(columns[0], columns[-1] + 1)
    return ink[rows[0] : rows[-1] + 1, kept]


def is_render_match(
    prediction: NDArray[np.uint8], gold: NDArray[np.uint8], *, without_blank_columns: bool = False
) -> bool:
    """Tell whether two gray pictures (255 = paper) show the same formula: strict, in both directions.

    After cropping, height and width may differ by one pixel, and no ink may lie farther than one pixel
    (diagonals included) from ink of the other picture.
    """
    cropped = [
        crop_to_ink(image, without_blank_columns=without_blank_columns) for image in (prediction, gold)
    ]
    heights, widths = zip(*(ink.shape for ink in cropped), strict=True)
    if abs(heights[0] - heights[1]) > 1 or abs(widths[0] - widths[1]) > 1:
        return False
    first, second = np.zeros((2, max(heights), max(widths)), dtype=np.bool_)
    for canvas, ink in zip((first, second), cropped, strict=True):
        canvas[: ink.shape[0], : ink.shape[1]] = ink
    neighborhood = np.ones((3, 3), dtype=np.bool_)
    return not (
        (first & ~binary_dilation(second, neighborhood)).any()
        or (second & ~binary_dilation(first, neighborhood)).any()
    )
