"""Empty areas: paper of any color, a gradient, noise, a shadow at an edge, a JPEG's ripples."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.benchmark.selection import Twin, log_uniform

_PAPERS = ((255, 255, 255), (244, 236, 216), (21, 24, 28), (240, 240, 245), (40, 44, 52), (224, 232, 240))


def draw_blanks(count: int, rng: np.random.Generator, _twin: Twin) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Draw empty pictures, uint8 (H, W, 3)."""
    for number in range(count):
        height, width = round(log_uniform(rng, 20, 400)), round(log_uniform(rng, 40, 900))
        paper = np.array(_PAPERS[int(rng.integers(len(_PAPERS)))], dtype=np.float64)
        picture = np.tile(paper, (height, width, 1))
        name = ("plain", "gradient", "noise", "shadow", "jpeg")[number % 5]
        x, y = np.linspace(-0.5, 0.5, width)[None, :, None], np.linspace(-0.5, 0.5, height)[:, None, None]
        if name == "gradient":
            picture += rng.uniform(-40, 40, 3) * x + rng.uniform(-40, 40, 3) * y
        elif name in ("noise", "jpeg"):
            picture += rng.normal(0, rng.uniform(1, 5), (height, width, 3))
        elif name == "shadow":
            picture -= 60 * np.exp(-(x + 0.5) * width / rng.uniform(3, 12))
        pixels = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
        if name == "jpeg":
            packed = BytesIO()
            Image.fromarray(pixels).save(packed, "jpeg", quality=int(rng.integers(40, 90)))
            pixels = np.asarray(Image.open(packed))
        yield pixels, name
