"""About window: version, weights, and the licences of what the program is built on."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.service.weights_manifest import WeightsManifest
from img2latex_desktop.ui.parts.placement import bound

ICON_PX = 64
WIDTH_PX = 520
MARGIN_PX = 24
LICENCE_LINES = 6  # at least


class AboutWindow(QDialog):
    """Shows facts, to be read and copied, and asks for the page with newer versions."""

    releases_requested = Signal()

    def __init__(
        self,
        version: str,
        weights: WeightsManifest | None,
        *,
        is_installed: bool,
        icon: Path,
        licences: Path,
        releases: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show everything.

        Args:
            version: Of the program.
            weights: None where the manifest cannot be read.
            is_installed: Whether the user has installed these weights; else they came with the program.
            icon: The program's picture.
            licences: Folder of licence texts, each named after what it covers.
            releases: Address of the page with newer versions.
            parent: Its window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Img2LaTeX"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        rows.setSpacing(16)
        rows.addLayout(self._head(version, icon))
        rows.addLayout(self._facts(weights, is_installed=is_installed))
        self._licences = LicenceView(licences)
        rows.addWidget(self._licences, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        newer = buttons.addButton(self.tr("&Releases page"), QDialogButtonBox.ButtonRole.ActionRole)
        newer.setToolTip(
            self.tr("Opens {} in the browser; the program itself asks no server.").format(releases)
        )
        newer.setAutoDefault(False)
        newer.clicked.connect(self.releases_requested)
        rows.addWidget(buttons)
        self.setMinimumWidth(WIDTH_PX)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit onto the screen."""
        bound(self)
        super().showEvent(event)

    def _head(self, version: str, icon: Path) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(QIcon(str(icon)).pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))
        name = QLabel(f"Img2LaTeX {version}")
        font = QFont(name.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setBold(True)
        name.setFont(font)
        purpose = QLabel(
            self.tr(
                "Snip an equation, get its LaTeX. Everything happens on this computer; nothing is sent "
                "anywhere."
            ),
            wordWrap=True,
        )
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(name)
        texts.addWidget(purpose)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        return head

    def _facts(self, weights: WeightsManifest | None, *, is_installed: bool) -> QFormLayout:
        facts = QFormLayout()
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(6)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        if weights is None:
            facts.addRow(_name(self.tr("Weights")), _value(self.tr("cannot be read; the doctor says why")))
            return facts
        facts.addRow(_name(self.tr("Weights")), _value(self._origin(weights)))
        source = self.tr("installed by you") if is_installed else self.tr("came with the program")
        facts.addRow(_name(self.tr("Source")), _value(source))
        facts.addRow(_name(self.tr("Accuracy")), _value(self._accuracy(weights.facts.get("validation"))))
        checksum = _value(f"{weights.sha256[:32]}\n{weights.sha256[32:]}")
        checksum.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        facts.addRow(_name("SHA-256"), checksum)
        return facts

    def _origin(self, weights: WeightsManifest) -> str:
        facts = weights.facts
        made = self.tr("made {}").format(facts.get("created", "?"))
        seen = facts.get("samples_seen")
        pictures = (
            self.tr("{} pictures seen").format(self.locale().toString(seen)) if isinstance(seen, int) else ""
        )
        size = self.tr("{} MB").format(self.locale().toString(weights.size_bytes / 1e6, "f", 1))
        return " · ".join(part for part in (made, size, pictures) if part)

    def _accuracy(self, validation: Any) -> str:  # noqa: ANN401 (as JSON gave it)
        try:
            exact, tokens = validation["exact_match"] * 100, validation["token_accuracy"] * 100
            text = self.tr(
                "Of {} formulas not seen in training, {} % are read without any mistake; {} % of symbols."
            )
            count = self.locale().toString(int(validation["pictures"]))
            return text.format(count, round(exact), round(tokens))
        except (KeyError, TypeError):
            return self.tr("not recorded")


class LicenceView(QWidget):
    """The licence texts, one at a time."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = sorted(folder.glob("*.txt"))
        self._choice = QComboBox()
        self._choice.addItems([file.stem for file in self._files])
        label = QLabel(self.tr("&Licence of"))
        label.setBuddy(self._choice)
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Text of the licence"))
        self._text.setMinimumHeight(self._text.fontMetrics().lineSpacing() * LICENCE_LINES)
        head = QHBoxLayout()
        head.addWidget(label)
        head.addWidget(self._choice, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(head)
        rows.addWidget(self._text, 1)
        self._choice.currentIndexChanged.connect(self._show)
        self._show(self._choice.currentIndex())

    def _show(self, index: int) -> None:
        if index >= 0:
            self._text.setPlainText(self._files[index].read_text(encoding="utf-8", errors="replace"))


def _name(text: str) -> QLabel:
    """Return the name of a fact, beside the first of its lines; Qt would put it beside the middle one."""
    return QLabel(text, alignment=Qt.AlignmentFlag.AlignTop)


def _value(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
