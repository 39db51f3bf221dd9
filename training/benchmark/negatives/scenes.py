"""Pictures computed to look like photographs: clouds, hills before a sky, weaves, blurred shapes."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from training.benchmark.selection import Twin, log_uniform

_OCTAVES = 6


def draw_scenes(count: int, rng: np.random.Generator, _twin: Twin) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Draw pictures, uint8 (H, W, 3)."""
    kinds = {"clouds": _clouds, "hills": _hills, "weave": _weave, "shapes": _shapes}
    for number in range(count):
        name = list(kinds)[number % len(kinds)]
        height, width = round(log_uniform(rng, 60, 500)), round(log_uniform(rng, 80, 800))
        picture = kinds[name](height, width, rng) + rng.normal(0, 3, (height, width, 1))  # the sensor's noise
        yield np.clip(np.rint(picture), 0, 255).astype(np.uint8), name


def _colors(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    return rng.uniform(10, 245, (count, 3))


def _noise(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Sum noise of every size, the larger the stronger: (H, W) between 0 and 1."""
    total = np.zeros((height, width))
    for octave in range(_OCTAVES):
        grid = rng.normal(size=(2 + 2**octave, 2 + 2**octave))
        smooth = zoom(grid, (height / grid.shape[0] + 1, width / grid.shape[1] + 1), order=1)
        total += smooth[:height, :width] / 2**octave
    return np.asarray((total - total.min()) / (np.ptp(total) or 1.0))


def _clouds(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float64]:
    one, other = _colors(rng, 2)
    share = _noise(height, width, rng)[:, :, None]
    return np.asarray(one * share + other * (1 - share))


def _hills(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float64]:
    picture = _clouds(height, width, rng)
    rows = np.arange(height)[:, None]
    for depth in range(int(rng.integers(2, 5))):
        ridge = height * (0.35 + 0.15 * depth) + 0.3 * height * (_noise(4, width, rng)[0] - 0.5)
        picture[rows > ridge] = _colors(rng, 1)[0] * rng.uniform(0.6, 1.0)
    picture += 30 * (_noise(height, width, rng)[:, :, None] - 0.5)
    return np.asarray(gaussian_filter(picture, (0.8, 0.8, 0)))


def _weave(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float64]:
    one, other = _colors(rng, 2)
    x, y = np.arange(width)[None], np.arange(height)[:, None]
    warp = 8 * _noise(height, width, rng)
    waves = np.sin(x / rng.uniform(2, 12) + warp) * np.sin(y / rng.uniform(2, 12) - warp)
    share = (0.5 + 0.5 * waves)[:, :, None]
    return np.asarray(one * share + other * (1 - share))


def _shapes(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float64]:
    picture = _clouds(height, width, rng)
    x, y = np.arange(width)[None], np.arange(height)[:, None]
    for color in _colors(rng, int(rng.integers(3, 12))):
        middle_x, middle_y, size = (
            rng.uniform(0, width),
            rng.uniform(0, height),
            rng.uniform(0.05, 0.4) * height,
        )
        picture[(x - middle_x) ** 2 + rng.uniform(0.4, 2) * (y - middle_y) ** 2 < size**2] = color
    blur = float(rng.uniform(0.6, 6))
    return np.asarray(gaussian_filter(picture, (blur, blur, 0)))
