"""Pictures of windows as small PNG files: a palette, where it looks the same."""

from pathlib import Path

import numpy as np
from PIL import Image

EXACT_COLORS, FURTHER_COLORS = 64, 192  # the commonest of a picture, and those between which the rest lies
UNSEEN = 10  # of 255: the largest difference that a palette may make, in shades that are rare


def shrink(path: Path) -> None:
    """Write a picture anew, as small as PNG can be without anyone seeing a difference."""
    with Image.open(path) as file:
        picture = file.convert("RGB")
    (with_palette(picture) or picture).save(path, optimize=True)


def with_palette(picture: Image.Image) -> Image.Image | None:
    """Return an RGB picture with a palette of 256 colors, or None where that can be seen.

    Pillow alone would change backgrounds: its palettes hold averages, and its search for the nearest color of
    a given palette is not exact.
    """
    pixels = np.asarray(picture).astype(np.int64)  # (H, W, 3)
    packed = pixels @ np.array([1 << 16, 1 << 8, 1])  # (H, W)
    colors, places, counts = np.unique(packed, return_inverse=True, return_counts=True)
    channels = np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=1)  # (C, 3)
    palette = channels
    if len(channels) > EXACT_COLORS + FURTHER_COLORS:
        commonest = channels[np.argsort(-counts, kind="stable")[:EXACT_COLORS]]
        further = picture.quantize(FURTHER_COLORS, Image.Quantize.MAXCOVERAGE).getpalette() or []
        palette = np.concatenate([commonest, np.array(further).reshape(-1, 3)])  # (≤ 256, 3)
    nearest = ((channels[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)  # (C,)
    if np.abs(channels - palette[nearest]).max() > UNSEEN:
        return None
    reduced = Image.fromarray(nearest[places].reshape(packed.shape).astype(np.uint8))
    reduced.putpalette(palette.astype(np.uint8).tobytes())
    return reduced
