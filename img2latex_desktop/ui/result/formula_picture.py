"""A typeset formula as a picture: painted in any color at any size, or given away as SVG and PNG."""

import re

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer, QtSvg

from img2latex_desktop.base.errors import TypesettingError
from img2latex_desktop.base.language import translate

EM_PX = 22.0  # about one and a half times the editor's type: subscripts of subscripts stay readable
UNITS_PER_EM = 1000  # MathJax's view box
EM_PT = 12  # of the SVG given away: the usual size of a document's type
PNG_SCALE = 2  # sharp on screens of high resolution and large enough for slides
MARGIN_PX = 2  # room for the softened edges of the outermost letters
LONGEST_SIDE_PX = 32_000  # Qt paints no farther than 32,767
MOST_PIXELS = 8_000_000  # 32 MB while it is painted; packing them takes 0.1 s
DOTS_PER_METER = round(PNG_SCALE * 96 / 0.0254)  # so that programs paste it at the size of the preview


class FormulaPicture:
    """What the typesetter made of a formula."""

    def __init__(self, svg: bytes) -> None:
        """Take a picture over.

        Args:
            svg: As the typesetter makes it: its ink is ``currentColor``.
        """
        self.source = svg
        self._ink = QColor()
        self._renderer = _renderer_of(svg)

    @property
    def view_box(self) -> QRectF:
        """What its coordinates go from and to."""
        return self._renderer.viewBoxF()

    def size(self, em_px: float = EM_PX) -> QSizeF:
        """Return its size in pixels for type of a size."""
        return QSizeF(self._renderer.viewBoxF().size()) * (em_px / UNITS_PER_EM)

    def paint(self, painter: QPainter, place: QRectF, ink: QColor) -> None:
        """Paint it into a rectangle of its own proportions."""
        if ink != self._ink:
            self._ink = ink
            self._renderer = _renderer_of(self.source.replace(b"currentColor", ink.name().encode()))
        self._renderer.render(painter, place)

    def svg(self) -> bytes:
        """Return it as a file of its own: black, and as large as the type of a document."""
        size = self.size(EM_PT)
        black = self.source.replace(b"currentColor", b"#000000")
        measures = f'width="{size.width():.2f}pt" height="{size.height():.2f}pt"'.encode()
        return re.sub(rb'width="[^"]*ex" height="[^"]*ex"', measures, black, count=1)

    def png(self) -> bytes:
        """Return it in black on a transparent ground, at twice its size in the preview.

        Raises:
            TypesettingError: It would have too many pixels.
        """
        if not self._fits(EM_PX * PNG_SCALE):
            raise TypesettingError(
                translate("Typesetter", "This formula is too large for a picture in pixels; copy it as SVG.")
            )
        image = self._drawn(EM_PX * PNG_SCALE)
        image.setDotsPerMeterX(DOTS_PER_METER)
        image.setDotsPerMeterY(DOTS_PER_METER)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes, the call wants text
        return bytes(buffer.data().data())

    def looks_like(self, other: "FormulaPicture") -> bool:
        """Return whether both show the same; their sources may differ in groups that nobody sees."""
        if self.source == other.source:
            return True
        return self._fits(EM_PX) and other._fits(EM_PX) and self._drawn(EM_PX) == other._drawn(EM_PX)

    def _fits(self, em_px: float) -> bool:
        size = self.size(em_px)
        is_short = max(size.width(), size.height()) <= LONGEST_SIDE_PX
        return is_short and size.width() * size.height() <= MOST_PIXELS

    def _drawn(self, em_px: float) -> QImage:
        size, margin = self.size(em_px), MARGIN_PX
        width, height = int(size.width()) + 1 + 2 * margin, int(size.height()) + 1 + 2 * margin
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint(painter, QRectF(margin, margin, size.width(), size.height()), QColor("black"))
        finally:
            painter.end()  # a painter left open by an exception crashes the process at exit
        return image


def _renderer_of(svg: bytes) -> QSvgRenderer:
    renderer = QSvgRenderer()
    renderer.setOptions(QtSvg.Option.AssumeTrustedSource)  # else what lies 32 levels deep is left out
    renderer.load(svg)
    return renderer
