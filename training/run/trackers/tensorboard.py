"""TensorBoard tracker: event files in the run folder, shown by ``tensorboard --logdir runs``."""

from collections.abc import Mapping
from pathlib import Path

from torch import Tensor
from torch.utils.tensorboard.writer import SummaryWriter


class TensorBoardTracker:
    """Writes event files; later points of an interrupted run are hidden."""

    def __init__(self, folder: Path, samples_seen: int) -> None:
        self._writer = SummaryWriter(folder / "tensorboard", purge_step=samples_seen or None)

    def numbers(self, samples_seen: int, numbers: Mapping[str, float]) -> None:
        """Add a point to the curve of each name."""
        for name, value in numbers.items():
            self._writer.add_scalar(name, value, samples_seen)

    def images(self, samples_seen: int, name: str, images: Tensor) -> None:
        """Add pictures, laid out as a grid."""
        self._writer.add_images(name, images, samples_seen)

    def text(self, samples_seen: int, name: str, markdown: str) -> None:
        """Add a text."""
        self._writer.add_text(name, markdown, samples_seen)

    def close(self) -> None:
        """Write what is left."""
        self._writer.close()
