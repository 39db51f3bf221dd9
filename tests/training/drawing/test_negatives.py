from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

from model.picture.preprocess import preprocess
from training.drawing.negatives import (
    NegativesConfig,
    Painter,
    draw_surface,
    find_fonts,
    find_pictographs,
    negatives,
    read_texts,
)
from training.drawing.shards import ShardReader
from training.errors import TrainingError


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    folder = tmp_path_factory.mktemp("negatives")
    negatives(NegativesConfig(out=folder, count=40, seed=3))
    return ShardReader(folder)


def test_every_kind_is_drawn_and_has_the_empty_formula(reader):
    assert set(reader.fonts) == {"prose", "code", "icons", "drawing", "surface"}
    assert [formula.tokens for formula in reader.formulas] == [[]]


def test_every_picture_holds_something_that_the_network_would_be_shown(reader):
    for number in range(len(reader)):
        assert preprocess(reader.image(number)).any()


def test_the_same_seed_draws_the_same_pictures(reader):
    painter = Painter(NegativesConfig(out=reader.folder))
    for number in (0, 7, 21):
        _, image, em_px = painter.draw(np.random.default_rng((3, number)))
        assert np.array_equal(image, reader.image(number))
        assert em_px == pytest.approx(float(reader.records["em_px"][number]))


def test_validation_has_other_texts_than_training():
    trained, kept = read_texts(is_validation=False), read_texts(is_validation=True)
    for ours, theirs in zip(trained, kept, strict=True):
        assert len(ours) > len(theirs) > 0
        assert not {" ".join(text[:30]) for text in ours} & {" ".join(text[:30]) for text in theirs}


def test_surfaces_have_no_paper():
    shades = [np.unique(draw_surface(np.random.default_rng(seed))).size for seed in range(5)]
    assert min(shades) > 20


def test_signs_are_no_letters(tmp_path):
    (tmp_path / "broken.otf").write_bytes(b"no font")
    assert find_fonts((tmp_path,)) == []


def test_pictographs_are_in_their_fonts_and_look_like_nothing_in_a_formula():
    found = find_pictographs(NegativesConfig(out=Path()).font_folders)
    assert {"DejaVuSans.ttf"} <= {path.name for path, _ in found}
    for path, signs in found:
        font = ImageFont.truetype(str(path), 24)
        assert font.getmask(signs[0]).getbbox() or font.getmask(signs[-1]).getbbox()
        assert not set(signs) & set("★☆♠♣♥♦☐☰")


def test_without_fonts_nothing_is_drawn(tmp_path):
    with pytest.raises(TrainingError, match="make fonts"):
        Painter(NegativesConfig(out=tmp_path, font_folders=(tmp_path,)))
