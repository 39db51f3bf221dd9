"""Manifest of the weights: read, proven whole, held against bounds before anything is built.

No torch. A manifest may come from anywhere. Whatever is in it, reading it takes no more time and memory than
a whole one of the largest size, and ends in a ``Manifest`` or in one sentence.
"""

import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from reprlib import repr as brief
from typing import Any, Self

from model.formula.tokenizer import Tokenizer
from model.network.config import ModelConfig
from model.picture.sizes import Sizes
from model.weights.archive import MANIFEST_NAME, MAX_BYTES, WEIGHTS_NAME, WeightsError
from model.weights.calibration import Calibration, Refusal

FORMAT = 1
"""Version of the manifest; raised when older programs could not read it."""

CHECKSUM = "sha256"
"""Entry with the checksum of all others; manifests made before there was one lack it."""

ENTRIES = {"format": int, "weights": dict, "config": dict, "facts": dict, "vocabulary": list}
MAX_DEPTH = 10  # what ships is 5 deep
MAX_NUMBER = 2**53  # whole numbers up to here are the same as floats
MAX_TEXT = 1000  # characters of one text


RESTORE = "restore the file from where it came, or reinstall the program"


class _ManifestError(ValueError):
    """What is wrong with a manifest, to be said after its path, and what to do."""

    def __init__(self, trouble: str, remedy: str = RESTORE) -> None:
        super().__init__(trouble)
        self.remedy = remedy


@dataclass(frozen=True)
class Manifest:
    """A manifest that is whole and describes weights this program can use.

    Attributes:
        weights_sha256: What the checksum of the weights must be, in hexadecimal.
        weights_bytes: What their size must be; None where an old manifest does not say.
        config: What the network looks like.
        tokenizer: Its vocabulary.
        calibration: What makes a probability of the network's.
        refusal: When a picture is no formula.
        sizes: At which sizes of type pictures are read.
        facts: What there is to say about the training, as JSON gave it.
        entries: All of it, as JSON gave it.
    """

    weights_sha256: str
    weights_bytes: int | None
    config: ModelConfig
    tokenizer: Tokenizer = field(compare=False)
    calibration: Calibration
    refusal: Refusal
    sizes: Sizes
    facts: Mapping[str, Any]
    entries: Mapping[str, Any]

    @classmethod
    def of(cls, entries: Mapping[str, Any]) -> Self:
        """Check the entries and read them; what is wrong with them is a ``_ManifestError``."""
        _check_whole(entries)
        weights, facts = entries["weights"], entries["facts"]
        tokenizer, config = _network(entries)
        try:
            calibration = Calibration.from_dict(facts.get("calibration", {}))
            refusal = Refusal.from_dict(facts.get("refusal", {}))
            sizes = Sizes.from_dict(facts.get("sizes", {}))
        except (ValueError, AttributeError) as error:
            raise _ManifestError("holds a calibration or sizes that cannot be read") from error
        if not (isinstance(sha256 := weights.get("sha256"), str) and re.fullmatch("[0-9a-f]{64}", sha256)):
            raise _ManifestError("lacks the checksum of the weights")
        if weights.get("file") != WEIGHTS_NAME:
            raise _ManifestError(f"names a file elsewhere, not {WEIGHTS_NAME}")
        size = weights.get("bytes")
        if size is not None and (type(size) is not int or not 0 < size <= MAX_BYTES[WEIGHTS_NAME]):
            raise _ManifestError(f"has {brief(size)} for the size of the weights")
        return cls(sha256, size, config, tokenizer, calibration, refusal, sizes, facts, entries)

    @property
    def has_checksum(self) -> bool:
        """Whether it was proven whole; of an old one nobody can say."""
        return CHECKSUM in self.entries


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest in a folder of weights.

    Raises:
        WeightsError: It is missing, unreadable, damaged or of no use; an OSError is its cause where the file
            could not be read.
    """
    path = folder / MANIFEST_NAME
    try:
        with open_regular(path, MAX_BYTES[MANIFEST_NAME]) as stream:
            content = stream.read(MAX_BYTES[MANIFEST_NAME])
        return Manifest.of(_parsed(content))
    except FileNotFoundError as error:
        raise damage(path, "is missing") from error
    except OSError as error:
        raise damage(path, f"cannot be read ({error.strerror})") from error
    except _ManifestError as error:
        raise damage(path, str(error), error.remedy) from error


def sealed(entries: Mapping[str, Any]) -> bytes:
    """Spell a manifest as its file does, with its checksum.

    Raises:
        ValueError: It holds what JSON cannot, such as a number that is none.
    """
    plain: dict[str, Any] = json.loads(json.dumps(entries, allow_nan=False))
    content = {**plain, CHECKSUM: _checksum(plain)}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def replace_facts(folder: Path, facts: Mapping[str, object]) -> None:
    """Put facts in the place of those of the same name in a manifest, and seal it.

    Raises:
        WeightsError: The manifest is missing, unreadable, damaged or of no use.
    """
    manifest = read_manifest(folder)
    content = sealed({**manifest.entries, "facts": {**manifest.facts, **facts}})
    replace_file(folder / MANIFEST_NAME, content)


def damage(path: Path, trouble: str, remedy: str = RESTORE) -> WeightsError:
    """Say what is wrong with a file, and what to do."""
    return WeightsError(f"{path} {trouble}: {remedy}.")


def open_regular(path: Path, limit: int) -> BufferedReader:
    """Open a file for reading, unless it is a pipe or a device, which could keep us waiting, or too large.

    Raises:
        OSError: It is, or it cannot be opened.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    if status.st_size > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return path.open("rb")


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        entries = json.loads(content)
    except RecursionError as error:
        raise _ManifestError("is nested too deeply") from error
    except ValueError as error:  # also text that is not UTF-8, and numbers of 5,000 digits
        raise _ManifestError("is not valid JSON") from error
    if not isinstance(entries, dict):
        raise _ManifestError("is not a manifest")
    return entries


