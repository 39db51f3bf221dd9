"""Reading many pictures in one go: the work behind `img2latex recognize`."""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TextIO

from tqdm import tqdm

from img2latex_desktop.base.errors import ImageError, RecognitionError
from img2latex_desktop.base.pixels import MAX_PIXELS
from img2latex_desktop.service import picture_files as images
from img2latex_desktop.service import refusals, worker
from img2latex_desktop.service.picture_files import Picture
from img2latex_desktop.service.weights_store import WeightsStore
from img2latex_desktop.service.worker import PictureReader
from model.formula.formats.latex import OutputForm, in_form
from model.picture.view import NoFormulaError, NoInkError
from model.reading.result import Recognition

logger = logging.getLogger(__name__)

STANDARD_INPUT = "-"
BATCH_PICTURES = 16  # enough to keep the processor busy, few enough that the progress bar moves
BATCH_PIXELS = MAX_PIXELS  # so that many large pictures need little more memory than one
BAR_INTERVAL_S = 0.1
BAR_INTERVAL_IN_FILE_S = 5.0  # a progress bar that goes into a file shall not fill it


@dataclass(frozen=True)
class Source:
    """A picture on its way.

    Attributes:
        name: As the user knows it: a path, or ``-``.
        outcome: What has become of it so far: nothing, a picture, its recognition, or what went wrong.
        seconds: Time spent on it so far; in a batch, its share.
    """

    name: str
    outcome: Picture | Recognition | Exception | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Report:
    """Writes what was found.

    Attributes:
        form: How LaTeX is wrapped.
        as_json: Write one object a line, faults included; else LaTeX alone, and faults to standard error.
    """

    form: OutputForm
    as_json: bool

    def write(self, source: Source) -> None:
        """Write a recognition, or what went wrong."""
        if isinstance(source.outcome, Recognition):
            found = [in_form(candidate.latex, self.form) for candidate in source.outcome.candidates]
            record = self._record(source, source.outcome, found)
            if self.form is OutputForm.LATEX:  # one line a reading, however many its formula has
                found = [" ".join(latex.splitlines()) for latex in found]
            _write(json.dumps(record) if self.as_json else "\n".join(found), sys.stdout)
        elif self.as_json:
            _write(json.dumps({"path": source.name, "error": str(source.outcome)}), sys.stdout)
        else:
            self.remark(source, str(source.outcome))

    def remark(self, source: Source, text: str) -> None:
        """Write a sentence about a source to standard error."""
        _write(f"img2latex: {source.name}: {text}", sys.stderr)

    def _record(self, source: Source, result: Recognition, found: Sequence[str]) -> dict[str, object]:
        scores = [round(candidate.score, 4) for candidate in result.candidates]
        return {
            "path": source.name,
            "latex": in_form(result.latex, self.form),
            "confidence": round(result.confidence, 4),
            "candidates": [
                {"latex": latex, "score": score} for latex, score in zip(found, scores, strict=True)
            ],
            "milliseconds": round(source.seconds * 1000, 1),
        }


def recognize_files(
    names: Sequence[str], report: Report, *, weights: WeightsStore, device: str, candidates: int
) -> int:
    """Recognize files, folders and standard input.

    The recognizer is loaded once, and only when a picture has been read.

    Args:
        names: Paths; ``-`` is standard input. A folder stands for the pictures lying directly in it.
        candidates: How many readings of each picture are wanted; more than one takes a slower search.

    Returns:
        0 if every picture was read and recognized, else 1.

    Raises:
        RecognitionError: The recognizer cannot be loaded.
        OSError: Standard output cannot be written.
    """
    sources = [source for name in names for source in _expand(name)]
    recognizer: PictureReader | None = None
    failures = 0
    with tqdm(
        total=len(sources),
        unit=" pictures",
        file=sys.stderr,
        disable=len(sources) < 2,
        mininterval=BAR_INTERVAL_S if sys.stderr.isatty() else BAR_INTERVAL_IN_FILE_S,
    ) as bar:
        for batch in _batches(sources):
            for source in batch:
                if isinstance(source.outcome, Picture):
                    recognizer = recognizer or _load(weights, device)
                    if source.outcome.note:
                        report.remark(source, str(source.outcome.note))
            for source in _recognize(recognizer, batch, candidates) if recognizer else batch:
                report.write(source)
                failures += not isinstance(source.outcome, Recognition)
            bar.update(len(batch))
    return 1 if failures else 0


