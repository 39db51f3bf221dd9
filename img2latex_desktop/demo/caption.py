"""A strip below a picture that says what is going on, with keys drawn as keys."""

import re
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

HEIGHT_PX = 48
PAPER, INK = "#14161f", "#f2f3f7"
KEY_PAPER, KEY_EDGE = "#2d3142", "#565c75"
FONT, KEY_FONT = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"  # of fonts-dejavu-core, which `make` installs
SIZE_PX, KEY_SIZE_PX = 19, 15
KEY_MARGIN_PX, KEY_TOP_PX = 10, 9
PIECE = re.compile(r"\[(\w+)\] ?|([^\[]+)")


def with_caption(picture: Image.Image, text: str) -> Image.Image:
    """Return a picture with a strip below it.

    Args:
        picture: RGB.
        text: What the strip says; a word in brackets is a key.
    """
    sheet = Image.new("RGB", (picture.width, picture.height + HEIGHT_PX), PAPER)
    sheet.paste(picture)
    sheet.paste(strip(picture.width, text), (0, picture.height))
    return sheet


@lru_cache
def strip(width: int, text: str) -> Image.Image:
    """Return the strip alone."""
    image = Image.new("RGB", (width, HEIGHT_PX), PAPER)
    draw = ImageDraw.Draw(image)
    font, key_font = ImageFont.truetype(FONT, SIZE_PX), ImageFont.truetype(KEY_FONT, KEY_SIZE_PX)
    pieces = PIECE.findall(text)
    gap = 6
    widths = [
        key_font.getlength(key) + 2 * KEY_MARGIN_PX + gap if key else font.getlength(words)
        for key, words in pieces
    ]
    x = (width - sum(widths)) / 2
    for (key, words), advance in zip(pieces, widths, strict=True):
        if key:
            box = (x, KEY_TOP_PX, x + advance - gap, HEIGHT_PX - KEY_TOP_PX)
            draw.rounded_rectangle(box, radius=6, fill=KEY_PAPER, outline=KEY_EDGE)
            draw.text(((box[0] + box[2]) / 2, HEIGHT_PX / 2), key, INK, key_font, anchor="mm")
        else:
            draw.text((x, HEIGHT_PX / 2), words, INK, font, anchor="lm")
        x += advance
    return image
