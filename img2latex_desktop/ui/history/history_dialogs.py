"""The two questions of the history's window: where to export to, and whether all is to be deleted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox, QWidget


def ask_for_export(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a file to write; its ending is one that ``history_export.export`` knows, unless typed over."""
    translate = QCoreApplication.translate
    endings = {
        translate("HistoryDialogs", "LaTeX document (*.tex)"): "tex",
        translate("HistoryDialogs", "Markdown (*.md)"): "md",
        translate("HistoryDialogs", "JSON lines with the pictures (*.jsonl)"): "jsonl",
    }
    dialog = QFileDialog(parent, translate("HistoryDialogs", "Export the formulas"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(endings))
    dialog.setDefaultSuffix("tex")
    dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(endings[name]))
    dialog.selectFile(translate("HistoryDialogs", "Formulas"))
    dialog.fileSelected.connect(lambda path: on_chosen(Path(path)))
    dialog.open()


def ask_to_clear(parent: QWidget, on_confirmed: Callable[[bool], None]) -> None:
    """Ask whether everything is to be deleted; ``on_confirmed`` is told whether favorites stay."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("HistoryDialogs", "Clear the history"))
    box.setText(translate("HistoryDialogs", "Clear the whole history?"))
    box.setInformativeText(
        translate("HistoryDialogs", "The formulas and their pictures are deleted for good.")
    )
    favorites = QCheckBox(translate("HistoryDialogs", "&Keep the favorites"))
    favorites.setChecked(True)
    box.setCheckBox(favorites)
    clear = box.addButton(translate("HistoryDialogs", "C&lear"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    clear.clicked.connect(lambda: on_confirmed(favorites.isChecked()))
    box.open()