def _check_whole(entries: Mapping[str, Any]) -> None:
    """Make sure that these are the entries of a manifest as it was written, and none is out of proportion."""
    if type(version := entries.get("format")) is not int or version != FORMAT:
        raise _ManifestError(
            f"has format {brief(version)} where this program reads {FORMAT}",
            "install the weights that came with this version",
        )
    _check_plain(entries)
    for name in entries.keys() - {*ENTRIES, CHECKSUM}:
        raise _ManifestError(f"has an entry {brief(name)} that this program does not know")
    if CHECKSUM in entries and entries[CHECKSUM] != _checksum(entries):
        raise _ManifestError("is damaged")
    for name, kind in ENTRIES.items():
        if not isinstance(entries.get(name), kind):
            raise _ManifestError(f"lacks its entry {name!r}")


def _check_plain(value: object, depth: int = 0) -> None:
    """Refuse what no manifest holds, at any depth: it could not be shown, counted or compared."""
    if depth > MAX_DEPTH:
        raise _ManifestError("is nested too deeply")
    if isinstance(value, str):
        if len(value) > MAX_TEXT or not value.isprintable():
            raise _ManifestError(f"holds the text {brief(value)}, which is too long or cannot be shown")
    elif isinstance(value, int | float):
        if not abs(value) <= MAX_NUMBER:  # nor is what is no number
            raise _ManifestError(f"holds the number {brief(value)}")
    elif value is not None:
        for part in _parts(value):
            _check_plain(part, depth + 1)


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _network(entries: Mapping[str, Any]) -> tuple[Tokenizer, ModelConfig]:
    vocabulary = entries["vocabulary"]
    if not all(isinstance(token, str) for token in vocabulary):
        raise _ManifestError("has a vocabulary that is not text")
    try:
        config = ModelConfig.from_dict(entries["config"])
        tokenizer = Tokenizer(vocabulary)
    except ValueError as error:
        raise _ManifestError(f"describes no network this program knows ({str(error)[:200]})") from error
    if len(tokenizer) != config.vocabulary_size:
        raise _ManifestError(f"lists {len(tokenizer)} tokens where its network has {config.vocabulary_size}")
    return tokenizer, config


def _checksum(entries: Mapping[str, Any]) -> str:
    """Sum up all entries but the checksum itself, however the file spells them."""
    others = {name: value for name, value in entries.items() if name != CHECKSUM}
    text = json.dumps(others, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
