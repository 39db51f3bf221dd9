import pytest

from training.drawing import Page
from training.errors import TrainingError
from training.fonts import FONTS, chosen
from training.tex import TexLook


def test_there_are_at_least_ten_trained_fonts_and_two_held_out():
    held_out = [setup for setup in FONTS.values() if setup.held_out]
    assert len(held_out) == 2
    assert len(FONTS) - len(held_out) >= 10


def test_can_draw_looks_for_whole_tokens():
    euler, antykwa = FONTS["euler"], FONTS["antykwa"]
    assert not euler.can_draw(["a", r"\leq", "b"])
    assert euler.can_draw(["a", r"\leqslant", "b"])
    assert not antykwa.can_draw([r"\mathsf{", "a", "b", "}"])


def test_can_draw_looks_for_runs_of_tokens():
    assert not FONTS["noto"].can_draw(["x", r"\mathbf", r"\Upsilon"])
    assert FONTS["noto"].can_draw([r"\mathbf", "R", r"\Upsilon"])


def test_fonts_are_chosen_by_name_or_kind():
    held_out = [setup.name for setup in FONTS.values() if setup.held_out]
    assert [setup.name for setup in chosen(("cm", "held_out", "cm"))] == ["cm", *held_out]


@pytest.mark.parametrize(("names", "trouble"), [((), "no font was chosen"), (("cm", "comic"), "'comic'")])
def test_no_font_or_an_unknown_one_is_one_sentence(names, trouble):
    with pytest.raises(TrainingError, match=trouble):
        chosen(names)


@pytest.mark.fonts
@pytest.mark.parametrize("name", FONTS)
def test_every_font_draws_its_own_shapes(name):
    pages = [Page(latex, True) for latex in ("x", r"\alpha", r"\mathfrak{g}", r"\mathscr{L}", r"\iddots")]
    drawings = TexLook(FONTS[name], size_pt=12, dpi=200).draw(pages)
    assert [drawing.cause for drawing in drawings] == [""] * len(pages)
    assert len({drawing.image.tobytes() for drawing in drawings}) == len(pages)
