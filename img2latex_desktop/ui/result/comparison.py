"""Comparison of the snip with the reading, one above the other at one size of type."""

from PySide6.QtCore import QEvent, QObject, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from img2latex_desktop.ui.parts.card import PADDING_PX
from img2latex_desktop.ui.result.crop_view import CropView
from img2latex_desktop.ui.result.formula_picture import EM_PX
from img2latex_desktop.ui.result.preview import Preview

GAP_PX = 6
USUAL_TYPE_PX = 16.0  # of text on a screen, where it is not known
LEAST_TYPE_PX, MOST_TYPE_PX = 17.0, 26.0  # smaller type is enlarged, larger type shrunk
SMALLEST_TYPE_PX = 10.0  # what does not fit even so is scrolled
MAXIMUM_HEIGHT_PX = 160  # that each of the two asks for
ZOOM_STEP, MAXIMUM_ZOOM = 1.25, 5.0
CLICK_ZOOM = 2.0


class Comparison(QWidget):
    """Holds both; they are enlarged and scrolled together.

    Their heights are settled when a picture or a reading comes, and stay while the formula is edited.
    """

    arranged = Signal()
    """They ask for more room or less."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.crop = CropView()
        self.preview = preview
        self._ratio = 1.0
        self._type_px = USUAL_TYPE_PX  # of the picture, in its own pixels
        self._zoom = 1.0
        self._width_px = 0
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP_PX)
        for view in (self.crop, preview):
            rows.addWidget(view)
            view.viewport().installEventFilter(self)
        self._link_scroll_bars()

    @property
    def type_px(self) -> float:
        """The size of type in which both are shown, in logical pixels."""
        return self._fitting_type() * self._zoom

    def show_picture(self, image: QImage, ratio: float, width_px: int) -> None:
        """Show a picture that is being read.

        Args:
            image: The picture.
            ratio: Its pixels to a logical one.
            width_px: How wide this will be, which is not told to what is hidden yet.
        """
        self._ratio, self._zoom, self._width_px = ratio, 1.0, width_px
        self._type_px = USUAL_TYPE_PX * ratio
        self.crop.show_image(image)
        self._settle()

    def show_type(self, type_px: float) -> None:
        """Arrange picture and preview anew, for a reading.

        Args:
            type_px: Size of the type in the picture, in the picture's pixels; 0 where it is not known.
        """
        if type_px > 0:
            self._type_px = type_px
        self._settle()

    def zoom(self, factor: float) -> None:
        """Enlarge both by a factor, or shrink them again; 0 shows them as they were first."""
        self._zoom = min(max(self._zoom * factor, 1.0), MAXIMUM_ZOOM)
        self._settle()

    def width_for(self, image: QImage, ratio: float) -> int:
        """Return how wide it is best for a picture."""
        return round(image.width() / ratio * max(LEAST_TYPE_PX / USUAL_TYPE_PX, 1)) + 2 * PADDING_PX

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enlarge on a wheel with Ctrl and on a double click."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            return True
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.zoom(0 if self._zoom > 1 else CLICK_ZOOM)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Use the new room."""
        super().resizeEvent(event)
        if self._width_px != self.width():
            self._width_px = self.width()
            self._settle()
        else:
            self._scale_to_room()

    def _settle(self) -> None:
        """Choose the size of type, and ask for the heights that it needs."""
        shown = self._fitting_type() * self._zoom
        crop = self.crop.image.height() * shown / self._type_px
        formula = self.preview.natural_size.height() * shown / EM_PX
        self.crop.ask_for_height(round(min(crop + PADDING_PX, MAXIMUM_HEIGHT_PX)))
        needed = formula + 2 * PADDING_PX if formula else crop + PADDING_PX
        self.preview.ask_for_height(round(min(max(needed, self.preview.minimumHeight()), MAXIMUM_HEIGHT_PX)))
        self._scale_to_room()
        self.arranged.emit()

    def _fitting_type(self) -> float:
        """Return the size of type at which both fit, in logical pixels."""
        wished = min(max(self._type_px / self._ratio, LEAST_TYPE_PX), MOST_TYPE_PX)
        return max(min(wished, self._widest_type(), self._tallest_type()), SMALLEST_TYPE_PX)

    def _widest_type(self) -> float:
        room = max(self._width_px - 2 * PADDING_PX, 1)
        crop, formula = QSizeF(self.crop.image.size()), self.preview.natural_size
        return min(room * self._type_px / max(crop.width(), 1), room * EM_PX / max(formula.width(), 1))

    def _tallest_type(self) -> float:
        room = MAXIMUM_HEIGHT_PX - 2 * PADDING_PX
        crop, formula = QSizeF(self.crop.image.size()), self.preview.natural_size
        return min(room * self._type_px / max(crop.height(), 1), room * EM_PX / max(formula.height(), 1))

    def _scale_to_room(self) -> None:
        """Show both at one size of type: a larger one where the user has given them more room."""
        room = min(view.height() / max(view.sizeHint().height(), 1) for view in (self.crop, self.preview))
        shown = self._fitting_type() * self._zoom
        if room > 1 and self._zoom == 1:
            shown = max(shown, min(shown * room, self._widest_type()))
        self.crop.set_scale(shown / self._type_px)
        self.preview.set_type(shown, may_scroll=self._zoom > 1)

    def _link_scroll_bars(self) -> None:
        for bars in (
            (self.crop.horizontalScrollBar(), self.preview.horizontalScrollBar()),
            (self.crop.verticalScrollBar(), self.preview.verticalScrollBar()),
        ):
            for one, other in (bars, bars[::-1]):
                one.valueChanged.connect(other.setValue)
