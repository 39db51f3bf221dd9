"""Selection on one screenshot so far: the pointer, the first corner, the region between. No Qt here."""

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect, region_between


class Selection:
    """The region being drawn on a screenshot, which it never leaves.

    Attributes:
        pointer: Where the moving corner is, or will be; None while the pointer is elsewhere.
        is_carried: Whether a move takes the whole region along instead of its moving corner.
    """

    def __init__(self, width: int, height: int) -> None:
        self.pointer: DevicePoint | None = None
        self.is_carried = False
        self._corner: DevicePoint | None = None
        self._width = width
        self._height = height

    @property
    def corner(self) -> DevicePoint | None:
        """The corner that stays."""
        return self._corner

    @property
    def region(self) -> DeviceRect | None:
        """The region drawn so far; empty right after its first corner was fixed."""
        if self._corner is None or self.pointer is None:
            return None
        return region_between(self._corner, self.pointer)

    def anchor(self) -> None:
        """Fix the first corner at the pointer."""
        self._corner = self.pointer = self._start

    def start_over(self) -> None:
        """Forget the first corner."""
        self._corner = None
        self.is_carried = False

    def move_to(self, point: DevicePoint) -> None:
        """Move the pointer, and with it one corner or the whole region."""
        region = self.region
        if self.is_carried and region and self._corner and self.pointer:
            dx = _clamp(point.x - self.pointer.x, -region.left, self._width - region.right)
            dy = _clamp(point.y - self.pointer.y, -region.top, self._height - region.bottom)
            self._corner = DevicePoint(self._corner.x + dx, self._corner.y + dy)
            self.pointer = DevicePoint(self.pointer.x + dx, self.pointer.y + dy)
        else:
            self.pointer = DevicePoint(_clamp(point.x, 0, self._width), _clamp(point.y, 0, self._height))

    def nudge(self, dx: int, dy: int) -> None:
        """Move the pointer by whole pixels; one that is elsewhere comes to the middle first."""
        self.move_to(DevicePoint(self._start.x + dx, self._start.y + dy))

    @property
    def _start(self) -> DevicePoint:
        return self.pointer or DevicePoint(self._width // 2, self._height // 2)


def _clamp(value: int, lowest: int, highest: int) -> int:
    return min(max(value, lowest), highest)
