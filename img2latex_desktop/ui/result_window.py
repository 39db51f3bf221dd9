"""The small window beside a snip: its picture, what was read, how it looks, and a button that copies it."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.latex import LABELS, OutputForm, in_form
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.card import CropView
from img2latex_desktop.ui.placement import place_near
from img2latex_desktop.ui.preview import Preview
from model.result import Recognition

WIDTH_PX = 460
MARGIN_PX = 16
EDITOR_LINES = 3
TYPING_PAUSE_MS = 150  # long enough not to typeset every keystroke, short enough to feel immediate

CONFIDENCE_WORDS = ((0.9, "Very likely right"), (0.6, "Probably right, worth a glance"))
LOW_CONFIDENCE_WORDS = "Unsure, please check"


class LatexEditor(QPlainTextEdit):
    """A few lines of LaTeX; Enter and an unselective Ctrl+C copy the whole formula."""

    copy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() + 1)
        self.setFont(font)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(8)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * EDITOR_LINES + 2 * 8 + 2 * self.frameWidth())
        self.setAccessibleName(self.tr("LaTeX"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy on Enter (Shift+Enter breaks the line) and on Ctrl+C without a selection."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_copy = event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection()
        if (is_enter and not is_shifted) or is_copy:
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)


class ResultWindow(QDialog):
    """Shows one snip at a time; the next one takes its place."""

    copy_requested = Signal(str)
    """The formula in the chosen form."""
    snip_requested = Signal()
    closed = Signal()

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Img2LaTeX")
        self._region = QRect()
        self._crop = CropView()
        self._preview = Preview(typesetter)
        self._editor = LatexEditor()
        self._problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._problem.hide()
        self._confidence = QLabel()
        self._form = QComboBox()
        for form in OutputForm:
            self._form.addItem(LABELS[form], form)
        self._form.setAccessibleName(self.tr("Copy as"))
        self._form.setToolTip(self.tr("Copy as"))
        self._copy = QPushButton(default=True)
        self._again = QPushButton(self.tr("Snip again"), autoDefault=True)
        self._typing_pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._arrange()
        self._connect()

    @property
    def output(self) -> str:
        """The formula as it would be copied now."""
        return in_form(self._editor.toPlainText(), OutputForm(self._form.currentData()))

    def show_reading(self, image: QImage, region: QRect, message: str) -> None:
        """Show a picture that is being recognized, beside its place on the screen.

        Args:
            image: The snipped picture.
            region: Its place on the desktop, in logical pixels.
            message: Shown in place of the preview.
        """
        self._region = region
        self._crop.show_image(image, image.width() / max(region.width(), 1))
        self._set_text("")
        self._preview.show_message(message)
        self._set_readable(False)
        self._show_controls(is_failure=False)
        self._copy.setDefault(True)
        self.show()
        self._settle()
        self.raise_()
        self.activateWindow()

    def show_waiting(self, message: str) -> None:
        """Change what is said while the picture is being recognized."""
        self._preview.show_message(message)

    def show_result(self, recognition: Recognition) -> None:
        """Show what was read."""
        self._set_text(recognition.latex)
        self._set_readable(True)
        self._confidence.setText(self.tr(_confidence_words(recognition.confidence)))
        self._confidence.setToolTip(self.tr("Confidence {:.0%}").format(recognition.confidence))
        self._preview.show_latex(recognition.latex)
        self._settle()

    def show_failure(self, message: str) -> None:
        """Say why there is no result."""
        self._set_text("")
        self._set_readable(False)
        self._preview.show_message(message)
        self._show_controls(is_failure=True)
        self._again.setDefault(True)
        self._again.setFocus()
        self._settle()

    def confirm_copied(self, text: str) -> None:
        """Say “Copied”, provided that the text copied is still the one shown."""
        if text == self.output:
            self._copy.setText(self.tr("✓ Copied"))

    def show_copy_failure(self, message: str) -> None:
        """Say why the clipboard does not hold the formula."""
        self._say_problem(message)

    def _arrange(self) -> None:
        footer = QHBoxLayout()
        footer.setSpacing(8)
        footer.addWidget(self._confidence, 1)
        footer.addWidget(self._form)
        footer.addWidget(self._copy)
        footer.addWidget(self._again)
        self._copy.setMinimumWidth(self._copy.fontMetrics().horizontalAdvance("✓ Copied") + 40)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        rows.setSpacing(12)
        for widget in (self._crop, self._preview, self._editor, self._problem):
            rows.addWidget(widget)
        rows.addLayout(footer)
        rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self._crop.setFixedWidth(WIDTH_PX - 2 * MARGIN_PX)

    def _connect(self) -> None:
        self._editor.textChanged.connect(self._note_change)
        self._editor.copy_requested.connect(self._request_copy)
        self._form.currentIndexChanged.connect(self._show_uncopied)
        self._copy.clicked.connect(self._request_copy)
        self._again.clicked.connect(self.snip_requested)
        self._typing_pause.timeout.connect(self._update_preview)
        self._preview.problem_found.connect(self._say_problem)
        self.rejected.connect(self.closed)

    def _request_copy(self) -> None:
        if self._copy.isEnabled():
            self.copy_requested.emit(self.output)

    def _note_change(self) -> None:
        self._show_uncopied()
        self._typing_pause.start()

    def _show_uncopied(self) -> None:
        self._copy.setText(self.tr("Copy"))

    def _update_preview(self) -> None:
        self._preview.show_latex(self._editor.toPlainText())
        self._settle()

    def _set_text(self, latex: str) -> None:
        """Fill the editor without waking the typing pause: the caller updates the preview itself."""
        self._editor.setPlainText(latex)
        self._typing_pause.stop()
        self._say_problem("")
        self._confidence.clear()

    def _set_readable(self, is_readable: bool) -> None:
        for widget in (self._editor, self._form, self._copy):
            widget.setEnabled(is_readable)
        if is_readable:
            self._editor.setFocus()

    def _show_controls(self, *, is_failure: bool) -> None:
        """Show what can be done with a result, or what can be done without one."""
        for widget in (self._editor, self._form, self._copy):
            widget.setHidden(is_failure)
        self._again.setVisible(is_failure)

    def _say_problem(self, message: str) -> None:
        self._problem.setText(f"⚠ {message}")
        self._problem.setVisible(bool(message))

    def _settle(self) -> None:
        """Take the height the contents need, and stay beside the snip and on its screen."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(self._region.center()) or self.screen()
        frame = self.frameGeometry().size().expandedTo(self.size())
        self.move(place_near(frame, self._region, screen.availableGeometry()))


def _confidence_words(confidence: float) -> str:
    return next((words for least, words in CONFIDENCE_WORDS if confidence >= least), LOW_CONFIDENCE_WORDS)
