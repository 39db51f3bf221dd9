"""Reading times on this machine: ``python -m training benchmark speed``, also ``make bench``."""

import contextlib
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from model.picture.preprocess import preprocess
from model.picture.view import NoFormulaError, NoInkError
from model.reading.recognizer import Recognizer
from model.reading.result import Recognition
from training.errors import TrainingError
from training.provenance import current_commit, describe_machine
from training.ranges import Positive

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
BATCH = 16
WARM_UP = 3  # the first readings pay for the set-up of the compute library


@dataclass(frozen=True)
class SpeedConfig:
    """What to measure.

    Attributes:
        weights: Folder of weights; speed depends on them, since better ones end formulas sooner.
        pictures: Folder of PNG pictures of one formula each; of others it is told how soon they are refused.
        repeats: Measurements per picture; the median is reported.
        device: As in the recognizer.
        threads: CPU threads; None leaves it to torch.
    """

    weights: Path = RESOURCES / "weights"
    pictures: Path = RESOURCES / "examples"
    repeats: Positive = 10
    device: str = "auto"
    threads: Positive | None = None


def measure_speed(config: SpeedConfig) -> None:
    """Measure and print a Markdown table.

    Raises:
        WeightsError: The weights cannot be used.
        TrainingError: There is no picture.
    """
    paths = sorted(config.pictures.glob("*.png"))
    if not paths:
        raise TrainingError(f"{config.pictures} holds no PNG pictures")
    if config.threads is not None:
        torch.set_num_threads(config.threads)
    started = time.perf_counter()
    recognizer = Recognizer(config.weights, device=config.device)
    loading_ms = (time.perf_counter() - started) * 1000
    pictures = [np.asarray(Image.open(path).convert("RGB")) for path in paths]
    for _ in range(WARM_UP):
        _read(recognizer, pictures[0])

    sys.stdout.write(
        f"{describe_machine(recognizer.device)}; {recognizer.device}; commit {current_commit()}\n\n"
        f"Loading the weights: {loading_ms:.0f} ms. Medians of {config.repeats}:\n\n"
        "| picture | pixels | tokens | preparing, ms | reading, ms | ms a token |\n"
        "|---|---|---|---|---|---|\n"
    )
    readings = [_read(recognizer, picture) for picture in pictures]
    for path, picture, reading in zip(paths, pictures, readings, strict=True):
        sys.stdout.write(_row(path.stem, picture, reading, recognizer, config.repeats))
    formulas = [picture for picture, reading in zip(pictures, readings, strict=True) if reading]
    if not formulas:
        return
    batch = [formulas[number % len(formulas)] for number in range(BATCH)]
    batch_ms = _median_ms(lambda: recognizer.recognize_batch(batch), max(config.repeats // 4, 1))
    sys.stdout.write(f"\nIn batches of {BATCH}: {batch_ms / BATCH:.1f} ms a picture.{_memory()}\n")


def _row(
    name: str,
    picture: NDArray[np.uint8],
    reading: Recognition | None,
    recognizer: Recognizer,
    repeats: int,
) -> str:
    height, width = picture.shape[:2]
    tokens = "none: refused" if reading is None else str(len(reading.tokens))
    preparing_ms = _median_ms(lambda: _prepare(picture), repeats)
    reading_ms = _median_ms(lambda: _read(recognizer, picture), repeats)
    per_token = f"{reading_ms / len(reading.tokens):.1f}" if reading and reading.tokens else "–"
    return (
        f"| {name} | {width} × {height} | {tokens} | {preparing_ms:.1f} | {reading_ms:.1f} | {per_token} |\n"
    )


def _read(recognizer: Recognizer, picture: NDArray[np.uint8]) -> Recognition | None:
    """Read a picture; None where it is refused, which takes its time as well."""
    try:
        return recognizer.recognize(picture)
    except NoFormulaError:
        return None


def _prepare(picture: NDArray[np.uint8]) -> None:
    with contextlib.suppress(NoInkError):
        preprocess(picture)


def _median_ms(work: Callable[[], object], repeats: int) -> float:
    times_s = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times_s.append(time.perf_counter() - started)
    return statistics.median(times_s) * 1000


def _memory() -> str:
    """Say how much memory the process took at most, where the system tells."""
    status = Path(f"/proc/{os.getpid()}/status")
    if not status.exists():
        return ""
    peak = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
    return f" Memory at most: {int(peak.split()[1]) / 1024:.0f} MB."
