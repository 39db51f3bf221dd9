"""“What the model saw”: the picture as the network got it, and four controls to let it look again."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.ui.parts.card import PictureCard
from model.picture.view import Edges, Polarity, View

PAUSE_MS = 300  # a spin box held down should not ask for every step
TRIM_LIMIT_PX = 60
SCALE_RANGE = (0.5, 2.0)
POLARITIES = {
    Polarity.AUTO: QT_TRANSLATE_NOOP("ViewPanel", "automatic"),
    Polarity.DARK_INK: QT_TRANSLATE_NOOP("ViewPanel", "dark on light"),
    Polarity.LIGHT_INK: QT_TRANSLATE_NOOP("ViewPanel", "light on dark"),
}
EDGES = {
    Edges.AUTO: QT_TRANSLATE_NOOP("ViewPanel", "automatic"),
    Edges.KEEP: QT_TRANSLATE_NOOP("ViewPanel", "keep everything"),
    Edges.CUT: QT_TRANSLATE_NOOP("ViewPanel", "cut lines off"),
}


class ViewPanel(QWidget):
    """Shows a view of the picture and asks for another one."""

    view_requested = Signal(object)
    """A View to read the picture again with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen = PictureCard(self.tr("The picture as the model saw it"))
        self._trim = QSpinBox(minimum=-TRIM_LIMIT_PX, maximum=TRIM_LIMIT_PX, suffix=self.tr(" px"))
        self._trim.setToolTip(self.tr("Cuts pixels from each side; a negative number adds paper instead"))
        self._polarity = QComboBox()
        for polarity, words in POLARITIES.items():
            self._polarity.addItem(QCoreApplication.translate("ViewPanel", str(words)), polarity)
        self._edges = QComboBox()
        for edges, words in EDGES.items():
            self._edges.addItem(QCoreApplication.translate("ViewPanel", str(words)), edges)
        self._edges.setToolTip(
            self.tr("Cut lines, frames and boxes around the formula: left out where that is sure")
        )
        self._scale = QDoubleSpinBox(
            minimum=SCALE_RANGE[0], maximum=SCALE_RANGE[1], singleStep=0.1, value=1.0
        )
        self._scale.setPrefix("× ")
        self._scale.setToolTip(self.tr("Size of the type; smaller or larger may read better"))
        self._reset = QPushButton(self.tr("&Reset"), autoDefault=False)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._insists = False  # as long as the picture is the same
        self._arrange()
        for control in (self._trim, self._scale):
            control.valueChanged.connect(self._note_change)
        for choice in (self._polarity, self._edges):
            choice.currentIndexChanged.connect(self._note_change)
        self._reset.clicked.connect(self._ask_for_default)
        self._pause.timeout.connect(lambda: self.view_requested.emit(self.view))
        self.show_seen(QImage(), View())

    @property
    def view(self) -> View:
        """What the controls say."""
        polarity = Polarity(self._polarity.currentData())
        edges = Edges(self._edges.currentData())
        return View(self._trim.value(), polarity, round(self._scale.value(), 2), self._insists, edges)

    @property
    def has_seen(self) -> bool:
        """Whether there is a picture."""
        return self._seen.has_image

    def show_seen(self, image: QImage, view: View) -> None:
        """Show what the network saw, and how it was told to look; a null picture shows none yet."""
        self._pause.stop()
        self._insists = view.insists
        self._seen.show_image(image, image.devicePixelRatio() or 1.0)
        controls = (self._trim, self._polarity, self._edges, self._scale)
        blockers = [QSignalBlocker(control) for control in controls]
        self._trim.setValue(view.trim_px)
        self._polarity.setCurrentIndex(self._polarity.findData(view.polarity))
        self._edges.setCurrentIndex(self._edges.findData(view.edges))
        self._scale.setValue(view.scale)
        del blockers
        self._allow_reset()

    def insist(self) -> None:
        """Ask for the picture to be read even where it looks like no formula."""
        self._insists = True
        self._pause.stop()
        self.view_requested.emit(self.view)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(self._seen)
        rows.addLayout(grid)
        fields = (
            (self.tr("&Trim"), self._trim),
            (self.tr("&Ink"), self._polarity),
            (self.tr("E&dges"), self._edges),
            (self.tr("Si&ze"), self._scale),
        )
        for column, (name, field) in enumerate(fields):
            label = QLabel(name)
            label.setBuddy(field)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._reset, 1, len(fields))

    def _allow_reset(self) -> None:
        self._reset.setEnabled(self.view != View(insists=self._insists))

    def _note_change(self) -> None:
        self._allow_reset()
        self._pause.start()

    def _ask_for_default(self) -> None:
        self._trim.setValue(0)
        self._polarity.setCurrentIndex(0)
        self._edges.setCurrentIndex(0)
        self._scale.setValue(1.0)
