"""What stands around a formula on its page and is caught by a snip: slivers of other lines, frames, rules.

None of it belongs to the formula: the network learns to leave it out.
"""

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

_INK_BELOW = 128
_PAPER = 255


def add_sliver(image: Gray, em_px: float, rng: np.random.Generator) -> Gray:
    """Let a sliver of another line show above or below, or both: an end of this picture, shifted sideways."""
    rows = np.flatnonzero((image < _INK_BELOW).any(axis=1))
    first, last = (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, image.shape[0])
    side = rng.random()
    parts = [image[first:last]]
    if side < 0.6:
        parts = [_sliver(image, first, last, em_px, rng, is_above=True), *parts]
    if side > 0.4:
        parts = [*parts, _sliver(image, first, last, em_px, rng, is_above=False)]
    return np.concatenate(parts)


def add_frame(image: Gray, em_px: float, rng: np.random.Generator) -> Gray:
    r"""Draw a frame, or some of its sides, farther off than that of ``\boxed``: a theorem's, a slide's."""
    level = int(rng.choice((0, 0, 90, 150, 190)))
    thickness = max(1, round(em_px * float(rng.uniform(0.03, 0.12))))
    up, down, left, right = (round(em_px * float(rng.uniform(0.9, 2.2))) for _ in range(4))
    height, width = image.shape[0] + up + down, image.shape[1] + left + right
    sheet = np.full((height + 2 * thickness, width + 2 * thickness), _PAPER, np.uint8)
    sheet[
        thickness + up : thickness + up + image.shape[0], thickness + left : thickness + left + image.shape[1]
    ] = image
    edges = (np.s_[:thickness, :], np.s_[-thickness:, :], np.s_[:, :thickness], np.s_[:, -thickness:])
    for is_drawn, edge in zip(_sides(rng), edges, strict=True):
        if is_drawn:
            sheet[edge] = level
    return sheet


def _sides(rng: np.random.Generator) -> tuple[bool, bool, bool, bool]:
    """Choose what is drawn of a frame, top, bottom, left, right: all, a bar beside, rules, or any."""
    kind = rng.random()
    if kind < 0.4:
        return True, True, True, True
    if kind < 0.6:
        return False, False, True, False
    if kind < 0.75:
        return True, True, False, False
    top, bottom, right = (bool(side) for side in rng.random(3) < 0.5)
    return top, bottom, True, right


def _sliver(
    image: Gray, first: int, last: int, em_px: float, rng: np.random.Generator, *, is_above: bool
) -> Gray:
    """Return an end of the picture, shifted sideways, with the gap between it and the formula."""
    height = max(1, min(image.shape[0] // 3, round(em_px * rng.uniform(0.1, 0.4))))
    gap = np.full((round(em_px * rng.uniform(0.3, 0.8)), image.shape[1]), _PAPER, np.uint8)
    shift = int(rng.integers(image.shape[1]))
    if is_above:
        return np.concatenate([np.roll(image[last - height : last], shift, axis=1), gap])
    return np.concatenate([gap, np.roll(image[first : first + height], shift, axis=1)])
