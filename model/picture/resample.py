"""Resampling of ink: any size with an anti-aliased filter, or exactly twice the size with a sharper one."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Ink = NDArray[np.float32]

# Weights of four neighbors at a quarter of a pixel past the second. Source: Keys 1981, "Cubic convolution
# interpolation for digital image processing", with a = -3/4.
_CUBIC = tuple(np.float32(weight) for weight in (-0.10546875, 0.87890625, 0.26171875, -0.03515625))


def resize(ink: Ink, height: int, width: int) -> Ink:
    """Resize by a triangle filter, as wide as an output pixel where that is larger; float32 (H, W) → same."""
    picture = Image.fromarray(np.ascontiguousarray(ink))  # mode F
    return np.array(
        picture.resize((width, height), Image.Resampling.BILINEAR)
    )  # a copy: it may be written to


def double(ink: Ink) -> Ink:
    """Enlarge twice in both directions by cubic convolution; float32 (H, W) → (2H, 2W)."""
    return _double_columns(_double_columns(ink.T).T)


def _double_columns(ink: Ink) -> Ink:
    """Enlarge (H, W) to (H, 2W): outputs lie a quarter of a pixel before and after each input."""
    padded = np.pad(ink, ((0, 0), (2, 2)), mode="edge")
    width = ink.shape[1]
    shifted = [padded[:, at : at + width] for at in range(5)]
    out = np.empty((ink.shape[0], 2 * width), np.float32)
    out[:, 0::2] = sum(weight * part for weight, part in zip(_CUBIC, shifted[3::-1], strict=True))
    out[:, 1::2] = sum(weight * part for weight, part in zip(_CUBIC, shifted[1:], strict=True))
    return out
