"""Failures as pictures: what was snipped, and beside it what was read; chosen at random, not the worst."""

from collections.abc import Mapping, Sequence

import numpy as np
from PIL import Image, ImageDraw

from training.benchmark.reading import Answer
from training.benchmark.scores import is_right
from training.data.picture_set import PictureSet
from training.drawing.drawing import Page
from training.drawing.fonts import FONTS
from training.drawing.tex import TexLook

EACH = 5  # failures of each set
_WIDTH, _COLUMN, _HEIGHT = 1400, 690, 130
_DPI = 140
_TEXT = 200  # characters of LaTeX under a picture


def draw_failures(
    answers: Mapping[str, Sequence[Answer]], sets: Mapping[str, PictureSet], *, seed: int
) -> Image.Image | None:
    """Draw a sheet; None where nothing failed."""
    random = np.random.default_rng(seed)
    chosen: list[Answer] = []
    for part in answers.values():
        wrong = [answer for answer in part if not is_right(answer)]
        if wrong:
            kept = sorted(random.choice(len(wrong), min(EACH, len(wrong)), replace=False))
            chosen += [wrong[int(i)] for i in kept]
    if not chosen:
        return None
    look = TexLook(FONTS["cm"], 10, _DPI)
    typeset = look.draw([Page(answer.case.latex or "?", display=True) for answer in chosen])
    blocks = [
        _block(answer, sets[answer.case.split].image(answer.number), drawing.image)
        for answer, drawing in zip(chosen, typeset, strict=True)
    ]
    sheet = Image.new("RGB", (_WIDTH, sum(block.height for block in blocks)), "white")
    top = 0
    for block in blocks:
        sheet.paste(block, (0, top))
        top += block.height
    return sheet.quantize(64)


def _block(answer: Answer, picture: np.ndarray, reading: np.ndarray | None) -> Image.Image:
    """Draw one failure: left the picture, right the reading."""
    left = Image.fromarray(picture).convert("RGB")
    left.thumbnail((_COLUMN - 20, _HEIGHT))
    right = Image.new("RGB", (1, 1), "white")
    if reading is not None and not answer.is_refused:
        right = Image.fromarray(reading).convert("RGB")
        right.thumbnail((_COLUMN - 20, _HEIGHT))
    height = max(left.height, right.height) + 48
    block = Image.new("RGB", (_WIDTH, height), "white")
    block.paste(left, (10, 8))
    block.paste(right, (_COLUMN + 20, 8))
    pen = ImageDraw.Draw(block)
    truth = answer.case.gold_latex or "no formula"
    read = "refused: no formula" if answer.is_refused else answer.case.latex
    for row, (text, color) in enumerate(
        ((f"{answer.case.split}: {truth}", "#404040"), (f"read: {read}", "#b00020"))
    ):
        pen.text((10, height - 36 + 15 * row), " ".join(text.split())[:_TEXT], fill=color)
    pen.line((0, height - 1, _WIDTH, height - 1), fill="#c0c0c0")
    return block
