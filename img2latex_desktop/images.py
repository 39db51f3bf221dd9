"""Picture files, folders and standard input → uint8 arrays; whatever is wrong becomes one sentence. No Qt.

A file is refused by its header before anything is decoded, so a decompression bomb costs nothing.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from img2latex_desktop.errors import ImageError
from img2latex_desktop.language import Sentence
from img2latex_desktop.pictures import MAX_PIXELS, SUFFIXES, check_size

KINDS = ", ".join(SUFFIXES)
MAX_STREAM_BYTES = 8 * MAX_PIXELS  # the largest legal picture, uncompressed, four channels of 16 bits
MIN_SIDE_PX = 2  # below this nothing can be told apart from a speck
TOO_SMALL = Sentence("Pictures", "The picture has {width} × {height} pixels: too small to hold a formula.")

Image8 = NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """A picture as it was read."""

    pixels: Image8  # (H, W) gray, (H, W, 3) RGB or (H, W, 4) RGBA
    note: Sentence | None = None  # about what was left out, such as the later frames of an animation


def list_images(folder: Path) -> list[Path]:
    """List the picture files lying directly in a folder, by name; hidden ones are left out.

    Raises:
        ImageError: The folder cannot be listed or holds no picture.
    """
    suffixes = {suffix for group in SUFFIXES.values() for suffix in group}
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes)
    except OSError as problem:
        raise ImageError(_system_sentence(problem)) from problem
    files = [path for path in files if not path.name.startswith(".")]
    if not files:
        raise ImageError(Sentence("Pictures", "The folder holds no pictures ({kinds}).").format(kinds=KINDS))
    return files


def read_file(path: Path) -> Picture:
    """Read a picture file.

    Raises:
        ImageError: The file is missing, may not be read or holds no usable picture.
    """
    try:
        with path.open("rb") as stream:
            return _decode(stream)
    except OSError as problem:
        raise ImageError(_system_sentence(problem)) from problem


def read_stream(stream: BinaryIO) -> Picture:
    """Read a picture from a stream that cannot be rewound, such as standard input.

    Raises:
        ImageError: The stream holds no usable picture.
    """
    data = stream.read(MAX_STREAM_BYTES + 1)
    if len(data) > MAX_STREAM_BYTES:
        sentence = Sentence("Pictures", "The input is longer than {most} MB.")
        raise ImageError(sentence.format(most=MAX_STREAM_BYTES // 1_000_000))
    return _decode(BytesIO(data))


def _decode(stream: BinaryIO) -> Picture:
    if not stream.read(1):
        raise ImageError(Sentence("Pictures", "The file is empty."))
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata does not hinder reading; sizes are checked below
            with Image.open(stream, formats=tuple(SUFFIXES)) as image:
                check_size(image.width, image.height)
                if min(image.size) < MIN_SIDE_PX:
                    raise ImageError(TOO_SMALL.format(width=image.width, height=image.height))
                pixels = _to_array(_upright(image))
                return Picture(pixels, _note_on_frames(image))
    except ImageError:
        raise
    except UnidentifiedImageError as problem:
        sentence = Sentence(
            "Pictures",
            "This is no readable picture: not of a kind known here ({kinds}), or damaged, or without pixels.",
        )
        raise ImageError(sentence.format(kinds=KINDS)) from problem
    except Image.DecompressionBombError as problem:
        sentence = Sentence("Pictures", "The picture has more than {most} million pixels.")
        raise ImageError(sentence.format(most=MAX_PIXELS // 1_000_000)) from problem
    except MemoryError as problem:
        sentence = Sentence("Pictures", "There is not enough memory to read the picture.")
        raise ImageError(sentence) from problem
    except Exception as problem:  # damaged data makes decoders raise almost anything
        raise ImageError(Sentence("Pictures", "The picture is damaged or cut off.")) from problem


def _note_on_frames(image: Image.Image) -> Sentence | None:
    if image.format == "MPO":  # its further pictures are previews and depth maps
        return None
    try:
        has_more = getattr(image, "is_animated", False)
    except Exception:  # there is a second frame, and it is damaged
        has_more = True
    return Sentence("Pictures", "Only the first frame was read.") if has_more else None


def _upright(image: Image.Image) -> Image.Image:
    """Turn a picture the way its EXIF orientation says; unreadable EXIF is no reason to refuse it."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # the EXIF parser, like the decoders, raises almost anything on damaged data
        return image


def _to_array(image: Image.Image) -> Image8:
    if image.mode.startswith(("I", "F")):
        return _deep_to_8_bit(np.asarray(image))
    if image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    return np.array(image)


def _deep_to_8_bit(values: NDArray[np.generic]) -> Image8:
    """Bring gray values of more than 8 bits to 0…255.

    16-bit values are taken over their whole range. 32-bit integers and floats have no agreed range: what lies
    in 0…1 (floats), 0…255 or 0…65535 is taken over that range, anything else is stretched from smallest to
    largest. Values that are not finite become 0.
    """
    numbers = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(numbers.min()), float(numbers.max())
    if values.dtype.itemsize == 2:  # unsigned 16 bits
        low, high = 0.0, 65535.0
    elif low >= 0:
        is_float = np.issubdtype(values.dtype, np.floating)
        ranges = [1.0, 255.0, 65535.0] if is_float else [255.0, 65535.0]
        fitting = [limit for limit in ranges if high <= limit]
        if fitting:
            low, high = 0.0, fitting[0]
    scaled = (numbers - low) * (255.0 / max(high - low, 1e-30))
    pixels: Image8 = np.clip(np.rint(scaled), 0, 255).astype(np.uint8)
    return pixels


def _system_sentence(problem: OSError) -> Sentence:
    if isinstance(problem, FileNotFoundError):
        return Sentence("Pictures", "There is no such file.")
    if isinstance(problem, PermissionError):
        return Sentence("Pictures", "The file may not be read: permission denied.")
    sentence = Sentence("Pictures", "The file cannot be read: {reason}.")
    return sentence.format(reason=problem.strerror or str(problem))
