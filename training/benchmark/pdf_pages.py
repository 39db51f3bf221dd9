"""Pages as a PDF viewer shows them: prose and displays set by pdflatex, drawn by poppler, anti-aliased.

The document writes down where each display stands, so that pictures can be cut from the pages.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.drawing.fonts import FontSetup
from training.drawing.tex import SIGNS, TEX_POINTS_PER_INCH
from training.errors import TrainingError

TEXT_WIDTH_PT = 455.0  # 160 mm: A4 with margins of 25 mm
_PAGE_HEIGHT_PT = 845.05  # 297 mm
_MARGIN_PT = 71.13  # 25 mm
_SCALED_POINTS = 65536
FRAME = "frame"
_TIMEOUT_S = 120.0

_HEAD = r"""\documentclass[{options}]{{article}}
{preamble}
{signs}
\providecommand\mathds{{\mathbb}}
\usepackage[a4paper,margin=25mm]{{geometry}}
\usepackage{{xcolor}}
\pagestyle{{plain}}
\newwrite\places \immediate\openout\places=places.txt
\newbox\formula
\newcommand\place[1]{{\edef\note{{\noexpand\pdfsavepos\noexpand\write\noexpand\places{{#1
  \noexpand\thepage\space
  \noexpand\the\pdflastxpos\space\noexpand\the\pdflastypos\space
  \number\wd\formula\space\number\ht\formula\space\number\dp\formula}}}}\note\copy\formula}}
\begin{{document}}
"""


class PdfError(TrainingError):
    """A page cannot be made."""


@dataclass(frozen=True)
class Display:
    """A displayed formula.

    Attributes:
        latex: Math-mode LaTeX on one line.
        number: The equation number at the margin, without parentheses; empty for none.
        box: What is drawn around it, as wide as the text: nothing, a frame as of a theorem, or a filled box
            of a color of xcolor.
    """

    latex: str
    number: str = ""
    box: str = ""


@dataclass(frozen=True)
class Place:
    """Where a display stands, in points from the top left corner of its page.

    Attributes:
        page: Counted from 1.
        left, top, right, bottom: The box that TeX gave the formula; ink may reach beyond it.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Document:
    """A PDF file in memory, with the places of its displays, in their order."""

    pdf: bytes
    places: tuple[Place, ...]

    def page(self, number: int, dpi: int) -> NDArray[np.uint8]:
        """Draw a page as a viewer does: uint8 (H, W, 3)."""
        pages = str(number)
        command = ["pdftoppm", "-r", str(dpi), "-f", pages, "-l", pages, "-"]
        drawn = subprocess.run(command, input=self.pdf, capture_output=True, timeout=_TIMEOUT_S, check=False)
        if drawn.returncode:
            raise PdfError(f"pdftoppm: {drawn.stderr.decode(errors='replace').strip()[:200]}")
        with Image.open(BytesIO(drawn.stdout)) as picture:
            return np.asarray(picture.convert("RGB"))


def typeset_document(
    setup: FontSetup, size_pt: int, blocks: Sequence[Display | str], *, numbers_left: bool = False
) -> Document:
    """Set paragraphs of plain text and displays one after the other.

    Args:
        setup: Fonts.
        size_pt: 10, 11 or 12.
        blocks: Text as it is, of any characters of ASCII; or displays.
        numbers_left: Whether equation numbers stand at the left margin.

    Raises:
        PdfError: pdflatex or pdftoppm is missing, or a formula does not compile.
    """
    for program, package in (("pdflatex", "texlive-latex-base"), ("pdftoppm", "poppler-utils")):
        if shutil.which(program) is None:
            raise PdfError(f"{program} is missing; on Debian: apt-get install {package}")
    lines, displays = [], 0
    for block in blocks:
        if isinstance(block, str):
            lines.append(escape_text(block) + "\n")
            continue
        tag = rf"\tag{{{block.number}}}" if block.number else ""
        display = rf"\[ \place{{{displays}}}{tag} \]"
        lines.append(rf"\setbox\formula\hbox{{$\displaystyle {block.latex} $}}{_boxed(display, block.box)}")
        displays += 1
    options = f"{size_pt}pt" + ",leqno" * numbers_left
    source = (
        _HEAD.format(options=options, preamble=setup.preamble(), signs=SIGNS)
        + "\n".join(lines)
        + "\n\\end{document}\n"
    )
    with tempfile.TemporaryDirectory(prefix="img2latex-pdf-") as name:
        folder = Path(name)
        (folder / "page.tex").write_text(source, encoding="utf-8")
        command = ["pdflatex", "-interaction=batchmode", "-no-shell-escape", "page.tex"]
        subprocess.run(command, cwd=folder, capture_output=True, timeout=_TIMEOUT_S, check=False)
        notes = folder / "places.txt"
        places = _read_places(notes.read_text(encoding="utf-8")) if notes.is_file() else {}
        pdf = folder / "page.pdf"
        log = (folder / "page.log").read_text(encoding="utf-8", errors="replace")
        problem = " ".join(re.findall(r"^(?:!|l\.\d).*", log, re.MULTILINE))[:300] if "\n!" in log else ""
        if not pdf.is_file() or sorted(places) != list(range(displays)):
            problem = problem or "no page came out"
        if problem:
            raise PdfError(f"pdflatex, font {setup.name}: {problem}")
        return Document(pdf.read_bytes(), tuple(places[number] for number in range(displays)))


def _boxed(display: str, box: str) -> str:
    """Put a display into a box as wide as the text."""
    if not box:
        return display
    width = r"\dimexpr\linewidth-2\fboxsep-2\fboxrule\relax"
    inner = rf"\begin{{minipage}}{{{width}}}{display}\end{{minipage}}"
    frame = rf"\fbox{{{inner}}}" if box == FRAME else rf"\colorbox{{{box}}}{{{inner}}}"
    return rf"\par\medskip\noindent{frame}\par\medskip "


def pixels(points: float, dpi: int) -> float:
    """Turn TeX's points into pixels."""
    return points * dpi / TEX_POINTS_PER_INCH


def escape_text(text: str) -> str:
    """Write plain text as LaTeX; what is not ASCII is left out."""
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    special |= {sign: "\\" + sign for sign in "#$%&_{}"}
    return "".join(special.get(sign, sign) for sign in text if sign.isascii())


def _read_places(notes: str) -> dict[int, Place]:
    places = {}
    for line in notes.splitlines():
        number, page, *lengths = (int(word) for word in line.split())
        x, y, width, height, depth = (length / _SCALED_POINTS for length in lengths)
        baseline = _PAGE_HEIGHT_PT - y
        places[number] = Place(page, x, baseline - height, x + width, baseline + depth)
    return places
