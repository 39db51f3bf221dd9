"""From the pointer to pixels: logical points on an overlay, device pixels in its screenshot. No Qt here."""

from dataclasses import dataclass

MINIMUM_SIDE_PX = 4  # a click moves the pointer by a pixel or two; nothing this small is a formula


@dataclass(frozen=True)
class DevicePoint:
    """A pixel edge in a screenshot: x = 0 is its left border, x = width its right one."""

    x: int
    y: int


@dataclass(frozen=True)
class DeviceRect:
    """A rectangle of whole pixels in a screenshot; its right and bottom edges are not part of it."""

    left: int
    top: int
    width: int
    height: int

    @property
    def is_too_small(self) -> bool:
        """Whether this is a slip of the hand rather than a region."""
        return self.width < MINIMUM_SIDE_PX or self.height < MINIMUM_SIDE_PX


@dataclass(frozen=True)
class PixelGrid:
    """How one overlay maps to the screenshot it shows.

    The factor is taken from the two sizes and not from a device pixel ratio: under fractional scaling the
    logical size is rounded (1024 px at 1.5 are 683 points), so width and height each have their own factor.
    """

    image_width: int
    image_height: int
    overlay_width: float
    overlay_height: float

    def to_device(self, x: float, y: float) -> DevicePoint:
        """Return the pixel edge nearest to a logical point of the overlay, kept inside the screenshot."""
        return self.clamped(
            round(x * self.image_width / self.overlay_width),
            round(y * self.image_height / self.overlay_height),
        )

    def clamped(self, x: int, y: int) -> DevicePoint:
        """Return the nearest point inside the screenshot."""
        return DevicePoint(min(max(x, 0), self.image_width), min(max(y, 0), self.image_height))

    def to_logical(self, rect: DeviceRect) -> tuple[float, float, float, float]:
        """Return x, y, width and height of a region in the overlay's logical coordinates."""
        kx, ky = self.overlay_width / self.image_width, self.overlay_height / self.image_height
        return rect.left * kx, rect.top * ky, rect.width * kx, rect.height * ky


def region_between(corner: DevicePoint, opposite: DevicePoint) -> DeviceRect:
    """Return the rectangle spanned by two corners, dragged in any direction."""
    return DeviceRect(
        left=min(corner.x, opposite.x),
        top=min(corner.y, opposite.y),
        width=abs(corner.x - opposite.x),
        height=abs(corner.y - opposite.y),
    )
