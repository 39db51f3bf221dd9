"""Scenes on the screen itself rather than in a window: the overlay above a page, and the tray's icons."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.capture.base import ScreenPlace, Screenshot
from img2latex_desktop.capture.overlay import Overlay
from img2latex_desktop.demo.contents import ROOTS
from img2latex_desktop.demo.patient_typesetter import PatientTypesetter
from img2latex_desktop.ui.result.formula_picture import FormulaPicture
from img2latex_desktop.ui.shell.tray import countdown_icon, state_icons

SCREEN = QSize(960, 560)
PAGE = QRectF(150, 70, 660, 600)
PAGE_MARGIN_PX = 48
FORMULA_TOP = 236.0  # on the screen
FORMULA_EM_PX = 21.0
REGION_MARGIN_PX = 14
BACKGROUND = "#4a5a6a"
TEXT_ABOVE = (
    "<h2>3.2 &nbsp; Roots of a parabola</h2><p style='line-height: 130%'>Let <i>a</i> ≠ 0. Dividing by "
    "<i>a</i> and completing the square leaves a square on one side; taking the root gives both solutions at "
    "once:</p>"
)
TEXT_BELOW = (
    "<p style='line-height: 130%'>The expression under the root tells how many of them are real. Where it is "
    "zero, the two fall together in the vertex, and the parabola touches the axis without crossing it.</p>"
)
TRAY_SIZES_PX = (16, 22, 32, 64)


def overlay_before(typesetter: PatientTypesetter) -> QWidget:
    """Return an overlay on which nothing is chosen yet, with crosshair, magnifier and hint."""
    overlay, formula = _overlay(typesetter)
    overlay.point_at(formula.topLeft())
    return overlay


def overlay_during(typesetter: PatientTypesetter) -> QWidget:
    """Return an overlay on which a region is being drawn."""
    overlay, formula = _overlay(typesetter)
    overlay.point_at(formula.topLeft())
    overlay.anchor()
    overlay.point_at(formula.bottomRight())
    overlay.fade_hint()
    return overlay


def tray(_: PatientTypesetter) -> QWidget:
    """Return the icon of each state in the sizes that trays show."""
    board = QWidget()
    grid = QGridLayout(board)
    grid.setContentsMargins(24, 20, 24, 20)
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(16)
    icons = {state.name.capitalize(): icon for state, icon in state_icons(ICONS_FOLDER).items()}
    icons["Countdown"] = countdown_icon(3)
    for column, (name, icon) in enumerate(icons.items()):
        for row, side in enumerate(TRAY_SIZES_PX):
            grid.addWidget(_picture(icon, side, board), row, column, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(QLabel(name), len(TRAY_SIZES_PX), column, Qt.AlignmentFlag.AlignCenter)
    return board


def _picture(icon: QIcon, side: int, board: QWidget) -> QLabel:
    return QLabel(pixmap=icon.pixmap(QSize(side, side), board.devicePixelRatioF()))


def _overlay(typesetter: PatientTypesetter) -> tuple[Overlay, QRectF]:
    """Return an overlay with a frozen page, and where the formula with some paper around it lies."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio()
    image = QImage(SCREEN * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(BACKGROUND))
    painter = QPainter(image)
    try:
        formula = _paint_page(painter, typesetter)
    finally:
        painter.end()
    image.setDevicePixelRatio(1)
    overlay = Overlay(Screenshot(ScreenPlace(screen.name(), screen.geometry()), image), screen)
    overlay.resize(SCREEN)
    overlay.show()
    QGuiApplication.processEvents()  # the mouse is somewhere on it, and heard of now
    margin = REGION_MARGIN_PX
    return overlay, formula.adjusted(-margin, -margin, margin, margin)


def _paint_page(painter: QPainter, typesetter: PatientTypesetter) -> QRectF:
    painter.fillRect(PAGE, Qt.GlobalColor.white)
    picture = FormulaPicture(typesetter.svg(ROOTS))
    place = QRectF(QPointF(), picture.size(FORMULA_EM_PX))
    place.moveCenter(QPointF(PAGE.center().x(), 0))
    place.moveTop(FORMULA_TOP)
    picture.paint(painter, place, QColor("black"))
    for text, top in ((TEXT_ABOVE, PAGE.top() + 28), (TEXT_BELOW, place.bottom() + 12)):
        document = QTextDocument()
        document.setDefaultFont(QFont("DejaVu Serif", 12))
        document.setDefaultStyleSheet("h2, p { color: black }")  # in a dark theme, too
        document.setTextWidth(PAGE.width() - 2 * PAGE_MARGIN_PX)
        document.setHtml(text)
        painter.save()
        painter.translate(PAGE.left() + PAGE_MARGIN_PX, top)
        document.drawContents(painter)
        painter.restore()
    return place
