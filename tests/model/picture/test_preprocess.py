import hashlib
import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from model.picture.em import estimate_em
from model.picture.preprocess import (
    MARGIN_PX,
    NOMINAL_EM_PX,
    SHAPES,
    MeasuredInk,
    NoInkError,
    crop_to_ink,
    pad_to_shape,
    preprocess,
    rescale,
    smallest_shape,
    to_ink,
    to_picture,
    trim,
)
from model.picture.view import PLAIN_VIEW, Polarity, View


def typeset(text="f(x) = 2a + b", size=24, padding=10):
    font = ImageFont.load_default(size)
    left, top, right, bottom = font.getbbox(text)
    picture = Image.new("L", (round(right - left) + 2 * padding, round(bottom - top) + 2 * padding), 255)
    ImageDraw.Draw(picture).text((padding - left, padding - top), text, fill=0, font=font)
    return np.asarray(picture)


def ruled(channels):
    """Rules and a dot on colored paper that darkens to one side, in whole numbers alone."""
    rows, columns = np.mgrid[:60, :240]
    rules = (rows // 4 % 5 == 2) & (columns > 20) & (columns < 200)
    ink = rules | ((rows - 30) ** 2 + (columns - 220) ** 2 < 60)
    levels = [np.where(ink, 40 + 30 * channel, 250 - 25 * channel - columns // 16) for channel in range(3)]
    levels.append(np.where(ink, 255, 255 - rows))
    return np.stack(levels, axis=2).astype(np.uint8)[..., :channels].squeeze()


def painted(gray, ink, paper):
    share = (gray.astype(np.float64) / 255)[..., None]
    return np.rint(np.array(ink) * (1 - share) + np.array(paper) * share).astype(np.uint8)


def assert_alike(first, second, tolerance):
    assert first.shape == second.shape
    assert np.abs(first - second).mean() < tolerance


def test_the_result_is_one_channel_of_a_known_shape_between_paper_and_ink():
    prepared = preprocess(typeset())

    assert prepared.dtype == np.float32
    assert prepared.shape[0] == 1
    assert prepared.shape[1:] in SHAPES
    assert prepared.min() >= 0
    assert prepared.max() <= 1
    assert prepared.max() > 0.5


@pytest.mark.parametrize(
    ("channels", "digest"), [(1, "35a408a77ccb1fee"), (3, "35a408a77ccb1fee"), (4, "0f8b36a98747e53f")]
)
def test_what_networks_were_trained_on_stays_as_it_was(channels, digest):
    # Weights that ship were trained on these very arrays; a change of them asks for new weights.
    levels = np.rint(to_ink(ruled(channels)) * 255).astype(np.uint8)
    assert hashlib.sha256(levels).hexdigest()[:16] == digest


def test_the_plain_view_leaves_out_every_step_of_its_own():
    for image in (typeset(), ruled(1), ruled(3), ruled(4), 255 - ruled(3)):
        ink = crop_to_ink(to_ink(image))
        expected = pad_to_shape(rescale(ink, NOMINAL_EM_PX / estimate_em(ink)))[None]
        assert preprocess(image, PLAIN_VIEW).tobytes() == preprocess(image).tobytes() == expected.tobytes()


def test_shapes_suit_the_network_and_come_smallest_first():
    assert all(height % 16 == 0 and width % 8 == 0 for height, width in SHAPES)
    areas = [height * width for height, width in SHAPES]
    assert areas == sorted(areas)


def test_a_dark_theme_looks_like_a_light_one():
    np.testing.assert_array_equal(preprocess(255 - typeset()), preprocess(typeset()))


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((200, 30, 30), (255, 255, 255)),
        ((120, 220, 120), (30, 30, 46)),
        ((0, 0, 0), (253, 246, 227)),
        ((150, 150, 150), (190, 190, 190)),
        ((255, 255, 0), (255, 255, 255)),  # yellow on white differs in one channel only
    ],
)
def test_color_and_contrast_make_no_difference(ink, paper):
    gray = typeset()

    assert_alike(preprocess(painted(gray, ink, paper)), preprocess(gray), tolerance=0.01)


@pytest.mark.parametrize("level", [0, 255])
def test_transparent_pictures_with_black_or_white_type_are_read(level):
    gray = typeset()
    transparent = np.full((*gray.shape, 4), level, np.uint8)
    transparent[..., 3] = 255 - gray

    np.testing.assert_allclose(preprocess(transparent), preprocess(gray), atol=0.01)


def test_an_opaque_alpha_channel_changes_nothing():
    gray = typeset()
    opaque = np.stack([gray, gray, gray, np.full_like(gray, 255)], axis=2)

    np.testing.assert_array_equal(preprocess(opaque), preprocess(gray))


def test_paper_around_the_formula_makes_no_difference():
    tight, wide = typeset(padding=3), typeset(padding=40)

    np.testing.assert_array_equal(preprocess(tight), preprocess(wide))


def test_noise_and_jpeg_change_little():
    gray = typeset(size=32)
    noisy = np.clip(gray + np.random.default_rng(0).normal(0, 8, gray.shape), 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(gray).save(file, "JPEG", quality=50)

    clean = crop_to_ink(to_ink(gray))
    for degraded in (noisy, np.asarray(Image.open(file))):
        ink = crop_to_ink(to_ink(degraded))
        assert np.abs(np.subtract(ink.shape, clean.shape)).max() <= 2


def test_a_gradient_behind_the_formula_disappears():
    gray = typeset(padding=20)
    gradient = np.linspace(-60, 0, gray.shape[1]) + np.linspace(0, -30, gray.shape[0])[:, None]
    shaded = np.clip(gray * 0.999 + gradient, 0, 255).astype(np.uint8)

    assert np.abs(to_ink(shaded) - to_ink(gray))[gray == 255].max() < 0.05


def test_ink_along_one_side_is_no_gradient():
    gray = typeset(padding=20)
    framed = gray.copy()
    framed[-4:] = 0

    np.testing.assert_array_equal(to_ink(framed)[:-4], to_ink(gray)[:-4])


@pytest.mark.parametrize(
    "picture",
    [
        np.full((40, 90), 255, np.uint8),
        np.full((40, 90, 3), (30, 30, 46), np.uint8),
        np.zeros((40, 90, 4), np.uint8),
        np.tile(np.linspace(0, 255, 200).astype(np.uint8), (60, 1)),
        np.clip(np.random.default_rng(0).normal(200, 8, (60, 200)), 0, 255).astype(np.uint8),
        np.clip(np.random.default_rng(0).normal(200, 8, (60, 200, 3)), 0, 255).astype(np.uint8),
        np.full((1, 1), 7, np.uint8),
        np.zeros((0, 10), np.uint8),
    ],
    ids=["white", "dark", "transparent", "gradient", "gray noise", "color noise", "one pixel", "empty"],
)
def test_a_picture_without_ink_is_refused(picture):
    with pytest.raises(NoInkError):
        preprocess(picture)


@pytest.mark.parametrize("picture", [np.zeros((9, 9)), np.zeros((9, 9, 2), np.uint8), np.zeros(9, np.uint8)])
def test_what_is_no_picture_is_refused(picture):
    with pytest.raises(ValueError, match="uint8 picture") as error:
        to_ink(picture)
    assert not isinstance(error.value, NoInkError)


def test_a_lone_bar_a_lone_dot_and_a_lone_letter_are_read():
    bar = np.full((20, 90), 255, np.uint8)
    bar[9:10, 10:80] = 0
    dot = np.full((20, 20), 255, np.uint8)
    dot[9:11, 9:11] = 0
    for picture in (bar, dot, typeset("x"), typeset("x", size=6)):
        assert preprocess(picture).max() > 0.3


def test_a_faint_speck_far_away_does_not_widen_the_crop():
    ink = to_ink(typeset())
    specked = np.pad(ink, 30)
    specked[2, 2] = 0.3

    assert crop_to_ink(specked).shape == crop_to_ink(ink).shape


def test_large_and_small_type_come_out_alike():
    prepared = [preprocess(typeset(size=size)) for size in (16, 32, 64)]

    widths = [np.flatnonzero(ink[0].max(axis=0) > 0.2)[-1] for ink in prepared]
    assert max(widths) / min(widths) < 1.15


def test_scale_looks_at_the_picture_larger_or_smaller():
    small, plain, large = (
        np.flatnonzero(preprocess(typeset("x + y"), View(scale=scale))[0].max(axis=0) > 0.2)[-1] - MARGIN_PX
        for scale in (0.8, 1.0, 1.25)
    )
    assert small == pytest.approx(0.8 * plain, abs=2)
    assert large == pytest.approx(1.25 * plain, abs=2)


def test_rescaling_keeps_the_mean_and_enlarges_at_most_four_times():
    ink = np.random.default_rng(0).random((40, 60), np.float32)

    half = rescale(ink, 0.5)
    assert half.shape == (20, 30)
    assert half.mean() == pytest.approx(ink.mean(), abs=0.01)
    assert half.std() < ink.std()  # anti-aliased: detail is averaged, not skipped
    assert rescale(ink, 9.0).shape == (160, 240)
    assert rescale(ink, 1e-6).shape == (1, 1)


def test_padding_keeps_the_ink_at_the_top_left_behind_a_margin():
    ink = np.ones((20, 50), np.float32)

    sheet = pad_to_shape(ink)

    assert sheet.shape == smallest_shape(20, 50)
    assert sheet.sum() == ink.size
    assert sheet[MARGIN_PX : MARGIN_PX + 20, MARGIN_PX : MARGIN_PX + 50].all()


@pytest.mark.parametrize("size", [(20, 4000), (900, 40), (900, 4000)])
def test_ink_larger_than_every_shape_is_shrunk_whole(size):
    assert smallest_shape(*size) is None

    sheet = pad_to_shape(np.ones(size, np.float32))

    rows, columns = np.flatnonzero(sheet.any(axis=1)), np.flatnonzero(sheet.any(axis=0))
    assert sheet.shape in SHAPES
    assert columns.size / rows.size == pytest.approx(size[1] / size[0], rel=0.2)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_trimming_cuts_each_side_and_a_negative_number_adds_paper(channels):
    image = ruled(channels)
    np.testing.assert_array_equal(trim(image, 7), image[7:-7, 7:-7])
    wider = trim(image, -7)
    np.testing.assert_array_equal(wider[7:-7, 7:-7], image)
    assert wider.dtype == np.uint8
    assert len(np.unique(wider[:7].reshape(-1, channels), axis=0)) == 1


def test_added_paper_has_the_color_of_the_border():
    assert trim(np.full((4, 6, 3), (10, 20, 30), np.uint8), -2)[0, 0].tolist() == [10, 20, 30]


@pytest.mark.parametrize("trim_px", [12, 30, 10_000])
def test_trimming_all_of_a_picture_leaves_nothing_to_read(trim_px):
    with pytest.raises(NoInkError):
        preprocess(typeset(padding=0)[:24], View(trim_px=trim_px))


def test_a_frame_is_trimmed_away():
    framed = np.pad(typeset(), 3)
    np.testing.assert_array_equal(preprocess(framed, View(trim_px=3)), preprocess(typeset()))


def test_the_right_polarity_changes_nothing_and_the_wrong_one_finds_nothing():
    gray = typeset()
    dark, light = View(polarity=Polarity.DARK_INK), View(polarity=Polarity.LIGHT_INK)
    np.testing.assert_array_equal(preprocess(gray, dark), preprocess(gray))
    np.testing.assert_array_equal(preprocess(255 - gray, light), preprocess(255 - gray))
    for picture, wrong in ((gray, light), (255 - gray, dark)):
        with pytest.raises(NoInkError):
            preprocess(picture, wrong)


def test_dark_ink_leaves_light_stains_out():
    gray = typeset(padding=20)
    stained = (gray * 0.6).astype(np.uint8)
    clean = preprocess(stained)
    stained[:9, :30] = 255
    assert_alike(preprocess(stained, View(polarity=Polarity.DARK_INK)), clean, tolerance=1e-6)


def test_a_border_that_is_the_odd_one_out_is_not_taken_for_paper():
    framed = np.pad(typeset(), 3)
    middle = (slice(3, -3), slice(3, -3))
    np.testing.assert_allclose(to_ink(framed)[middle], to_ink(typeset()), atol=0.02)  # a box on a black page
    np.testing.assert_array_equal(to_ink(framed, Polarity.DARK_INK)[middle], to_ink(typeset()))
    np.testing.assert_array_equal(to_ink(255 - framed, Polarity.LIGHT_INK)[middle], to_ink(typeset()))


def test_a_gradient_is_still_paper_where_the_polarity_is_given():
    ink = to_ink(ruled(3), Polarity.DARK_INK)
    np.testing.assert_allclose(ink, to_ink(ruled(3)), atol=0.02)


@pytest.mark.parametrize("level", [0, 255])
def test_the_polarity_says_on_what_a_transparent_picture_lies(level):
    transparent = np.full((*typeset().shape, 4), level, np.uint8)
    transparent[..., 3] = 255 - typeset()
    right, wrong = Polarity.DARK_INK, Polarity.LIGHT_INK
    if level == 255:
        right, wrong = wrong, right
    np.testing.assert_array_equal(preprocess(transparent, View(polarity=right)), preprocess(transparent))
    with pytest.raises(NoInkError):
        preprocess(transparent, View(polarity=wrong))


def test_people_see_dark_ink_on_white_with_a_margin_on_each_side():
    sheet = preprocess(255 - typeset())
    seen = to_picture(sheet)
    assert seen.dtype == np.uint8
    rows, columns = np.flatnonzero((seen < 255).any(axis=1)), np.flatnonzero((seen < 255).any(axis=0))
    assert rows[0] == columns[0] == MARGIN_PX
    assert seen.shape == (rows[-1] + 1 + MARGIN_PX, columns[-1] + 1 + MARGIN_PX)
    np.testing.assert_allclose(seen / 255, 1 - sheet[0, : seen.shape[0], : seen.shape[1]], atol=1 / 255)


def test_what_is_seen_of_the_largest_formula_keeps_its_margins():
    image = np.full((400, 3000), 255, np.uint8)
    image[20:-20:6, 20:-20] = 0
    seen = to_picture(preprocess(image))
    assert (seen[:MARGIN_PX] == 255).all()
    assert (seen[-MARGIN_PX:] == 255).all()
    assert (seen[:, -MARGIN_PX:] == 255).all()


def test_measured_ink_shows_its_type_at_any_size():
    image = np.full((60, 200), 255, np.uint8)
    image[20:40, 30:170:10] = 0
    ink = MeasuredInk.of(image)
    widths = [np.ptp(np.flatnonzero(ink.sheet(size)[0].any(axis=0))) for size in (1.0, 1.25)]
    assert widths[1] == pytest.approx(1.25 * widths[0], abs=2)
    assert np.array_equal(ink.sheet(1.0), preprocess(image))


def test_the_scale_of_a_view_counts_at_every_size():
    image = np.full((60, 200), 255, np.uint8)
    image[20:40, 30:170:10] = 0
    assert np.array_equal(
        MeasuredInk.of(image, View(scale=1.25)).sheet(1.0), MeasuredInk.of(image).sheet(1.25)
    )
