"""What the manifest says of the weights, and the proof that the file beside it is whole. No Qt, no torch."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from img2latex_desktop.errors import RecognitionError
from img2latex_desktop.language import Sentence, translate
from model.weights_archive import MANIFEST_NAME

REMEDY = Sentence(
    "Weights", "restore the folder of the weights from where it came, or install the program again"
)


@dataclass(frozen=True)
class WeightsManifest:
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
    def read(cls, folder: Path) -> "WeightsManifest":
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
            raise _unreadable(path, problem) from problem
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise _no_manifest(path) from problem
        if not isinstance(facts, dict):
            raise _no_manifest(path)
        return found

    @property
    def age(self) -> tuple[str, int]:
        """What grows from one training to the next: the date, and how many pictures were seen until then."""
        seen = self.facts.get("samples_seen")
        return str(self.facts.get("created", "")), seen if isinstance(seen, int) else 0

    def verify(self) -> None:
        """Compare the file with its checksum; 20 ms measured for 15 MB.

        Raises:
            RecognitionError: It is missing, unreadable or another file.
        """
        try:
            with self.path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as problem:
            raise _unreadable(self.path, problem) from problem
        if digest != self.sha256:
            sentence = translate("Weights", "{} is damaged (its sha256 begins {}): {}.")
            raise RecognitionError(sentence.format(self.path, digest[:12], REMEDY))


def _unreadable(path: Path, problem: OSError) -> RecognitionError:
    sentence = translate("Weights", "{} cannot be read ({}): {}.")
    return RecognitionError(sentence.format(path, problem.strerror, REMEDY))


def _no_manifest(path: Path) -> RecognitionError:
    return RecognitionError(translate("Weights", "{} is not a manifest of weights: {}.").format(path, REMEDY))
