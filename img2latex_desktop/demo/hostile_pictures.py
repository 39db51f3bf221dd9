"""Picture files made to do harm: the bundled examples in odd forms, cut off, altered, under false names.

What is made depends on nothing but a seed and a number, so that each file can be made again.
"""

import re
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageOps

from img2latex_desktop.base.pixels import SUFFIXES
from img2latex_desktop.demo.__main__ import EXAMPLES

FORMULAS = ("basel_sum", "gaussian_integral", "quadratic_formula", "rotation_matrix")
MODES = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "JPEG": ("L", "RGB", "CMYK"),
    "GIF": ("1", "L", "P", "RGBA"),
    "WEBP": ("L", "RGB", "RGBA"),
    "BMP": ("1", "L", "P", "RGB", "RGBA"),
    "TIFF": ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "I", "F"),
    "PPM": ("1", "L", "RGB", "RGBA", "I"),
}
"""In which forms pixels are stored, by the format of the file; these are the formats that are read."""
FOREIGN = {"ICO": "RGBA", "TGA": "RGB", "PCX": "L", "EPS": "RGB"}
"""Formats that are not read, with a form of pixels."""
ANIMATED = ("GIF", "PNG", "WEBP", "TIFF")
SIZE_AT = {"PNG": (">II", 16), "BMP": ("<ii", 18), "GIF": ("<HH", 6)}
"""How and where a header has the width and the height, where that is the same in every file."""
HUGE = [
    (2**31 - 1, 2**31 - 1),
    (65_535, 65_535),
    (2**31 - 1, 1),
    (1, 65_535),
    (8_000, 4_900),
    (0, 0),
    (60, 0),
]
ODD = [(1, 1), (1, 40), (2, 2), (3, 3), (5_000, 2), (2, 5_000), (4_000, 40), (40, 4_000), (2_500, 2_500)]


@dataclass(frozen=True)
class HostilePicture:
    """A file that is no good.

    Attributes:
        harm: What was done to it, in a few words.
        name: Of the file.
        data: What is in it.
    """

    harm: str
    name: str
    data: bytes


def make(seed: int, number: int) -> HostilePicture:
    """Make a picture; every so many numbers the same is done to another one."""
    rng = Random(f"{seed}/{number}")
    harm = list(HARMS)[number % len(HARMS)]
    kind, data = HARMS[harm](rng)
    return HostilePicture(harm, f"{number}{rng.choice(SUFFIXES[kind])}", data)


def _sound(rng: Random, kinds: Sequence[str] = tuple(MODES)) -> tuple[str, bytes]:
    kind = rng.choice(kinds)
    return kind, _encoded(_formula(rng), kind, rng.choice(MODES[kind]))


def _formula(rng: Random) -> Image.Image:
    with Image.open(EXAMPLES / f"{rng.choice(FORMULAS)}.png") as image:
        return image.convert("L")


def _encoded(image: Image.Image, kind: str, mode: str, **options: object) -> bytes:
    file = BytesIO()
    if mode not in ("L", "1", "I", "F", "I;16"):
        image = image.convert("RGB")  # from gray alone not every form can be reached
    image.convert(mode).save(file, kind, **options)
    return file.getvalue()


def _cut_off(rng: Random) -> tuple[str, bytes]:
    kind, data = _sound(rng)
    return kind, data[: rng.randrange(1, len(data))]


def _altered(rng: Random) -> tuple[str, bytes]:
    kind, data = _sound(rng)
    return kind, _flipped(rng, data, len(data))


def _altered_at_the_beginning(rng: Random) -> tuple[str, bytes]:
    kind, data = _sound(rng)
    return kind, _flipped(rng, data, 64)


def _flipped(rng: Random, data: bytes, within: int) -> bytes:
    altered = bytearray(data)
    for _ in range(rng.randint(1, 30)):
        altered[rng.randrange(min(within, len(data)))] ^= rng.randint(1, 255)
    return bytes(altered)


def _part_missing_or_twice(rng: Random) -> tuple[str, bytes]:
    kind, data = _sound(rng)
    start, end = sorted(rng.sample(range(len(data) + 1), 2))
    return kind, data[:start] + rng.choice([b"", bytes(end - start), data[start:end] * 2]) + data[end:]


