"""Readings of a set: every picture goes through ``Recognizer`` as a user's snip does."""

from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from model.picture.view import NoFormulaError
from model.reading.recognizer import Recognizer
from model.reading.result import Recognition
from training.data.picture_set import PictureSet, Truth
from training.evaluation.cases import Case

CHUNK = 128
_NO_PICTURE = np.empty((0, 0), np.uint8)  # all pictures of a set would fill the memory


@dataclass(frozen=True)
class Answer:
    """One picture of a set and what was said to it.

    Attributes:
        number: Of the picture in its set.
        truth: What is right.
        case: Truth and reading side by side; without the picture, which the set has.
        is_refused: Whether the answer was that there is no formula.
    """

    number: int
    truth: Truth
    case: Case
    is_refused: bool


def is_refused(reading: Recognition | NoFormulaError) -> bool:
    """Tell whether the recognizer says that there is no formula, for whatever reason."""
    return isinstance(reading, NoFormulaError)


def read_set(recognizer: Recognizer, pictures: PictureSet, *, limit: int = 0) -> list[Answer]:
    """Read the pictures of a set, or the first ``limit`` of them (0: all)."""
    numbers = range(min(limit, len(pictures)) if limit else len(pictures))
    answers: list[Answer] = []
    with tqdm(total=len(numbers), unit=" pictures", desc=pictures.name) as bar:
        for start in range(0, len(numbers), CHUNK):
            chunk = numbers[start : start + CHUNK]
            for number, reading in zip(
                chunk, recognizer.recognize_batch(pictures.images(chunk)), strict=True
            ):
                answers.append(_answer(pictures, number, reading))
            bar.update(len(chunk))
    return answers


def _answer(pictures: PictureSet, number: int, reading: Recognition | NoFormulaError) -> Answer:
    truth = pictures.truths[number]
    case = Case.of(
        reading,
        gold=tuple(truth.canonical.split()),
        image=_NO_PICTURE,
        split=pictures.name,
        source=truth.source,
        font=truth.font,
        engine=truth.engine,
        em_px=truth.em_px,
    )
    return Answer(number, truth, case, is_refused(reading))
