"""A window that covers one screen with known colors, and where a screenshot shows them. Knows no backend."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

PAPER = QColor("#20262e")
INK = QColor("#e8ecf1")
TILES = tuple(QColor(name) for name in ("#d81e5b", "#12b886", "#2f6fed", "#f2b705"))
"""Top left, top right, bottom left, bottom right: far enough apart for a color profile not to mix them up."""
TILE = 40  # logical pixels; as large at any scale
MARGIN = 72  # logical pixels from the edge, inside of panels
COLOR_TOLERANCE = 40  # in each channel: macOS converts to the display's profile; unlike tiles differ by more
SEARCH_STEP_PX = 16  # smaller than a tile at scale 1: none is stepped over


@dataclass(frozen=True)
class Measurement:
    """How a screenshot compares with the pattern.

    Attributes:
        offset: How far the tile farthest off lies from where it belongs, in device pixels.
        scale: Device pixels for each logical one, from the distance of the tiles.
    """

    offset: QPoint
    scale: float


class PatternWindow(QWidget):
    """Covers one screen, just as the overlay of a snip does."""

    painted = Signal()

    def __init__(self, screen: QScreen) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        if QGuiApplication.platformName() == "xcb":
            flags |= Qt.WindowType.X11BypassWindowManagerHint  # no window manager may tile it
        super().__init__(None, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(self.tr("Checking the capture of this screen"))
        self.setScreen(screen)
        self.setGeometry(screen.geometry())

    def cover(self) -> None:
        """Cover the screen."""
        if QGuiApplication.platformName() == "wayland":
            self.showFullScreen()  # nothing else is put at the corner of the screen there
        else:
            self.show()
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the tiles, and a word to whoever wonders."""
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), PAPER)
            for tile, color in zip(tiles(self.width(), self.height()), TILES, strict=True):
                painter.fillRect(tile, color)
            painter.setPen(INK)
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * 1.5)
            painter.setFont(font)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.windowTitle() + " …")
        finally:
            painter.end()
        self.painted.emit()


def tiles(width: int, height: int) -> list[QRect]:
    """Return where the tiles lie on a screen of this logical size, in the order of ``TILES``."""
    right, bottom = width - MARGIN - TILE, height - MARGIN - TILE
    corners = [(MARGIN, MARGIN), (right, MARGIN), (MARGIN, bottom), (right, bottom)]
    return [QRect(x, y, TILE, TILE) for x, y in corners]


def measure(image: QImage, width: int, height: int) -> Measurement | None:
    """Find the tiles in a screenshot.

    Args:
        image: The screenshot, in device pixels.
        width: Of the screen, in logical pixels.
        height: Of the screen, in logical pixels.

    Returns:
        None where a tile is not seen at all.
    """
    across, down = image.width() / width, image.height() / height
    offsets: list[QPoint] = []
    corners: list[QPoint] = []
    for tile, color in zip(tiles(width, height), TILES, strict=True):
        center = QPoint(round((tile.x() + TILE / 2) * across), round((tile.y() + TILE / 2) * down))
        seen = _near(image, center, color)
        if seen is None:
            return None
        corners.append(_corner(image, seen, color))
        offsets.append(corners[-1] - QPoint(round(tile.x() * across), round(tile.y() * down)))
    between = tiles(width, height)[1].x() - tiles(width, height)[0].x()
    return Measurement(
        offset=max(offsets, key=QPoint.manhattanLength),
        scale=(corners[1].x() - corners[0].x()) / between,
    )


def is_uniform(image: QImage) -> bool:
    """Whether a picture shows one color only, as the systems give that do not permit a capture."""
    first = image.pixel(0, 0)
    columns = range(0, image.width(), SEARCH_STEP_PX)
    return all(image.pixel(x, y) == first for y in range(0, image.height(), SEARCH_STEP_PX) for x in columns)


def _near(image: QImage, expected: QPoint, color: QColor) -> QPoint | None:
    """Return a pixel of a color: the expected one, or else the first anywhere."""
    if image.rect().contains(expected) and _is_like(image, expected.x(), expected.y(), color):
        return expected
    for y in range(0, image.height(), SEARCH_STEP_PX):
        for x in range(0, image.width(), SEARCH_STEP_PX):
            if _is_like(image, x, y, color):
                return QPoint(x, y)
    return None


def _corner(image: QImage, inside: QPoint, color: QColor) -> QPoint:
    """Walk from a pixel of a tile to its top left one."""
    x, y = inside.x(), inside.y()
    while x > 0 and _is_like(image, x - 1, y, color):
        x -= 1
    while y > 0 and _is_like(image, x, y - 1, color):
        y -= 1
    return QPoint(x, y)


def _is_like(image: QImage, x: int, y: int, color: QColor) -> bool:
    pixel = image.pixel(x, y)
    channels = (
        (pixel >> 16 & 255, color.red()),
        (pixel >> 8 & 255, color.green()),
        (pixel & 255, color.blue()),
    )
    return all(abs(seen - shown) <= COLOR_TOLERANCE for seen, shown in channels)
