"""The two questions of the history's window: where to export to, and whether all is to be deleted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox, QWidget


def ask_for_export(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a file to write; its ending is one that ``history_export.export`` knows, unless typed over."""
    tr = QCoreApplication.translate
    endings = {
        tr("HistoryDialogs", "LaTeX document (*.tex)"): "tex",
        tr("HistoryDialogs", "Markdown (*.md)"): "md",
        tr("HistoryDialogs", "JSON lines with the pictures (*.jsonl)"): "jsonl",
    }
    dialog = QFileDialog(parent, tr("HistoryDialogs", "Export the formulas"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(endings))
    dialog.setDefaultSuffix("tex")
    dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(endings[name]))
    dialog.selectFile(tr("HistoryDialogs", "Formulas"))
    dialog.fileSelected.connect(lambda path: on_chosen(Path(path)))
    dialog.open()


def ask_to_clear(parent: QWidget, on_confirmed: Callable[[bool], None]) -> None:
    """Ask whether everything is to be deleted; ``on_confirmed`` is told whether favorites stay."""
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("HistoryDialogs", "Clear the history"))
    box.setText(tr("HistoryDialogs", "Clear the whole history?"))
    box.setInformativeText(tr("HistoryDialogs", "The formulas and their pictures are deleted for good."))
    favorites = QCheckBox(tr("HistoryDialogs", "&Keep the favorites"))
    favorites.setChecked(True)
    box.setCheckBox(favorites)
    clear = box.addButton(tr("HistoryDialogs", "C&lear"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    clear.clicked.connect(lambda: on_confirmed(favorites.isChecked()))
    box.open()
