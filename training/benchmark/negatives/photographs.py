"""Crops of photographs that come with a Debian package under a free licence (mate-backgrounds: GPL-2+)."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.benchmark.selection import Twin, is_of_twin, log_uniform
from training.errors import TrainingError

PHOTOGRAPHS = Path("/usr/share/backgrounds/mate/nature")


def draw_photographs(
    count: int, rng: np.random.Generator, twin: Twin
) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Crop photographs, uint8 (H, W, 3).

    Raises:
        TrainingError: They are not installed.
    """
    paths = [path for path in sorted(PHOTOGRAPHS.glob("*.jpg")) if is_of_twin(path.stem, twin)]
    if not paths:
        raise TrainingError(
            "the photographs are missing; on Debian: apt-get install mate-backgrounds; "
            "or leave them out with --negative.photographs 0"
        )
    for number in range(count):
        path = paths[number % len(paths)]
        with Image.open(path) as picture:
            # a photograph on a page is smaller than on a desktop
            share = log_uniform(rng, 0.1, 1.0)
            width, height = (max(40, round(side * share * rng.uniform(0.5, 1.0))) for side in picture.size)
            left, top = (
                int(rng.integers(0, max(whole - part, 1)))
                for whole, part in zip(picture.size, (width, height), strict=True)
            )
            crop = picture.convert("RGB").crop((left, top, left + width, top + height))
        crop.thumbnail((round(log_uniform(rng, 80, 900)),) * 2)
        yield np.asarray(crop), path.stem
