"""The hands of a user who chooses a region on the offscreen platform."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from img2latex_desktop.capture.overlay import Overlay


def overlays():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Overlay) and w.isVisible()]


def overlay():
    [shown] = overlays()
    return shown


def drag(qtbot, left=10, top=20, right=60, bottom=50):
    window = overlay()
    qtbot.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(left, top))
    qtbot.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(right, bottom))