def _expand(name: str) -> list[Source]:
    path = Path(name)
    try:
        if name == STANDARD_INPUT or not path.is_dir():
            return [Source(name)]
        return [Source(str(file)) for file in images.list_images(path)]
    except ImageError as problem:
        return [Source(name, problem)]
    except OSError:
        return [Source(name)]  # reading it will tell what is wrong


def _batches(sources: Sequence[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    pixels = 0
    for source in sources:
        batch.append(_read(source))
        if isinstance(picture := batch[-1].outcome, Picture):
            pixels += picture.pixels.shape[0] * picture.pixels.shape[1]
        if len(batch) == BATCH_PICTURES or pixels >= BATCH_PIXELS:
            yield batch
            batch, pixels = [], 0
    if batch:
        yield batch


def _read(source: Source) -> Source:
    if source.outcome is not None:
        return source
    started = perf_counter()
    outcome: Picture | ImageError
    try:
        if source.name == STANDARD_INPUT:
            outcome = images.read_stream(sys.stdin.buffer)
        else:
            outcome = images.read_file(Path(source.name))
    except ImageError as problem:
        outcome = problem
    return replace(source, outcome=outcome, seconds=perf_counter() - started)


def _load(weights: WeightsStore, device: str) -> PictureReader:
    try:
        loaded = worker.load_recognizer(weights, device)
    except (RuntimeError, ValueError) as problem:  # damaged weights; a device that is not there
        raise RecognitionError(str(problem)) from problem
    if loaded.weights.problem:
        _write(f"img2latex: {loaded.weights.problem}", sys.stderr)
    return loaded.reader


def _recognize(recognizer: PictureReader, batch: Sequence[Source], candidates: int) -> Iterator[Source]:
    pictures = [source.outcome.pixels for source in batch if isinstance(source.outcome, Picture)]
    started = perf_counter()
    results = iter(_recognize_all(recognizer, pictures, candidates))
    share_s = (perf_counter() - started) / max(len(pictures), 1)
    for source in batch:
        if isinstance(source.outcome, Picture):
            result = next(results)
            yield replace(source, outcome=_outcome(result), seconds=source.seconds + share_s)
        else:
            yield source


def _recognize_all(
    recognizer: PictureReader, pictures: Sequence[images.Image8], candidates: int
) -> Sequence[Recognition | Exception]:
    """Read pictures, together where that can be; one that fails costs itself and no other."""
    if candidates == 1 and len(pictures) > 1:
        try:
            return recognizer.recognize_batch(pictures)
        except Exception:  # for want of memory, above all, of which one alone takes less
            logger.info("Pictures could not be read together", exc_info=True)
    return [_recognize_one(recognizer, picture, candidates) for picture in pictures]


def _recognize_one(
    recognizer: PictureReader, picture: images.Image8, candidates: int
) -> Recognition | Exception:
    try:
        return recognizer.recognize(picture, candidates=candidates)
    except Exception as problem:
        return problem


def _outcome(result: Recognition | Exception) -> Recognition | ImageError:
    match result:
        case Recognition():
            return result
        case NoInkError():
            return ImageError(refusals.BLANK_FILE)
        case NoFormulaError():
            return ImageError(refusals.NOT_A_FORMULA_FILE)
        case MemoryError():
            return ImageError(images.NO_MEMORY)
    if "memory" in str(result):  # torch says so in a RuntimeError of many lines
        return ImageError(images.NO_MEMORY)
    return ImageError(refusals.NOT_RECOGNIZED.format(reason=result))


def _write(text: str, stream: TextIO) -> None:
    if sys.stderr.isatty():
        tqdm.write(text, file=stream)  # clears the progress bar first
        stream.flush()
    else:
        print(text, file=stream, flush=True)
