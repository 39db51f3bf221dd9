"""Judge weights: ``python -m training benchmark run --sets data/benchmark --out docs/accuracy``.

Reads every set, measures, and writes ``out`` with the suffixes .json, .md and .png (failures), and
``out``-curves.png.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from model.reading.recognizer import Recognizer
from training.benchmark.build import SetName
from training.benchmark.cdm.score import cdm
from training.benchmark.compute import describe_compute
from training.benchmark.document import write_document
from training.benchmark.reading import Answer, read_set
from training.benchmark.scores import is_right, score_set, share
from training.benchmark.targets import targets
from training.data.picture_set import PictureSet
from training.drawing.drawing import Page
from training.drawing.mathjax import typeset
from training.errors import TrainingError
from training.evaluation.confusions import confusions
from training.evaluation.coverage import unreadable_counts
from training.evaluation.evaluate import compare_renders, time_alone
from training.evaluation.report import speed_of
from training.provenance import describe_reader
from training.ranges import Count, Positive
from training.ship.calibrate import expected_calibration_error

SETS: tuple[SetName, ...] = ("im2latex", "web", "pdf", "scale", "multi", "cut", "negative")
CDM_SETS = ("im2latex", "web")
_CHUNK = 1000  # formulas typeset together
_CONFUSIONS_LISTED = 25
_MEGABYTE = 1_000_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunConfig:
    """What to judge, on what.

    Attributes:
        sets: Folder that ``benchmark build`` wrote.
        names: Which sets to read, of those that are there.
        weights: Folder of exported weights.
        out: Path of the reports, without suffix.
        im2latex_limit: Pictures taken from ``im2latex``, the first of their random order; 0 takes all.
        cdm: Pictures of ``im2latex`` and of ``web`` on which CDM is computed: the first, in random order.
        timed: How many pictures of ``im2latex`` are read alone, to measure speed.
        seed: Of the bootstrap.
        device: As in the recognizer.
        threads: CPU threads; None leaves it to torch.
        data_report: ``report.json`` of the formulas: how many official ones could not be read.
        runs: ``metrics.jsonl`` of the runs that made the weights, in their order: for curve and compute.
        compute: What else there is to say of the compute spent.
    """

    sets: Path = Path("data/benchmark")
    names: tuple[SetName, ...] = SETS
    weights: Path = Path("resources/weights")
    out: Path = Path("docs/accuracy")
    im2latex_limit: Count = 0
    cdm: Count = 1000
    timed: Count = 150
    seed: Count = 0
    device: str = "auto"
    threads: Positive | None = None
    data_report: Path | None = None
    runs: tuple[Path, ...] = ()
    compute: str = ""


def run(config: RunConfig) -> dict[str, Any]:
    """Read, measure, write the reports; return the one that becomes JSON.

    Raises:
        WeightsError: The weights cannot be used.
        TrainingError: No set is there, one is damaged, or a program is missing.
    """
    found = [PictureSet(config.sets / name) for name in config.names if (config.sets / name).is_dir()]
    if not found:
        raise TrainingError(f"{config.sets} holds none of these sets; build them with `benchmark build`")
    if config.threads is not None:
        torch.set_num_threads(config.threads)
    recognizer = Recognizer(config.weights, device=config.device)
    answers = {
        pictures.name: read_set(
            recognizer, pictures, limit=config.im2latex_limit if pictures.name == "im2latex" else 0
        )
        for pictures in found
    }
    answers = {name: _with_renders(part) if name != "negative" else part for name, part in answers.items()}
    formulas = {name: part for name, part in answers.items() if name != "negative"}
    logger.info("drawing symbols for CDM")
    cdm_scores = {name: _cdm(formulas[name][: config.cdm]) for name in CDM_SETS if name in formulas}
    scores = {
        name: score_set(part, cdm_scores.get(name, ()), seed=config.seed) for name, part in formulas.items()
    }
    facts = _facts(config, recognizer, formulas, found)
    lines = targets(answers, scores, facts)
    everything = [answer for part in formulas.values() for answer in part]
    report = {
        **describe_reader(recognizer),
        "targets": [line.as_json() for line in lines],
        "sets": {
            pictures.name: {"pictures": len(pictures), **pictures.index["sha256"]} for pictures in found
        },
        "scores": scores,
        "negative": _refused_by_kind(answers.get("negative", ()), config.seed),
        "facts": facts,
        "confusions": confusions(
            (answer.case.gold, answer.case.canonical) for answer in everything
        ).most_common(_CONFUSIONS_LISTED),
        "compute": describe_compute(recognizer.manifest["facts"], config.runs, config.compute),
        "reliability": _reliability(answers.get("web", ())),
    }
    write_document(config.out, report, lines, answers, {pictures.name: pictures for pictures in found})
    logger.info("wrote %s", config.out.with_suffix(".md"))
    return report


def _with_renders(answers: Sequence[Answer]) -> list[Answer]:
    """Compare the typeset readings with the typeset truths."""
    compared: list[Answer] = []
    for start in range(0, len(answers), _CHUNK):
        chunk = answers[start : start + _CHUNK]
        cases = compare_renders([answer.case for answer in chunk])
        compared += [replace(answer, case=case) for answer, case in zip(chunk, cases, strict=True)]
    return compared


def _cdm(answers: Sequence[Answer]) -> list[float | None]:
    return cdm([answer.case.gold for answer in answers], [answer.case.canonical for answer in answers])


def _facts(
    config: RunConfig,
    recognizer: Recognizer,
    formulas: Mapping[str, Sequence[Answer]],
    found: Sequence[PictureSet],
) -> dict[str, Any]:
    """Measure what is no figure of a single set."""
    facts: dict[str, Any] = {}
    read = [answer for part in formulas.values() for answer in part if not answer.is_refused]
    if read:
        logger.info("typesetting %d readings by MathJax", len(read))
        typeset_by_mathjax = typeset([Page(answer.case.latex, display=True) for answer in read], "tex2svg")
        is_sound = [
            answer.case.is_well_formed and "error" not in drawn
            for answer, drawn in zip(read, typeset_by_mathjax, strict=True)
        ]
        facts["mathjax"] = share(is_sound, seed=config.seed)
    facts["calibration by set"] = {
        name: {
            "value": round(
                expected_calibration_error(
                    [answer.case.confidence for answer in part], [is_right(answer) for answer in part]
                ),
                4,
            ),
            "n": len(part),
        }
        for name, part in formulas.items()
    }
    if "web" in formulas:
        facts["calibration"] = facts["calibration by set"]["web"]
    timed = next((pictures for pictures in found if pictures.name == "im2latex"), None)
    if timed is not None and config.timed:
        facts["speed_ms"] = speed_of(
            time_alone(recognizer, timed.images(range(min(config.timed, len(timed)))))
        )
    manifest = recognizer.manifest["weights"]
    facts["megabytes"] = round((config.weights / manifest["file"]).stat().st_size / _MEGABYTE, 1)
    if config.data_report is not None and "im2latex" in formulas:
        for counts in unreadable_counts(config.data_report, ["im2latex_test"]).values():
            right = sum(map(is_right, formulas["im2latex"])) / len(formulas["im2latex"])
            match = 100 * (1 - counts.missing / counts.official) * right
            facts["unreadable"] = {**counts._asdict(), "exact match": round(match, 2)}
    return facts


def _refused_by_kind(answers: Sequence[Answer], seed: int) -> dict[str, Any]:
    kinds: dict[str, list[bool]] = {}
    for answer in answers:
        kinds.setdefault(answer.truth.kind, []).append(answer.is_refused)
    return {kind: share(refused, seed=seed) for kind, refused in kinds.items()}


def _reliability(answers: Sequence[Answer], bins: int = 10) -> list[tuple[float, float, int]]:
    """Return mean confidence, share of right readings and number of as many bins, equally many each."""
    ordered = sorted(answers, key=lambda answer: answer.case.confidence)
    parts = [part for part in np.array_split(np.arange(len(ordered)), bins) if len(part)]
    return [
        (
            round(float(np.mean([ordered[i].case.confidence for i in part])), 4),
            round(float(np.mean([is_right(ordered[i]) for i in part])), 4),
            len(part),
        )
        for part in parts
    ]
