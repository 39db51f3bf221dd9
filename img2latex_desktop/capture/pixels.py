"""The one crossing between Qt's pictures and the bytes that the recognizer's process reads."""

from PySide6.QtGui import QImage

from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.base.language import translate
from img2latex_desktop.base.pixels import Pixels, check_size

FORMATS = {
    1: QImage.Format.Format_Grayscale8,
    3: QImage.Format.Format_RGB888,
    4: QImage.Format.Format_RGBA8888,
}  # by bytes a pixel


def to_pixels(image: QImage) -> Pixels:
    """Return the pixels of a picture, four channels where it has alpha, else three.

    Raises:
        ImageError: The picture is empty or too large.
    """
    if image.isNull():
        raise ImageError(translate("Pictures", "The picture is empty."))
    check_size(image.width(), image.height())  # before converting, which would block the GUI
    channels = 4 if image.hasAlphaChannel() else 3
    plain = image.convertToFormat(FORMATS[channels])
    row, padded = plain.width() * channels, plain.bytesPerLine()  # Qt pads each row to four bytes
    data = bytes(plain.constBits())
    if padded != row:
        data = b"".join(data[y * padded : y * padded + row] for y in range(plain.height()))
    return Pixels(plain.width(), plain.height(), channels, data)


def to_image(pixels: Pixels) -> QImage:
    """Return a picture of Qt's own with these pixels."""
    row = pixels.width * pixels.channels
    shared = QImage(pixels.data, pixels.width, pixels.height, row, FORMATS[pixels.channels])
    return shared.copy()  # or it would lie in memory that Python may free
