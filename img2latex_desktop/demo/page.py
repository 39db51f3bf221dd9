"""Another program's window with a picture: ``python -m img2latex_desktop.demo.page PICTURE TITLE``."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget


def main(picture: str, title: str) -> int:
    """Show a picture, pixel for pixel, on a quiet background until the window is closed."""
    qt = QApplication([title])
    desktop = QWidget()
    desktop.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeDesktop)
    desktop.setPalette(QPalette(QColor("#4a5a6a")))
    desktop.setGeometry(qt.primaryScreen().geometry())
    desktop.show()
    label = QLabel(pixmap=QPixmap(picture))
    label.setWindowTitle(title)
    label.setFixedSize(label.sizeHint())
    label.show()
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
