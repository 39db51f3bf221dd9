"""A formula to work on: its LaTeX in an editor, how it looks, what is wrong with it, and other readings."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.parts.problem_line import ProblemLine
from img2latex_desktop.ui.result.candidate_strip import CandidateStrip
from img2latex_desktop.ui.result.comparison import Comparison
from img2latex_desktop.ui.result.latex_editor import LatexEditor
from img2latex_desktop.ui.result.preview import Preview
from model.formula.source import place_of_mistake
from model.reading.result import Candidate

GAP_PX = 10
TYPING_PAUSE_MS = 150  # long enough not to typeset every keystroke, short enough to feel immediate


class FormulaPane(QWidget):
    """Holds one formula at a time."""

    changed = Signal(str)
    """The LaTeX after every change, whoever made it."""
    edited = Signal(str)
    """The LaTeX after the user changed it, once typing pauses."""
    copy_requested = Signal()
    reading_taken = Signal()
    """The user has chosen another reading, which is the text now."""
    arranged = Signal()
    """The formula needs more room or less."""

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_mistake = False
        self._type_to_show: float | None = None  # of a reading whose preview is still to come
        self._known = ""  # the LaTeX as it was given, or as ``edited`` told it last
        self.editor = LatexEditor()
        self.preview = Preview(typesetter)
        self.comparison = Comparison(self.preview)
        self._problem = ProblemLine(self.preview)
        self._strip = CandidateStrip(typesetter)
        self._pause = QTimer(self, singleShot=True)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_PX)
        self._rows.addWidget(self.comparison, 1)
        self._rows.addWidget(self.editor)
        self._rows.addWidget(self._strip)
        self.editor.latex_changed.connect(self._note_change)
        self.editor.copy_requested.connect(self.copy_requested)
        self.preview.problem_found.connect(self._show_mistake)
        self.preview.answered.connect(self._show_type)
        self._strip.chosen.connect(self._take_reading)
        self._strip.arranged.connect(self.arranged)
        self.comparison.arranged.connect(self._note_type)
        self._pause.timeout.connect(self._update)

    @property
    def latex(self) -> str:
        """The text in the editor."""
        return self.editor.latex

    @property
    def has_mistake(self) -> bool:
        """Whether the text, as it was when typing paused last, cannot be typeset."""
        return self._has_mistake

    def insert_above_editor(self, part: QWidget | QLayout) -> None:
        """Let something stand between the formula and its LaTeX."""
        place = self._rows.indexOf(self.editor)
        if isinstance(part, QLayout):
            self._rows.insertLayout(place, part)
        else:
            self._rows.insertWidget(place, part)

    def set_message(self, message: str) -> None:
        """Show a message where there is no formula yet, or none to come."""
        self.tell_edit()
        self._known = ""
        self.editor.set_latex("")
        self._pause.stop()
        self.show_problem("")
        self.preview.show_message(message)
        self._strip.show_candidates(())

    def set_latex(self, latex: str, *, is_undoable: bool = False, type_px: float = 0) -> None:
        """Show a formula, its text at once; the preview comes a moment later.

        Args:
            latex: The formula.
            is_undoable: Whether what was there before comes back by undoing.
            type_px: Size of the type in its picture, in the picture's pixels; 0 where it is not known.
        """
        self._known = latex
        self._type_to_show = type_px
        if is_undoable:
            self.editor.replace_latex(latex)
        else:
            self.editor.set_latex(latex)
        self._update()

    def show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Offer readings, best first; those that look the same are one."""
        self._strip.show_candidates(candidates)
        self._strip.mark(self.latex)

    def choose(self, number: int) -> None:
        """Take a reading by its number from 1 on, where there is one."""
        self._strip.choose(number)

    def show_problem(self, message: str) -> None:
        """Say in a line what went wrong; an empty message takes the line away."""
        self._problem.say(message)

    def tell_edit(self) -> None:
        """Tell of a change right away instead of after the pause."""
        if self.latex != self._known:
            self._known = self.latex
            self.edited.emit(self._known)

    def _take_reading(self, latex: str) -> None:
        self.editor.replace_latex(latex)
        self._update()
        self.reading_taken.emit()

    def _note_change(self, latex: str) -> None:
        self._strip.mark(latex)
        self._pause.start(TYPING_PAUSE_MS)
        self.changed.emit(latex)

    def _update(self) -> None:
        self._pause.stop()
        self.preview.show_latex(self.latex)
        self.tell_edit()

    def _show_type(self) -> None:
        """Arrange a reading whose preview has come; the heights stay as they are while it is edited."""
        if self._type_to_show is not None:
            self.comparison.show_type(self._type_to_show)
            self._type_to_show = None

    def _note_type(self) -> None:
        self._strip.set_type(self.comparison.type_px)
        self.arranged.emit()

    def _show_mistake(self, message: str) -> None:
        self._has_mistake = bool(message)
        place = place_of_mistake(self.latex, message) if message else None
        self.editor.mark_mistake(place)
        if place is not None:
            line = self.latex.count("\n", 0, place) + 1
            column = place - (self.latex.rfind("\n", 0, place) + 1) + 1
            message = self.tr("{} (line {}, column {})").format(message, line, column)
        self.show_problem(message)
