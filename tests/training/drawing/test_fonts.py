import re
import shutil
import subprocess
from pathlib import Path

import pytest

from training.drawing.drawing import Page
from training.drawing.fonts import FONTS, chosen
from training.drawing.tex import TexLook
from training.errors import TrainingError

ROOT = Path(__file__).resolve().parents[3]


def output(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, **options).stdout


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


@pytest.mark.tex
@pytest.mark.skipif(
    not shutil.which("dpkg-query"), reason="no Debian, so nobody knows which package a file is of"
)
@pytest.mark.parametrize("name", ["cm", "lm"])
def test_what_tests_draw_with_is_installed_for_them(name):
    """However many fonts were installed here by hand: `make test` alone has to bring these two."""
    rule = "names:;@echo $(TEX)"
    packages = output("make", "--silent", "--file", "Makefile", f"--eval={rule}", "names", cwd=ROOT).split()
    depends = output("dpkg-query", "--show", "--showformat=${Depends}, ", *packages)
    installed = {*packages, *re.findall(r"(?:^|, )([a-z0-9.+-]+)", depends)}
    lines = FONTS[name].preamble().splitlines()
    needed = "\n".join(line for line in lines if not line.startswith((r"\IfFileExists", r"\ifdefined")))
    styles = re.findall(r"\\usepackage(?:\[.*?\])?\{(\w+)\}", needed)
    assert len(styles) >= 4
    files = output("kpsewhich", *(f"{style}.sty" for style in styles)).split()
    owners = {line.split(":")[0] for line in output("dpkg-query", "--search", *files).splitlines()}
    assert len(files) == len(styles)
    assert owners <= installed


@pytest.mark.fonts
@pytest.mark.parametrize("name", FONTS)
def test_every_font_draws_its_own_shapes(name):
    pages = [Page(latex, True) for latex in ("x", r"\alpha", r"\mathfrak{g}", r"\mathscr{L}", r"\iddots")]
    drawings = TexLook(FONTS[name], size_pt=12, dpi=200).draw(pages)
    assert [drawing.cause for drawing in drawings] == [""] * len(pages)
    assert len({drawing.image.tobytes() for drawing in drawings}) == len(pages)
