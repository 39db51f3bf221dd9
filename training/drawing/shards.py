"""Packed pictures: what ``render`` writes and ``dataset`` reads.

A shard is a folder of five files:
    images.bin     each picture's uint8 gray pixels, row by row, zlib-compressed, one after the other
    records.npy    one row a picture (``RECORD``): place of its bytes, shape, formula, font, engine, …
    formulas.tsv   one formula a line; ``record["formula"]`` is the line number, counted from 0
    failures.tsv   one line a formula that could not be drawn: key, font, engine, cause
    index.json     names of fonts and engines, seed, counts, failures by cause, checksums; written last,
                   so that a folder without it is a render that did not finish
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from training.corpus.formula_file import Formula, read_formulas, write_formulas
from training.errors import TrainingError

FORMAT_VERSION = 1
COMPRESSION_LEVEL = 1
RECORD = np.dtype(
    [
        ("offset", "<u8"),
        ("length", "<u4"),
        ("height", "<u2"),
        ("width", "<u2"),
        ("formula", "<u4"),
        ("font", "u1"),
        ("engine", "u1"),
        ("em_px", "<f4"),
        ("display", "?"),
    ]
)


class ShardError(TrainingError):
    """A shard that cannot be used: unfinished, of another format, or damaged."""


class PackedImage(NamedTuple):
    """A picture as ``images.bin`` holds it."""

    height: int
    width: int
    data: bytes


def pack_image(image: NDArray[np.uint8]) -> PackedImage:
    """Compress a picture, uint8 (H, W); the slow part of writing a shard, so that workers can do it."""
    height, width = image.shape
    return PackedImage(height, width, zlib.compress(np.ascontiguousarray(image).tobytes(), COMPRESSION_LEVEL))


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file as hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class ShardWriter:
    """Write one shard; as a context manager it closes itself unless an error is on its way.

    Args:
        folder: Made where missing; an earlier shard in it is replaced.
        formulas: All formulas the pictures refer to, by position.
        seed: Recorded in the index.

    Attributes:
        index: Contents of ``index.json``, once closed.
    """

    def __init__(self, folder: Path, formulas: Sequence[Formula], *, seed: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.json").unlink(missing_ok=True)
        write_formulas(folder / "formulas.tsv", formulas)
        self.index: dict[str, Any] = {}
        self._folder = folder
        self._formulas = formulas
        self._seed = seed
        self._images = (folder / "images.bin").open("wb")
        self._offset = 0
        self._rows: list[tuple[object, ...]] = []
        self._fonts: dict[str, int] = {}
        self._engines: dict[str, int] = {}
        self._failures: list[tuple[str, str, str, str]] = []

    def add(
        self,
        image: NDArray[np.uint8] | PackedImage,
        *,
        formula: int,
        font: str,
        engine: str,
        em_px: float,
        display: bool,
    ) -> None:
        """Append one picture.

        Args:
            image: uint8 (H, W), 255 = paper; or the same packed.
            formula: Position in the writer's formulas.
            font: Name of the font set-up.
            engine: Name of the program that drew it.
            em_px: Width of the text font's quad in pixels.
            display: Whether it was set in display style.
        """
        packed = image if isinstance(image, PackedImage) else pack_image(image)
        font_id = self._fonts.setdefault(font, len(self._fonts))
        engine_id = self._engines.setdefault(engine, len(self._engines))
        self._images.write(packed.data)
        place = (self._offset, len(packed.data), packed.height, packed.width)
        self._rows.append((*place, formula, font_id, engine_id, em_px, display))
        self._offset += len(packed.data)

    def add_failure(self, *, formula: int, font: str, engine: str, cause: str) -> None:
        """Record that a formula has no picture, and why."""
        self._failures.append((self._formulas[formula].key, font, engine, cause))

    def close(self) -> None:
        """Write records, failures and index."""
        self._images.close()
        records = np.array(self._rows, dtype=RECORD)
        np.save(self._folder / "records.npy", records)
        lines = ("\t".join(failure) + "\n" for failure in self._failures)
        (self._folder / "failures.tsv").write_text("".join(lines), encoding="utf-8")
        fonts, engines = list(self._fonts), list(self._engines)
        font_counts = np.bincount(records["font"], minlength=len(fonts)).tolist()
        engine_counts = np.bincount(records["engine"], minlength=len(engines)).tolist()
        self.index = {
            "format_version": FORMAT_VERSION,
            "seed": self._seed,
            "pictures": len(records),
            "formulas": len(self._formulas),
            "fonts": fonts,
            "engines": engines,
            "pictures_by_font": dict(zip(fonts, font_counts, strict=True)),
            "pictures_by_engine": dict(zip(engines, engine_counts, strict=True)),
            "failures": len(self._failures),
            "failures_by_cause": dict(Counter(cause for *_, cause in self._failures).most_common()),
            "sha256": {
                name: sha256_of(self._folder / name) for name in ("images.bin", "records.npy", "formulas.tsv")
            },
        }
        (self._folder / "index.json").write_text(json.dumps(self.index, indent=2) + "\n", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self._images.close()


class ShardReader:
    """Read one shard; pictures are unpacked on demand from a memory map.

    Attributes:
        index: Contents of ``index.json``.
        records: Structured array (``RECORD``), one row a picture.
        formulas: The formulas, by ``record["formula"]``.

    Raises:
        ShardError: The folder holds no finished shard of this format, or its files do not belong together.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / "index.json").is_file():
            raise ShardError(f"{folder} holds no finished shard; render it again")
        self.folder = folder
        self.index: dict[str, Any] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        if self.index["format_version"] != FORMAT_VERSION:
            raise ShardError(f"{folder} has format {self.index['format_version']}, expected {FORMAT_VERSION}")
        self.records: NDArray[np.void] = np.load(folder / "records.npy")
        self.formulas = read_formulas(folder / "formulas.tsv")
        self.fonts: list[str] = self.index["fonts"]
        self.engines: list[str] = self.index["engines"]
        packed_bytes = int(self.records["length"].sum(dtype=np.uint64))
        if (
            len(self.records) != self.index["pictures"]
            or packed_bytes != (folder / "images.bin").stat().st_size
        ):
            raise ShardError(f"{folder} is damaged: images.bin and records.npy do not belong together")
        # an empty file cannot be mapped
        self._images = np.memmap(folder / "images.bin", dtype=np.uint8, mode="r") if packed_bytes else None

    def __len__(self) -> int:
        return len(self.records)

    def image(self, i: int) -> NDArray[np.uint8]:
        """Return picture ``i`` as uint8 (H, W), 255 = paper; the array is read-only."""
        record = self.records[i]
        if self._images is None:
            raise IndexError(i)
        start = int(record["offset"])
        pixels = zlib.decompress(self._images[start : start + int(record["length"])].tobytes())
        return np.frombuffer(pixels, dtype=np.uint8).reshape(int(record["height"]), int(record["width"]))

    def verify(self) -> None:
        """Compare the files with the checksums of the index; reads every byte.

        Raises:
            ShardError: A file differs.
        """
        for name, expected in self.index["sha256"].items():
            if sha256_of(self.folder / name) != expected:
                raise ShardError(f"{self.folder / name} is damaged: its checksum differs from the index")
