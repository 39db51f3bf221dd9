"""Several trackers at once; one that fails is named in a warning and left out, and never ends the run."""

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from torch import Tensor

from training.run.trackers.base import Tracker
from training.run.trackers.json_lines import JsonLinesTracker

TrackerName = Literal["tensorboard", "wandb"]

logger = logging.getLogger(__name__)


class SeveralTrackers:
    """Hands everything on to each tracker that still works."""

    def __init__(self, trackers: Sequence[Tracker]) -> None:
        self._trackers = list(trackers)

    def numbers(self, samples_seen: int, numbers: Mapping[str, float]) -> None:
        """As ``Tracker``."""
        self._each(lambda tracker: tracker.numbers(samples_seen, numbers))

    def images(self, samples_seen: int, name: str, images: Tensor) -> None:
        """As ``Tracker``."""
        self._each(lambda tracker: tracker.images(samples_seen, name, images))

    def text(self, samples_seen: int, name: str, markdown: str) -> None:
        """As ``Tracker``."""
        self._each(lambda tracker: tracker.text(samples_seen, name, markdown))

    def close(self) -> None:
        """As ``Tracker``."""
        self._each(lambda tracker: tracker.close())

    def _each(self, report: Callable[[Tracker], None]) -> None:
        for tracker in tuple(self._trackers):
            try:
                report(tracker)
            except Exception as error:  # a full disk, a server that is away: hours of training are worth more
                self._trackers.remove(tracker)
                logger.warning("%s failed and is left out from now on: %s", type(tracker).__name__, error)


def open_trackers(
    names: Sequence[TrackerName], folder: Path, samples_seen: int, config: Mapping[str, Any]
) -> Tracker:
    """Open the trackers that a run asks for, and the file of JSON lines, which it always has.

    Raises:
        TrainingError: One of them is not installed or cannot be opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    trackers: list[Tracker] = []
    if "tensorboard" in names:  # each imported only where it is asked for
        from training.run.trackers.tensorboard import TensorBoardTracker

        trackers.append(TensorBoardTracker(folder, samples_seen))
    if "wandb" in names:
        from training.run.trackers.wandb import WandbTracker

        trackers.append(WandbTracker(folder, config))
    return SeveralTrackers([*trackers, JsonLinesTracker(folder)])
