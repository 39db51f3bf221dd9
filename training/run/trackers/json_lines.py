"""JSON lines tracker: ``metrics.jsonl``, one object a line, which a resumed run appends to."""

import json
from collections.abc import Mapping
from pathlib import Path

from training.run.trackers.base import NullTracker

NAME = "metrics.jsonl"


class JsonLinesTracker(NullTracker):
    """Writes scalars; pictures and texts are not for programs."""

    def __init__(self, folder: Path) -> None:
        self._lines = (folder / NAME).open("a", encoding="utf-8")

    def numbers(self, samples_seen: int, numbers: Mapping[str, float]) -> None:
        """Append a line, rounded to six digits."""
        rounded = {name: round(value, 6) for name, value in numbers.items()}
        self._lines.write(json.dumps({"samples_seen": samples_seen, **rounded}) + "\n")
        self._lines.flush()

    def close(self) -> None:
        """Close the file."""
        self._lines.close()
