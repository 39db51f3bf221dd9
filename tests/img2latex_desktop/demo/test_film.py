from pathlib import Path

import pytest
from PIL import Image

from img2latex_desktop.demo import stage
from img2latex_desktop.demo.caption import HEIGHT_PX
from img2latex_desktop.demo.film import main

SHOWN = Path(__file__).resolve().parents[3] / "docs" / "images" / "snip.gif"
LARGEST_BYTES = 1_500_000  # it is at the top of the README
SIZE = (stage.SCREEN_PX[0], stage.SCREEN_PX[1] + HEIGHT_PX)


def length_s(file):
    with Image.open(file) as film:
        assert film.size == SIZE
        durations = []
        for number in range(film.n_frames):
            film.seek(number)
            durations.append(film.info["duration"])
    return sum(durations) / 1000


def test_the_film_of_the_documentation_is_short_and_small():
    assert 10 < length_s(SHOWN) < 25
    assert SHOWN.stat().st_size < LARGEST_BYTES


def test_what_is_missing_is_named_with_the_command_that_installs_it(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--output", str(tmp_path / "film.gif")]) == 1
    assert "apt-get install --yes xvfb openbox trayer xdotool xclip" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.gui
def test_a_film_ends_with_the_formula_pasted_into_the_editor(tmp_path):
    file = tmp_path / "film.gif"
    assert main(["--output", str(file)]) == 0
    assert length_s(file) == pytest.approx(length_s(SHOWN), abs=2)
    with Image.open(file) as film:
        film.seek(0)
        before = film.convert("RGB")
        film.seek(film.n_frames - 1)
        after = film.convert("RGB")
    left, top = stage.EDITOR_CORNER.toTuple()
    line = (left + 14, top + 20 + 14 + 70, left + 400, top + 20 + 14 + 90)
    assert len(after.crop(line).getcolors(10_000)) > len(before.crop(line).getcolors(10_000)) + 20
