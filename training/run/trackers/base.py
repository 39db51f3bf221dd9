"""Tracker protocol: where the figures, pictures and texts of a run go; and the null tracker."""

from collections.abc import Mapping
from typing import Protocol

from torch import Tensor


class Tracker(Protocol):
    """Receives what a run reports; the x-axis is samples seen, so that runs of any batch size compare."""

    def numbers(self, samples_seen: int, numbers: Mapping[str, float]) -> None:
        """Log scalars under their names."""

    def images(self, samples_seen: int, name: str, images: Tensor) -> None:
        """Log gray pictures, float (B, 1, H, W), 0 black to 1 white."""

    def text(self, samples_seen: int, name: str, markdown: str) -> None:
        """Log a text in Markdown."""

    def close(self) -> None:
        """Write what is left."""


class NullTracker:
    """Tracks nothing: what all devices but the first report to."""

    def numbers(self, samples_seen: int, numbers: Mapping[str, float]) -> None:
        """Ignore them."""

    def images(self, samples_seen: int, name: str, images: Tensor) -> None:
        """Ignore them."""

    def text(self, samples_seen: int, name: str, markdown: str) -> None:
        """Ignore it."""

    def close(self) -> None:
        """Do nothing."""
