"""The one crossing from Qt's pictures to what the recognizer reads."""

from PySide6.QtGui import QImage

from img2latex_desktop.worker import RgbPixels


def to_pixels(image: QImage) -> RgbPixels:
    """Return the pixels of a picture; an alpha channel is dropped."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    row, padded = rgb.width() * 3, rgb.bytesPerLine()  # Qt pads each row to four bytes
    data = bytes(rgb.constBits())
    if padded != row:
        data = b"".join(data[y * padded : y * padded + row] for y in range(rgb.height()))
    return RgbPixels(rgb.width(), rgb.height(), data)