def _absurd_size_in_header(rng: Random) -> tuple[str, bytes]:
    kind, data = _sound(rng, (*SIZE_AT, "PPM", "JPEG"))
    width, height = rng.choice(HUGE)
    if kind == "PPM":
        return kind, re.sub(rb"\A(P\d)\s+\d+\s+\d+", rb"\1 %d %d" % (width, height), data)
    if kind == "JPEG":
        form, at = ">HH", data.index(b"\xff\xc0") + 5
        width, height = height, width
    else:
        form, at = SIZE_AT[kind]
    most = 65_535 if "H" in form else width | height
    altered = bytearray(data)
    struct.pack_into(form, altered, at, min(width, most), min(height, most))
    if kind == "PNG":
        struct.pack_into(">I", altered, 29, zlib.crc32(altered[12:29]))
    return kind, bytes(altered)


def _odd_size(rng: Random) -> tuple[str, bytes]:
    kind = rng.choice(list(MODES))
    return kind, _encoded(_formula(rng).resize(rng.choice(ODD)), kind, rng.choice(MODES[kind]))


def _odd_contents(rng: Random) -> tuple[str, bytes]:
    kind, size = rng.choice(list(MODES)), (rng.randint(2, 400), rng.randint(2, 200))
    images = [
        Image.frombytes("L", size, rng.randbytes(size[0] * size[1])),
        Image.new("L", size, rng.choice([0, 128, 255])),
        ImageOps.invert(_formula(rng)),
        _formula(rng).rotate(rng.choice([90, 180, 7]), expand=True),
    ]
    return kind, _encoded(rng.choice(images), kind, rng.choice(MODES[kind]))


def _absurd_metadata(rng: Random) -> tuple[str, bytes]:
    kind = rng.choice(["JPEG", "PNG", "WEBP"])
    exif = b"Exif\0\0" + rng.choice([b"", b"MM\0*\0\0\0\x08", b"II*\0\x08\0\0\0"]) + rng.randbytes(300)
    profile = rng.randbytes(300)
    return kind, _encoded(_formula(rng), kind, rng.choice(MODES[kind]), exif=exif, icc_profile=profile)


def _damaged_animation(rng: Random) -> tuple[str, bytes]:
    kind = rng.choice(ANIMATED)
    image = _formula(rng)
    further = [image.rotate(turn) for turn in range(90, 90 * rng.randint(2, 4), 90)]
    data = _encoded(image, kind, "L", save_all=True, append_images=further)
    return kind, rng.choice([data, data[: rng.randrange(1, len(data))], _flipped(rng, data, len(data))])


def _wrong_suffix(rng: Random) -> tuple[str, bytes]:
    foreign = rng.choice(list(FOREIGN))
    data = rng.choice([_sound(rng)[1], _encoded(_formula(rng), foreign, FOREIGN[foreign])])
    return rng.choice(list(MODES)), data


def _no_picture(rng: Random) -> tuple[str, bytes]:
    kind, data = _sound(rng)
    others = [
        b"",
        rng.randbytes(rng.randint(1, 5_000)),
        data[:16] + rng.randbytes(5_000),
        b"\\int_0^1 x\\,dx\n" * 40,
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"%PDF-1.7\n",
        b"PK\3\4" + rng.randbytes(500),
    ]
    return kind, rng.choice(others)


HARMS: dict[str, Callable[[Random], tuple[str, bytes]]] = {
    "unusual format or pixels": _sound,
    "cut off": _cut_off,
    "bytes altered anywhere": _altered,
    "bytes altered in the first 64": _altered_at_the_beginning,
    "a part missing, blank or twice": _part_missing_or_twice,
    "absurd size in the header": _absurd_size_in_header,
    "odd size": _odd_size,
    "noise, nothing, negative, turned": _odd_contents,
    "absurd metadata": _absurd_metadata,
    "several frames, sound or damaged": _damaged_animation,
    "another format than its name says": _wrong_suffix,
    "no picture": _no_picture,
}
"""What is done, in words: makes the name of a format, whose suffix the file gets, and the file's contents."""
