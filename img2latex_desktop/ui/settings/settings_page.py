"""Base of all pages of the settings: controls with their explanations, and one value that is edited."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QStyle,
    QWidget,
)

from img2latex_desktop.settings import Settings

ROW_SPACING_PX = 10
LABEL_WIDTH_PX = 110  # at least, so that most pages have their controls at the same place
COLUMN_SPACING_PX = 16
EXPLANATION_SPACING_PX = 4
EXPLANATION_SIZE = 0.92  # of the font around it
NO_ALIGNMENT = Qt.AlignmentFlag(0)  # fills its cell


class Explanation(QLabel):
    """A short line in the color of less weight, which our palettes keep readable in every theme."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * EXPLANATION_SIZE)
        self.setFont(font)


class SettingsPage(QWidget):
    """A page that shows settings and tells of each change at once."""

    edited = Signal(object)
    """The settings with one of them changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(EXPLANATION_SPACING_PX)
        self._grid.setHorizontalSpacing(COLUMN_SPACING_PX)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH_PX)
        self._grid.setColumnStretch(1, 1)

    def show_settings(self, settings: Settings) -> None:
        """Show settings that were changed elsewhere; tells nobody."""
        self._settings = settings
        self.fill(settings)

    def fill(self, settings: Settings) -> None:
        """Bring the settings into the controls; each page has its own."""
        raise NotImplementedError

    def edit(self, **changes: Any) -> None:  # noqa: ANN401
        """Tell what a control now stands for, by the name of the setting; what is so already is not told."""
        edited = replace(self._settings, **changes)
        if edited != self._settings:
            self._settings = edited
            self.edited.emit(edited)

    def add_row(self, label: str, control: QWidget, explanation: str = "") -> Explanation:
        """Add a labeled control; its mnemonic is the label's.

        Returns:
            The line below, for a text that changes.
        """
        title = QLabel(label)
        title.setBuddy(control.focusProxy() or control)  # a mnemonic ends at what has the keys itself
        return self._add(control, explanation, title=title)

    def add_switch(self, text: str, explanation: str = "") -> QCheckBox:
        """Add a check box, in the column of the controls."""
        switch = QCheckBox(text)
        line = self._add(switch, explanation)
        style = switch.style()
        indent = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        line.setIndent(indent + style.pixelMetric(QStyle.PixelMetric.PM_CheckBoxLabelSpacing))
        return switch

    def add_button(self, text: str, explanation: str = "") -> QPushButton:
        """Add a button, in the column of the controls."""
        button = QPushButton(text)
        self._add(button, explanation)
        return button

    def add_hint(self) -> Explanation:
        """Add a line of explanation for what no control of this page stands for."""
        hint = Explanation()
        self._grid.addWidget(hint, self._next_row(), 1)
        return hint

    def add_wide(self, widget: QWidget) -> None:
        """Add something that takes both columns."""
        self._grid.addWidget(widget, self._next_row(), 0, 1, 2)

    def ask(self, question: str, consequence: str, action: str, when_agreed: Callable[[], None]) -> None:
        """Let the user confirm something that cannot be taken back; returns at once."""
        box = QMessageBox(QMessageBox.Icon.Warning, self.window().windowTitle(), question, parent=self)
        box.setInformativeText(consequence)
        agree = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        agree.clicked.connect(when_agreed)
        box.open()

    def _add(self, control: QWidget, explanation: str, title: QLabel | None = None) -> Explanation:
        row = self._next_row()
        if title is not None:  # beside the first line of a control that may grow
            title.setMinimumHeight(control.sizeHint().height())
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        is_wide = bool(control.sizePolicy().expandingDirections() & Qt.Orientation.Horizontal)
        self._grid.addWidget(control, row, 1, NO_ALIGNMENT if is_wide else Qt.AlignmentFlag.AlignLeft)
        control.setAccessibleDescription(explanation)
        line = Explanation(explanation)
        line.setHidden(not explanation)
        self._grid.addWidget(line, row + 1, 1)
        return line

    def _next_row(self) -> int:
        """Return the first free row, below a gap."""
        row = self._grid.rowCount()
        if self._grid.count():
            self._grid.setRowMinimumHeight(row, ROW_SPACING_PX)
        return row + 1


def choose(box: QComboBox, value: object, unknown: str) -> None:
    """Choose the entry that stands for a value, adding it under a name where there is none."""
    if box.findData(value) < 0:
        box.addItem(unknown, value)
    box.setCurrentIndex(box.findData(value))
