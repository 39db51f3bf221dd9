"""Filled boxes in a picture: rectangles of one color with something in them, which is paper of another color.

A highlighted or colored formula lies on a box of its own, with a page around it or formulas beside it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]

_LEVELS = 16  # of each channel, in which colors are counted
_LEAST_SHARE = 0.03  # of the picture: a highlight behind one letter of a short formula
_LEAST_SIDE_PX = 10  # lower ones are rules
_NEAREST = 6.0  # of 255: paper that differs less is the same paper
_TOLERANCE = 20.0  # of 255: what JPEG does to a flat area
_LEAST_FILL = 0.5  # of a box is its own color; the rest is ink
_LEAST_EDGE = 0.9  # of a box's outline is its color; rounded corners are not
_LEAST_INK = 0.01  # of a box differs from it; a solid square is a sign
_THICKEST_RULE_PX = 5
_MOST_DIRT = 0.02  # of a strip of page is neither its color nor the box's
_MOST_SAMPLES = 15_000  # pixels that are looked at before a color is


class Box(NamedTuple):
    """A filled rectangle: its place, end exclusive, and its color, float32 (C,)."""

    top: int
    bottom: int
    left: int
    right: int
    color: Pixels

    def place(self, *, around: int = 0) -> tuple[slice, slice]:
        """Return rows and columns, with so many pixels around them."""
        rows = slice(max(0, self.top - around), self.bottom + around)
        return rows, slice(max(0, self.left - around), self.right + around)

    @property
    def area(self) -> int:
        """Number of its pixels."""
        return (self.bottom - self.top) * (self.right - self.left)


def find_boxes(channels: Sequence[Pixels], paper: Pixels) -> list[Box]:
    """Find the filled boxes, largest first.

    Args:
        channels: Each float32 (H, W), 0 to 255.
        paper: The page's color, float32 (C,).
    """
    height, width = channels[0].shape
    step = max(1, int(np.sqrt(height * width / _MOST_SAMPLES)))
    sample = np.stack([channel[::step, ::step] for channel in channels], axis=2)
    boxes = []
    for color in _frequent_colors(sample):
        if np.abs(color - paper).max() < _NEAREST:
            continue
        # a coarse look first: most frequent colors are ink
        if _place(sample, color, paper, least_side=max(2, _LEAST_SIDE_PX // step), least_ink=_LEAST_INK / 10):
            place = _place(np.stack(channels, axis=2), color, paper)
            boxes += [Box(*place, color)] if place else []
    return sorted(boxes, key=lambda box: -box.area)


def find_panel(channels: Sequence[Pixels]) -> Box | None:
    """Find the filled box that a formula lies on, where what is around it is page and nothing else.

    Unlike the boxes of ``find_boxes`` it may reach the picture's edge and fill most of it. Above and below it
    the page may show a line that the picture's edge cuts.

    Args:
        channels: Each float32 (H, W), 0 to 255.
    """
    height, width = channels[0].shape
    step = max(1, int(np.sqrt(height * width / _MOST_SAMPLES)))
    sample = np.stack([channel[::step, ::step] for channel in channels], axis=2)
    colors = _frequent_colors(sample)
    for number, color in enumerate(colors):
        others = [other for other in colors if np.abs(other - color).max() >= _NEAREST]
        if not others or number > 1:
            break  # of one color, or neither of the two most frequent is a panel's
        least_side = max(2, _LEAST_SIDE_PX // step)
        coarse = _place(sample, color, others[0], least_side=least_side, least_ink=_LEAST_INK / 10)
        if coarse is None or coarse == (0, sample.shape[0], 0, sample.shape[1]):
            continue
        image = np.stack(channels, axis=2)
        place = _place(image, color, others[0], least_ink=_LEAST_INK / 4)
        if (
            place
            and _surrounds(image, others[0], place)
            and _is_on_page(~is_mixed(image, color, others[0]), place)
        ):
            return Box(*place, color)
    return None


def _surrounds(image: Pixels, page: Pixels, place: tuple[int, int, int, int]) -> bool:
    """Tell whether most of what is around a box has the page's color."""
    top, bottom, left, right = place
    is_page = np.abs(image - page).max(axis=2) <= _TOLERANCE
    outside = is_page.size - (bottom - top) * (right - left)
    return bool(is_page.sum() - is_page[top:bottom, left:right].sum() > outside / 2)


