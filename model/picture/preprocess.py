"""From any picture of a formula to what the network sees: ink on paper, tightly cropped, type of one size.

Training and the app call the very same functions; a network only ever meets pictures made here.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from model.picture.boxes import find_boxes, find_panel, is_mixed
from model.picture.em import estimate_em
from model.picture.isolate import isolate, without_outer_lines
from model.picture.resample import resize
from model.picture.view import PLAIN_VIEW, Edges, Polarity, View
from model.picture.view import NoInkError as NoInkError

Ink = NDArray[np.float32]

NOMINAL_EM_PX = 16.0
"""Size of type the network sees: 7 px x-height, 5 px in subscripts."""

MARGIN_PX = 4
"""Paper kept on each side of the ink in the padded picture."""

MAX_ENLARGEMENT = 4.0
"""Type below 4 px an em carries no more shape to enlarge."""

SHAPES: tuple[tuple[int, int], ...] = (
    (32, 160),
    (48, 192),
    (32, 320),
    (64, 256),
    (48, 384),
    (64, 384),
    (48, 576),
    (112, 256),
    (96, 448),
    (64, 704),
    (160, 320),
    (80, 896),
    (112, 640),
    (176, 448),
    (128, 832),
    (256, 512),
    (192, 1024),
)
"""Padded batch shapes (height, width) in pixels, smallest area first; each costs the CPU kernels a set-up.

