"""Picture files on their way in: chosen in a dialog, or dropped onto a window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from img2latex_desktop.base.pixels import SUFFIXES

PATTERNS = " ".join(f"*{suffix}" for suffixes in SUFFIXES.values() for suffix in suffixes)


def ask_for_pictures(parent: QWidget | None, on_chosen: Callable[[list[Path]], None]) -> QFileDialog:
    """Show the system's dialog for opening pictures; returns at once.

    Args:
        parent: The window it belongs to.
        on_chosen: Gets the files; not called where the user thinks better of it.
    """
    pictures = QCoreApplication.translate("PictureFiles", "Pictures")
    all_files = QCoreApplication.translate("PictureFiles", "All files")
    dialog = QFileDialog(parent, QCoreApplication.translate("PictureFiles", "Open pictures of formulas"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([f"{pictures} ({PATTERNS})", f"{all_files} (*)"])
    dialog.filesSelected.connect(lambda names: on_chosen([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def dropped_files(content: QMimeData) -> list[Path]:
    """Return the files of a drag; whether they hold pictures shows when they are read."""
    return [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]


def holds_picture(content: QMimeData) -> bool:
    """Whether a drag brings files or a picture itself."""
    return content.hasImage() or any(url.isLocalFile() for url in content.urls())
