"""Formula text → packed pictures: plan batches, draw them in worker processes, count every failure.

The plan depends on the seed alone and results are written in its order, so the same seed gives the same bytes
with any number of workers. All pictures of a batch share one look: program, font, size and resolution;
formulas are dealt to batches at random.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

import numpy as np
from tqdm import tqdm

from training.corpus.formula_file import Formula, read_formulas
from training.corpus.spelling import repair_spelling
from training.drawing.drawing import MARGIN_PX, Look, Page
from training.drawing.fonts import FontSetup, chosen
from training.drawing.mathjax import WebLook
from training.drawing.mathml import MathmlLook
from training.drawing.shards import PackedImage, ShardWriter, pack_image
from training.drawing.tex import TexLook
from training.ranges import Count, Positive, Share, Size

# records.npy holds heights and widths in 16 bits
_LARGEST_SIDE_PX = 65_535


@dataclass(frozen=True)
class RenderConfig:
    """What to draw and how.

    Attributes:
        formulas: Formula file (key, source, canonical tokens, raw LaTeX; tab-separated).
        out: Folder of the shard.
        fonts: Names of font set-ups; "trained" and "held_out" stand for all of that kind. For "tex" only.
        copies: Pictures a formula, each in another batch.
        dpi: Lowest and highest resolution; drawn log-uniformly, one a batch. For "tex" only.
        sizes_pt: Font sizes to choose from, one a batch: 10, 11, 12. For "tex" only.
        em_px: Smallest and largest em size, drawn log-uniformly, one a batch. Not for "tex".
        display_share: Part of the pictures set in display style; the others are inline.
        seed: Of all random choices.
        workers: Processes that draw.
        limit: Draw only this many formulas, chosen at random; 0 draws all.
        sources: Draw only formulas of these corpora; empty draws all.
        engine: Program that draws: "tex" is latex + dvipng, "mathjax" the web's look; "ziamath" is held out,
            never to be trained on.
        max_tokens: Longer formulas are left out.
        max_width_em: Wider pictures are left out.
        max_height_em: Taller pictures are left out.
        batch: Formulas a document; fewer where there are not enough to give every font a batch.
    """

    formulas: Path
    out: Path
    fonts: tuple[str, ...] = ("trained",)
    copies: Positive = 1
    dpi: tuple[Positive, Positive] = (80, 300)
    sizes_pt: tuple[Literal[10, 11, 12], ...] = (10, 11, 12)
    em_px: tuple[Size, Size] = (8.0, 48.0)
    display_share: Share = 0.75
    seed: Count = 0
    workers: Count = 2
    limit: Count = 0
    sources: tuple[str, ...] = ()
    engine: Literal["tex", "mathjax", "ziamath"] = "tex"
    max_tokens: Positive = 192
    max_width_em: Size = 64.0
    max_height_em: Size = 24.0
    batch: Positive = 500


@dataclass(frozen=True)
class _Batch:
    """Formulas drawn together; ``numbers`` are their positions in the shard's formula file.

    ``unfit`` are those that the look cannot show.
    """

    look: Look
    numbers: tuple[int, ...]
    pages: tuple[Page, ...]
    unfit: tuple[int, ...]
    max_width_em: float
    max_height_em: float


# A picture or the cause why there is none.
_Outcome = PackedImage | str


def render(config: RenderConfig) -> dict[str, Any]:
    """Draw the formulas and write one shard.

    Returns:
        The shard's index: counts by font, failures by cause, checksums.

    Raises:
        TrainingError: A font has no set-up of that name, or the formula file is malformed.
    """
    rng = np.random.default_rng(config.seed)
    formulas = read_formulas(config.formulas)
    if config.sources:
        formulas = [formula for formula in formulas if formula.source in config.sources]
    if 0 < config.limit < len(formulas):
        kept = np.sort(rng.choice(len(formulas), config.limit, replace=False))
        formulas = [formulas[i] for i in kept]
    short = [i for i, formula in enumerate(formulas) if len(formula.tokens) <= config.max_tokens]
    batches = _plan(config, formulas, short, rng)
    with ShardWriter(config.out, formulas, seed=config.seed) as writer:
        for i in sorted(set(range(len(formulas))) - set(short)):
            writer.add_failure(formula=i, font="", engine=config.engine, cause="too many tokens")
        with tqdm(total=len(short) * config.copies, unit="picture", desc=config.out.name) as progress:
            for batch, outcomes in zip(batches, _drawn(batches, config.workers), strict=True):
                _write(writer, batch, outcomes)
                progress.update(len(batch.numbers) + len(batch.unfit))
    return writer.index


def _plan(
    config: RenderConfig, formulas: Sequence[Formula], short: Sequence[int], rng: np.random.Generator
) -> list[_Batch]:
    """Deal each copy of the formulas to batches, and a look to each batch."""
    setups = chosen(config.fonts)
    # even a small set gives every font two batches, or the web look eight sizes, of a dozen formulas or more
    wanted = 2 * len(setups) if config.engine == "tex" else 8
    size = max(12, min(config.batch, len(short) * config.copies // wanted))
    starts = range(0, len(short), size)
    looks = iter(_looks(config, setups, len(starts) * config.copies, rng))
    latex = {i: repair_spelling(formulas[i].raw) for i in short}
    batches = []
    for _ in range(config.copies):
        order = rng.permutation(np.array(short, dtype=int))
        for start in starts:
            look = next(looks)
            dealt = [int(i) for i in order[start : start + size]]
            numbers = tuple(i for i in dealt if look.can_draw(formulas[i].tokens))
            display = rng.random(len(numbers)) < config.display_share
            batches.append(
                _Batch(
                    look=look,
                    numbers=numbers,
                    pages=tuple(Page(latex[i], bool(d)) for i, d in zip(numbers, display, strict=True)),
                    unfit=tuple(sorted(set(dealt) - set(numbers))),
                    max_width_em=config.max_width_em,
                    max_height_em=config.max_height_em,
                )
            )
    return batches


def _looks(
    config: RenderConfig, setups: Sequence[FontSetup], count: int, rng: np.random.Generator
) -> list[Look]:
    """Choose ``count`` looks in random order; each font as often as its weight demands, give or take one."""
    low, high = (math.log(end) for end in (config.dpi if config.engine == "tex" else config.em_px))
    sizes = np.exp(rng.uniform(low, high, count))
    if config.engine != "tex":
        program = WebLook if config.engine == "mathjax" else MathmlLook
        return [program(float(size)) for size in sizes]
    shares = np.cumsum([setup.weight for setup in setups]) / sum(setup.weight for setup in setups)
    evenly = (np.arange(count) + rng.random()) / max(count, 1)
    fonts = rng.permutation(np.searchsorted(shares, evenly, side="right"))
    points = rng.choice(config.sizes_pt, count)
    return [
        TexLook(setups[font], int(size_pt), round(dpi))
        for font, size_pt, dpi in zip(fonts, points, sizes, strict=True)
    ]


def _drawn(batches: Sequence[_Batch], workers: int) -> Iterator[list[_Outcome]]:
    """Draw the batches in parallel; yields in the order of the batches."""
    if workers <= 1 or len(batches) == 1:
        yield from map(_draw_batch, batches)
        return
    # spawn: a forked child would inherit locks that torch's threads may hold
    with get_context("spawn").Pool(min(workers, len(batches))) as pool:
        yield from pool.imap(_draw_batch, batches)


def _draw_batch(batch: _Batch) -> list[_Outcome]:
    em = batch.look.em_px
    outcomes: list[_Outcome] = []
    for drawing in batch.look.draw(batch.pages):
        if drawing.image is None:
            outcomes.append(drawing.cause)
            continue
        height, width = (side - 2 * MARGIN_PX for side in drawing.image.shape)
        if width > batch.max_width_em * em:
            outcomes.append("too wide")
        elif height > batch.max_height_em * em or max(drawing.image.shape) > _LARGEST_SIDE_PX:
            outcomes.append("too tall")
        else:
            outcomes.append(pack_image(drawing.image))
    return outcomes


def _write(writer: ShardWriter, batch: _Batch, outcomes: Sequence[_Outcome]) -> None:
    font, engine, em = batch.look.font, batch.look.engine, batch.look.em_px
    for number in batch.unfit:
        writer.add_failure(formula=number, font=font, engine=engine, cause="looks otherwise in this font")
    for number, page, outcome in zip(batch.numbers, batch.pages, outcomes, strict=True):
        if isinstance(outcome, str):
            writer.add_failure(formula=number, font=font, engine=engine, cause=outcome)
        else:
            writer.add(outcome, formula=number, font=font, engine=engine, em_px=em, display=page.display)