Chosen so that training pictures have the least paper added (training/LOG.md, 2026-11-29).
"""

_BLANK_CONTRAST = 10.0  # of 255: JPEG and dithering of an empty area stay below
_LEAST_WITH_EDGE_PX = 36  # a lower picture is hardly a box: its lines are strokes
_WHOLE_SIDE = 0.95  # of a picture's side, from where on a line along it is one
_FADE_PX = 2  # so far the edge of a filled box fades into the page
_NOISE_CONTRAST = 50.0  # of 255: an empty area with noise of sigma .04 peaks at 4.5 sigma = 46


def trim(image: NDArray[np.uint8], trim_px: int) -> NDArray[np.uint8]:
    """Cut so many pixels from each side; a negative number adds as many in the border's median color.

    Returns:
        uint8 (H, W) or (H, W, C) as given; empty where there is no more to cut.
    """
    if trim_px == 0 or image.size == 0:
        return image
    height, width = image.shape[:2]
    if trim_px > 0:
        return image[trim_px : max(trim_px, height - trim_px), trim_px : max(trim_px, width - trim_px)]
    border = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])  # (2H + 2W,) or (2H + 2W, C)
    sheet = np.empty((height - 2 * trim_px, width - 2 * trim_px, *image.shape[2:]), np.uint8)
    sheet[...] = np.median(border, axis=0)
    sheet[-trim_px : height - trim_px, -trim_px : width - trim_px] = image
    return sheet


def to_ink(image: NDArray[np.uint8], polarity: Polarity = Polarity.AUTO, *, keeps_edges: bool = False) -> Ink:
    """Turn a picture of any polarity and color into ink, float32 (h, w): paper 0, strongest ink 1.

    It is as large as the picture, or as the filled box that the formula lies on with page around it.

    The paper is the color along the border; a picture whose paper is a straight gradient keeps only what
    departs from it. Ink is the largest difference of a channel from the paper; in a filled box, such as a
    highlight or a slide's colored box, the difference from the box.

    Args:
        image: uint8 (H, W) gray, (H, W, 3) RGB or (H, W, 4) RGBA, straight alpha.
        polarity: Other than ``AUTO``, only what is darker, or lighter, than the paper is ink; and where the
            border is the odd one out, the paper is the color of most of the picture.
        keeps_edges: Whether the page around a box that the formula lies on is ink, too.

    Raises:
        NoInkError: The picture is uniform, empty, or noise alone.
        ValueError: Another shape or dtype.
    """
    if image.dtype != np.uint8 or not (image.ndim == 2 or (image.ndim == 3 and image.shape[2] in (3, 4))):
        raise ValueError(f"expected a uint8 picture of 1, 3 or 4 channels, not {image.dtype} {image.shape}")
    if image.size == 0:
        raise NoInkError("the picture is empty")
    channels = _flatten(image, polarity)
    if polarity is Polarity.AUTO and not keeps_edges and (panel := find_panel(channels)):
        channels = [channel[panel.place()] for channel in channels]
    distance = np.zeros(channels[0].shape, np.float32)
    for channel in channels:
        np.maximum(distance, _departure(channel, polarity), out=distance)
    if polarity is Polarity.AUTO:
        _lift_out_of_boxes(channels, distance)
        _clear_corner(distance)
    strongest = float(distance.max())
    typical = _median(_sample(distance))
    # Measured on Gaussian noise: the peak of 100,000 pixels is 6.5 medians in gray, 3.5 in color.
    if strongest < max(_BLANK_CONTRAST, min(7 * typical, _NOISE_CONTRAST)):
        raise NoInkError("the picture is blank")
    floor = min(3 * typical, 0.12 * strongest)  # paper noise; the cap spares dense ink
    return np.asarray(np.maximum((distance - floor) / (strongest - floor), 0), np.float32)


def crop_to_ink(ink: Ink) -> Ink:
    """Cut to the tight box around the ink; lone faint pixels do not count.

    Raises:
        NoInkError: No pixel counts as ink.
    """
    around = np.zeros((ink.shape[0] + 2, ink.shape[1] + 2), np.float32)
    around[1:-1, 1:-1] = ink
    around = around[:-2] + around[1:-1] + around[2:]
    around = around[:, :-2] + around[:, 1:-1] + around[:, 2:]
    # A period of 6 px type is one pixel of .5 with faint neighbors; what noise leaves is fainter and alone.
    counts = (ink > 0.2) & (around > 0.5)
    rows, columns = np.flatnonzero(counts.any(axis=1)), np.flatnonzero(counts.any(axis=0))
    if not rows.size:
        raise NoInkError("the picture is blank")
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def isolated(ink: Ink) -> tuple[Ink, float]:
    """Crop a picture's ink to its formula alone, and estimate the size of its type in pixels.

    Raises:
        NoInkError: No pixel counts as ink.
    """
    alone, em_px = _isolated(ink)
    return crop_to_ink(alone), em_px


def _isolated(ink: Ink) -> tuple[Ink, float]:
    em_px = estimate_em(crop_to_ink(ink))
    alone = isolate(ink, em_px)
    return (ink, em_px) if alone is ink else (alone, estimate_em(crop_to_ink(alone)))


def rescale(ink: Ink, factor: float) -> Ink:
    """Scale by a factor, anti-aliased; enlargement stops at ``MAX_ENLARGEMENT``."""
    factor = min(factor, MAX_ENLARGEMENT)
    height, width = (max(1, round(side * factor)) for side in ink.shape)
    if (height, width) == ink.shape:
        return ink
    scaled = resize(ink, height, width)
    return np.clip(scaled, 0, 1, out=scaled)  # rounding may leave a hair above 1


def smallest_shape(height: int, width: int) -> tuple[int, int] | None:
    """Find the smallest of ``SHAPES`` that holds ink of this size with its margins; None if none does."""
    fitting = (s for s in SHAPES if s[0] >= height + 2 * MARGIN_PX and s[1] >= width + 2 * MARGIN_PX)
    return next(fitting, None)


def pad_to_shape(ink: Ink, shape: tuple[int, int] | None = None) -> Ink:
    """Put the ink at the top left of a sheet of paper, a margin from the corner.

    Args:
        ink: Cropped ink, float32 (H, W).
        shape: Size of the sheet; None takes the smallest of ``SHAPES``. Ink too large for it is shrunk.

    Returns:
        float32 of exactly that shape.
    """
    shape = shape or smallest_shape(*ink.shape) or max(SHAPES, key=lambda s: _fit(ink.shape, s))
    factor = _fit(ink.shape, shape)
    if factor < 1:
        ink = rescale(ink, factor)
    sheet = np.zeros(shape, np.float32)
    ink = ink[: shape[0] - 2 * MARGIN_PX, : shape[1] - 2 * MARGIN_PX]
    sheet[MARGIN_PX : MARGIN_PX + ink.shape[0], MARGIN_PX : MARGIN_PX + ink.shape[1]] = ink
    return sheet


def preprocess(image: NDArray[np.uint8], view: View = PLAIN_VIEW) -> Ink:
    """Prepare one picture for the network.

    Args:
        image: uint8 (H, W), (H, W, 3) or (H, W, 4).
        view: How to look at it.

    Returns:
        float32 (1, H, W) of one of ``SHAPES``.

    Raises:
        NoInkError: The picture holds nothing but paper.
    """
    return MeasuredInk.of(image, view).sheet(1.0)


@dataclass(frozen=True)
class MeasuredInk:
    """A picture on its way to the network: what is left once it is known how large its type is.

    Attributes:
        ink: Cropped, float32 (H, W), in the picture's own resolution.
        em_px: Estimated size of type in it, over the scale that the view asks for.
        narrower: The same without lines that the picture's edge touches, where there are such lines: whether
            they are cut or rows of the formula only reading can tell.
    """

    ink: Ink
    em_px: float
    narrower: "MeasuredInk | None" = None

    @classmethod
    def of(cls, image: NDArray[np.uint8], view: View = PLAIN_VIEW) -> Self:
        """Crop a picture and measure its type; arguments and errors are those of ``preprocess``."""
        trimmed = trim(image, view.trim_px)
        if view.edges is Edges.KEEP:
            ink = crop_to_ink(to_ink(trimmed, view.polarity, keeps_edges=True))
            return cls(ink, estimate_em(ink) / view.scale)
        ink, em_px = _isolated(to_ink(trimmed, view.polarity))
        narrower = None
        if (fewer := without_outer_lines(ink, em_px)) is not None:
            fewer = crop_to_ink(fewer)
            narrower = cls(fewer, estimate_em(fewer) / view.scale)
        whole = cls(crop_to_ink(ink), em_px / view.scale, narrower)
        return narrower if narrower and view.edges is Edges.CUT else whole

    def sheet(self, size: float) -> Ink:
        """Show it to the network: float32 (1, H, W) of one of ``SHAPES``, type at ``size`` nominal ems."""
        return pad_to_shape(rescale(self.ink, size * NOMINAL_EM_PX / self.em_px))[None]


def to_picture(sheet: Ink) -> NDArray[np.uint8]:
    """Turn what ``preprocess`` made into a picture for people: dark ink on white, a margin on each side.

    Args:
        sheet: float32 (1, H, W).

    Returns:
        uint8 (H, W), as small as the ink and its margins.
    """
    rows, columns = np.flatnonzero(sheet[0].any(axis=1)), np.flatnonzero(sheet[0].any(axis=0))
    seen = sheet[0, : rows[-1] + 1 + MARGIN_PX, : columns[-1] + 1 + MARGIN_PX]
    return np.rint(255 * (1 - seen)).astype(np.uint8)


def _fit(size: tuple[int, ...], shape: tuple[int, int]) -> float:
    """Factor by which ink of this size just fits the shape with its margins."""
    return min((shape[0] - 2 * MARGIN_PX) / size[0], (shape[1] - 2 * MARGIN_PX) / size[1])


def _flatten(image: NDArray[np.uint8], polarity: Polarity) -> list[NDArray[np.float32]]:
    """Split into channels; transparent pictures lie on white or black, whichever differs from their color."""
    if image.ndim == 2:
        return [image.astype(np.float32)]
    color = [image[:, :, i].astype(np.float32) for i in range(3)]
    if image.shape[2] == 3 or image[:, :, 3].min() == 255:
        return color
    alpha = image[:, :, 3].astype(np.float32) / 255
    visible = sum(float((channel * alpha).sum()) for channel in color) / max(3 * float(alpha.sum()), 1e-6)
    is_light = visible > 127 if polarity is Polarity.AUTO else polarity is Polarity.LIGHT_INK
    paper = np.float32(0 if is_light else 255)
    return [np.asarray(channel * alpha + paper * (1 - alpha), np.float32) for channel in color]


def _lift_out_of_boxes(channels: list[NDArray[np.float32]], distance: NDArray[np.float32]) -> None:
    """Measure what lies in filled boxes from their own color, as strong as the strongest ink outside."""
    papers = [_paper(channel) for channel in channels]
    if any(paper.size > 1 for paper in papers):
        return  # a gradient is no page around a box
    paper = np.array([_median(paper) for paper in papers], np.float32)
    boxes = find_boxes(channels, paper)
    if not boxes:
        return
    picture = np.stack(channels, axis=2)  # (H, W, C)
    for box in boxes:
        distance[box.place(around=_FADE_PX)] *= ~is_mixed(
            picture[box.place(around=_FADE_PX)], box.color, paper
        )
        distance[box.place()] = 0
    strongest = float(distance.max())
    for box in boxes:
        inside = np.abs(picture[box.place()] - box.color).max(axis=2)
        peak = float(inside.max())
        scale = strongest / peak if strongest >= _BLANK_CONTRAST and peak >= _BLANK_CONTRAST else 1.0
        distance[box.place()] = inside * np.float32(scale)


def _clear_corner(distance: NDArray[np.float32]) -> None:
    """Clear the edge of a page that a snip of a box caught on two sides; a frame has more, a rule one."""
    if min(distance.shape) < _LEAST_WITH_EDGE_PX:
        return
    inward = (distance, distance[::-1], distance.T, distance.T[::-1])  # each side first
    reach = distance.max() / 4
    is_edge = [_is_thin_line(side[: 2 * _FADE_PX] > reach) for side in inward]
    if sum(is_edge[:2]) == 1 and sum(is_edge[2:]) == 1:
        for side, is_cleared in zip(inward, is_edge, strict=True):
            side[:_FADE_PX] *= not is_cleared


def _is_thin_line(along: NDArray[np.bool_]) -> bool:
    """Tell whether the first rows of a side are a line from end to end, and the next ones paper."""
    is_whole = along[:_FADE_PX].any(axis=0).mean() > _WHOLE_SIDE
    return bool(is_whole and along[_FADE_PX:].mean() < 1 - _WHOLE_SIDE + _FADE_PX / along.shape[1])


def _departure(channel: NDArray[np.float32], polarity: Polarity) -> NDArray[np.float32]:
    """Return how far each pixel is from the paper, on the side of the ink; elsewhere at most 0."""
    paper = _paper(channel)
    if polarity is Polarity.AUTO:
        return np.asarray(np.abs(channel - paper), np.float32)
    sign = np.float32(1 if polarity is Polarity.LIGHT_INK else -1)
    most = _median(_sample(channel))
    if sign * (_median(paper) - most) > _BLANK_CONTRAST:  # no ink could be told from that paper
        paper = np.full((1, 1), most, np.float32)
    return sign * (channel - paper)


def _paper(channel: NDArray[np.float32]) -> NDArray[np.float32]:
    """Estimate the paper's level: (1, 1), or (H, W) where it is a straight gradient."""
    height, width = channel.shape
    ring = max(1, min(3, height // 8, width // 8))  # three deep, so that a one-pixel frame is outvoted
    sides = (channel[:ring], channel[-ring:], channel[:, :ring], channel[:, -ring:])
    top, bottom, left, right = (_median(side) for side in sides)
    flat = np.full((1, 1), _median(np.concatenate([side.ravel() for side in sides])), np.float32)
    if max(abs(right - left), abs(bottom - top)) < 2:  # of 255
        return flat
    x = np.linspace(-0.5, 0.5, width, dtype=np.float32)
    y = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None]
    slope = flat + np.float32(right - left) * x + np.float32(bottom - top) * y
    # Sides of unlike color are no proof of a gradient (ink may lie on one of them): the better fit decides.
    fits = _median(_sample(np.abs(channel - slope))) < _median(_sample(np.abs(channel - flat)))
    return slope if fits else flat


def _sample(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Thin out a plane to some 10,000 pixels, enough for a median."""
    return plane[:: 1 + plane.shape[0] // 64, :: 1 + plane.shape[1] // 256]


def _median(values: NDArray[np.float32]) -> float:
    """Return the upper median; ``np.median`` averages two and takes twice as long."""
    flat = values.ravel()
    return float(np.partition(flat, flat.size // 2)[flat.size // 2])
