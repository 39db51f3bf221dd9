"""The small window beside a snip: its picture, what was read, how it looks, and a button that copies it."""

from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.settings import ResultClosing
from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.parts.disclosure import Disclosure
from img2latex_desktop.ui.parts.placement import settle
from img2latex_desktop.ui.parts.private_mark import PrivateMark
from img2latex_desktop.ui.parts.window_keys import WindowKeys
from img2latex_desktop.ui.result.candidate_strip import MAXIMUM_CANDIDATES
from img2latex_desktop.ui.result.comparison import ZOOM_STEP
from img2latex_desktop.ui.result.confidence_label import WORDS, ConfidenceLabel
from img2latex_desktop.ui.result.copy_button import CopyButton
from img2latex_desktop.ui.result.formula_pane import GAP_PX, FormulaPane
from img2latex_desktop.ui.result.pin_button import PinButton
from img2latex_desktop.ui.result.view_panel import ViewPanel
from model.formula.formats.latex import OutputForm
from model.picture.view import View
from model.reading.result import Candidate, Recognition

WIDTH_PX = 460
MAXIMUM_OWN_WIDTH_PX = 760  # to which it widens by itself for a long formula; the user may go on
MARGIN_PX = 14
RESERVE_PX = 110  # of height for what may still come: more lines of LaTeX, two other readings
SURE = WORDS[0][0]  # from this confidence on, no other readings are offered


class _State(Enum):
    READING = "reading"
    SHOWN = "shown"
    FAILED = "failed"


