"""Journal of a run: figures, pictures and predictions for its trackers; warns where the loss stays high."""

import logging
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from torch import Tensor

from training.run.trackers.base import Tracker

# Measured: a network of this kind went below 1.8 nats a token (label smoothing included) within 52,000 short
# samples. One whose attention has not locked onto the picture stays near 2.5, the level of a language model.
GATES = ((60_000, 2.0), (150_000, 1.0))
GRID_IMAGES = 16
logger = logging.getLogger(__name__)


class Journal:
    """Log of one run; a context manager, which closes its tracker."""

    def __init__(
        self, tracker: Tracker, samples_seen: int, *, gates: Sequence[tuple[int, float]] = GATES
    ) -> None:
        """Begin or go on.

        Args:
            tracker: Where everything goes.
            samples_seen: Where the run goes on.
            gates: Samples, and the loss in nats a token that a sound run is below by then.
        """
        self._tracker = tracker
        self._open_gates = [gate for gate in gates if gate[0] > samples_seen]

    def numbers(self, samples_seen: int, **numbers: float) -> None:
        """Log scalars under their names."""
        self._tracker.numbers(samples_seen, numbers)

    def check_gates(self, samples_seen: int, loss: float) -> None:
        """Warn once per gate if the loss is still too high for attention to have locked onto the picture."""
        while self._open_gates and samples_seen >= self._open_gates[0][0]:
            at_samples, limit = self._open_gates.pop(0)
            self._tracker.numbers(samples_seen, {f"gate/{at_samples}": float(loss <= limit)})
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
        paper_white = (1.0 - image[:GRID_IMAGES].float().cpu()).clamp(0, 1)
        self._tracker.images(samples_seen, "inputs", paper_white)

    def predictions(self, samples_seen: int, pairs: Sequence[tuple[str, str]]) -> None:
        """Show (truth, prediction) pairs of canonical text."""
        rows = [f"| `{truth}` | `{prediction}` |" for truth, prediction in pairs]
        self._tracker.text(samples_seen, "predictions", "\n".join(["| truth | read |", "|-|-|", *rows]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tracker.close()
