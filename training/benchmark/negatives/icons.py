"""Icons of a desktop, one or a row of them, in any color and size.

They come with a Debian package under a free licence (adwaita-icon-theme: LGPL-3 or CC-BY-SA-3.0).
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from training.benchmark.selection import Twin, is_of_twin, log_uniform
from training.errors import TrainingError

ICONS = Path("/usr/share/icons/Adwaita")
_SIGNS = ("list-", "value-", "format-text-", "window-minimize")  # drawn like + and −, or as letters
_PAPERS = ((255, 255, 255), (246, 245, 244), (36, 36, 36), (53, 132, 228), (30, 30, 46))


def draw_icons(count: int, rng: np.random.Generator, twin: Twin) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Draw icons on plain paper, uint8 (H, W, 3).

    Raises:
        TrainingError: They are not installed.
    """
    by_name = {path.stem: path for path in sorted(ICONS.rglob("*-symbolic.svg"))}
    paths = [path for name, path in by_name.items() if is_of_twin(name, twin) and not name.startswith(_SIGNS)]
    if not paths:
        raise TrainingError(
            "the icons are missing; on Debian: apt-get install adwaita-icon-theme; or leave them out with "
            "--negative.icons 0"
        )
    for _ in range(count):
        size = round(log_uniform(rng, 16, 128))
        chosen = [paths[int(i)] for i in rng.integers(len(paths), size=int(rng.geometric(0.4)))]
        paper = np.array(_PAPERS[int(rng.integers(len(_PAPERS)))])
        ink = (0, 0, 0) if paper.mean() > 128 else (255, 255, 255)
        if rng.random() < 0.3:
            red, green, blue = (int(level) for level in rng.integers(0, 256, 3))
            ink = (red, green, blue)
        gap, pad = round(size * rng.uniform(0.2, 0.8)), round(size * rng.uniform(0.1, 0.6))
        sheet = Image.new(
            "RGB",
            (len(chosen) * size + (len(chosen) - 1) * gap + 2 * pad, size + 2 * pad),
            tuple(int(level) for level in paper),
        )
        for place, path in enumerate(chosen):
            mask = _mask(path, size)
            sheet.paste(ink, (pad + place * (size + gap), pad), mask)
        yield np.asarray(sheet), chosen[0].stem


def _mask(path: Path, size: int) -> Image.Image:
    """Draw where an icon has ink."""
    png = resvg_py.svg_to_bytes(
        svg_string=path.read_text(encoding="utf-8"), width=size, height=size, skip_system_fonts=True
    )
    with Image.open(BytesIO(png)) as picture:
        return picture.convert("RGBA").getchannel("A").resize((size, size))