def _is_on_page(is_ink: NDArray[np.bool_], place: tuple[int, int, int, int]) -> bool:
    """Tell whether there is only page beside a box, and above and below at most a cut line.

    Where the ink in the box has the page's color, a thin strip of it is a rule.
    """
    top, bottom, left, right = place
    widest = max(top, left, is_ink.shape[0] - bottom, is_ink.shape[1] - right)
    if widest <= _THICKEST_RULE_PX and not is_ink[top:bottom, left:right].mean() > _LEAST_INK / 4:
        return False
    beside = is_ink[top:bottom, :left], is_ink[top:bottom, right:]
    if any(side.size and side.mean() > _MOST_DIRT for side in beside):
        return False
    # each from the picture's edge inward
    return all(_is_page_or_cut(rows) for rows in (is_ink[:top], is_ink[bottom:][::-1]))


def _is_page_or_cut(is_ink: NDArray[np.bool_]) -> bool:
    has_ink = np.asarray(is_ink.mean(axis=1) > _MOST_DIRT)
    if not has_ink.any():
        return True
    first_blank = int(np.argmin(has_ink))
    return bool(has_ink[0] and not has_ink.all() and not has_ink[first_blank:].any())


def is_mixed(pixels: Pixels, one: Pixels, other: Pixels) -> NDArray[np.bool_]:
    """Tell which pixels, float32 (H, W, C), are a mixture of two colors, float32 (C,), as at a soft edge."""
    difference = other - one
    share = np.clip((pixels - one) @ difference / max(float(difference @ difference), 1e-6), 0, 1)
    return np.asarray(np.abs(pixels - one - share[:, :, None] * difference).max(axis=2) <= _TOLERANCE)


def _frequent_colors(sample: Pixels) -> list[Pixels]:
    """List the colors that fill a part of the picture worth a box, the most frequent first."""
    codes = np.zeros(sample.shape[:2], np.int32)
    for channel in range(sample.shape[2]):
        codes = codes * _LEVELS + sample[:, :, channel].astype(np.int32) // (256 // _LEVELS)
    counts = np.bincount(codes.ravel())
    frequent = np.flatnonzero(counts >= _LEAST_SHARE * codes.size)
    frequent = frequent[np.argsort(-counts[frequent], kind="stable")]
    return [np.median(sample[codes == code], axis=0).astype(np.float32) for code in frequent]


def _place(
    image: Pixels,
    color: Pixels,
    paper: Pixels,
    *,
    least_side: int = _LEAST_SIDE_PX,
    least_ink: float = _LEAST_INK,
) -> tuple[int, int, int, int] | None:
    """Find where the box of one color is, if its pixels are one: top, bottom, left, right."""
    tolerance = min(_TOLERANCE, float(np.abs(color - paper).max()) / 2)
    is_color = np.abs(image - color).max(axis=2) <= tolerance  # (H, W)
    rows = _longest_run(is_color.mean(axis=1) > _LEAST_SHARE)
    if rows[1] - rows[0] < least_side:
        return None
    columns = _longest_run(is_color[slice(*rows)].mean(axis=0) > _LEAST_FILL / 2)
    if columns[1] - columns[0] < least_side:
        return None
    rows = _longest_run(is_color[:, slice(*columns)].mean(axis=1) > _LEAST_FILL / 2)
    inside = is_color[slice(*rows), slice(*columns)]
    if min(inside.shape) < least_side:
        return None
    edges = np.concatenate([inside[0], inside[-1], inside[:, 0], inside[:, -1]])
    fill = float(inside.mean())
    if fill < _LEAST_FILL or 1 - fill < least_ink or edges.mean() < _LEAST_EDGE:
        return None
    return *rows, *columns


def _longest_run(is_member: NDArray[np.bool_]) -> tuple[int, int]:
    """Return start and end of the longest run of members; equal where there is none."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_member, [False]]).astype(np.int8)))
    if not edges.size:
        return 0, 0
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return int(starts[longest]), int(ends[longest])
