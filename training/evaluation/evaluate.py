"""Evaluation of weights: ``python -m training evaluate --weights DIR --shards [DIR] --out PATH``.

Pictures go through ``model.reading.recognizer`` exactly as a user's snip does. Writes PATH with the suffixes
.json, .md and .png (the worst readings).
"""

import contextlib
import logging
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from model.picture.view import NoFormulaError
from model.reading.recognizer import Recognizer
from model.reading.result import Recognition
from training.drawing.drawing import Page
from training.drawing.fonts import FONTS
from training.drawing.shards import ShardReader
from training.drawing.tex import TexLook
from training.errors import TrainingError
from training.evaluation.cases import Case, RenderMatch
from training.evaluation.coverage import unreadable_counts
from training.evaluation.metrics import is_render_match
from training.evaluation.report import write_report
from training.ranges import Count, Positive

# The setting of the im2latex-100k pictures.
RENDER_FONT, RENDER_SIZE_PT, RENDER_DPI = "cm", 10, 200
CHUNK = 256
WARM_UP = 3  # the first readings pay for the set-up of oneDNN

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class EvaluateConfig:
    """What to judge, on what.

    Attributes:
        weights: Folder of exported weights.
        shards: Shard folders; each one's name is a split of the report.
        out: Path of the reports, without suffix.
        limit: Pictures taken from each shard, chosen at random; 0 takes all.
        seed: Of that choice and of the bootstrap.
        device: As in the recognizer.
        threads: CPU threads; None leaves it to torch.
        render: Whether to typeset readings and truths for the strict render match; needs latex and dvipng.
        timed: How many pictures are read alone, to measure speed.
        data_report: ``report.json`` of the formulas, which tells how many of an official test set could not
            be read; the report then also counts these as wrong. None leaves that out.
    """

    weights: Path
    shards: tuple[Path, ...]
    out: Path
    limit: Count = 0
    seed: Count = 0
    device: str = "auto"
    threads: Positive | None = None
    render: bool = True
    timed: Count = 100
    data_report: Path | None = None


def evaluate(config: EvaluateConfig) -> None:
    """Read the pictures, compare, write the reports.

    Raises:
        WeightsError: The weights cannot be used.
        ShardError: A shard cannot be used.
        TrainingError: ``render`` is asked for and latex or dvipng is missing; ``data_report`` cannot be used;
            there is no picture.
    """
    splits = [folder.name for folder in config.shards]
    unreadable = unreadable_counts(config.data_report, splits) if config.data_report else {}
    if config.render and not (shutil.which("latex") and shutil.which("dvipng")):
        raise TrainingError("latex or dvipng is missing: install TeX Live with dvipng, or use --render false")
    if config.threads is not None:
        torch.set_num_threads(config.threads)
    recognizer = Recognizer(config.weights, device=config.device)
    cases: list[Case] = []
    for folder in config.shards:
        cases += read_shard(recognizer, ShardReader(folder), limit=config.limit, seed=config.seed)
    if not cases:
        raise TrainingError("the shards hold no pictures")
    if config.render:
        logger.info("typesetting %d readings and truths", len(cases))
        cases = compare_renders(cases)
    times_ms = time_alone(recognizer, [case.image for case in cases[: config.timed]])
    write_report(
        config.out,
        cases,
        recognizer=recognizer,
        times_ms=times_ms,
        seed=config.seed,
        unreadable=unreadable,
    )
    logger.info("wrote %s", config.out.with_suffix(".md"))


def read_shard(recognizer: Recognizer, reader: ShardReader, *, limit: int, seed: int) -> list[Case]:
    """Recognize a shard's pictures, or ``limit`` of them chosen at random (0: all)."""
    numbers = np.arange(len(reader))
    if 0 < limit < len(reader):
        numbers = np.sort(np.random.default_rng(seed).choice(len(reader), limit, replace=False))
    cases = []
    with tqdm(total=len(numbers), unit=" pictures", desc=reader.folder.name) as bar:
        for start in range(0, len(numbers), CHUNK):
            chunk = [int(number) for number in numbers[start : start + CHUNK]]
            images = [reader.image(number) for number in chunk]
            readings = recognizer.recognize_batch(images)
            cases += [
                make_case(reader, number, image, reading)
                for number, image, reading in zip(chunk, images, readings, strict=True)
            ]
            bar.update(len(chunk))
    return cases


def make_case(
    reader: ShardReader, number: int, image: NDArray[np.uint8], reading: Recognition | NoFormulaError
) -> Case:
    """Put truth and reading of picture ``number`` beside each other; no formula means nothing read."""
    record = reader.records[number]
    formula = reader.formulas[record["formula"]]
    return Case.of(
        reading,
        gold=tuple(formula.tokens),
        image=image,
        split=reader.folder.name,
        source=formula.source,
        font=reader.fonts[record["font"]],
        engine=reader.engines[record["engine"]],
        em_px=float(record["em_px"]),
    )


def compare_renders(cases: Sequence[Case]) -> list[Case]:
    """Typeset every reading and truth alike and compare the pictures; same place, so same page furniture."""
    look = TexLook(FONTS[RENDER_FONT], RENDER_SIZE_PT, RENDER_DPI)
    truths, readings = (
        look.draw([Page(latex, display=True) for latex in formulas])
        for formulas in ([case.gold_latex for case in cases], [case.latex for case in cases])
    )
    compared = []
    for case, truth, reading in zip(cases, truths, readings, strict=True):
        if truth.image is None:
            logger.warning("a truth cannot be typeset (%s): %s", truth.cause, case.gold_latex)
            compared.append(case)
        elif reading.image is None:
            compared.append(
                replace(case, render=RenderMatch(is_rendered=False, strict=False, spaceless=False))
            )
        else:
            pair = (reading.image, truth.image)
            match = RenderMatch(
                is_rendered=True,
                strict=is_render_match(*pair),
                spaceless=is_render_match(*pair, without_blank_columns=True),
            )
            compared.append(replace(case, render=match))
    return compared


def time_alone(recognizer: Recognizer, images: Sequence[NDArray[np.uint8]]) -> list[float]:
    """Return milliseconds per picture, each read on its own from pixels to LaTeX."""
    times_ms = []
    for image in [*images[:WARM_UP], *images]:
        begin = time.perf_counter()
        with contextlib.suppress(NoFormulaError):
            recognizer.recognize(image)
        times_ms.append(1000 * (time.perf_counter() - begin))
    return times_ms[min(WARM_UP, len(images)) :]
