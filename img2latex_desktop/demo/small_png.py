"""Pictures of windows as small PNG files: a palette, where it looks the same."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

EXACT_COLORS, FURTHER_COLORS = 64, 192  # the commonest of a picture, and those between which the rest lies
SEARCHED_COLORS = 4096  # at once: what the search holds in memory grows with them
UNSEEN = 10  # of 255: the largest difference that a palette may make, in shades that are rare


def shrink(path: Path) -> None:
    """Write a picture anew, as small as PNG can be without anyone seeing a difference."""
    with Image.open(path) as file:
        picture = file.convert("RGB")
    (with_palette(picture) or picture).save(path, optimize=True)


def with_palette(picture: Image.Image) -> Image.Image | None:
    """Return an RGB picture with a palette of 256 colors, or None where that can be seen."""
    reduced, difference = in_palette(picture, palette_of(picture))
    return reduced if difference <= UNSEEN else None


def palette_of(picture: Image.Image) -> NDArray[np.int64]:
    """Return up to 256 colors for an RGB picture, shape (C, 3); the commonest are exact.

    Pillow alone would change backgrounds: its palettes hold averages.
    """
    channels, _, counts = _colors_of(picture)
    if len(channels) <= EXACT_COLORS + FURTHER_COLORS:
        return channels
    commonest = channels[np.argsort(-counts, kind="stable")[:EXACT_COLORS]]
    further = picture.quantize(FURTHER_COLORS, Image.Quantize.MAXCOVERAGE).getpalette() or []
    return np.concatenate([commonest, np.array(further, np.int64).reshape(-1, 3)])


def in_palette(picture: Image.Image, palette: NDArray[np.int64]) -> tuple[Image.Image, int]:
    """Return an RGB picture in the nearest colors of a palette, and the largest difference of a channel.

    Pillow's own search for the nearest color is not exact.
    """
    channels, places, _ = _colors_of(picture)
    nearest = np.concatenate(
        [
            ((part[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
            for part in np.split(channels, range(SEARCHED_COLORS, len(channels), SEARCHED_COLORS))
        ]
    )  # (C,)
    reduced = Image.fromarray(nearest[places].reshape(picture.height, picture.width).astype(np.uint8))
    reduced.putpalette(palette.astype(np.uint8).tobytes())
    return reduced, int(np.abs(channels - palette[nearest]).max())


def _colors_of(picture: Image.Image) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the colors (C, 3), the color of each pixel (H·W,), and how often each is there (C,)."""
    pixels = np.asarray(picture).astype(np.int64).reshape(-1, 3)
    packed = pixels @ np.array([1 << 16, 1 << 8, 1])
    colors, places, counts = np.unique(packed, return_inverse=True, return_counts=True)
    return np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=1), places, counts
