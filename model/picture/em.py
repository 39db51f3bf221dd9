"""Estimate of the size of type in a picture, from the sizes of connected pieces of ink."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from model.picture.resample import double


@dataclass(frozen=True)
class Pieces:
    """Bounding boxes of the connected pieces of ink (8-neighborhood), int64 (N,) each; ends are exclusive."""

    top: NDArray[np.int64]
    bottom: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]


def find_pieces(mask: NDArray[np.bool_]) -> Pieces:
    """Label connected pieces: horizontal runs are joined to those they touch in the next row."""
    stride = mask.shape[1] + 2  # one empty column on each side keeps runs of different rows apart
    padded = np.zeros((mask.shape[0], stride), np.bool_)
    padded[:, 1:-1] = mask
    pixels = padded.ravel()
    edges = np.flatnonzero(pixels[1:] != pixels[:-1]) + 1
    start, end = edges[::2], edges[1::2]
    # Runs of the next row which touch run i, corners included, are first[i] … last[i] - 1.
    first = np.searchsorted(end, start + stride, side="left")
    last = np.searchsorted(start, end + stride, side="right")
    count = np.maximum(last - first, 0)
    above = np.repeat(np.arange(start.size), count)
    below = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    label = np.arange(start.size)
    while above.size:
        a, b = label[above], label[below]
        smaller = np.minimum(a, b)
        np.minimum.at(label, a, smaller)  # roots hook onto smaller roots …
        np.minimum.at(label, b, smaller)
        while ((jumped := label[label]) != label).any():  # … and every run jumps to its root
            label = jumped
        open_edges = label[above] != label[below]
        above, below = above[open_edges], below[open_edges]
    order = np.argsort(label, kind="stable")
    if not order.size:
        empty = np.zeros(0, np.int64)
        return Pieces(empty, empty, empty, empty)
    row, left = np.divmod(start[order], stride)
    right = end[order] % stride
    begins = np.flatnonzero(np.diff(label[order], prepend=-1))
    return Pieces(
        top=np.minimum.reduceat(row, begins),
        bottom=np.maximum.reduceat(row, begins) + 1,
        left=np.minimum.reduceat(left, begins) - 1,
        right=np.maximum.reduceat(right, begins) - 1,
    )


# Height and width of pieces in em (medians), spread of each (of its logarithm), share of all pieces.
# Measured on 260 formulas in eight TeX fonts (Computer Modern, Latin Modern, STIX Two, Libertinus, Concrete,
# Euler, New Century Schoolbook, Kepler) at 300 and 400 dpi, by fitting a mixture of normal densities.
_KINDS = np.array(
    [
        (0.673, 0.07, 0.474, 0.36, 0.26),  # capitals, digits, tall letters
        (0.473, 0.07, 0.383, 0.32, 0.25),  # small letters; capitals and digits of scripts
        (0.047, 0.25, 0.575, 0.15, 0.116),  # minus, halves of the equals sign
        (0.942, 0.08, 0.238, 0.13, 0.098),  # parentheses
        (0.331, 0.07, 0.300, 0.38, 0.068),  # small letters of scripts
        (0.109, 0.11, 0.109, 0.12, 0.042),  # periods, dots of i and j
        (0.281, 0.13, 0.127, 0.12, 0.032),  # commas, primes
        (1.985, 0.36, 0.516, 0.59, 0.021),  # large operators and brackets
        (0.053, 0.17, 0.905, 1.27, 0.02),  # fraction bars
        (0.072, 0.08, 0.073, 0.16, 0.02),  # dots of scripts
        (0.911, 0.07, 0.517, 0.16, 0.018),  # letters from ascender to descender
        (0.910, 0.12, 0.055, 0.18, 0.007),  # vertical bars
        (0.407, 1.20, 0.368, 1.20, 0.05),  # anything else
    ]
)
_STEP = 0.03  # of the logarithm of sizes: half the narrowest spread
_EM_STEPS = np.arange(42, 170)  # 3.5 px to 159 px
_TABLE_START, _TABLE_SIZE = -150, 300  # .011 em to 87 em
_SMALLEST_SIDE_PX = 0.4
_MOST_ENLARGEMENT = 4
_MOST_ENLARGED_PIXELS = 1_000_000  # 10 ms; so large a picture of small type has pieces enough without
# Ink counts from these levels on, and at each level blur adds about so many pixels to the sides of a piece.
# A low level keeps hairlines whole, a high one letters apart. Measured on 400 degraded pictures of formulas
# of at most nine tokens: 20 % were wrong by more than a third with .2 alone, 12 % with both.
_LEVELS = ((0.35, 0.3), (0.2, 0.6))
_SHARP_EM_PX = 16.0  # smaller type is enlarged first, so that heights resolve finer than whole pixels


def estimate_em(ink: NDArray[np.float32]) -> float:
    """Estimate the size of type in pixels from the heights and widths of the pieces of ink.

    The likelihood of all pieces under ``_KINDS`` is computed for each size on a fine grid; the answer is the
    mean of the logarithm of the size under that likelihood.

    Measured, log of estimated over true em, mean ± standard deviation, formulas of ten pieces and more. With
    box and Lanczos filters, three fonts: 40 px +.03 ± .05, 24 px +.03 ± .06, 16 px +.02 ± .05, 11 px
    -.01 ± .09, 8 px +.01 ± .16, 6 px +.13 ± .23 (letters run into one another). After
    ``training.data.augment`` at full strength, sixteen fonts: .00 ± .20.

    Args:
        ink: float32 (H, W), paper 0, ink 1.

    Returns:
        Pixels per em, within [.9, 160]; a useless but finite number where there is no ink.
    """
    enlargement = 1
    while True:
        likelihood = _likelihood(ink, _LEVELS[0], enlargement)
        is_enough = enlargement == _MOST_ENLARGEMENT or 4 * ink.size > _MOST_ENLARGED_PIXELS
        if is_enough or _mean_em(likelihood) >= _SHARP_EM_PX:
            break
        ink = double(ink)
        enlargement *= 2
    return _mean_em(likelihood + _likelihood(ink, _LEVELS[1], enlargement)) / enlargement


def _mean_em(likelihood: NDArray[np.float64]) -> float:
    """Average the logarithm of the size under the likelihood of each of ``_EM_STEPS``."""
    weight = np.exp(likelihood - likelihood.max())
    return float(np.exp(_STEP * (weight @ _EM_STEPS) / weight.sum()))


def _likelihood(
    ink: NDArray[np.float32], level: tuple[float, float], enlargement: int
) -> NDArray[np.float64]:
    """Sum the logarithms of the pieces' densities at each size of ``_EM_STEPS``."""
    threshold, growth_px = level
    pieces = find_pieces(ink > threshold)
    if not pieces.top.size:
        return np.zeros(_EM_STEPS.size)
    boxes = np.stack([pieces.bottom - pieces.top, pieces.right - pieces.left])  # (2, N)
    # The shorter the piece the less it counts: fragments of a broken stroke are many and look like dots.
    weight = np.sqrt(boxes[0] / boxes[0].max())
    size = np.log(np.maximum(boxes - growth_px * enlargement, _SMALLEST_SIDE_PX)) / _STEP
    place = np.rint(size).astype(np.int64)[:, :, None] - _EM_STEPS - _TABLE_START  # (2, N, E)
    height, width = np.clip(place, 0, _TABLE_SIZE - 1)
    total: NDArray[np.float64] = weight @ _log_density()[height, width]  # (E,)
    return total


@cache
def _log_density() -> NDArray[np.float64]:
    """Tabulate the logarithm of the density of pieces over height and width, in grid steps."""
    side = _STEP * (np.arange(_TABLE_SIZE) + _TABLE_START)
    height, height_spread, width, width_spread, share = _KINDS.T
    of_height = np.exp(-0.5 * ((side[:, None] - np.log(height)) / height_spread) ** 2) / height_spread
    of_width = np.exp(-0.5 * ((side[:, None] - np.log(width)) / width_spread) ** 2) / width_spread
    table: NDArray[np.float64] = np.log((of_height * share) @ of_width.T + 1e-9)
    return table
