"""Screenshot values, and the protocol of every way of photographing the screens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from img2latex_desktop.capture.geometry import DeviceRect, PixelGrid


@dataclass(frozen=True)
class ScreenPlace:
    """Where one screen lies, read from Qt when a snip begins.

    Qt gives ``geometry().topLeft()`` in the system's native coordinates and ``geometry().size()`` in logical
    pixels, rounded; so the corner identifies the screen and the size does not tell its pixels.
    """

    name: str
    geometry: QRect


@dataclass(frozen=True)
class Screenshot:
    """The frozen picture of one screen, in device pixels."""

    place: ScreenPlace
    image: QImage

    def crop(self, region: DeviceRect) -> QImage:
        """Return a copy of the pixels of a region."""
        return self.image.copy(region.left, region.top, region.width, region.height)

    def place_of(self, region: DeviceRect) -> QRect:
        """Return where a region lies on the desktop, in logical pixels."""
        screen = self.place.geometry
        ratio = self.image.width() / screen.width()
        grid = PixelGrid.between(self.image.size().toTuple(), screen.size().toTuple(), ratio)
        return QRectF(*grid.to_logical(region)).translated(screen.topLeft()).toAlignedRect()


@dataclass(frozen=True)
class RememberedRegion:
    """A region to be snipped again: the same pixels of the same screen, whatever it shows by then."""

    screen_name: str
    screen_size: tuple[int, int]
    """Width and height of the screenshot, in device pixels."""
    region: DeviceRect

    @classmethod
    def of(cls, screenshot: Screenshot, region: DeviceRect) -> "RememberedRegion":
        """Remember a region just chosen."""
        return cls(screenshot.place.name, screenshot.image.size().toTuple(), region)

    def find_in(self, screenshots: Sequence[Screenshot]) -> tuple[Screenshot, DeviceRect] | None:
        """Return the region in new screenshots, or None where its screen is gone or has other pixels."""
        for screenshot in screenshots:
            if (screenshot.place.name, screenshot.image.size().toTuple()) == (
                self.screen_name,
                self.screen_size,
            ):
                return screenshot, self.region
        return None


class Capture(Protocol):
    """One way of photographing the screens."""

    def freeze(
        self,
        places: Sequence[ScreenPlace],
        on_frozen: Callable[[list[Screenshot]], None],
        on_failed: Callable[[str], None],
    ) -> None:
        """Photograph every screen as it is now.

        The answer may come at once or, where the system asks the user first, later; always on the GUI thread.

        Args:
            places: The screens to photograph.
            on_frozen: Gets one screenshot a screen, without those that vanished meanwhile, at least one.
            on_failed: Gets one sentence for the user.
        """
