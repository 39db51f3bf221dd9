import numpy as np
import pytest

from training.benchmark.crop import ink_of
from training.benchmark.pdf_pages import Display, PdfError, escape_text, pixels, typeset_document
from training.drawing.fonts import FONTS

pytestmark = pytest.mark.tex

DPI = 100


@pytest.fixture(scope="module")
def document():
    blocks = [
        "Some words & more, 100 % of them.",
        Display("a + b"),
        "And on.",
        Display(r"\frac{x}{y}", "3.7"),
    ]
    return typeset_document(FONTS["cm"], 10, blocks)


def test_displays_stand_where_the_document_says(document):
    page = document.page(1, DPI)
    ink = ink_of(page)
    assert len(document.places) == 2
    for place in document.places:
        assert place.page == 1
        edges = (place.left, place.top, place.right, place.bottom)
        left, top, right, bottom = (round(pixels(edge, DPI)) for edge in edges)
        assert ink[top : bottom + 1, left : right + 1].any()
        assert not ink[top:bottom, left - 30 : left - 3].any()


def test_a_number_stands_at_the_right_margin(document):
    plain, numbered = document.places
    ink = ink_of(document.page(1, DPI))
    middle = ink.shape[1] * 3 // 4
    for place, has_number in ((plain, False), (numbered, True)):
        rows = slice(round(pixels(place.top, DPI)), round(pixels(place.bottom, DPI)))
        assert ink[rows, middle:].any() == has_number


def test_pages_are_anti_aliased(document):
    assert len(np.unique(document.page(1, DPI))) > 20


def test_a_formula_that_does_not_compile_is_told():
    with pytest.raises(PdfError, match="font cm"):
        typeset_document(FONTS["cm"], 10, [Display(r"\nosuchcommand")])


def test_text_is_set_as_it_is_written():
    assert escape_text(r"50% of {x} & \y_1é") == r"50\% of \{x\} \& \textbackslash{}y\_1"
