from dataclasses import fields, replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from model.picture.em import estimate_em
from model.picture.preprocess import NOMINAL_EM_PX, NoInkError, crop_to_ink, rescale, to_ink
from training.data.augment import AugmentConfig, augment
from training.data.surroundings import Neighbor

EM_PX = 32.0
PROBABILITIES = (
    "as_drawn",
    "rotation",
    "down_up",
    "blur",
    "noise",
    "contrast",
    "jpeg",
    "stroke",
    "stretch",
    "subpixel",
    "neighbor",
    "frame",
)
QUIET = replace(AugmentConfig(em_jitter=0.0, padding_px=0), **dict.fromkeys(PROBABILITIES, 0.0))


@pytest.fixture(scope="module")
def image():
    picture = Image.new("L", (500, 70), 255)
    ImageDraw.Draw(picture).text(
        (12, 12), "f(x) = 2a + b - 3(c + d)", fill=0, font=ImageFont.load_default(EM_PX)
    )
    gray = np.asarray(picture)
    return gray[:, : np.flatnonzero((gray < 255).any(axis=0))[-1] + 9]


def augmented(image, config, seed=0, strength=1.0):
    rng = np.random.default_rng(seed)
    return augment(image, EM_PX, rng, config, strength=strength, neighbor=lambda _: Neighbor(image, EM_PX))


def resemblance(ink, image):
    """Correlate with the plain picture at the same size."""
    plain = crop_to_ink(to_ink(image))
    size = (plain.shape[1], plain.shape[0])
    resized = np.asarray(Image.fromarray(ink).resize(size, Image.Resampling.BILINEAR))
    return float(np.corrcoef(resized.ravel(), plain.ravel())[0, 1])


def test_every_probability_is_known_to_these_tests():
    sizes = {"em_px", "shown_em", "em_jitter"}
    other = sizes | {"rotation_degrees", "blur_em", "noise_sigma", "stretch_share"}
    other |= {"jpeg_quality", "padding_px"}
    assert {field.name for field in fields(AugmentConfig)} == other | set(PROBABILITIES)


def test_the_same_seed_gives_the_same_picture(image):
    np.testing.assert_array_equal(augmented(image, AugmentConfig(), 3), augmented(image, AugmentConfig(), 3))
    first, second = augmented(image, AugmentConfig(), 3), augmented(image, AugmentConfig(), 4)
    assert first.shape != second.shape or not np.array_equal(first, second)


def test_type_comes_out_near_nominal_size_whatever_its_size_on_the_screen(image):
    plain_width = crop_to_ink(to_ink(image)).shape[1]
    for em_px in (9.0, 16.0, 32.0):
        ink = augmented(image, replace(QUIET, em_px=(em_px, em_px)))
        assert ink.shape[1] == pytest.approx(plain_width * NOMINAL_EM_PX / EM_PX, rel=0.3)


@pytest.mark.parametrize("name", PROBABILITIES)
def test_each_effect_changes_the_picture_and_leaves_it_legible(image, name):
    config = replace(QUIET, em_px=(16.0, 16.0))
    plain = augmented(image, config)
    changed = [augmented(image, replace(config, **{name: 1.0}), seed) for seed in range(8)]

    assert any(ink.shape != plain.shape or not np.array_equal(ink, plain) for ink in changed)
    for ink in changed:
        assert ink.dtype == np.float32
        assert 0 <= ink.min() <= ink.max() <= 1.0
    if name not in ("neighbor", "frame", "rotation"):  # these move the box, and with it everything
        assert min(resemblance(ink, image) for ink in changed) > 0.6


def test_a_picture_kept_as_drawn_is_brought_to_size_in_one_step(image):
    config = replace(QUIET, em_px=(16.0, 16.0), as_drawn=1.0)
    plain = crop_to_ink(to_ink(image))
    np.testing.assert_array_equal(
        augmented(image, config), rescale(plain, config.shown_em * NOMINAL_EM_PX / estimate_em(plain))
    )


def test_letters_become_wider_and_narrower_but_no_taller(image):
    plain = augmented(image, replace(QUIET, em_px=(EM_PX, EM_PX)))
    config = replace(QUIET, em_px=(EM_PX, EM_PX), stretch=1.0, stretch_share=0.3)
    shapes = np.array([augmented(image, config, seed).shape for seed in range(8)]) / plain.shape
    proportions = shapes[:, 1] / shapes[:, 0]
    assert proportions.min() < 0.9
    assert proportions.max() > 1.1
    assert proportions == pytest.approx(np.ones(8), rel=0.32)


def test_without_strength_little_happens(image):
    strong, weak = (
        [resemblance(augmented(image, AugmentConfig(), seed, strength), image) for seed in range(40)]
        for strength in (1.0, 0.0)
    )
    assert min(weak) > 0.7  # resampling alone
    assert np.mean(strong) < np.mean(weak)


def test_jitter_stays_within_its_bound(image):
    config = replace(QUIET, em_px=(20.0, 20.0))
    plain = np.median([augmented(image, config, seed).shape[1] for seed in range(9)])
    widths = [augmented(image, replace(config, em_jitter=0.12), seed).shape[1] for seed in range(40)]
    assert max(widths) / plain < 1.2
    assert min(widths) / plain > 0.8
    assert np.std(widths) / plain > 0.03


def test_pictures_are_shown_at_the_size_that_was_asked_for(image):
    plain, larger = (augmented(image, replace(QUIET, shown_em=size)) for size in (1.0, 1.25))
    assert larger.shape == pytest.approx([1.25 * side for side in plain.shape], abs=1)


def test_small_stored_pictures_are_not_blown_up_first(image):
    small = (255 * (1 - rescale(to_ink(image), 0.3))).astype(np.uint8)
    ink = augment(small, 0.3 * EM_PX, np.random.default_rng(0), AugmentConfig(em_px=(30.0, 32.0)))
    assert ink.shape[1] < 400


def test_a_blank_picture_is_refused():
    with pytest.raises(NoInkError):
        augmented(np.full((40, 90), 255, np.uint8), QUIET)


def test_a_lone_dot_survives_most_of_the_time():
    dot = np.full((20, 20), 255, np.uint8)
    dot[8:12, 8:12] = 0
    survived = 0
    for seed in range(50):
        try:
            survived += augmented(dot, AugmentConfig(), seed).size > 0
        except NoInkError:
            continue
    assert survived > 45
