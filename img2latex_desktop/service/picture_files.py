"""Picture files, folders and standard input → uint8 arrays; whatever is wrong becomes one sentence. No Qt.

A file is refused by its header before anything is decoded, so a decompression bomb costs nothing. What is
decoded has a budget of bytes, pixels and processor time: no file holds up a process or fills its memory.
"""

import os
import stat
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.base.language import Sentence
from img2latex_desktop.base.pixels import MAX_PIXELS, SUFFIXES, check_size

KINDS = ", ".join(SUFFIXES)
MAX_BYTES = 8 * MAX_PIXELS  # the largest legal picture, uncompressed, four channels of 16 bits
DECODING_S = 10.0  # of the processor's time; ordinary files of MAX_PIXELS take 0.3 to 3 s
STEP_BYTES = 4096  # of a JPEG, between two looks at the clock; a scan over MAX_PIXELS needs some 50
BAND_PIXELS = (
    1_000_000  # what is converted at once: intermediate results of a whole picture would fill a gigabyte
)
MIN_SIDE_PX = 2  # below this nothing can be told apart from a speck
TOO_SMALL = Sentence("Pictures", "The picture has {width} × {height} pixels: too small to hold a formula.")
NO_FILE = Sentence("Pictures", "There is no such file.")
NO_MEMORY = Sentence("Pictures", "There is not enough memory to read the picture.")

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
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                sentence = Sentence("Pictures", "This is a pipe or a device; save the picture as a file.")
                raise ImageError(sentence)
            return _decode(_read_all(file))
    except OSError as problem:
        raise ImageError(_system_sentence(problem)) from problem
    except ValueError as problem:  # a name that no file can have
        raise ImageError(NO_FILE) from problem


def read_stream(stream: BinaryIO) -> Picture:
    """Read a picture from a stream that cannot be rewound, such as standard input.

    Raises:
        ImageError: The stream holds no usable picture.
    """
    try:
        return _decode(_read_all(stream))
    except OSError as problem:  # standard input may be a folder, or closed at the other end
        raise ImageError(_system_sentence(problem)) from problem


class _TimedBytes(BytesIO):
    """What is decoded: each read looks at the clock, so that no decoder that reads on can go on for ever."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._end = time.thread_time() + DECODING_S

    def read(self, size: int | None = -1, /) -> bytes:
        if time.thread_time() > self._end:
            sentence = Sentence(
                "Pictures",
                "Decoding the picture takes longer than {most} s; save it as PNG, or cut out the formula.",
            )
            raise ImageError(sentence.format(most=round(DECODING_S)))
        return super().read(size)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe that nobody writes to would keep an ordinary open for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _read_all(stream: BinaryIO) -> bytes:
    try:
        data = stream.read(MAX_BYTES + 1)
    except MemoryError as problem:
        raise ImageError(NO_MEMORY) from problem
    if len(data) > MAX_BYTES:
        sentence = Sentence("Pictures", "The input is longer than {most} MB.")
        raise ImageError(sentence.format(most=MAX_BYTES // 1_000_000))
    if not data:
        raise ImageError(Sentence("Pictures", "The file is empty."))
    return data


def _decode(data: bytes) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata does not hinder reading; sizes are checked below
            with Image.open(_TimedBytes(data), formats=tuple(SUFFIXES)) as image:
                check_size(image.width, image.height)
                if min(image.size) < MIN_SIDE_PX:
                    raise ImageError(TOO_SMALL.format(width=image.width, height=image.height))
                if image.format in ("JPEG", "MPO"):
                    image.decodermaxblock = STEP_BYTES
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
        raise ImageError(NO_MEMORY) from problem
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
    return np.asarray(image)


def _deep_to_8_bit(values: NDArray[np.generic]) -> Image8:
    """Bring gray values of more than 8 bits to 0…255.

    16-bit values are taken over their whole range. 32-bit integers and floats have no agreed range: what lies
    in 0…1 (floats), 0…255 or 0…65535 is taken over that range, anything else is stretched from smallest to
    largest. Values that are not finite become 0.
    """
    low, high = _range(values)
    pixels = np.empty(values.shape, np.uint8)
    for rows in _bands(values.shape):
        scaled = (_finite(values[rows]) - low) * (255.0 / max(high - low, 1e-30))
        pixels[rows] = np.clip(np.rint(scaled), 0, 255)
    return pixels


def _range(values: NDArray[np.generic]) -> tuple[float, float]:
    """Return what becomes 0 and what becomes 255."""
    if values.dtype.itemsize == 2:  # unsigned 16 bits
        return 0.0, 65535.0
    ends = [(band.min(), band.max()) for band in (_finite(values[rows]) for rows in _bands(values.shape))]
    low, high = float(min(low for low, _ in ends)), float(max(high for _, high in ends))
    if low >= 0:
        is_float = np.issubdtype(values.dtype, np.floating)
        for limit in [1.0, 255.0, 65535.0] if is_float else [255.0, 65535.0]:
            if high <= limit:
                return 0.0, limit
    return low, high


def _finite(values: NDArray[np.generic]) -> NDArray[np.float32]:
    return np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)


def _bands(shape: tuple[int, ...]) -> Iterator[slice]:
    """Cut a picture into groups of rows of at most some ``BAND_PIXELS``."""
    height = max(1, BAND_PIXELS // shape[1])
    return (slice(top, top + height) for top in range(0, shape[0], height))


def _system_sentence(problem: OSError) -> Sentence:
    if isinstance(problem, FileNotFoundError):
        return NO_FILE
    if isinstance(problem, PermissionError):
        return Sentence("Pictures", "The file may not be read: permission denied.")
    sentence = Sentence("Pictures", "The file cannot be read: {reason}.")
    return sentence.format(reason=problem.strerror or str(problem))
