"""The sets that LaTeX and dvipng draw: official formulas, every zoom, structures in rows and columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from training.benchmark.selection import (
    SEEN_FONTS,
    HeldOut,
    Twin,
    environments_of,
    generator_for,
    log_uniform,
)
from training.corpus.formula_file import Formula
from training.corpus.spelling import repair_spelling
from training.data.picture_set import SetWriter
from training.drawing.drawing import Drawing, Look, Page
from training.drawing.fonts import FONTS, chosen
from training.drawing.mathjax import WebLook
from training.drawing.tex import TEX_POINTS_PER_INCH, TRUE_SIZE_PT, TexLook
from training.ranges import Count, Positive, Share, Size

CHUNK = 1000  # formulas a document
LOOK_SHARED_BY = 5  # formulas of the set `multi` that are drawn alike


@dataclass(frozen=True)
class OfficialConfig:
    """The set ``im2latex``: official formulas as the im2latex-100k pictures show them.

    Attributes:
        limit: Formulas, chosen at random; 0 takes all.
        dpi: Resolution, 200 as in im2latex-100k.
    """

    limit: Count = 0
    dpi: Positive = 200


@dataclass(frozen=True)
class ScaleConfig:
    """The set ``scale``: the same formulas at every zoom.

    Attributes:
        formulas: How many.
        factors: Zooms.
        dpi: Resolution at zoom 1; at 120 dpi, 10 pt type has an em of 16.6 px, the type of an ordinary page.
        fonts: One for each formula, in turn.
    """

    formulas: Count = 300
    factors: tuple[Size, ...] = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
    dpi: Positive = 120
    fonts: tuple[str, ...] = ("cm", "lm", "newtx", "newpx", "stix2")


@dataclass(frozen=True)
class MultiConfig:
    """The set ``multi``: formulas of several lines or columns.

    Attributes:
        each: Formulas of each kind.
        em_px: Smallest and largest size of type.
        web_share: Part drawn by MathJax; the others are set in one of ``fonts``.
        fonts: By the weights that they have in training.
    """

    each: Count = 100
    em_px: tuple[Size, Size] = (13.0, 36.0)
    web_share: Share = 0.25
    fonts: tuple[str, ...] = SEEN_FONTS


MULTI_KINDS = ("matrix", "array", "cases", "aligned", "stacked lines")


def build_official(
    config: OfficialConfig, held_out: HeldOut, writer: SetWriter, seed: int, twin: Twin
) -> None:
    """Draw the official formulas in Computer Modern."""
    rng = generator_for(seed, twin, "im2latex")
    formulas = [held_out.official[i] for i in rng.permutation(len(held_out.official))]
    look = TexLook(FONTS["cm"], 10, config.dpi)
    with tqdm(total=config.limit or len(formulas), unit=" pictures", desc="im2latex") as bar:
        for start in range(0, len(formulas), CHUNK):
            for formula, drawing in _draw(look, formulas[start : start + CHUNK]):
                if config.limit and len(writer) == config.limit:
                    return
                if drawing.image is None:
                    writer.leave_out(drawing.cause)
                    continue
                writer.add_formula(
                    drawing.image, formula, kind="official", engine="tex", font="cm", em_px=look.em_px
                )
                bar.update()


def build_scale(config: ScaleConfig, held_out: HeldOut, writer: SetWriter, seed: int, twin: Twin) -> None:
    """Draw the same formulas at every zoom; whatever fails at one is left out of all."""
    candidates = held_out.mixed(generator_for(seed, twin, "scale"))[: 2 * config.formulas]
    setups = chosen(config.fonts)
    share = -(-config.formulas // len(setups))
    for place, setup in enumerate(setups):
        fitting = [one for one in candidates[place :: len(setups)] if setup.can_draw(one.tokens)]
        looks = [TexLook(setup, 10, round(config.dpi * factor)) for factor in config.factors]
        drawn = [_draw(look, fitting) for look in looks]
        kept = 0
        for rows in zip(*drawn, strict=True):
            if kept == share or len(writer) == config.formulas * len(config.factors):
                break
            pictures = [drawing.image for _, drawing in rows if drawing.image is not None]
            if len(pictures) < len(rows):
                writer.leave_out(rows[0][1].cause)
                continue
            kept += 1
            formula = rows[0][0]
            for factor, look, picture in zip(config.factors, looks, pictures, strict=True):
                writer.add_formula(
                    picture, formula, kind=f"{factor:g}×", engine="tex", font=setup.name, em_px=look.em_px
                )


def build_multi(config: MultiConfig, held_out: HeldOut, writer: SetWriter, seed: int, twin: Twin) -> None:
    """Draw formulas of each kind, each in a look of its own."""
    rng = generator_for(seed, twin, "multi")
    everything = held_out.mixed(rng)
    for kind in MULTI_KINDS:
        waiting = [formula for formula in everything if kind in environments_of(formula)][::-1]
        kept = 0
        while waiting and kept < config.each:
            look = _multi_look(config, rng)
            dealt = [waiting.pop() for _ in range(min(LOOK_SHARED_BY, config.each - kept, len(waiting)))]
            fitting = [formula for formula in dealt if look.can_draw(formula.tokens)]
            for _ in range(len(dealt) - len(fitting)):
                writer.leave_out("looks otherwise in this font")
            for formula, drawing in _draw(look, fitting):
                if drawing.image is None:
                    writer.leave_out(drawing.cause)
                    continue
                kept += 1
                writer.add_formula(
                    drawing.image, formula, kind=kind, engine=look.engine, font=look.font, em_px=look.em_px
                )


def _multi_look(config: MultiConfig, rng: np.random.Generator) -> Look:
    """Choose a program, a font and a size."""
    fonts = chosen(config.fonts)
    weights = np.array([setup.weight for setup in fonts], dtype=float)
    em_px = log_uniform(rng, *config.em_px)
    is_web, font = (
        rng.random() < config.web_share,
        fonts[int(rng.choice(len(fonts), p=weights / weights.sum()))],
    )
    return (
        WebLook(em_px) if is_web else TexLook(font, 10, round(em_px * TEX_POINTS_PER_INCH / TRUE_SIZE_PT[10]))
    )


def _draw(look: Look, formulas: Sequence[Formula]) -> list[tuple[Formula, Drawing]]:
    drawings: Iterable[Drawing] = look.draw(
        [Page(repair_spelling(one.raw), display=True) for one in formulas]
    )
    return list(zip(formulas, drawings, strict=True))
