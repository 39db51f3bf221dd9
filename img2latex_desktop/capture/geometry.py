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
    def right(self) -> int:
        """The edge behind its last column."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The edge below its last row."""
        return self.top + self.height

    @property
    def is_too_small(self) -> bool:
        """Whether this is a slip of the hand rather than a region."""
        return self.width < MINIMUM_SIDE_PX or self.height < MINIMUM_SIDE_PX


@dataclass(frozen=True)
class PixelGrid:
    """How one overlay maps to the screenshot it shows.

    Attributes:
        width: Of the screenshot, in device pixels; ``height`` likewise.
        x_ratio: Device pixels in a logical one; ``y_ratio`` likewise.
    """

    width: int
    height: int
    x_ratio: float
    y_ratio: float

    @classmethod
    def between(
        cls, image: tuple[int, int], overlay: tuple[float, float], device_pixel_ratio: float
    ) -> "PixelGrid":
        """Find out how a screenshot and the overlay it covers belong together, by their sizes.

        Logical sizes are rounded (1366 px at 1.75 are 781 points, at 1.5 the 1024 are 683), so that the ratio
        of the sizes is up to a pixel wrong at the far edge. Hence the overlay's own ratio, wherever rounding
        explains the difference; elsewhere the system photographed at a resolution of its own.
        """
        x_ratio, y_ratio = (
            device_pixel_ratio if abs(pixels / device_pixel_ratio - points) < 1 else pixels / points
            for pixels, points in zip(image, overlay, strict=True)
        )
        return cls(*image, x_ratio, y_ratio)

    def to_device(self, x: float, y: float) -> DevicePoint:
        """Return the pixel edge nearest to a logical point of the overlay, kept inside the screenshot.

        The pointer cannot leave the desktop, so on the last pixel it means the border behind that.
        """
        return DevicePoint(
            _edge(round(x * self.x_ratio), self.width), _edge(round(y * self.y_ratio), self.height)
        )

    def to_logical(self, rect: DeviceRect) -> tuple[float, float, float, float]:
        """Return x, y, width and height of a region in the overlay's logical coordinates."""
        return (
            rect.left / self.x_ratio,
            rect.top / self.y_ratio,
            rect.width / self.x_ratio,
            rect.height / self.y_ratio,
        )


def region_between(corner: DevicePoint, opposite: DevicePoint) -> DeviceRect:
    """Return the rectangle spanned by two corners, dragged in any direction."""
    return DeviceRect(
        left=min(corner.x, opposite.x),
        top=min(corner.y, opposite.y),
        width=abs(corner.x - opposite.x),
        height=abs(corner.y - opposite.y),
    )


def _edge(pixel: int, length: int) -> int:
    return length if pixel >= length - 1 else max(pixel, 0)
