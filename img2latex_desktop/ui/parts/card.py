"""A rounded sheet that something is shown on, and the one that shows a picture."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

RADIUS_PX = 8
PADDING_PX = 14
ALIGN_MESSAGE = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


class Card(QWidget):
    """A rounded sheet with a thin border; subclasses paint what lies on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sheet_color(self) -> QColor:
        """Return the color of the sheet."""
        return self.palette().color(QPalette.ColorRole.Base)

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        """Paint inside the padding."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint sheet, content and border."""
        painter = QPainter(self)
        try:
            area = paint_sheet(painter, QRectF(self.rect()), self.sheet_color(), border_color(self.palette()))
            self.paint_content(painter, area)
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit


def paint_sheet(
    painter: QPainter, bounds: QRectF, color: QColor, border: QColor, width_px: float = 1
) -> QRectF:
    """Paint a rounded sheet.

    Returns:
        The area inside its padding.
    """
    inset = width_px / 2
    sheet = bounds.adjusted(inset, inset, -inset, -inset)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setColor(border)
    pen.setWidthF(width_px)
    painter.setPen(pen)
    painter.setBrush(color)
    painter.drawRoundedRect(sheet, RADIUS_PX, RADIUS_PX)
    return bounds.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)


def border_color(palette: QPalette) -> QColor:
    """Return the color of a border that only separates."""
    border = palette.color(QPalette.ColorRole.WindowText)
    border.setAlphaF(0.16)
    return border


def fitted(size: QSizeF, area: QRectF) -> QRectF:
    """Return a rectangle of these proportions in the middle of an area, shrunk where it is too large."""
    shrink = min(1.0, area.width() / size.width(), area.height() / size.height())
    place = QRectF(0, 0, size.width() * shrink, size.height() * shrink)
    place.moveCenter(area.center())
    return place


class PictureCard(Card):
    """Shows a picture on a sheet of the picture's own color."""

    MAXIMUM_HEIGHT_PX = 150
    MINIMUM_HEIGHT_PX = 64

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setAccessibleName(accessible_name)

    @property
    def has_image(self) -> bool:
        """Whether there is a picture on it."""
        return not self._image.isNull()

    def show_image(self, image: QImage, device_pixel_ratio: float) -> None:
        """Show a picture at the size it had on the screen, or smaller; a null one clears the sheet."""
        self._image = image.copy()
        self._image.setDevicePixelRatio(device_pixel_ratio)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the picture, within bounds."""
        natural = round(self._image.deviceIndependentSize().height()) + 2 * PADDING_PX
        return QSize(0, min(max(natural, self.MINIMUM_HEIGHT_PX), self.MAXIMUM_HEIGHT_PX))

    def sheet_color(self) -> QColor:
        """Return the color around the formula, so that the picture blends with its sheet."""
        return self._image.pixelColor(0, 0) if self.has_image else super().sheet_color()

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        """Paint the picture in the middle."""
        if self.has_image:
            place = fitted(self._image.deviceIndependentSize(), area)
            place.moveTopLeft(place.topLeft().toPoint())  # between pixels its border would shine through
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, shrunk_to(self._image, place.size() * self.devicePixelRatioF()))


def shrunk_to(image: QImage, size: QSizeF) -> QImage:
    """Return a picture no larger than it is painted: a painter that shrinks it loses thin lines."""
    if size.width() >= image.width():
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(size.toSize(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
