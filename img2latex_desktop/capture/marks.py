"""Regions painted over the dimmed picture, so that a change repaints them and nothing else."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QRegion

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect, PixelGrid

EDGE = 3  # logical pixels around a line that are repainted with it; frame and halo are at most 2.7 wide


@dataclass(frozen=True)
class Marks:
    """The parts of an overlay that are not just the dimmed picture, in logical pixels."""

    lit: QRegion
    lines: QRegion
    panel: QRect

    @classmethod
    def of(
        cls, grid: PixelGrid, pointer: DevicePoint | None, region: DeviceRect | None, panel: QRectF
    ) -> "Marks":
        """Return the marks of a selection: frame and panel, or crosshair and panel, or nothing."""
        if pointer is None:
            return cls(QRegion(), QRegion(), QRect())
        surroundings = panel.toAlignedRect().adjusted(-1, -1, 1, 1)
        if region is None:
            x, y, width, height = grid.to_logical(DeviceRect(pointer.x, pointer.y, grid.width, grid.height))
            lines = QRegion(round(x) - EDGE, 0, 2 * EDGE, round(height) + 1)
            return cls(
                QRegion(), lines | QRegion(0, round(y) - EDGE, round(width) + 1, 2 * EDGE), surroundings
            )
        place = QRectF(*grid.to_logical(region)).toAlignedRect()
        outside, inside = (QRegion(place.adjusted(-e, -e, e, e)) for e in (EDGE, -EDGE))
        return cls(QRegion(place), outside - inside, surroundings)

    def difference(self, other: "Marks") -> QRegion:
        """Return what has to be painted anew when these marks become the others."""
        changed = self.lit.xored(other.lit) | self.lines | other.lines
        return changed | QRegion(self.panel) | QRegion(other.panel)
