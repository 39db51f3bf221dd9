import itertools
from pathlib import Path

import pytest
from PIL import Image

from img2latex_desktop.demo.scenes import SCENES
from img2latex_desktop.demo.screenshots import SCALES, THEMES, main, picture_name

DOCS = Path(__file__).resolve().parents[3] / "docs"
PICTURES = DOCS / "images" / "windows"
LARGEST_BYTES = 3_000_000  # all of them are carried by everyone who clones the repository


def size_of(path):
    with Image.open(path) as picture:
        return picture.size


def test_the_documentation_shows_every_window_in_both_themes_at_both_scales():
    page = (DOCS / "windows.md").read_text(encoding="utf-8")
    for name, theme, scale in itertools.product(SCENES, THEMES, SCALES):
        picture = picture_name(name, theme, scale)
        assert f"images/windows/{picture}" in page
        assert (PICTURES / picture).exists()


def test_the_pictures_of_the_documentation_are_all_of_windows_there_are_and_small():
    shown = {picture_name(*how) for how in itertools.product(SCENES, THEMES, SCALES)}
    assert {path.name for path in PICTURES.iterdir()} == shown
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < LARGEST_BYTES


@pytest.mark.slow
def test_a_window_is_drawn_in_both_themes_and_at_both_scales_and_the_same_each_time(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    names = ["result-candidates", "history"]
    assert main(["--output", str(first), "--only", *names]) == 0
    assert main(["--output", str(second), "--only", *names]) == 0
    for name, theme in itertools.product(names, THEMES):
        drawn = [first / picture_name(name, theme, scale) for scale in SCALES]
        small, large = (size_of(path) for path in drawn)
        assert large == (2 * small[0], 2 * small[1])
        for path in drawn:
            assert path.read_bytes() == (second / path.name).read_bytes()
