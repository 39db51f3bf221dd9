"""Surroundings of a formula that a snip catches: edges of other lines, frames, rules.

None of it belongs to the formula: the network learns to leave it out.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Gray = NDArray[np.uint8]

_INK_BELOW = 128
_PAPER = 255


class Neighbor(NamedTuple):
    """Another picture, part of which may stand beside a formula.

    Attributes:
        image: uint8 (H, W), 255 = paper.
        em_px: Size of type in it.
    """

    image: Gray
    em_px: float


def add_neighbor(image: Gray, em_px: float, other: Neighbor, rng: np.random.Generator) -> Gray:
    """Let the edge of another line show: above, below or both, now and then a cut letter beside.

    The line ends where the picture ends, as the edge of a snip cuts it.
    """
    side = rng.random()
    line = _same_type(other, em_px * float(rng.uniform(0.75, 1.1)))
    if line.size == 0:
        return image
    if side < 0.12:
        return _beside(image, line, em_px, rng)
    if side < 0.62:
        image = _under(image[::-1], line[::-1], em_px, rng)[::-1]
    if side > 0.54:
        image = _under(image, line, em_px, rng)
    return image


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


def _same_type(other: Neighbor, em_px: float) -> Gray:
    """Cut a picture to its ink and bring it to a size of type; empty where there is no ink."""
    is_ink = other.image < _INK_BELOW
    rows, columns = np.flatnonzero(is_ink.any(axis=1)), np.flatnonzero(is_ink.any(axis=0))
    if not rows.size:
        return np.empty((0, 0), np.uint8)
    tight = other.image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    factor = em_px / other.em_px
    size = max(1, round(tight.shape[1] * factor)), max(1, round(tight.shape[0] * factor))
    return np.asarray(Image.fromarray(tight).resize(size, Image.Resampling.BOX))


def _under(image: Gray, line: Gray, em_px: float, rng: np.random.Generator) -> Gray:
    """Put the first rows of a line under a picture, anywhere in its width."""
    shown = round(em_px * float(np.exp(rng.uniform(np.log(0.05), np.log(0.9)))))
    gap = round(em_px * float(np.exp(rng.uniform(np.log(0.2), np.log(1.5)))))
    rows = np.flatnonzero((image < _INK_BELOW).any(axis=1))
    end = int(rows[-1]) + 1 if rows.size else image.shape[0]
    part = line[: max(1, shown)]
    width = image.shape[1]
    strip = np.full((part.shape[0], width), _PAPER, np.uint8)
    # mostly a line goes on beyond the picture on both sides; a short one stands somewhere
    offset = int(rng.integers(-max(part.shape[1] - width, 0), max(width - part.shape[1], 0) + 1))
    first = max(offset, 0)
    piece = part[:, max(-offset, 0) : max(-offset, 0) + width - first]
    strip[:, first : first + piece.shape[1]] = piece
    return np.concatenate([image[:end], np.full((gap, width), _PAPER, np.uint8), strip])


def _beside(image: Gray, line: Gray, em_px: float, rng: np.random.Generator) -> Gray:
    """Put the cut end of a line before or after a picture, as a word of the text around it."""
    shown = max(1, round(em_px * float(rng.uniform(0.04, 0.25))))
    gap = np.full((image.shape[0], round(em_px * float(rng.uniform(0.35, 0.8)))), _PAPER, np.uint8)
    is_before = rng.random() < 0.5
    end = line[:, -shown:] if is_before else line[:, :shown]
    strip = np.full((image.shape[0], end.shape[1]), _PAPER, np.uint8)
    room = image.shape[0] - end.shape[0]
    top = max(room, 0) // 2
    piece = end[max(-room, 0) // 2 :][: image.shape[0]]
    strip[top : top + piece.shape[0]] = piece
    columns = np.flatnonzero((image < _INK_BELOW).any(axis=0))
    if not columns.size:
        return image
    if is_before:
        return np.concatenate([strip, gap, image[:, columns[0] :]], axis=1)
    return np.concatenate([image[:, : columns[-1] + 1], gap, strip], axis=1)
