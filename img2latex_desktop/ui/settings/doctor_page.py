"""Doctor page: the findings of the self-tests line by line, and a report to copy."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QIcon, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.diagnosis import CheckResult, CheckState, to_markdown

ICON_PX = 20
RUNNING = "running"
LAYOUT_PAUSE_MS = 50  # in which the rows find their places after the last finding; it takes several turns
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class DoctorPage(QWidget):
    """A list of checks that fills while they run."""

    run_requested = Signal()
    copy_requested = Signal(str)
    """The report as Markdown, without personal data."""

    def __init__(self, icons: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = {
            name: QIcon(str(icons / f"check-{name}.svg"))
            for name in (*(each.value for each in CheckState), RUNNING)
        }
        self._results: list[CheckResult] = []
        self._rows: dict[str, CheckRow] = {}
        self._summary = QLabel(wordWrap=True)
        self._summary.setFont(_larger(self._summary.font()))
        self._run = QPushButton()
        self._copy = QPushButton(self.tr("&Copy the report"))
        self._copy.setEnabled(False)
        self._list = QVBoxLayout()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setAccessibleName(self.tr("Checks"))
        self._scroll.hide()  # until there is something to show
        self._arrange()
        self._run.clicked.connect(self.run_requested)
        self._copy.clicked.connect(lambda: self.copy_requested.emit(to_markdown(self._results)))
        self._summary.setText(
            self.tr("Checks what Img2LaTeX needs of this computer, and says what mends it.")
        )
        self._run.setText(self.tr("&Run the checks"))

    def show_started(self, name: str) -> None:
        """Show that a check has begun; the first one clears what was found before."""
        if not self._rows or self._copy.isEnabled():
            self._clear()
        self._summary.setText(self.tr("Checking: {} …").format(name))
        self._run.setEnabled(False)
        self._scroll.show()
        row = CheckRow(name)
        row.show_icon(self._icons[RUNNING], self.tr("under way"))
        self._rows[name] = row
        self._list.insertWidget(self._list.count() - 1, row)
        QTimer.singleShot(0, row, lambda: self._scroll.ensureWidgetVisible(row))  # once it has its place

    def show_result(self, result: CheckResult) -> None:
        """Show what a check found."""
        self._results.append(result)
        row = self._rows[result.name]
        row.show_icon(self._icons[result.finding.state.value], self._word(result.finding.state))
        row.show_finding(result.finding.found, result.finding.remedy)

    def show_finished(self) -> None:
        """Sum up."""
        states = [result.finding.state for result in self._results]
        failures = states.count(CheckState.FAILED)
        if failures == 1:
            text = self.tr("One thing needs mending; the line marked → says how.")
        elif failures:
            text = self.tr("{} things need mending; the lines marked → say how.").format(failures)
        elif CheckState.WARNING in states:
            text = self.tr("Everything needed works; the lines marked → say what could be better.")
        else:
            text = self.tr("Everything works.")
        self._summary.setText(text)
        self._run.setText(self.tr("&Run again"))
        self._run.setEnabled(True)
        self._copy.setEnabled(True)
        self._copy.setText(self.tr("&Copy the report"))
        self._show_worst(states)

    def confirm_copied(self) -> None:
        """Say that the report is on the clipboard."""
        self._copy.setText(self.tr("✓ Copied"))

    def _arrange(self) -> None:
        content = QWidget()
        content.setLayout(self._list)
        content.setBackgroundRole(QPalette.ColorRole.Base)
        self._list.setContentsMargins(12, 6, 12, 6)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._scroll.setWidget(content)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._run)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._summary)
        rows.addWidget(self._scroll, 1)
        rows.addLayout(buttons)
        rows.addStretch()  # takes the room while the list is hidden

    def _clear(self) -> None:
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows, self._results = {}, []
        self._copy.setEnabled(False)

    def _show_worst(self, states: list[CheckState]) -> None:
        """Bring the first check that failed into view, or else the first of all."""
        place = states.index(CheckState.FAILED) if CheckState.FAILED in states else 0
        rows = list(self._rows.values())
        if rows:
            row = rows[place]
            QTimer.singleShot(LAYOUT_PAUSE_MS, row, lambda: self._scroll.ensureWidgetVisible(row))

    def _word(self, state: CheckState) -> str:
        words = {
            CheckState.OK: self.tr("well"),
            CheckState.WARNING: self.tr("could be better"),
            CheckState.FAILED: self.tr("broken"),
            CheckState.SKIPPED: self.tr("skipped"),
        }
        return words[state]


class CheckRow(QFrame):
    """One check: its state as a picture and a word, its name, what was found and what mends it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignTop)
        self._name = QLabel(name)
        bold = QFont(self._name.font())
        bold.setBold(True)
        self._name.setFont(bold)
        self._found = _text_label()
        self._remedy = _text_label()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(self._found, 1, 1)
        grid.addWidget(self._remedy, 2, 1)

    def show_icon(self, icon: QIcon, word: str) -> None:
        """Show the state; the word is for those who do not see the picture."""
        self._icon.setPixmap(icon.pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))
        self._icon.setToolTip(word)
        self._icon.setAccessibleName(f"{self._name.text()}: {word}")

    def show_finding(self, found: str, remedy: str) -> None:
        """Show what was found, and what mends it, where there is something to mend."""
        self._found.setText(found)
        self._found.show()
        self._remedy.setText(f"→ {remedy}")
        self._remedy.setVisible(bool(remedy))


def _text_label() -> QLabel:
    label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(SELECTABLE)
    label.hide()
    return label


def _larger(font: QFont) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * 1.15)
    return larger
