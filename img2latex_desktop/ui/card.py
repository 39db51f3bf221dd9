"""A rounded sheet that something is shown on, and the one that shows the picture that was snipped."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

RADIUS_PX = 8
PADDING_PX = 14


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
        border = self.palette().color(QPalette.ColorRole.WindowText)
        border.setAlphaF(0.16)
        sheet = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(border)
            painter.setBrush(self.sheet_color())
            painter.drawRoundedRect(sheet, RADIUS_PX, RADIUS_PX)
            self.paint_content(painter, sheet.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX))
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit


def fitted(size: QSizeF, area: QRectF) -> QRectF:
    """Return a rectangle of these proportions in the middle of an area, shrunk where it is too large."""
    shrink = min(1.0, area.width() / size.width(), area.height() / size.height())
    place = QRectF(0, 0, size.width() * shrink, size.height() * shrink)
    place.moveCenter(area.center())
    return place


class CropView(Card):
    """Shows the snipped picture on a sheet of its own color."""

    MAXIMUM_HEIGHT_PX = 150

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setAccessibleName(self.tr("The picture you snipped"))

    def show_image(self, image: QImage, device_pixel_ratio: float) -> None:
        """Show a picture at the size it had on the screen, or smaller."""
        self._image = image.copy()
        self._image.setDevicePixelRatio(device_pixel_ratio)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the picture, within bounds."""
        natural = round(self._image.deviceIndependentSize().height()) + 2 * PADDING_PX
        return QSize(0, min(max(natural, 64), self.MAXIMUM_HEIGHT_PX))

    def sheet_color(self) -> QColor:
        """Return the color around the formula, so that the picture blends with its sheet."""
        return super().sheet_color() if self._image.isNull() else self._image.pixelColor(0, 0)

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        """Paint the picture in the middle."""
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = fitted(self._image.deviceIndependentSize(), area)
            place.moveTopLeft(place.topLeft().toPoint())  # between pixels its border would shine through
            painter.drawImage(place, self._image)


ALIGN_MESSAGE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
