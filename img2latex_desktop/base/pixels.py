"""Pixels of a picture as they travel between processes; without Qt or numpy, as both import it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.base.language import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SUFFIXES = {
    "PNG": (".png", ".apng"),
    "JPEG": (".jpg", ".jpeg"),
    "GIF": (".gif",),
    "WEBP": (".webp",),
    "BMP": (".bmp",),
    "TIFF": (".tif", ".tiff"),
    "PPM": (".ppm", ".pgm", ".pbm", ".pnm"),
}  # what is read: Pillow itself decodes all of these, whereas EPS, for one, would start another program
MAX_PIXELS = 40_000_000  # an 8K screen has 33 million, an A4 page scanned at 600 dpi has 35


@dataclass(frozen=True)
class Pixels:
    """A picture as plain bytes.

    Attributes:
        width: In pixels.
        height: In pixels.
        channels: Bytes a pixel: 1 gray; 3 red, green, blue; 4 with straight alpha.
        data: Rows from the top, without gaps.
    """

    width: int
    height: int
    channels: int
    data: bytes

    @classmethod
    def from_array(cls, array: "NDArray[np.uint8]") -> "Pixels":
        """Take a picture that is not empty from uint8 (H, W) or (H, W, C)."""
        height, width = array.shape[:2]
        return cls(width, height, array.size // (width * height), array.tobytes())

    def to_array(self) -> "NDArray[np.uint8]":
        """Return the picture as uint8 (H, W) if gray, else (H, W, C); read-only."""
        import numpy as np

        shape = (self.height, self.width) if self.channels == 1 else (self.height, self.width, self.channels)
        return np.frombuffer(self.data, np.uint8).reshape(shape)


def check_size(width: int, height: int) -> None:
    """Refuse a picture that would take gigabytes and minutes.

    Raises:
        ImageError: It has more than ``MAX_PIXELS``.
    """
    if width * height > MAX_PIXELS:
        sentence = Sentence(
            "Pictures",
            "The picture has {width} × {height} pixels; more than {most} million are not read. "
            "Cut out the formula.",
        )
        raise ImageError(sentence.format(width=width, height=height, most=MAX_PIXELS // 1_000_000))
