import numpy as np
import pytest

from model.picture.view import NoFormulaError, NoInkError
from model.reading.result import Recognition
from training.benchmark.reading import is_refused, read_set
from training.corpus.formula_file import Formula
from training.data.picture_set import PictureSet, SetWriter


class Reader:
    """Answers by the mean of the picture: white is refused, black has no ink, gray is a sum."""

    def recognize_batch(self, images):
        answers = {255: NoFormulaError("no formula"), 0: NoInkError("blank")}
        sum_ = Recognition("a+b", 0.75, (), ("a", "+", "b"), (0.9, 0.9, 0.9))
        return [answers.get(int(image.mean()), sum_) for image in images]


@pytest.fixture
def pictures(tmp_path):
    writer = SetWriter(tmp_path / "web", {})
    formula = Formula("k" * 16, "books", "a + b", "a+b")
    for level in (255, 128, 0):
        image = np.full((4, 4), level, np.uint8)
        writer.add_formula(image, formula, kind="mathjax", engine="mathjax", font="mathjax", em_px=16)
    writer.close()
    return PictureSet(tmp_path / "web")


def test_readings_stand_beside_their_truths(pictures):
    white, gray, black = read_set(Reader(), pictures)
    assert gray.case.canonical == gray.case.gold == ("a", "+", "b")
    assert gray.case.confidence == 0.75
    assert gray.case.is_well_formed
    assert (white.is_refused, gray.is_refused, black.is_refused) == (True, False, True)
    assert white.case.canonical == ()
    assert not white.case.is_well_formed
    assert [answer.number for answer in (white, gray, black)] == [0, 1, 2]


def test_a_limit_takes_the_first(pictures):
    assert len(read_set(Reader(), pictures, limit=2)) == 2


def test_every_way_of_finding_no_formula_is_a_refusal():
    assert is_refused(NoInkError("blank"))
    assert is_refused(NoFormulaError("no formula"))
    assert not is_refused(Recognition("a", 0.1, (), ("a",), (0.1,)))
