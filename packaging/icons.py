"""The program's icon in the formats of each system, drawn from its SVG file.

Usage: python packaging/icons.py FOLDER writes img2latex.ico (Windows) and img2latex.icns (macOS).
"""

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[1] / "resources" / "icons" / "img2latex.svg"
WINDOWS_SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 256)  # at 100 to 250 %: task bar, menu, Explorer
APPLE_SIZE_PX = 1024  # the largest; Pillow adds the smaller ones that the format has
APPLE_MARGIN = 100 / 1024  # Apple's grid for icons: a shape of 824 px in a picture of 1024


def drawn(size: int, margin: float = 0.0) -> Image.Image:
    """Return the icon as RGBA of ``size`` pixels each way, with a share of them left free on each side."""
    canvas = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(0)
    painter = QPainter(canvas)
    free = size * margin
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(free, free, size - 2 * free, size - 2 * free))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    canvas.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes, PySide6 for a string
    return Image.open(io.BytesIO(data.data())).convert("RGBA")


def main(folder: Path) -> None:
    """Write both files."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [drawn(size) for size in WINDOWS_SIZES_PX]
    sizes = [picture.size for picture in pictures]
    others = pictures[:-1]
    # As bitmaps: not everything on Windows reads an icon whose small pictures are PNG.
    pictures[-1].save(folder / "img2latex.ico", sizes=sizes, append_images=others, bitmap_format="bmp")
    drawn(APPLE_SIZE_PX, APPLE_MARGIN).save(folder / "img2latex.icns")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
