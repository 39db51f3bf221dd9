"""Placement of windows: beside what they belong to, and never off the screen."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QLayout, QWidget

GAP_PX = 16
TITLE_PX = 40  # at least, since before a window is shown its title bar is not known; GNOME's has 37, KDE's 30


def bound(window: QWidget) -> None:
    """Make a window that is about to be shown no larger than its screen has room for, with a title bar."""
    if not window.isMaximized() and not window.isFullScreen():
        window.resize(window.size().boundedTo(room_for(window)))


def room_for(window: QWidget) -> QSize:
    """Return how large a window can be on the screen that the pointer is on."""
    return _screen_at(window, QCursor.pos()).size() - QSize(0, max(_title_height(window), TITLE_PX))


def settle(window: QWidget, region: QRect, *, width: int, is_new: bool, reserve_px: int = 0) -> None:
    """Give a window the height that its layout needs, and keep it on the screen.

    Args:
        window: Not necessarily shown yet.
        region: What it belongs to, in logical pixels of the desktop; an empty one stands for the middle of
            the screen that the pointer is on.
        width: Wished; less on a narrow screen.
        is_new: Move it beside its region and take back height it does not need. Otherwise it stays where it
            is and grows downward as far as the screen goes: it must not jump under the hands of who works in
            it, not even in order to stay beside its region.
        reserve_px: Height by which it may still grow: it goes where there is room for that, too.
    """
    place = region.center() if region.isValid() else QCursor.pos()
    if not is_new and window.isVisible():
        place = window.frameGeometry().center()
    screen = _screen_at(window, place)
    layout = window.layout()
    if layout is None:
        return
    _lay_out(window, layout)  # or a width that it needed before would be the least
    window.resize(min(width, screen.width()), window.height())
    _lay_out(window, layout)  # at the new width the contents may need another height
    has_wrapped_text = layout.hasHeightForWidth()
    needed = (
        layout.totalHeightForWidth(window.width()) if has_wrapped_text else layout.totalSizeHint().height()
    )
    frame = window.frameGeometry().size().expandedTo(window.size()) - window.size()
    room = screen.height() - frame.height()
    if not is_new:
        below = screen.bottom() + 1 - window.y() - frame.height()
        wished = min(max(needed, window.height()), below)
        least = layout.totalMinimumSize().height()
        window.resize(window.width(), min(max(wished, least), room))
        there = onto(screen, QRect(window.pos(), window.size() + frame)).topLeft()
        if there != window.pos():  # X11 moves a window that has no frame yet even to where it is
            window.move(there)
        return
    window.resize(window.width(), min(needed, room))
    size = window.size() + frame
    reserved = size.grownBy(QMargins(0, 0, 0, reserve_px)).boundedTo(screen.size())
    if region.isValid():
        window.move(place_near(reserved, region, screen))
    else:
        middle = QRect(QPoint(), size)
        middle.moveCenter(screen.center())
        window.move(onto(screen, QRect(middle.topLeft(), reserved)).topLeft())


def _lay_out(window: QWidget, layout: QLayout) -> None:
    for part in window.findChildren(QWidget):
        part.updateGeometry()  # what changed inside of it is known one turn of the event loop later
    layout.activate()


def _screen_at(window: QWidget, place: QPoint) -> QRect:
    return (QGuiApplication.screenAt(place) or window.screen()).availableGeometry()


def _title_height(window: QWidget) -> int:
    return window.frameGeometry().height() - window.height()


def place_near(size: QSize, region: QRect, screen: QRect) -> QPoint:
    """Return the top-left corner of a window beside a region.

    Below it, else above, else on its right, else on its left, each centered on the region and pushed back
    onto the screen; where it fits on no side, the region is partly covered.

    Args:
        size: Of the window with its frame.
        region: What must stay visible.
        screen: Where windows may be.
    """
    x = region.center().x() - size.width() // 2
    y = region.center().y() - size.height() // 2
    corners = (
        QPoint(x, region.bottom() + 1 + GAP_PX),
        QPoint(x, region.top() - GAP_PX - size.height()),
        QPoint(region.right() + 1 + GAP_PX, y),
        QPoint(region.left() - GAP_PX - size.width(), y),
    )
    pushed = [onto(screen, QRect(corner, size)) for corner in corners]
    return next((place for place in pushed if not place.intersects(region)), pushed[0]).topLeft()


def onto(screen: QRect, window: QRect) -> QRect:
    """Push a window onto the screen; its top left corner wins where it is larger than the screen."""
    x = max(screen.left(), min(window.left(), screen.right() + 1 - window.width()))
    y = max(screen.top(), min(window.top(), screen.bottom() + 1 - window.height()))
    return QRect(QPoint(x, y), window.size())
