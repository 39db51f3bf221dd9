"""Icons of one color, drawn in any color and crisp at any size."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZES_PX = (16, 24, 32, 48, 96)  # what buttons, fields and empty pages ask for at scales from 1 to 2


def paint_icon(painter: QPainter, path: Path, area: QRectF, color: QColor) -> None:
    """Paint an icon whose ink is ``currentColor``."""
    _renderer(path, color.name()).render(painter, area)


def line_icon(path: Path, color: QColor) -> QIcon:
    """Return an icon for a button; make it anew when the theme changes."""
    icon = QIcon()
    for size in SIZES_PX:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        try:
            paint_icon(painter, path, QRectF(pixmap.rect()), color)
        finally:
            painter.end()
        icon.addPixmap(pixmap)
    return icon


@cache
def _renderer(path: Path, ink: str) -> QSvgRenderer:
    return QSvgRenderer(path.read_bytes().replace(b"currentColor", ink.encode()))
