r"""The set ``cut``: formulas that are snipped together with what stands around them on a page.

Formulas are set as in the set ``pdf``, in fonts of training and others. The right answer is the formula
alone; a number that was snipped is part of it, as its ``\tag``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from model.formula.reader.normalize import normalize
from training.benchmark.crop import ink_of
from training.benchmark.pdf import (
    blank_rows,
    end_of_ink,
    equation_number,
    fits_pages,
    widths_pt,
)
from training.benchmark.pdf_pages import (
    FRAME,
    TEXT_WIDTH_PT,
    Display,
    Place,
    pixels,
    typeset_document,
)
from training.benchmark.prose import paragraphs
from training.benchmark.selection import UNSEEN_FONTS, HeldOut, Twin, generator_for, log_uniform
from training.corpus.formula_file import Formula
from training.corpus.spelling import repair_spelling
from training.data.picture_set import SetWriter
from training.drawing.fonts import FONTS, chosen
from training.drawing.tex import TRUE_SIZE_PT
from training.ranges import Count, Positive

SLIVER, HALF_LINE, LEFT_NUMBER, FRAMED, FILLED = (
    "sliver of a line",
    "half a line",
    "number on the left",
    "frame around",
    "filled box around",
)
KINDS = (SLIVER, HALF_LINE, LEFT_NUMBER, FRAMED, FILLED)
_FILLS = ("yellow!40", "cyan!25", "gray!20", "orange!30", "green!20", "blue!70!black", "black!80")
_WIDEST_PT = TEXT_WIDTH_PT - 120  # room for a number and for the sides of a box
_SHOWN_EM = {SLIVER: (0.04, 0.4), HALF_LINE: (0.4, 0.8)}  # of the line that the crop cuts
_RULE_SHARE = 0.9  # of the columns between the margins: a rule, or a filled box
_MOST_PADDING_EM = 4.0  # between a display and its frame

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class CutConfig:
    """How many formulas, in which fonts.

    Attributes:
        each: Pictures of each of ``KINDS``.
        fonts: One a document, in turn.
        dpi: Lowest and highest zoom of the viewer, one a formula.
    """

    each: Count = 120
    fonts: tuple[str, ...] = ("cm", "newtx", "libertinus", "fira", *UNSEEN_FONTS)
    dpi: tuple[Positive, Positive] = (80, 200)


def build_cut(config: CutConfig, held_out: HeldOut, writer: SetWriter, seed: int, twin: Twin) -> None:
    """Set, draw and crop the pages, one document for each kind and font.

    Raises:
        PdfError: pdflatex or pdftoppm is missing.
        TrainingError: A font has no set-up of that name.
    """
    chosen(config.fonts)
    rng = generator_for(seed, twin, "cut")
    text = paragraphs(twin)
    waiting = [one for one in held_out.mixed(rng) if fits_pages(one)][::-1]
    with tqdm(total=config.each * len(KINDS), unit=" pictures", desc="cut") as bar:
        for kind in KINDS:
            for place, font in enumerate(config.fonts):
                wanted = len(range(place, config.each, len(config.fonts)))
                formulas = _fitting(waiting, font, wanted)
                _write_document(kind, font, formulas, config, writer, rng, text)
                bar.update(len(formulas))


def _fitting(waiting: list[Formula], font: str, wanted: int) -> list[Formula]:
    """Take formulas that a font can set and that leave room at the margins."""
    taken: list[Formula] = []
    while waiting and len(taken) < wanted:
        dealt = [waiting.pop() for _ in range(min(2 * wanted, len(waiting)))]
        dealt = [one for one in dealt if FONTS[font].can_draw(one.tokens)]
        widths = widths_pt(font, dealt)
        taken += [one for one, width in zip(dealt, widths, strict=True) if width < _WIDEST_PT]
    return taken[:wanted]


def _write_document(
    kind: str,
    font: str,
    formulas: Sequence[Formula],
    config: CutConfig,
    writer: SetWriter,
    rng: np.random.Generator,
    text: Sequence[str],
) -> None:
    size_pt = int(rng.choice((10, 11, 12)))
    numbers = [equation_number(rng) if kind == LEFT_NUMBER else "" for _ in formulas]
    boxes = [{FRAMED: FRAME, FILLED: str(rng.choice(_FILLS))}.get(kind, "") for _ in formulas]
    blocks: list[Display | str] = []
    for formula, number, box in zip(formulas, numbers, boxes, strict=True):
        latex = repair_spelling(formula.raw)
        if box.startswith(("blue", "black")):
            latex = rf"\color{{white}}{latex}"
        blocks += [text[int(rng.integers(len(text)))], Display(latex, number, box)]
    document = typeset_document(FONTS[font], size_pt, [*blocks, text[0]], numbers_left=kind == LEFT_NUMBER)
    for formula, number, place in zip(formulas, numbers, document.places, strict=True):
        dpi = round(log_uniform(rng, *config.dpi))
        page = document.page(place.page, dpi)
        em_px = pixels(TRUE_SIZE_PT[size_pt], dpi)
        canonical = formula.canonical
        if number:
            canonical = " ".join(normalize(rf"{formula.raw} \tag{{{number}}}"))
        writer.add_formula(
            _CROPS[kind](page, place, dpi, em_px, rng, kind),
            formula,
            kind=kind,
            engine="pdf",
            font=font,
            em_px=em_px,
            canonical=canonical,
            dpi=str(dpi),
        )


def _crop_lines(
    page: Pixels, place: Place, dpi: int, em_px: float, rng: np.random.Generator, kind: str
) -> Pixels:
    """Cut a display, and with it part of the line above, below or both."""
    ink = ink_of(page)
    left, right = _columns(page, place, dpi, em_px, rng)
    top, bottom, above, below = _rows(ink[:, left:right], place, dpi)
    cut = [round(float(rng.uniform(*_SHOWN_EM[kind])) * em_px) + 1 for _ in range(2)]
    side = int(rng.integers(3))  # above, below, both
    clear = [int(min(rng.uniform(0.1, 0.9) * em_px, room)) for room in (above, below)]
    first = top - (above + cut[0] if side != 1 else clear[0])
    last = bottom + (below + cut[1] if side != 0 else clear[1])
    return np.ascontiguousarray(page[max(first, 0) : last, left:right])


def _crop_number(
    page: Pixels, place: Place, dpi: int, em_px: float, rng: np.random.Generator, _kind: str
) -> Pixels:
    """Cut a display together with the number at the left margin."""
    ink = ink_of(page)
    _, right = _columns(page, place, dpi, em_px, rng)
    left = max(_margin(page, dpi) - round(float(rng.uniform(0.2, 1.0)) * em_px), 0)
    top, bottom, above, below = _rows(ink[:, left:right], place, dpi)
    clear = [int(min(rng.uniform(0.1, 0.9) * em_px, room)) for room in (above, below)]
    return np.ascontiguousarray(page[top - clear[0] : bottom + clear[1], left:right])


def _crop_box(
    page: Pixels, place: Place, dpi: int, em_px: float, rng: np.random.Generator, _kind: str
) -> Pixels:
    """Cut a display in a box, and with it some of the box's sides and of the page around it."""
    ink = ink_of(page)
    margin = _margin(page, dpi)
    across = ink[:, margin + 2 : page.shape[1] - margin - 2].mean(axis=1) > _RULE_SHARE
    top, bottom = round(pixels(place.top, dpi)), round(pixels(place.bottom, dpi)) + 1
    reach = round(_MOST_PADDING_EM * em_px)
    upper = _far_side(across, top, -1, reach)
    lower = _far_side(across, bottom - 1, 1, reach) + 1
    is_crossed = rng.random(4) < 0.6  # top, bottom, left, right
    beyond = np.rint(rng.uniform(0.15, 0.5, 4) * em_px).astype(int)
    inside = np.rint(rng.uniform(0.2, 0.8, 4) * em_px).astype(int)
    formula_left, formula_right = (round(pixels(side, dpi)) for side in (place.left, place.right))
    outside = upper - beyond[0], lower + beyond[1], margin - beyond[2], page.shape[1] - margin + beyond[3]
    within = top - inside[0], bottom + inside[1], formula_left - inside[2], formula_right + inside[3]
    first, last, left, right = (max(int(side), 0) for side in np.where(is_crossed, outside, within))
    return np.ascontiguousarray(page[first:last, left:right])


