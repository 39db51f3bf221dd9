r"""The set ``pdf``: formulas on pages as a PDF viewer shows them, cropped as a hand would.

Every formula is set twice, in a font that training knows and in one that it never sees, at the same size and
zoom and with the same margins, so that the two differ in the font alone, and in the prose around them. There
are three ways of cropping: clean but uneven; with an edge of the neighboring line; with the equation number
at the margin. With the number in the picture the right answer ends in its ``\tag``: the number is ink that
was chosen like the rest, and so training labels it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from model.formula.reader.normalize import normalize
from training.benchmark.crop import ink_of
from training.benchmark.pdf_pages import TEXT_WIDTH_PT, Display, Place, pixels, typeset_document
from training.benchmark.prose import paragraphs
from training.benchmark.selection import UNSEEN_FONTS, HeldOut, Twin, generator_for, log_uniform
from training.corpus.formula_file import Formula
from training.corpus.spelling import repair_spelling
from training.data.picture_set import SetWriter
from training.drawing.drawing import Page
from training.drawing.fonts import FONTS, chosen
from training.drawing.tex import TRUE_SIZE_PT, TexLook
from training.ranges import Count, Positive

CLEAN, NEIGHBOR, NUMBER = "clean crop", "edge of the neighboring line", "equation number"
_CROPS = (CLEAN, NEIGHBOR, NUMBER)
_CROP_SHARES = (0.5, 0.25, 0.25)
_TAG_ROOM_PT = 60.0  # a number and a gap before it
_NEAR_EM = 1.8  # a neighboring line farther away is not caught by mistake
_SPARE = 3  # candidates a formula wanted: some do not compile in a font, or are wider than the page


@dataclass(frozen=True)
class PdfConfig:
    """How many pages of which fonts.

    Attributes:
        formulas: How many; each gives two pictures.
        seen: Fonts that training knows, an equal share of the formulas each.
        unseen: Fonts that it does not.
        dpi: Lowest and highest zoom of the viewer, one a formula.
        sizes_pt: Sizes of type, one a formula.
    """

    formulas: Count = 1000
    seen: tuple[str, ...] = (
        *("cm", "lm", "stix2", "newtx", "newpx", "libertinus", "kepler", "xcharter", "euler", "fira"),
    )
    unseen: tuple[str, ...] = UNSEEN_FONTS
    dpi: tuple[Positive, Positive] = (72, 220)
    sizes_pt: tuple[Literal[10, 11, 12], ...] = (10, 11, 12)


@dataclass(frozen=True)
class _Item:
    """A formula and how it is shown, in whatever font; ``seed`` is of the margins that are cropped."""

    formula: Formula
    crop: str
    number: str
    size_pt: int
    dpi: int
    seed: int


def build_pdf(config: PdfConfig, held_out: HeldOut, writer: SetWriter, seed: int, twin: Twin) -> None:
    """Set, draw and crop the pages.

    Raises:
        PdfError: pdflatex or pdftoppm is missing.
        TrainingError: A font has no set-up of that name.
    """
    chosen((*config.seen, *config.unseen))
    rng = generator_for(seed, twin, "pdf")
    items = _choose(config, held_out, rng)
    text = paragraphs(twin)
    with tqdm(total=2 * len(items), unit=" pictures", desc="pdf") as bar:
        for fonts in (config.seen, config.unseen):
            for place, font in enumerate(fonts):
                of_font = items[place :: len(fonts)]
                for size_pt in sorted({item.size_pt for item in of_font}):
                    document = [item for item in of_font if item.size_pt == size_pt]
                    _write_document(font, size_pt, document, writer, rng, text)
                    bar.update(len(document))


def _choose(config: PdfConfig, held_out: HeldOut, rng: np.random.Generator) -> list[_Item]:
    """Choose formulas that both of their fonts can set within the page, and how each is cropped."""
    candidates = held_out.mixed(rng)[: _SPARE * config.formulas]
    candidates = [one for one in candidates if fits_pages(one)]
    widths = {font: widths_pt(font, candidates) for font in (*config.seen, *config.unseen)}
    items: list[_Item] = []
    for number, formula in enumerate(candidates):
        if len(items) == config.formulas:
            break
        fonts = (config.seen[len(items) % len(config.seen)], config.unseen[len(items) % len(config.unseen)])
        width = max(widths[font][number] for font in fonts)
        if not all(FONTS[font].can_draw(formula.tokens) for font in fonts) or width > TEXT_WIDTH_PT:
            continue
        crop = str(rng.choice(_CROPS, p=_CROP_SHARES))
        if width > TEXT_WIDTH_PT - 2 * _TAG_ROOM_PT and crop == NUMBER:
            crop = CLEAN
        items.append(
            _Item(
                formula,
                crop,
                number=equation_number(rng) if crop == NUMBER else "",
                size_pt=int(rng.choice(config.sizes_pt)),
                dpi=round(log_uniform(rng, *config.dpi)),
                seed=int(rng.integers(2**32)),
            )
        )
    return items


def fits_pages(formula: Formula) -> bool:
    """Tell whether a page can show a formula: it has no number yet, and its encoding all letters."""
    return formula.raw.isascii() and not any(token.startswith("\\tag") for token in formula.tokens)


def widths_pt(font: str, formulas: Sequence[Formula]) -> list[float]:
    """Measure each formula at 12 pt, the largest size; infinite where it does not compile."""
    look = TexLook(FONTS[font], 12, 72)
    drawings = look.draw([Page(repair_spelling(one.raw), display=True) for one in formulas])
    return [np.inf if one.image is None else one.image.shape[1] * 72.27 / 72 for one in drawings]


def equation_number(rng: np.random.Generator) -> str:
    """Draw a number as articles and books have them."""
    number = str(rng.integers(1, 100))
    chapter = ("", f"{rng.integers(1, 12)}.", f"{rng.choice(list('ABC'))}.")
    return str(rng.choice(chapter, p=(0.5, 0.4, 0.1))) + number


def _write_document(
    font: str,
    size_pt: int,
    items: Sequence[_Item],
    writer: SetWriter,
    rng: np.random.Generator,
    text: Sequence[str],
) -> None:
    blocks: list[Display | str] = []
    for item in items:
        blocks += [
            text[int(rng.integers(len(text)))],
            Display(repair_spelling(item.formula.raw), item.number),
        ]
    document = typeset_document(FONTS[font], size_pt, [*blocks, text[0]])
    for item, place in zip(items, document.places, strict=True):
        page = document.page(place.page, item.dpi)
        em_px = pixels(TRUE_SIZE_PT[size_pt], item.dpi)
        picture = _crop(page, place, item.crop, item.dpi, em_px, np.random.default_rng(item.seed))
        canonical = item.formula.canonical
        if item.number:
            canonical = " ".join(normalize(rf"{item.formula.raw} \tag{{{item.number}}}"))
        writer.add_formula(
            picture,
            item.formula,
            kind="font never trained on" if FONTS[font].held_out else "font of training",
            engine="pdf",
            font=font,
            em_px=em_px,
            canonical=canonical,
            crop=item.crop,
            dpi=str(item.dpi),
        )


def _crop(
    page: NDArray[np.uint8], place: Place, crop: str, dpi: int, em_px: float, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Cut a display from its page."""
    ink = ink_of(page)
    right_pt = place.right if crop != NUMBER else (page.shape[1] * 72.27 / dpi + TEXT_WIDTH_PT) / 2
    left, right = round(pixels(place.left, dpi)), round(pixels(right_pt, dpi)) + 1
    sides = np.rint(rng.uniform(0.15, 1.2, 2) * em_px).astype(int)
    left, right = max(left - int(sides[0]), 0), min(right + int(sides[1]), page.shape[1])
    rows = np.asarray(ink[:, left:right].any(axis=1))
    top, bottom = round(pixels(place.top, dpi)), round(pixels(place.bottom, dpi)) + 1
    # the box may be larger or smaller than its ink: start from the ink
    top, bottom = end_of_ink(rows, top, -1), end_of_ink(rows, bottom - 1, 1) + 1
    room = blank_rows(rows, top - 1, -1), blank_rows(rows, bottom, 1)
    above, below = (int(min(rng.uniform(0.1, 0.9) * em_px, gap)) for gap in room)
    near = [side for side in (0, 1) if room[side] < _NEAR_EM * em_px]
    if crop == NEIGHBOR and near:
        edge = max(1, round(rng.uniform(0.08, 0.3) * em_px))
        if rng.choice(near) == 0:
            above = room[0] + edge
        else:
            below = room[1] + edge
    return np.ascontiguousarray(page[max(top - above, 0) : bottom + below, left:right])


def end_of_ink(rows: NDArray[np.bool_], row: int, step: int) -> int:
    """Return the last row of ink that touches ``row``, going up or down; or ``row`` where it is blank."""
    while 0 <= row + step < len(rows) and rows[row] and rows[row + step]:
        row += step
    return row


def blank_rows(rows: NDArray[np.bool_], row: int, step: int) -> int:
    """Count the blank rows from ``row`` on, going up or down."""
    count = 0
    while 0 <= row < len(rows) and not rows[row]:
        row, count = row + step, count + 1
    return count
