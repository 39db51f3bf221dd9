"""Copying the formula: a button for the form chosen last, a menu for every other, and “Copied” once it is."""

import logging
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.parts.menu_button import MenuButton
from img2latex_desktop.ui.parts.primary_button import PrimaryButton
from img2latex_desktop.ui.parts.window_keys import WindowKeys
from img2latex_desktop.ui.result.formula_copies import PictureForm, make_copy
from model.formula.formats.latex import LABELS, OutputForm

logger = logging.getLogger(__name__)


class _Copy(NamedTuple):
    """What a copy was made of, and the form that the button offered then."""

    latex: str
    form: OutputForm


class CopyButton(QWidget):
    """A button and its menu; choosing a form in the menu copies in it and remembers it."""

    copy_requested = Signal(object)
    """A CopyContent."""
    copied = Signal()
    """What was asked for last is on the clipboard."""
    failed = Signal(str)
    """One sentence why the formula has no such form."""
    form_chosen = Signal(object)
    """The OutputForm that the user has chosen."""

    def __init__(self, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typesetter = typesetter
        self._latex = ""
        self._form = OutputForm.LATEX
        self._requested: tuple[_Copy, CopyContent] | None = None
        self._is_asked = True
        self._copied: _Copy | None = None  # what the clipboard is proven to hold
        self.button = PrimaryButton(is_large=False)
        self.button.setDefault(True)
        self.button.setToolTip(self.tr("Copy (Enter)"))
        self._menu = QMenu(self)
        self._forms = QActionGroup(self)
        for title, forms in self._groups():
            self._menu.addSection(title)
            for form in forms:
                action = QAction(LABELS[form], self._forms, checkable=True)
                action.setData(form)
                self._menu.addAction(action)
        self._more = MenuButton(arrowType=Qt.ArrowType.DownArrow)
        self._more.setPopupMode(MenuButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self._menu)
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more.setAccessibleName(self.tr("Copy in another form"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.button)
        row.addWidget(self._more)
        self.button.clicked.connect(lambda: self.request())  # noqa: PLW0108  # the signal brings an argument
        self._forms.triggered.connect(self._choose)
        self.set_form(self._form)
        self._fix_sizes()

    @property
    def is_copied(self) -> bool:
        """Whether the clipboard is proven to hold the formula as it is now."""
        return self._copied == _Copy(self._latex, self._form)

    @property
    def is_asked(self) -> bool:
        """Whether the user asked for what ``copy_requested`` told last."""
        return self._is_asked

    def set_form(self, form: OutputForm) -> None:
        """Copy in a form from now on; ``form_chosen`` stays silent."""
        self._form = form
        for action in self._forms.actions():
            is_default = action.data() == form
            action.setChecked(is_default)
            label = LABELS[OutputForm(action.data())]
            action.setText(self.tr("{}\tdefault (Enter)").format(label) if is_default else label)
        self._name()

    def set_latex(self, latex: str) -> None:
        """Copy this from now on."""
        self._latex = latex
        self._name()

    def add_keys(self, keys: WindowKeys) -> list[QAction]:
        """Give each way of copying its key.

        Returns:
            Those that copy a picture or what becomes one.
        """
        svg, png, mathml = (
            partial(self.request, form) for form in (PictureForm.SVG, PictureForm.PNG, OutputForm.MATHML)
        )
        menu = keys.add(self.tr("Copy in another form"), self._open_menu, "Ctrl+Shift+C")
        self._more.setToolTip(menu.toolTip())
        actions = [
            keys.add(self.tr("Copy picture as SVG"), svg, "Ctrl+Shift+S"),
            keys.add(self.tr("Copy picture as PNG"), png, "Ctrl+Shift+P"),
            keys.add(self.tr("Copy as MathML, for Word"), mathml, "Ctrl+Shift+M"),
        ]
        self._menu.addSection(self.tr("As a picture"))
        self._menu.addActions(actions[:2])  # MathML is among the forms
        return actions

    def request(self, form: OutputForm | PictureForm | None = None, *, is_asked: bool = True) -> None:
        """Ask for a copy; nothing happens without a formula.

        Args:
            form: None for the one chosen.
            is_asked: Whether the user wants it, and not the program by itself.
        """
        if not self.isEnabled() or not self._latex.strip():
            return
        hand_on = partial(self._hand_on, _Copy(self._latex, self._form), is_asked)
        make_copy(self._latex, form or self._form, self._typesetter, self, hand_on, self._tell)

    def confirm(self, content: CopyContent) -> None:
        """Take note that the clipboard holds it, provided that this was asked for last.

        The button says “Copied” whenever it would copy the same again.
        """
        if self._requested is not None and content == self._requested[1]:
            self._copied = self._requested[0]
            self._name()
            self.copied.emit()

    def note_loss(self) -> None:
        """Take note that the clipboard holds something else now."""
        self._copied = None
        self._name()

    def _hand_on(self, copy: _Copy, is_asked: bool, content: CopyContent) -> None:
        self._is_asked = is_asked
        self._requested = copy, content
        self.note_loss()  # whether this one gets there is not known yet
        self.copy_requested.emit(content)

    def _tell(self, problem: str) -> None:
        logger.info("The formula cannot be copied so: it cannot be typeset")  # why would quote it
        self.failed.emit(self.tr("It cannot be copied so: {}").format(problem))

    def _groups(self) -> tuple[tuple[str, tuple[OutputForm, ...]], ...]:
        """Return every form under what it is for."""
        return (
            (self.tr("The formula alone"), (OutputForm.LATEX,)),
            (self.tr("In a line of text"), (OutputForm.INLINE, OutputForm.PARENTHESES)),
            (self.tr("On a line of its own"), (OutputForm.DISPLAY, OutputForm.DISPLAY_DOLLARS)),
            (
                self.tr("With a number, or in several lines"),
                (OutputForm.EQUATION, OutputForm.EQUATION_STAR, OutputForm.ALIGN, OutputForm.ALIGN_STAR),
            ),
            (self.tr("For other programs"), (OutputForm.MARKDOWN, OutputForm.MATHML)),
        )

    def _name(self) -> None:
        name = self.tr("✓ Copied") if self.is_copied else self.tr("&Copy {}").format(LABELS[self._form])
        self.button.setText(name)

    def _choose(self, action: QAction) -> None:
        self.set_form(OutputForm(action.data()))
        self.form_chosen.emit(self._form)
        self.request()

    def _open_menu(self) -> None:
        if self.isVisible() and self.isEnabled():
            self._more.showMenu()

    def _fix_sizes(self) -> None:
        """Keep the button from changing its width with its words, and both from differing in height."""
        words = [self.tr("&Copy {}").format(label) for label in LABELS.values()] + [self.tr("✓ Copied")]
        metrics = self.button.fontMetrics()
        self.button.setMinimumWidth(max(map(metrics.horizontalAdvance, words)) + 32)
        self._more.setFixedHeight(self.button.sizeHint().height())
