"""The one crossing between Qt's pictures and arrays."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def to_array(image: QImage) -> NDArray[np.uint8]:
    """Return the pixels of a picture as uint8 (H, W, 3), RGB."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    # Qt pads each row to four bytes.
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3).copy()
