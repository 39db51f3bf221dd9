"""What a run tells about itself: ``metrics.jsonl`` for programs, TensorBoard for eyes, warnings for both.

The x-axis is samples seen everywhere, so that runs of different batch sizes can be laid over each other.
"""

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from torch import Tensor
from torch.utils.tensorboard.writer import SummaryWriter

# Measured: a network of this kind went below 1.8 nats a token (label smoothing included) within 52,000 short
# samples. One whose attention has not locked onto the picture stays near 2.5, the level of a language model.
GATES = ((60_000, 2.0), (150_000, 1.0))
GRID_IMAGES = 16
logger = logging.getLogger(__name__)


class Journal:
    """Log of one run; a context manager. A resumed run appends."""

    def __init__(self, folder: Path, samples_seen: int, *, is_silent: bool = False) -> None:
        """Open the files.

        Args:
            folder: The run folder, made where missing.
            samples_seen: Where the run goes on; later points of an interrupted one are hidden by TensorBoard.
            is_silent: Write nothing, as all devices but the first must.
        """
        self._is_silent = is_silent
        if is_silent:
            return
        folder.mkdir(parents=True, exist_ok=True)
        self._lines = (folder / "metrics.jsonl").open("a", encoding="utf-8")
        self._writer = SummaryWriter(folder / "tensorboard", purge_step=samples_seen or None)
        self._open_gates = [gate for gate in GATES if gate[0] > samples_seen]

    def numbers(self, samples_seen: int, **numbers: float) -> None:
        """Log scalars under their names."""
        if self._is_silent:
            return
        line = {"samples_seen": samples_seen, **{name: round(value, 6) for name, value in numbers.items()}}
        self._lines.write(json.dumps(line) + "\n")
        self._lines.flush()
        for name, value in numbers.items():
            self._writer.add_scalar(name, value, samples_seen)

    def check_gates(self, samples_seen: int, loss: float) -> None:
        """Warn once per gate if the loss is still too high for attention to have locked onto the picture."""
        if self._is_silent:
            return
        while self._open_gates and samples_seen >= self._open_gates[0][0]:
            at_samples, limit = self._open_gates.pop(0)
            self._writer.add_scalar(f"gate/{at_samples}", float(loss <= limit), samples_seen)
            if loss > limit:
                logger.warning(
                    "after %d samples the loss is %.2f nats a token, expected at most %.1f: attention is not "
                    "locking onto the picture; check positional encoding, cells per em and learning rate",
                    samples_seen,
                    loss,
                    limit,
                )

    def images(self, samples_seen: int, image: Tensor) -> None:
        """Show the first augmented inputs, float (B, 1, H, W) ink, dark on light as one knows it."""
        if self._is_silent:
            return
        paper_white = (1.0 - image[:GRID_IMAGES].float().cpu()).clamp(0, 1)
        self._writer.add_images("inputs", paper_white, samples_seen)  # lays them out as a grid

    def predictions(self, samples_seen: int, pairs: Sequence[tuple[str, str]]) -> None:
        """Show (truth, prediction) pairs of canonical text."""
        if self._is_silent:
            return
        rows = [f"| `{truth}` | `{prediction}` |" for truth, prediction in pairs]
        self._writer.add_text("predictions", "\n".join(["| truth | read |", "|-|-|", *rows]), samples_seen)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_silent:
            self._lines.close()
            self._writer.close()
