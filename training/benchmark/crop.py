"""Cropping as a hand would: never quite tight, and never the same on all sides."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# A pixel this far from the paper in one channel, of 255, is seen; fainter edges of anti-aliased ink are not.
_SEEN_FROM = 24


def ink_of(page: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell ink from paper, which is the color of the top left pixel: uint8 (H, W[, 3]) → bool (H, W)."""
    distance = np.abs(page.astype(np.int16) - page[0, 0].astype(np.int16))
    return np.asarray((distance if page.ndim == 2 else distance.max(axis=2)) >= _SEEN_FROM)


def ink_box(ink: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    """Return the left, top, right and bottom end of the ink; None where there is none."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def crop_by_hand(
    page: NDArray[np.uint8], margins: Sequence[float] | NDArray[np.float64]
) -> NDArray[np.uint8] | None:
    """Crop to all the ink of a page, with margins; the page goes on where it ends.

    Args:
        page: uint8 (H, W) or (H, W, 3), its top left pixel being paper.
        margins: Left, top, right, bottom, in pixels.

    Returns:
        The crop; None where there is no ink.
    """
    box = ink_box(ink_of(page))
    if box is None:
        return None
    left, top, right, bottom = (round(margin) for margin in margins)
    sides = ((top, bottom), (left, right), (0, 0))[: page.ndim]
    tight = page[box[1] : box[3], box[0] : box[2]]
    paper = page[0, 0]
    padded = np.pad(tight, sides)
    padded[:top] = padded[len(padded) - bottom :] = padded[:, :left] = paper
    padded[:, padded.shape[1] - right :] = paper
    return np.ascontiguousarray(padded)
