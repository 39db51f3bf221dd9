import pytest

from training.drawing.drawing import MARGIN_PX, Page
from training.drawing.mathml import MathmlLook


def test_formulas_become_pictures_of_the_asked_size():
    small, large = (MathmlLook(em).draw([Page("M", True)])[0].image for em in (20.0, 40.0))
    assert (large.shape[0] - 2 * MARGIN_PX) / (small.shape[0] - 2 * MARGIN_PX) == pytest.approx(2, abs=0.2)


def test_display_style_is_larger_than_inline():
    tall, low = MathmlLook(20.0).draw([Page(r"\sum_i^n", True), Page(r"\sum_i^n", False)])
    assert tall.image.shape[0] > low.image.shape[0]


def test_mistakes_have_causes():
    assert (
        MathmlLook(20.0).draw([Page(r"\undefinedcommand", True)])[0].cause == "Undefined control sequence …"
    )


def test_alphabets_that_come_out_plain_are_refused():
    look = MathmlLook(20.0)
    assert not look.can_draw([r"\mathbb", "R"])
    assert not look.can_draw(["x", r"\mathbf{", "a", "b", "}"])
    assert look.can_draw([r"\mathcal", "L"])
