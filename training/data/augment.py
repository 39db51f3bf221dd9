"""Augmentation as by screens: size, resampling, subpixel color, contrast, blur, noise, JPEG, ragged crops.

Everything here happens to a picture in gray levels, as on a screen; the picture then takes the very path that
a snip takes in use (``model.picture.preprocess``). Numpy and Pillow rather than torchvision, because one
picture at a time they are several times faster.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from model.picture.preprocess import NOMINAL_EM_PX, Ink, isolated, rescale, to_ink
from training.data.surroundings import Neighbor, add_frame, add_neighbor
from training.ranges import Amount, Count, Share, Size

Gray = NDArray[np.uint8]

_KERNELS = (
    Image.Resampling.BOX,
    Image.Resampling.BILINEAR,
    Image.Resampling.HAMMING,
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
)
_LCD_FILTER = np.array([1, 2, 3, 2, 1], np.float32) / 9  # shape of FreeType's default filter for LCD stripes
_BOLDER_EM, _THINNER_EM = 0.025, 0.01  # thinner still erases the hairlines of Computer Modern, .03 em
_LEGIBLE_EM_PX = 9.0  # resampled to less, letters run into one another


@dataclass(frozen=True)
class AugmentConfig:
    """How often and how strongly; probabilities and ranges at full strength.

    Attributes:
        em_px: Smallest and largest type on the screen, drawn log-uniformly.
        as_drawn: Probability that a picture keeps its pixels instead: a screen shows what was drawn for it.
        shown_em: Size of type at which pictures are shown, in nominal ems.
        em_jitter: Largest relative error added to the estimated size of type.
        rotation: Probability of a slant of at most ``rotation_degrees``.
        down_up: Probability of a second resampling: shrunk to no less than .6, enlarged again.
        blur: Probability of Gaussian blur of at most ``blur_em`` (sigma).
        noise: Probability of Gaussian noise of at most ``noise_sigma`` (white = 1).
        contrast: Probability of gray paper, pale ink and bent gray levels.
        jpeg: Probability of compression with a quality within ``jpeg_quality``.
        stroke: Probability of bolder or thinner strokes.
        stretch: Probability of letters wider or narrower by at most ``stretch_share``, as in other fonts.
        subpixel: Probability of text drawn with the color stripes of an LCD.
        neighbor: Probability that the edge of another line shows above, below or beside.
        frame: Probability of a frame that is not the formula's, or of some of its sides.
        padding_px: Most paper around the formula, each side.
    """

    em_px: tuple[Size, Size] = (6.5, 32.0)  # 9 pt in a window of 72 dpi, zoomed out to three quarters: 6.75
    as_drawn: Share = 0.0
    shown_em: Size = 1.0
    em_jitter: Amount = 0.12
    rotation: Share = 0.2
    rotation_degrees: Amount = 1.0
    down_up: Share = 0.15
    blur: Share = 0.3
    blur_em: Amount = 0.05
    noise: Share = 0.2
    noise_sigma: Amount = 0.04
    contrast: Share = 0.3
    jpeg: Share = 0.3
    jpeg_quality: tuple[Count, Count] = (40, 95)
    stroke: Share = 0.1
    stretch: Share = 0.0
    stretch_share: Amount = 0.12
    subpixel: Share = 0.1
    neighbor: Share = 0.08
    frame: Share = 0.0
    padding_px: Count = 12


def augment(
    image: Gray,
    em_px: float,
    rng: np.random.Generator,
    config: AugmentConfig,
    *,
    strength: float = 1.0,
    neighbor: Callable[[np.random.Generator], Neighbor] | None = None,
) -> Ink:
    """Show a picture as some screen would, then crop it and bring it to nominal size as in use.

    Args:
        image: Gray picture, uint8 (H, W), 255 = paper.
        em_px: True size of type in it.
        rng: Source of all randomness.
        config: What may happen.
        strength: 0 (size and padding alone vary, a little) to 1; scales probabilities and ranges.
        neighbor: Draws a picture whose edge may show beside this one; without it none does.

    Returns:
        Cropped ink, float32 (h, w), about ``shown_em`` nominal ems an em; not padded.

    Raises:
        NoInkError: The picture holds nothing but paper.
    """

    def happens(probability: float) -> bool:
        # what is switched off draws nothing, so that an effect that is added changes no older run
        return probability > 0 and rng.random() < probability * strength

    scale = 1.0 if happens(config.as_drawn) else _draw_scale(em_px, rng, config, strength)
    if happens(config.stretch):
        image = _stretch(image, (1 + config.stretch_share) ** float(rng.uniform(-1, 1)))
    if happens(config.stroke):
        image = _change_strokes(image, em_px, rng)
    if happens(config.frame):
        image = add_frame(image, em_px, rng)
    image = _add_paper(image, config.padding_px / scale, rng)
    if neighbor and happens(config.neighbor):
        image = add_neighbor(image, em_px, neighbor(rng), rng)
    if happens(config.subpixel):
        screen = _draw_with_stripes(image, scale)
    else:
        screen = _resize(image, scale, rng)
        if happens(config.rotation):
            degrees = float(rng.uniform(-1, 1)) * config.rotation_degrees * strength
            rotated = Image.fromarray(screen).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
            screen = np.asarray(rotated)
    if happens(config.down_up):
        screen = _down_up(screen, em_px * scale, rng)
    if happens(config.blur):
        sigma_px = float(rng.uniform(0.2, 1)) * config.blur_em * em_px * scale
        screen = np.asarray(Image.fromarray(screen).filter(ImageFilter.GaussianBlur(sigma_px)))
    if happens(config.contrast):
        screen = _change_contrast(screen, rng)
    if happens(config.noise):
        screen = _add_noise(screen, float(rng.uniform(0, config.noise_sigma)), rng)
    if happens(config.jpeg):
        screen = _compress(screen, int(rng.integers(*config.jpeg_quality, endpoint=True)))
    ink, seen_em_px = isolated(to_ink(screen))
    jitter = (1 + config.em_jitter) ** (float(rng.uniform(-1, 1)) * strength)
    return rescale(ink, config.shown_em * NOMINAL_EM_PX / seen_em_px * jitter)


def _draw_scale(em_px: float, rng: np.random.Generator, config: AugmentConfig, strength: float) -> float:
    """Draw the size on the screen over the size in the picture, around nominal size while strength is low."""
    low, high = (np.log(bound / NOMINAL_EM_PX) * max(strength, 0.25) for bound in config.em_px)
    # A picture enlarged much is no sharp large type, only blur and work.
    high = max(low, min(high, np.log(1.5 * em_px / NOMINAL_EM_PX)))
    return float(NOMINAL_EM_PX * np.exp(rng.uniform(low, high)) / em_px)


def _resize(image: Gray, scale: float, rng: np.random.Generator) -> Gray:
    kernel = _KERNELS[rng.integers(len(_KERNELS))]
    height, width = (max(1, round(side * scale)) for side in image.shape)
    return np.asarray(Image.fromarray(image).resize((width, height), kernel))


def _draw_with_stripes(image: Gray, scale: float) -> Gray:
    """Resize with three times the resolution across, filter, and deal the columns to red, green, blue."""
    height, width = (max(1, round(side * scale)) for side in image.shape)
    fine = Image.fromarray(image).resize((3 * width, height), Image.Resampling.BOX)
    padded = np.pad(np.asarray(fine, np.float32), ((0, 0), (2, 2)), mode="edge")
    filtered = sum(weight * padded[:, i : i + 3 * width] for i, weight in enumerate(_LCD_FILTER))
    return np.asarray(filtered + 0.5, np.uint8).reshape(height, width, 3)


def _change_strokes(image: Gray, em_px: float, rng: np.random.Generator) -> Gray:
    """Make strokes a little bolder or thinner: blend with the darkest or lightest neighbors."""
    extreme, most_em = (np.minimum, _BOLDER_EM) if rng.random() < 0.5 else (np.maximum, _THINNER_EM)
    padded = np.pad(image, ((0, 1), (0, 1)), mode="edge")
    rows = extreme(padded[:-1], padded[1:])
    changed = extreme(rows[:, :-1], rows[:, 1:])  # by one pixel
    share = float(rng.uniform(0, 1)) * min(1.0, most_em * em_px)
    return np.asarray(Image.blend(Image.fromarray(image), Image.fromarray(changed), share))


def _stretch(image: Gray, factor: float) -> Gray:
    height, width = image.shape
    size = max(1, round(width * factor)), height
    return np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BICUBIC))


def _add_paper(image: Gray, most_px: float, rng: np.random.Generator) -> Gray:
    top, bottom, left, right = (int(side) for side in rng.uniform(0, most_px, size=4) + 0.5)
    height, width = image.shape
    sheet = np.full((top + height + bottom, left + width + right), 255, np.uint8)
    sheet[top : top + height, left : left + width] = image
    return sheet


def _down_up(screen: Gray, em_px: float, rng: np.random.Generator) -> Gray:
    picture = Image.fromarray(screen)
    factor = float(rng.uniform(min(1.0, max(0.6, _LEGIBLE_EM_PX / em_px)), 1))
    small = picture.resize(
        (max(1, round(picture.width * factor)), max(1, round(picture.height * factor))),
        Image.Resampling.BILINEAR,
    )
    return np.asarray(small.resize(picture.size, Image.Resampling.BILINEAR))


def _change_contrast(screen: Gray, rng: np.random.Generator) -> Gray:
    """Bend the gray levels and bring paper and ink nearer to each other, which loses levels."""
    ink, paper = rng.uniform(0, 110), rng.uniform(190, 255)
    gamma = np.exp(rng.uniform(-0.5, 0.5))
    levels = ink + (paper - ink) * np.linspace(0, 1, 256) ** gamma
    return np.asarray(np.rint(levels).astype(np.uint8)[screen])


def _add_noise(screen: Gray, sigma: float, rng: np.random.Generator) -> Gray:
    noise = rng.standard_normal(screen.shape, np.float32) * np.float32(255 * sigma)
    return np.clip(screen + noise, 0, 255).astype(np.uint8)


def _compress(screen: Gray, quality: int) -> Gray:
    file = io.BytesIO()
    Image.fromarray(screen).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))
