"""The set ``negative``: what people snip by mistake and no formula is in; the right answer is none.

Every kind is drawn from random numbers, and from files that belong to one twin.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.benchmark.negatives.blank import draw_blanks
from training.benchmark.negatives.icons import draw_icons
from training.benchmark.negatives.photographs import draw_photographs
from training.benchmark.negatives.scenes import draw_scenes
from training.benchmark.negatives.writing import draw_code, draw_printed_prose, draw_web_prose
from training.benchmark.selection import Twin, generator_for
from training.data.picture_set import SetWriter
from training.ranges import Count

Draw = Callable[[int, np.random.Generator, Twin], Iterator[tuple[NDArray[np.uint8], str]]]


class _Kind(NamedTuple):
    """How pictures are made, and what they count as: pictures, each with the name of its source."""

    draw: Draw
    kind: str


KINDS: Mapping[str, _Kind] = {
    "blank": _Kind(draw_blanks, "blank"),
    "photographs": _Kind(draw_photographs, "photograph"),
    "scenes": _Kind(draw_scenes, "photograph"),
    "icons": _Kind(draw_icons, "icons"),
    "printed_prose": _Kind(draw_printed_prose, "prose"),
    "web_prose": _Kind(draw_web_prose, "prose"),
    "code": _Kind(draw_code, "code"),
}


@dataclass(frozen=True)
class NegativeConfig:
    """How many pictures of each kind; 0 leaves a kind out.

    Attributes:
        blank: Empty areas: paper, gradients, noise, shadows.
        photographs: Crops of photographs (Debian package mate-backgrounds).
        scenes: Pictures computed to look like photographs: clouds, hills, textures, blurred shapes.
        icons: One or several icons (Debian package adwaita-icon-theme).
        printed_prose: Lines of text as pdflatex sets them.
        web_prose: Lines of text in a browser.
        code: Listings in a browser.
    """

    blank: Count = 120
    photographs: Count = 60
    scenes: Count = 60
    icons: Count = 120
    printed_prose: Count = 90
    web_prose: Count = 90
    code: Count = 120


def build_negative(config: NegativeConfig, writer: SetWriter, seed: int, twin: Twin) -> None:
    """Draw all kinds.

    Raises:
        TrainingError: A program or a package that a kind needs is missing.
    """
    for name, (draw, kind) in KINDS.items():
        count: int = getattr(config, name)
        if count:
            drawn = draw(count, generator_for(seed, twin, "negative", name), twin)
            for picture, source in tqdm(drawn, total=count, unit=" pictures", desc=name):
                writer.add_negative(picture, kind=kind, source=source, engine=name)
