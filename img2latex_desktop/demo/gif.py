"""Frames as a small animated GIF: one palette for all of them, and what stays the same is stored once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from img2latex_desktop.demo.small_png import in_palette, palette_of

SAMPLES = 24  # frames, spread over the film, that lend their colors to the palette


@dataclass(frozen=True)
class Frame:
    """One picture of a film.

    Attributes:
        picture: RGB, of the same size in all frames.
        duration_ms: How long it is seen.
    """

    picture: Image.Image
    duration_ms: int


def save_gif(frames: Sequence[Frame], file: Path) -> None:
    """Write an animation that begins anew when it ends.

    Args:
        frames: At least one.
        file: Its place.
    """
    merged: list[Frame] = []
    for frame in frames:
        if merged and merged[-1].picture.tobytes() == frame.picture.tobytes():
            merged[-1] = replace(merged[-1], duration_ms=merged[-1].duration_ms + frame.duration_ms)
        else:
            merged.append(frame)
    samples = merged[:: max(1, len(merged) // SAMPLES)]
    palette = palette_of(_below_each_other([frame.picture for frame in samples]))
    first, *others = [in_palette(frame.picture, palette)[0] for frame in merged]
    first.save(
        file,
        save_all=True,
        append_images=others,
        duration=[frame.duration_ms for frame in merged],
        loop=0,
        disposal=1,  # a frame stays and the next is painted upon it: so Pillow stores what differs
    )


def _below_each_other(pictures: Sequence[Image.Image]) -> Image.Image:
    width, height = pictures[0].size
    sheet = Image.new("RGB", (width, height * len(pictures)))
    for place, picture in enumerate(pictures):
        sheet.paste(picture, (0, place * height))
    return sheet
