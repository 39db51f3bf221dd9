"""Manifest of the weights for the program, and the proof that the file is whole. No Qt, no torch."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from img2latex_desktop.base.errors import RecognitionError
from img2latex_desktop.base.language import Sentence, translate
from model.weights.archive import MANIFEST_NAME, MAX_BYTES, WEIGHTS_NAME, WeightsError
from model.weights.manifest import open_regular, read_manifest

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
        facts: What the manifest says about the training, as JSON gave it; see
            ``model.weights.files.save_weights``.
    """

    path: Path
    sha256: str
    size_bytes: int
    facts: Mapping[str, Any]

    @classmethod
    def read(cls, folder: Path) -> "WeightsManifest":
        """Read the manifest.

        Raises:
            RecognitionError: It is missing, unreadable, damaged or no manifest.
        """
        try:
            manifest = read_manifest(folder)
        except WeightsError as problem:
            path, cause = folder / MANIFEST_NAME, problem.__cause__
            if isinstance(cause, OSError):
                raise _unreadable(path, cause) from problem
            raise _no_manifest(path, cause) from problem
        size_bytes = manifest.weights_bytes or 0
        return cls(folder / WEIGHTS_NAME, manifest.weights_sha256, size_bytes, manifest.facts)

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
            with open_regular(self.path, MAX_BYTES[WEIGHTS_NAME]) as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as problem:
            raise _unreadable(self.path, problem) from problem
        if digest != self.sha256:
            sentence = translate("Weights", "{} is damaged (its sha256 begins {}): {}.")
            raise RecognitionError(sentence.format(self.path, digest[:12], REMEDY))


def _unreadable(path: Path, problem: OSError) -> RecognitionError:
    sentence = translate("Weights", "{} cannot be read ({}): {}.")
    return RecognitionError(sentence.format(path, problem.strerror, REMEDY))


def _no_manifest(path: Path, cause: BaseException | None) -> RecognitionError:
    sentence = translate("Weights", "{} cannot be used (it {}): {}.")
    return RecognitionError(sentence.format(path, cause, REMEDY))
