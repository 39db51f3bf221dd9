"""Boxes of a formula's tokens: set in color by pdflatex at 12 pt and 200 dpi, one box a color."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import find_objects

from training.benchmark.cdm.coloring import MARK, MOST_TOKENS, Colored
from training.drawing.drawing import Drawing, Page
from training.drawing.fonts import FONTS
from training.drawing.tex import DOCUMENT, SIGNS, Press, malformed
from training.errors import TrainingError

SIZE_PT, DPI = 12, 200
_CHUNK = 200  # pages a document: their pictures lie in memory, about 0.5 MB each
_TIMEOUT_S = 120.0
_PAGE_OF_ITS_BOX = r"""
\setcounter{MaxMatrixCols}{40}
\renewcommand\shippage{\egroup \pdfhorigin=6pt \pdfvorigin=6pt \hoffset=0pt \voffset=0pt
  \pdfpagewidth=\dimexpr\wd0+12pt\relax \pdfpageheight=\dimexpr\ht0+\dp0+12pt\relax
  \RawShipout\box0 \setbox1\vbox{\noindent\par}}
"""


@dataclass(frozen=True)
class Box:
    """Where a token is drawn.

    Attributes:
        label: The token.
        edges: Left, top, right, bottom in pixels.
    """

    label: str
    edges: tuple[int, int, int, int]


@dataclass(frozen=True)
class Drawn:
    """A formula's tokens in the order they are written, and the size of its picture, (width, height)."""

    boxes: tuple[Box, ...]
    size: tuple[int, int]


def draw_boxes(formulas: Sequence[Sequence[str]]) -> list[Drawn | None]:
    """Draw formulas, each given as canonical tokens; None for one that cannot be drawn.

    Raises:
        TrainingError: pdflatex or pdftoppm is missing.
    """
    for program, package in (("pdflatex", "texlive-latex-base"), ("pdftoppm", "poppler-utils")):
        if shutil.which(program) is None:
            raise TrainingError(f"{program} is missing; on Debian: apt-get install {package}")
    colored: list[Colored | None] = []
    for tokens in formulas:
        try:
            colored.append(Colored(tokens) if tokens else None)
        except ValueError:
            colored.append(None)
    results: list[Drawn | None] = []
    for start in range(0, len(colored), _CHUNK):
        results += _draw_chunk(colored[start : start + _CHUNK])
    return results


def _draw_chunk(colored: Sequence[Colored | None]) -> list[Drawn | None]:
    pages = [Page("" if one is None else one.latex, display=True) for one in colored]
    sound = [number for number, one in enumerate(colored) if one is not None and not malformed(one.latex)]
    setup = FONTS["cm"]
    setup = replace(setup, packages=(r"\usepackage{xcolor}", *setup.packages))
    document = DOCUMENT.format(size=SIZE_PT, preamble=setup.preamble(), signs=SIGNS)
    head, body = document.split(r"\begin{document}")
    drawings: dict[int, Drawing] = {}
    parent = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a private folder in it
    with tempfile.TemporaryDirectory(prefix="img2latex-cdm-", dir=parent) as folder:
        whole = head + _PAGE_OF_ITS_BOX.lstrip("\n") + r"\begin{document}" + body
        _ColorPress(Path(folder), pages, whole, DPI).print(sound, drawings)
    return [
        None if one is None or (labels := drawings.get(number, Drawing(None)).image) is None
        else _boxes(one, labels)
        for number, one in enumerate(colored)
    ]  # fmt: skip


def _boxes(colored: Colored, labels: NDArray[np.uint8]) -> Drawn:
    found = find_objects(labels, max_label=MOST_TOKENS)
    boxes = tuple(
        Box(label, (place[1].start, place[0].start, place[1].stop, place[0].stop))
        for label, place in zip(colored.labels, found, strict=False)
        if place is not None
    )
    return Drawn(boxes, (labels.shape[1], labels.shape[0]))


class _ColorPress(Press):
    """Makes pictures that say of each pixel whose it is: uint8 (H, W), token number + 1, or 0."""

    program: ClassVar[str] = "pdflatex"
    product: ClassVar[str] = "page.pdf"

    def pictures(self, numbers: list[int]) -> dict[int, Drawing]:
        """Draw the pages without anti-aliasing, which would mix colors."""
        plain = ["-aa", "no", "-aaVector", "no"]
        self.run(["pdftoppm", "-r", str(self.dpi), *plain, "page.pdf", "page"], _TIMEOUT_S)
        paths = sorted(self.folder.glob("page-*.ppm"))
        drawings = {}
        for number, path in zip(numbers, paths, strict=True):
            with Image.open(path) as picture:
                pixels = np.asarray(picture.convert("RGB"))
            path.unlink()
            is_token = (pixels[:, :, 2] == MARK) & (pixels[:, :, 0] + pixels[:, :, 1] == 255)
            drawings[number] = Drawing(np.where(is_token, pixels[:, :, 0] + 1, 0).astype(np.uint8))
        return drawings
