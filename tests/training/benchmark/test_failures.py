import numpy as np
import pytest

from model.picture.view import NoFormulaError
from model.reading.result import Recognition
from training.benchmark.failures import EACH, draw_failures
from training.benchmark.reading import read_set
from training.corpus.formula_file import Formula
from training.data.picture_set import PictureSet, SetWriter


class Reader:
    """Reads the same in every picture, or refuses them all."""

    def __init__(self, latex):
        tokens = tuple(latex.split())
        self.answer = Recognition(latex, 0.5, (), tokens, (0.9,)) if latex else NoFormulaError("none")

    def recognize_batch(self, images):
        return [self.answer] * len(images)


@pytest.fixture
def pictures(tmp_path):
    writer = SetWriter(tmp_path / "web", {})
    for number in range(EACH + 2):
        image = np.full((40, 200, 3), 200, np.uint8)
        formula = Formula(f"{number:016x}", "books", "a + b", "a+b")
        writer.add_formula(image, formula, kind="katex", engine="katex", font="katex", em_px=16)
    writer.close()
    return PictureSet(tmp_path / "web")


@pytest.mark.tex
@pytest.mark.parametrize("latex", ["a - b", ""])
def test_a_few_failures_of_each_set_are_shown_with_their_readings(pictures, latex):
    sheet = draw_failures({"web": read_set(Reader(latex), pictures)}, {"web": pictures}, seed=0)
    assert sheet.width == 1400
    assert EACH * 60 < sheet.height < EACH * 200


def test_without_failures_there_is_no_sheet(pictures):
    assert draw_failures({"web": read_set(Reader("a + b"), pictures)}, {"web": pictures}, seed=0) is None
