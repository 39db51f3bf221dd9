"""Drawing protocol: pages in, pictures or causes out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

PAPER = 255
MARGIN_PX = 8
# Lightest ink that counts: below a tenth of full black nothing is seen.
_INK_BELOW = 230


@dataclass(frozen=True)
class Page:
    """One formula to draw.

    Attributes:
        latex: Math-mode LaTeX on one line, without dollars.
        display: Whether it is set in display style.
    """

    latex: str
    display: bool


@dataclass(frozen=True)
class Drawing:
    """The outcome for one page: a picture or the cause of its absence.

    Attributes:
        image: uint8 (H, W), 255 = paper, cropped to its ink plus ``MARGIN_PX``; None where drawing failed.
        cause: Short category of the failure, empty where there is a picture.
    """

    image: NDArray[np.uint8] | None
    cause: str = ""


class Look(Protocol):
    """A program, a font and a size: all that the pictures of one batch share."""

    engine: ClassVar[str]

    @property
    def font(self) -> str:
        """Name of the font."""

    @property
    def em_px(self) -> float:
        """Width of the text font's quad in pixels."""

    def can_draw(self, tokens: Sequence[str]) -> bool:
        """Tell whether a canonical formula comes out readable in this look."""

    def draw(self, pages: Sequence[Page]) -> list[Drawing]:
        """Draw many formulas; returns one drawing a page, in order."""


def has_run(tokens: Sequence[str], runs: tuple[str, ...]) -> bool:
    r"""Tell whether canonical tokens contain one of some runs of tokens, such as ``\mathbb 1``.

    A run's last token may have its brace fused: ``\mathsf`` is also found in ``\mathsf{ a b }``.
    """
    return bool(runs) and _any_of(runs).search(" ".join(tokens)) is not None


@cache
def _any_of(runs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:^| )(?:{'|'.join(map(re.escape, runs))})\{{?(?: |$)")


def frame_ink(pixels: NDArray[np.uint8]) -> Drawing:
    """Crop a gray picture to its ink and add ``MARGIN_PX`` of paper."""
    rows, columns = (np.flatnonzero((pixels < _INK_BELOW).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return Drawing(None, "no ink")
    ink = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Drawing(np.pad(ink, MARGIN_PX, constant_values=PAPER))
