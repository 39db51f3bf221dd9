"""The first start: three short steps, each of which can be tried at once or skipped."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.ui.parts.placement import bound, room_for
from img2latex_desktop.ui.settings.first_steps import CaptureStep, ExampleStep, HotkeyStep

WIDTH_PX = 480
MARGIN_PX = 24
EXTENSION = "https://extensions.gnome.org/extension/615/appindicator-support/"


class FirstRun(QWidget):
    """Shows the hotkey, asks for the permission to see the screen, and offers a formula to snip.

    A window of its own that has the focus: GNOME asks for a permission only on behalf of such a one.
    """

    capture_check_requested = Signal()
    snip_requested = Signal()
    finished = Signal()
    """All steps are done, or the user has had enough; emitted once."""

    def __init__(self, icons: Path, example: Path, parent: QWidget | None = None) -> None:
        """Prepare the steps.

        Args:
            icons: Folder of the pictures.
            example: A picture of a formula, shown to be snipped.
            parent: Its window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Welcome to Img2LaTeX"))
        self._is_finished = False
        self._hotkey = HotkeyStep(icons)
        self._capture = CaptureStep(icons)
        self._example = ExampleStep(icons, example)
        self._steps = QStackedWidget()
        for step in (self._hotkey, self._capture, self._example):
            self._steps.addWidget(step)
        self._view = QScrollArea(widgetResizable=True)  # scrolled on a very low screen alone
        self._place = QLabel()
        self._tray_hint = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText, openExternalLinks=True)
        self._tray_hint.hide()
        self._skip = QPushButton(self.tr("S&kip"))
        self._back = QPushButton(self.tr("&Back"))
        self._next = QPushButton(autoDefault=True)
        self._arrange()
        self._connect()
        self._show_step(0)
        self._make_room()

    @property
    def awaits_hotkey(self) -> bool:
        """Whether a press of the hotkey belongs to the first step, instead of beginning a snip."""
        return self.isVisible() and self._steps.currentWidget() is self._hotkey

    @property
    def shows_example(self) -> bool:
        """Whether the formula to snip is to be seen."""
        return self.isVisible() and self._steps.currentWidget() is self._example

    def show_hotkey(self, hotkey: str, problem: str = "") -> None:
        """Name the hotkey to try.

        Args:
            hotkey: What really triggers a snip; empty where nothing does, or where the desktop hides it.
            problem: Why nothing does, in one sentence with the way out.
        """
        self._hotkey.show_hotkey(hotkey, problem)
        self._make_room()

    def note_hotkey_pressed(self) -> None:
        """Praise the user."""
        self._hotkey.state.show_success(self.tr("That was it. It works in every program."))
        self._next.setFocus()

    def show_capture_result(self, is_ok: bool, sentence: str) -> None:
        """Say whether the screen can be photographed."""
        self._capture.show_result(is_ok, sentence)
        self._make_room()
        if is_ok:
            self._next.setFocus()

    def note_result(self) -> None:
        """Say that the example has been read."""
        self._example.state.show_success(self.tr("Done: the LaTeX is in the window beside it, and copied."))
        self._next.setFocus()

    def explain_missing_tray(self) -> None:
        """Tell where the icon is that others see."""
        text = self.tr(
            "This desktop hides tray icons; a small window takes the icon's place. On GNOME the "
            "<a href='{}'>AppIndicator extension</a> brings icons back."
        )
        self._tray_hint.setText(text.format(EXTENSION))
        self._tray_hint.show()
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit onto the screen."""
        bound(self)
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Write the link anew in the colors of a changed theme: Qt colors it once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_tray_hint"):
            text = self._tray_hint.text()
            self._tray_hint.clear()
            self._tray_hint.setText(text)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Take closing for having had enough."""
        super().closeEvent(event)
        if not self._is_finished:
            self._is_finished = True
            self.finished.emit()

    def _arrange(self) -> None:
        rule = QFrame(frameShape=QFrame.Shape.HLine, frameShadow=QFrame.Shadow.Plain)
        rule.setForegroundRole(rule.palette().ColorRole.Midlight)
        self._view.setWidget(self._steps)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.viewport().setAutoFillBackground(False)
        self._steps.setAutoFillBackground(False)
        policy = self._skip.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or else the dots would jump at the last step
        self._skip.setSizePolicy(policy)
        footer = QHBoxLayout()
        footer.setSpacing(8)
        footer.addWidget(self._skip)
        footer.addWidget(self._place, 1, Qt.AlignmentFlag.AlignCenter)
        footer.addWidget(self._back)
        footer.addWidget(self._next)
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        rows.setSpacing(16)
        rows.addWidget(self._view, 1)
        rows.addWidget(self._tray_hint)
        rows.addWidget(rule)
        rows.addLayout(footer)
        self.setFixedWidth(WIDTH_PX)

    def _connect(self) -> None:
        self._skip.clicked.connect(self.close)
        self._back.clicked.connect(lambda: self._show_step(self._steps.currentIndex() - 1))
        self._next.clicked.connect(self._go_on)
        self._capture.check.clicked.connect(self.capture_check_requested)
        self._example.snip.clicked.connect(self.snip_requested)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def _make_room(self) -> None:
        """Become as high as the highest step: a stack of widgets knows nothing of lines that wrap."""
        width = WIDTH_PX - 2 * MARGIN_PX
        heights = [
            step.rows.totalHeightForWidth(width) for step in (self._hotkey, self._capture, self._example)
        ]
        self._steps.setMinimumHeight(max(heights))
        self._view.setMinimumHeight(max(heights))
        self.adjustSize()
        if (excess := self.height() - room_for(self).height()) > 0:
            self._view.setMinimumHeight(max(heights) - excess)
            self._rows.activate()  # or it would keep its window as high as it had to be before
            self.adjustSize()

    def _go_on(self) -> None:
        index = self._steps.currentIndex() + 1
        if index < self._steps.count():
            self._show_step(index)
        else:
            self.close()

    def _show_step(self, index: int) -> None:
        count = self._steps.count()
        is_last = index == count - 1
        self._steps.setCurrentIndex(index)
        dots = "  ".join("●" if each == index else "○" for each in range(count))
        self._place.setText(dots)
        self._place.setAccessibleName(self.tr("Step {} of {}").format(index + 1, count))
        self._place.setToolTip(self._place.accessibleName())
        self._back.setEnabled(index > 0)
        self._skip.setHidden(is_last)
        self._next.setText(self.tr("&Finish") if is_last else self.tr("&Next"))
        (self._capture.check, self._example.snip)[index - 1].setFocus() if index else self._next.setFocus()
