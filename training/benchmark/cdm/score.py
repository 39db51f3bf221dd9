"""CDM of readings: F1 of the symbols that are there and in their place; ExpRate@CDM is the share with 1."""

from collections.abc import Sequence

from training.benchmark.cdm.boxes import draw_boxes
from training.benchmark.cdm.matching import count_matches


def cdm(truths: Sequence[Sequence[str]], readings: Sequence[Sequence[str]]) -> list[float | None]:
    """Compare readings with truths, each given as canonical tokens.

    Returns:
        For each pair a number from 0 to 1: 0 where the reading cannot be drawn, None where the truth cannot.

    Raises:
        TrainingError: pdflatex or pdftoppm is missing.
    """
    drawn = draw_boxes([*truths, *readings])
    scores: list[float | None] = []
    for truth, reading in zip(drawn[: len(truths)], drawn[len(truths) :], strict=True):
        if truth is None or not truth.boxes:
            scores.append(None)
        elif reading is None:
            scores.append(0.0)
        else:
            scores.append(2 * count_matches(truth, reading) / (len(truth.boxes) + len(reading.boxes)))
    return scores
