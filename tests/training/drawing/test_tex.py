import numpy as np
import pytest

import training.drawing.tex
from training.drawing.drawing import MARGIN_PX, Page
from training.drawing.fonts import FONTS, FontSetup
from training.drawing.tex import TexError, TexLook

pytestmark = pytest.mark.tex

CM = FONTS["cm"]


def draw_cm(*latex, display=True):
    return TexLook(CM, size_pt=10, dpi=100).draw([Page(text, display) for text in latex])


def test_em_is_the_true_size_of_the_document_class():
    assert TexLook(CM, size_pt=10, dpi=72).em_px == pytest.approx(9.963, abs=1e-3)
    assert TexLook(CM, size_pt=11, dpi=100).em_px == pytest.approx(10.95 * 100 / 72.27)


def test_pictures_have_ink_up_to_the_margin_and_paper_around():
    (drawing,) = draw_cm(r"\frac{a}{b}")
    inner = drawing.image[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX]
    assert inner.min() < 100
    assert all(edge.min() < 230 for edge in (inner[0], inner[-1], inner[:, 0], inner[:, -1]))
    assert (drawing.image[:MARGIN_PX] == 255).all()


def test_a_picture_does_not_depend_on_its_neighbors():
    alone = draw_cm("x+y")[0].image
    drawings = draw_cm(r"\alpha", r"\undefinedcommand x", r"\left( x", "x+y", "{x", r"x^a^b", "x+y")
    np.testing.assert_array_equal(drawings[3].image, alone)
    np.testing.assert_array_equal(drawings[6].image, alone)


def test_failures_have_causes_and_no_picture():
    causes = {
        r"\undefinedcommand": "Undefined control sequence",
        "{x": "unbalanced braces",
        "x}{": "unbalanced braces",
        r"\begin{array}{c} x": "unbalanced environments",
        r"\def\x{1}": "forbidden command",
        "x % y": "comment",
        r"\phantom{x}": "no ink",
        r"x^a^b": "Double superscript",
        r"\o": "text symbol in math",
        r"\mathscr{1}": "character missing in the font",
        "{" * 300 + "x" + "}" * 300: "TeX capacity exceeded, sorry [grouping levels=…]",
    }
    drawings = draw_cm(*causes)
    assert dict(zip(causes, (drawing.cause for drawing in drawings), strict=True)) == causes
    assert all(drawing.image is None for drawing in drawings)


def test_latex_in_several_lines_is_drawn_like_that_in_one():
    lines, line = draw_cm(
        "\\begin{aligned}\na &= b \\\\\n\n&= c\n\\end{aligned}",
        r"\begin{aligned} a &= b \\ &= c \end{aligned}",
    )
    np.testing.assert_array_equal(lines.image, line.image)


def test_a_number_for_each_row_stands_at_the_margin():
    numbered, plain = draw_cm(
        r"\begin{align} a &= b \tag{1} \\ c &= d \tag{2} \end{align}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    )
    assert numbered.image.shape[1] > 2 * plain.image.shape[1]
    assert numbered.image.shape[0] < 1.6 * plain.image.shape[0]


def test_one_number_in_four_stands_on_the_left():
    numbered = [drawing.image for drawing in draw_cm(*[r"x x x = 1 \tag{1}"] * 8)]
    starts = [np.flatnonzero((image[:, 16:] < 128).any(axis=0))[0] for image in numbered]
    assert len({int(start) for start in starts}) > 1


def test_more_than_a_hundred_errors_do_not_end_the_document():
    drawings = draw_cm(*[r"\undefinedcommand"] * 150, "x")
    assert drawings[-1].image is not None


def test_many_font_families_fit_in_one_document():
    fonts = ["mathbb", "mathcal", "mathscr", "mathfrak", "mathbf", "mathsf", "mathtt", "mathit", "mathrm"]
    drawings = draw_cm(*(rf"\{font} A \bm\alpha \boldsymbol\Sigma" for font in fonts))
    assert {drawing.cause for drawing in drawings} == {""}


def test_display_style_is_taller_than_inline():
    tall, low = draw_cm(r"\sum_{i}^{n}")[0], draw_cm(r"\sum_{i}^{n}", display=False)[0]
    assert tall.image.shape[0] > low.image.shape[0]


def test_a_tag_stands_apart_in_parentheses():
    plain, tagged = draw_cm("x", r"x \tag{1}")
    assert tagged.image.shape[1] > plain.image.shape[1] + 2 * TexLook(CM, size_pt=10, dpi=100).em_px


def test_endless_runs_are_given_up_one_by_one(monkeypatch):
    monkeypatch.setattr(training.drawing.tex, "_START_TIMEOUT_S", 0.001)
    monkeypatch.setattr(training.drawing.tex, "_FORMULA_TIMEOUT_S", 0.0)
    assert [drawing.cause for drawing in draw_cm("x", "y")] == ["TeX gave up or ran too long"] * 2


@pytest.mark.parametrize(
    "package", [r"\usepackage{nosuchpackage}", r"\usepackage[nosuchoption]{amsfonts}", r"\nosuchcommand"]
)
def test_what_a_font_lacks_is_told_instead_of_drawn_without(package):
    look = TexLook(FontSetup("mine", (package,)), size_pt=10, dpi=100)
    with pytest.raises(TexError, match=r"nosuch|Undefined control sequence"):
        look.draw([Page("x", display=True)])
