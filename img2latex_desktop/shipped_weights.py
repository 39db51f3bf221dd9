"""What the manifest says of the weights, and the proof that the file beside it is whole. No Qt, no torch."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from img2latex_desktop.errors import RecognitionError

MANIFEST_NAME = "manifest.json"
REMEDY = "restore the folder of the weights from where it came, or install the program again"


@dataclass(frozen=True)
class ShippedWeights:
    """The part of the manifest that is shown to people.

    Attributes:
        path: The file with the weights.
        sha256: What its checksum must be, in hexadecimal.
        size_bytes: What its size must be; 0 where the manifest does not say.
        facts: What the manifest says about the training, as JSON gave it; see ``model.weights.save_weights``.
    """

    path: Path
    sha256: str
    size_bytes: int
    facts: Mapping[str, Any]

    @classmethod
    def read(cls, folder: Path) -> "ShippedWeights":
        """Read the manifest.

        Raises:
            RecognitionError: It is missing, unreadable or no manifest.
        """
        path = folder / MANIFEST_NAME
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            weights, facts = manifest["weights"], manifest["facts"]
            found = cls(
                folder / str(weights["file"]), str(weights["sha256"]), int(weights.get("bytes", 0)), facts
            )
        except OSError as problem:
            raise RecognitionError(f"{path} cannot be read ({problem.strerror}): {REMEDY}.") from problem
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise RecognitionError(f"{path} is not a manifest of weights: {REMEDY}.") from problem
        if not isinstance(facts, dict):
            raise RecognitionError(f"{path} is not a manifest of weights: {REMEDY}.")
        return found

    def verify(self) -> None:
        """Compare the file with its checksum; 20 ms measured for 15 MB.

        Raises:
            RecognitionError: It is missing, unreadable or another file.
        """
        try:
            with self.path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as problem:
            raise RecognitionError(f"{self.path} cannot be read ({problem.strerror}): {REMEDY}.") from problem
        if digest != self.sha256:
            raise RecognitionError(f"{self.path} is damaged (its sha256 begins {digest[:12]}): {REMEDY}.")
