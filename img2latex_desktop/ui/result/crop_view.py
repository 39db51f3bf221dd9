"""The picture that was snipped, on a sheet of its own color, at any size; scrolled where it is larger."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from img2latex_desktop.ui.parts.card import PADDING_PX, border_color, paint_sheet, shrunk_to

MINIMUM_HEIGHT_PX = 40
ROUNDING_PX = 2  # for which nobody wants a scroll bar


class CropView(QAbstractScrollArea):
    """Shows one picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._scale = 1.0  # logical pixels for each of the picture
        self._height_px = MINIMUM_HEIGHT_PX
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMinimumHeight(MINIMUM_HEIGHT_PX)
        self.setAccessibleName(self.tr("The picture you snipped"))
        self.setToolTip(self.tr("Ctrl and the wheel, or a double click, enlarge picture and preview"))

    @property
    def image(self) -> QImage:
        """The picture."""
        return self._image

    @property
    def scale(self) -> float:
        """How large each pixel of the picture is shown, in logical pixels."""
        return self._scale

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self._image = image.copy()
        self._image.setDevicePixelRatio(1.0)
        self._rearrange()

    def set_scale(self, scale: float) -> None:
        """Show each pixel of the picture so large, in logical pixels."""
        self._scale = scale
        self._rearrange()

    def ask_for_height(self, height_px: int) -> None:
        """Ask the layout for a height."""
        self._height_px = height_px
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height asked for; the width is what there is."""
        return QSize(0, self._height_px)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Scroll as far as the new size needs it."""
        super().resizeEvent(event)
        self._rearrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the picture in the middle."""
        painter = QPainter(self.viewport())
        try:
            bounds = QRectF(self.viewport().rect())
            area = paint_sheet(painter, bounds, self._sheet_color(), border_color(self.palette()))
            if not self._image.isNull():
                painter.setClipRect(bounds.adjusted(1, 1, -1, -1))
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                place = self._place(area)
                painter.drawImage(place, shrunk_to(self._image, place.size() * self.devicePixelRatioF()))
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit

    def _sheet_color(self) -> QColor:
        """Return the color around the formula, so that the picture blends with its sheet."""
        base = self.palette().color(QPalette.ColorRole.Base)
        return base if self._image.isNull() else self._image.pixelColor(0, 0)

    def _place(self, area: QRectF) -> QRectF:
        place = QRectF(area.topLeft(), QSizeF(self._image.size()) * self._scale)
        if self.horizontalScrollBar().maximum():
            place.moveLeft(area.left() - self.horizontalScrollBar().value())
        else:
            place.moveLeft(area.center().x() - place.width() / 2)
        if self.verticalScrollBar().maximum():
            place.moveTop(area.top() - self.verticalScrollBar().value())
        else:
            place.moveTop(area.center().y() - place.height() / 2)
        place.moveTopLeft(place.topLeft().toPoint())  # between pixels its border would shine through
        return place

    def _rearrange(self) -> None:
        size, room = QSizeF(self._image.size()) * self._scale, self.viewport().size()
        for bar, content, there_is in (
            (self.horizontalScrollBar(), size.width(), room.width() - 2 * PADDING_PX),
            (self.verticalScrollBar(), size.height(), room.height() - PADDING_PX),  # its own paper is air
        ):
            overflow = round(content - there_is)
            bar.setRange(0, overflow if overflow > ROUNDING_PX else 0)
            bar.setPageStep(max(1, there_is))
            bar.setSingleStep(20)
        self.viewport().update()
