import shutil

import numpy as np
import pytest

import training.drawing.mathjax
from training.drawing.drawing import MARGIN_PX, Page
from training.drawing.mathjax import MathJaxError, WebLook, find_node, rasterize, typeset


def test_formulas_become_pictures_of_the_asked_size():
    small, large = (WebLook(em).draw([Page("M", True)])[0].image for em in (20.0, 40.0))
    # the M of MathJax's font is 0.683 em high
    assert small.shape[0] - 2 * MARGIN_PX == pytest.approx(0.683 * 20, abs=1.5)
    assert large.shape[0] - 2 * MARGIN_PX == pytest.approx(0.683 * 40, abs=1.5)
    assert large.min() < 30


def test_display_style_is_taller_than_inline():
    tall, low = WebLook(20.0).draw([Page(r"\sum_i^n", True), Page(r"\sum_i^n", False)])
    assert tall.image.shape[0] > low.image.shape[0]


def test_mistakes_have_causes_without_details():
    drawings = WebLook(20.0).draw(
        [Page(r"\undefinedcommand x", True), Page("x", True), Page(r"\text{我}", True)]
    )
    assert [drawing.cause for drawing in drawings] == [
        "Undefined control sequence …",
        "",
        "character missing in the font",
    ]


def test_a_picture_does_not_depend_on_what_was_drawn_before():
    first, other, second = WebLook(20.0).draw(
        [Page(latex, True) for latex in (r"\frac{a}{b}", "x", r"\frac{a}{b}")]
    )
    np.testing.assert_array_equal(first.image, second.image)
    assert other.image.shape != first.image.shape


def test_formulas_alike_in_this_font_are_refused():
    assert not WebLook(20.0).can_draw([r"\mathfrak", "R"])
    assert WebLook(20.0).can_draw([r"\mathfrak", "g"])


def test_something_else_than_svg_is_refused():
    assert rasterize("<html>", 20.0).cause == "not an SVG picture"


def test_a_process_that_hangs_costs_one_formula_at_a_time(monkeypatch):
    monkeypatch.setattr(training.drawing.mathjax, "_START_TIMEOUT_S", 0.001)
    monkeypatch.setattr(training.drawing.mathjax, "_FORMULA_TIMEOUT_S", 0.0)
    assert (
        typeset([Page("x", True), Page("y", True)], "tex2svg")
        == [{"error": "MathJax gave up or ran too long"}] * 2
    )


def test_a_missing_bundle_is_explained(monkeypatch, tmp_path):
    monkeypatch.setattr(training.drawing.mathjax, "PREVIEW", tmp_path)
    with pytest.raises(MathJaxError, match="npm run build"):
        typeset([Page("x", True)], "tex2svg")


def test_node_is_found():
    assert shutil.which(find_node())