_CROPS: dict[str, Callable[[Pixels, Place, int, float, np.random.Generator, str], Pixels]] = {
    SLIVER: _crop_lines,
    HALF_LINE: _crop_lines,
    LEFT_NUMBER: _crop_number,
    FRAMED: _crop_box,
    FILLED: _crop_box,
}


def _far_side(across: NDArray[np.bool_], row: int, step: int, reach: int) -> int:
    """Return the last row of the nearest rule or filled box, going up or down; else ``row``."""
    near = [row + step * distance for distance in range(reach) if 0 <= row + step * distance < len(across)]
    first = next((each for each in near if across[each]), None)
    return row if first is None else end_of_ink(across, first, step)


def _margin(page: Pixels, dpi: int) -> int:
    """Return where the text begins, in pixels from the left."""
    return int((page.shape[1] - pixels(TEXT_WIDTH_PT, dpi)) / 2 + 0.5)


def _columns(page: Pixels, place: Place, dpi: int, em_px: float, rng: np.random.Generator) -> tuple[int, int]:
    sides = np.rint(rng.uniform(0.15, 1.2, 2) * em_px).astype(int)
    left, right = round(pixels(place.left, dpi)), round(pixels(place.right, dpi)) + 1
    return max(left - int(sides[0]), 0), min(right + int(sides[1]), page.shape[1])


def _rows(ink: NDArray[np.bool_], place: Place, dpi: int) -> tuple[int, int, int, int]:
    """Return the first row of a display, the one after its last, and the blank rows above and below."""
    rows = np.asarray(ink.any(axis=1))
    top = end_of_ink(rows, round(pixels(place.top, dpi)), -1)
    bottom = end_of_ink(rows, round(pixels(place.bottom, dpi)), 1) + 1
    return top, bottom, blank_rows(rows, top - 1, -1), blank_rows(rows, bottom, 1)