class ResultWindow(QDialog):
    """Shows one snip at a time; the next one takes its place."""

    copy_requested = Signal(object)
    """A CopyContent; ``confirm_copied`` or ``show_copy_failure`` is the answer."""
    edited = Signal(str)
    """The LaTeX after the user changed it, once typing pauses."""
    reading_taken = Signal()
    """The user has chosen another reading, which is the text now."""
    left = Signal()
    """The user has turned to another window; ``edited`` has told the last change before."""
    view_requested = Signal(object)
    """A View to read the same picture again with."""
    seen_requested = Signal()
    """The user wants to see what the model saw, and ``show_seen`` has not shown it yet."""
    form_chosen = Signal(object)
    """The OutputForm that the user has chosen."""
    snip_requested = Signal()
    append_requested = Signal()
    """The next snip is to become a further line of this formula."""
    closed = Signal()

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Img2LaTeX")
        self._state = _State.READING
        self._region = QRect()
        self._width = WIDTH_PX  # that suits the picture
        self._closing = ResultClosing.ESCAPE
        self._closes_when_copied = False
        self._can_insist = False
        self._is_sure = False
        self._disclosure = Disclosure(self.tr("What the model saw"))
        self._confidence = ConfidenceLabel()
        self._panel = ViewPanel()
        self._formula = FormulaPane(typesetter)
        self._again = QPushButton(self.tr("Snip &again"), autoDefault=False)
        self._anyway = QPushButton(self.tr("&Read it anyway"), autoDefault=False)
        self._append = QPushButton(self.tr("Append &line"), autoDefault=False)
        self._pin = PinButton()
        self._help = QToolButton(autoRaise=True)
        self._copy = CopyButton(typesetter)
        self._private = PrivateMark()
        self._keys = WindowKeys(self)
        self._arrange()
        self._add_keys()
        self._connect()

    @property
    def latex(self) -> str:
        """The LaTeX as it stands in the editor."""
        return self._formula.latex

    @property
    def is_copied(self) -> bool:
        """Whether the clipboard is proven to hold the formula as it is shown."""
        return self._copy.is_copied

    @property
    def has_mistake(self) -> bool:
        """Whether the text cannot be typeset, as far as that is known."""
        return self._formula.has_mistake

    def set_form(self, form: OutputForm) -> None:
        """Copy in a form from now on; ``form_chosen`` stays silent."""
        self._copy.set_form(form)

    def set_private(self, is_private: bool) -> None:
        """Show whether what is snipped is not kept."""
        self._private.setVisible(is_private)

    def set_closing(self, closing: ResultClosing) -> None:
        """Close by itself from now on, unless it is pinned."""
        self._closing = closing

    def show_reading(
        self, image: QImage, region: QRect | None, message: str, *, is_presented: bool = True
    ) -> None:
        """Show a picture that is being recognized, beside its place on the screen.

        Args:
            image: The picture.
            region: Its place on the desktop, in logical pixels; None for the middle of the pointer's screen.
            message: Shown in place of the preview.
            is_presented: Whether it comes to the screen now, or stays hidden until ``present``.
        """
        self._begin(image, region)
        self._formula.set_message(message)
        if is_presented:
            self.present()

    def show_entry(
        self, image: QImage, latex: str, confidence: float | None = None, edited: str | None = None
    ) -> None:
        """Show a formula that was read before, in the middle of the pointer's screen.

        Args:
            image: The picture.
            latex: What was read.
            confidence: Of that reading, where it is known.
            edited: What the user made of it, where that is something else.
        """
        self._begin(image, None)
        self._formula.set_message("")
        self._show_first(latex, confidence, edited)
        self.present()

    def show_waiting(self, message: str) -> None:
        """Change what is said while the picture is being recognized."""
        if self._state is _State.SHOWN:
            self._confidence.show_message(message)
        else:
            self._formula.set_message(message)

    def show_result(self, recognition: Recognition, latex: str | None = None, type_px: float = 0) -> None:
        """Show what was read; read again, it takes the place of the text in a step that can be undone.

        Args:
            recognition: The reading.
            latex: What to show instead of its LaTeX, where it was joined with other lines; there is no choice
                of candidates then.
            type_px: Size of the type in the picture, in its pixels; 0 where it is not known.
        """
        self._is_sure = recognition.confidence >= SURE
        shown = recognition.latex if latex is None else latex
        if self._state is _State.SHOWN:
            self._confidence.show_confidence(recognition.confidence, shown)
            self._formula.set_latex(shown, is_undoable=True, type_px=type_px)
        else:
            self._show_first(shown, recognition.confidence, type_px=type_px)
        self.show_candidates(recognition.candidates if latex is None else ())

    def show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Offer readings, best first, where the first is not sure; those that look the same are one."""
        if self._is_sure:
            candidates = ()
        self._confidence.note_others(candidate.latex for candidate in candidates)
        self._formula.show_candidates(candidates)

    def show_seen(self, image: QImage, view: View) -> None:
        """Show what the network saw, and how it was told to look."""
        self._panel.show_seen(image, view)
        self._settle()

    def show_failure(self, message: str, seen: QImage | None = None) -> None:
        """Say why there is no result; what was read before stays.

        Args:
            message: One sentence.
            seen: What the network saw of a picture that it takes for no formula: the user may insist.
        """
        if self._state is _State.SHOWN:
            self._confidence.show_for(self.latex)
            self._formula.show_problem(message)
            return
        self._state = _State.FAILED
        self._formula.set_message(message)
        self._can_insist = seen is not None and not seen.isNull()
        if seen is not None:
            self._panel.show_seen(seen, self._panel.view)
        self._show_controls()
        self._again.setDefault(True)
        self._again.setFocus()
        self._settle()

    def tell_edit(self) -> None:
        """Tell of an edit right away."""
        self._formula.tell_edit()

    def request_copy(self) -> None:
        """Ask for the formula to be copied in the form chosen, without the user having asked."""
        self._copy.request(is_asked=False)

    def confirm_copied(self, content: CopyContent) -> None:
        """Say “Copied” for as long as the text shown is this one, provided that this was asked for last."""
        self._copy.confirm(content)

    def explain_missing_copy(self) -> None:
        """Say that the formula was too doubtful to be copied unasked, and which key copies it."""
        self._confidence.show_not_copied()

    def note_copy_lost(self) -> None:
        """Say “Copied” no more: something else is on the clipboard."""
        self._copy.note_loss()

    def show_copy_failure(self, message: str) -> None:
        """Say why the clipboard does not hold the formula."""
        self._closes_when_copied = False
        self._formula.show_problem(message)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tell of an edit before the user pastes it elsewhere; close where that is set."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.isVisible():
            self._formula.tell_edit()
            self.left.emit()
            QTimer.singleShot(0, self, self._close_if_left)  # only then is the next active window known

    def _arrange(self) -> None:
        self._help.setText("?")
        self._help.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._help.setAccessibleName(self.tr("Keys"))
        header, footer = QHBoxLayout(), QHBoxLayout()
        header.addWidget(self._disclosure)
        header.addStretch(1)
        header.addWidget(self._confidence)
        footer.setSpacing(6)
        for widget in (self._again, self._append, self._anyway, self._pin, self._help, self._private):
            footer.addWidget(widget)
        footer.addStretch(1)
        footer.addWidget(self._copy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        rows.setSpacing(GAP_PX)
        rows.addWidget(self._formula, 1)
        self._formula.insert_above_editor(header)
        self._formula.insert_above_editor(self._panel)
        rows.addLayout(footer)
        self._show_panel(is_open=False)

    def _add_keys(self) -> None:
        self._keys.note(self.tr("Enter"), self.tr("Copy"))
        self._keys.add(self.tr("Copy and close"), self._copy_and_close, "Ctrl+Return", "Ctrl+Enter")
        self._formula.preview.addActions(self._copy.add_keys(self._keys))
        self._formula.preview.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        append = self._keys.add(self.tr("Append line"), self._append.click, "Ctrl+Shift+N")
        pin = self._keys.add(self.tr("Pin this window"), self._pin.toggle, "Ctrl+T")
        again = self._keys.add(self.tr("Snip again"), self.snip_requested.emit, "Ctrl+N", "F5")
        pane = self._keys.add(self.tr("What the model saw"), self._disclosure.toggle, "Ctrl+I")
        for number in range(1, MAXIMUM_CANDIDATES + 1):
            what = self.tr("Take reading {}").format(number)
            self._keys.add(what, partial(self._formula.choose, number), f"Alt+{number}")
        for what, factor, shortcuts in (
            (self.tr("Enlarge picture and preview"), ZOOM_STEP, ("Ctrl++", "Ctrl+=")),
            (self.tr("Shrink them again"), 1 / ZOOM_STEP, ("Ctrl+-",)),
        ):
            self._keys.add(what, partial(self._formula.comparison.zoom, factor), *shortcuts)
        keys = self._keys.add(self.tr("These keys"), partial(self._keys.show_above, self._help), "F1")
        self._keys.note(self.tr("Shift+Enter"), self.tr("Begin a new line"))
        self._keys.note(self._keys.shown("Ctrl+Z"), self.tr("Undo"))
        self._keys.note(self.tr("Esc"), self.tr("Close"))
        for widget, action in (
            (self._again, again),
            (self._disclosure, pane),
            (self._help, keys),
            (self._pin, pin),
        ):
            widget.setToolTip(action.toolTip())
        key = append.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._append.setToolTip(self.tr("Snip the next line, which goes below this one ({})").format(key))
        self._help.clicked.connect(keys.trigger)

    def _connect(self) -> None:
        self._formula.changed.connect(self._note_change)
        self._formula.edited.connect(self.edited)
        self._formula.reading_taken.connect(self.reading_taken)
        self._formula.copy_requested.connect(self._copy.request)
        self._formula.arranged.connect(self._settle)
        self._copy.copy_requested.connect(self._note_request)
        self._copy.copy_requested.connect(self.copy_requested)
        self._copy.copied.connect(self._note_copied)
        self._copy.failed.connect(self._formula.show_problem)
        self._copy.form_chosen.connect(self.form_chosen)
        self._again.clicked.connect(self.snip_requested)
        self._append.clicked.connect(self.append_requested)
        self._anyway.clicked.connect(self._panel.insist)
        self._disclosure.toggled.connect(self._show_panel)
        self._panel.view_requested.connect(self._ask_for_view)
        self.rejected.connect(self._leave)

    def _begin(self, image: QImage, region: QRect | None) -> None:
        self._formula.tell_edit()
        self._state = _State.READING
        self._region = region or QRect()
        ratio = image.width() / max(region.width(), 1) if region else image.devicePixelRatio()
        comparison = self._formula.comparison
        self._width = min(
            max(comparison.width_for(image, ratio) + 2 * MARGIN_PX, WIDTH_PX), MAXIMUM_OWN_WIDTH_PX
        )
        comparison.show_picture(image, ratio, self._width - 2 * MARGIN_PX)
        self._closes_when_copied = False
        self._is_sure = False
        self._confidence.begin()
        self._panel.show_seen(QImage(), View())
        self._show_controls()
        self._copy.button.setDefault(True)

    def _show_first(
        self, latex: str, confidence: float | None, edited: str | None = None, type_px: float = 0
    ) -> None:
        shown = latex if edited is None else edited
        self._state = _State.SHOWN
        self._formula.set_latex(shown, type_px=type_px)
        self._confidence.show_confidence(confidence, latex)
        self._confidence.show_for(shown)
        self._show_controls()
        self._formula.editor.setFocus()

    def present(self) -> None:
        """Bring it to the screen: beside its region, or where it is pinned."""
        is_placed = self._pin.isChecked() and self.isVisible()
        self._settle(is_new=not is_placed)
        if not self.isVisible():
            self.show()
            # Only now its parts know their sizes. Beside a region it is not moved again: X11 would do that
            # without the frame, which is still to come, and the frame would cover the region.
            self._settle(is_new=not self._region.isValid())
        self.raise_()
        self.activateWindow()
        if self._disclosure.isChecked():
            self.seen_requested.emit()

    def _show_controls(self) -> None:
        """Show what can be done with a result, or what can be done without one."""
        for widget in (self._formula.editor, self._copy, self._append):
            widget.setVisible(self._state is not _State.FAILED)
            widget.setEnabled(self._state is _State.SHOWN)
        self._anyway.setVisible(self._state is _State.FAILED and self._can_insist)

    def _show_panel(self, is_open: bool) -> None:
        self._panel.setVisible(is_open)
        self._settle()
        if is_open and not self._panel.has_seen:
            self.seen_requested.emit()

    def _ask_for_view(self, view: View) -> None:
        self.show_waiting(self.tr("Reading again …"))
        self.view_requested.emit(view)

    def _note_change(self, latex: str) -> None:
        self._copy.set_latex(latex)
        self._closes_when_copied = False
        if self._state is _State.SHOWN:
            self._confidence.show_for(latex)

    def _note_request(self) -> None:
        self._closes_when_copied |= self._copy.is_asked and self._closes_on(ResultClosing.COPY)

    def _closes_on(self, closing: ResultClosing) -> bool:
        return self._closing is closing and not self._pin.isChecked()

    def _close_if_left(self) -> None:
        """Close where that is set and another program has the focus, unless something is still to come."""
        if (
            self._closes_on(ResultClosing.FOCUS)
            and self._state is not _State.READING
            and QApplication.activeWindow() is None
        ):
            self.reject()

    def _copy_and_close(self) -> None:
        self._closes_when_copied = True
        self._copy.request()

    def _note_copied(self) -> None:
        self._confidence.note_copied()
        if self._closes_when_copied:
            self.reject()

    def _leave(self) -> None:
        self._formula.tell_edit()
        self.closed.emit()

    def _settle(self, *, is_new: bool = False) -> None:
        width = self._width if is_new else self.width()  # which may be the user's, for this formula
        settle(self, self._region, width=width, is_new=is_new, reserve_px=RESERVE_PX)
