"""Where a window goes: beside what it belongs to, and never off the screen."""

from PySide6.QtCore import QPoint, QRect, QSize

GAP_PX = 16


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
    pushed = [_onto(screen, QRect(corner, size)) for corner in corners]
    return next((place for place in pushed if not place.intersects(region)), pushed[0]).topLeft()


def _onto(screen: QRect, window: QRect) -> QRect:
    """Push a window onto the screen; its top left corner wins where it is larger than the screen."""
    x = max(screen.left(), min(window.left(), screen.right() + 1 - window.width()))
    y = max(screen.top(), min(window.top(), screen.bottom() + 1 - window.height()))
    return QRect(QPoint(x, y), window.size())
