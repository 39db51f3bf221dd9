"""Another program's window with files to drag: ``python -m tests.end_to_end.files_to_drag FILE...``."""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "Files to drag"


class Files(QLabel):
    """All of them are dragged from wherever it is pressed."""

    def mousePressEvent(self, _event):  # noqa: N802
        contents = QMimeData()
        contents.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag = QDrag(self)
        drag.setMimeData(contents)
        drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    qt = QApplication(sys.argv[:1])
    window = Files("Drag me")
    window.setWindowTitle(TITLE)
    window.resize(200, 100)
    window.show()
    sys.exit(qt.exec())
