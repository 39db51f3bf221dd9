"""A set of the benchmark on disk: pictures, what is right for each, and a proof that the set is whole.

A set is a folder of:
    pictures/000000.png …  as a user would have snipped them, gray or RGB
    truths.jsonl           one ``Truth`` a line, in the order of the pictures
    index.json             seed, counts, what was left out and why, checksums; written last
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.corpus.formula_file import Formula
from training.errors import TrainingError

FORMAT_VERSION = 1
NO_FORMULA = "no formula"
"""What ``Truth.kind`` begins with where nothing is the right answer."""


class PictureSetError(TrainingError):
    """A set that cannot be used: not built, not finished, or damaged."""


@dataclass(frozen=True)
class Truth:
    """What is right for one picture, and how it was made.

    Attributes:
        canonical: Compact tokens joined by blanks; empty where the right answer is that there is no formula.
        key: Hash of the formula's canonical form, without the number that may stand beside it.
        source: Corpus of the formula.
        kind: What the picture shows of all that the set holds, such as "cases" or "photograph".
        engine: Program that drew it.
        font: Font set-up, or fonts of the web page.
        em_px: Size of type in pixels; 0 where there is none.
        facts: Anything else that results may depend on, by name.
    """

    canonical: str
    key: str
    source: str
    kind: str
    engine: str
    font: str
    em_px: float
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def is_formula(self) -> bool:
        """Whether there is something to read."""
        return bool(self.canonical)


class SetWriter:
    """Write one set; nothing is complete until ``close``.

    Args:
        folder: Made where missing; an earlier set in it is replaced.
        settings: How the set is made; recorded.
    """

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self._folder = folder
        self._settings = settings
        self._truths: list[Truth] = []
        self._left_out: Counter[str] = Counter()
        (folder / "pictures").mkdir(parents=True, exist_ok=True)
        (folder / "index.json").unlink(missing_ok=True)
        for old in (folder / "pictures").glob("*.png"):
            old.unlink()

    def __len__(self) -> int:
        return len(self._truths)

    def add(self, image: NDArray[np.uint8], truth: Truth) -> None:
        """Append a picture, uint8 (H, W) gray or (H, W, 3)."""
        picture = Image.fromarray(image)
        # the fastest compression: a test set is read more often than it is sent
        picture.save(picture_path(self._folder, len(self._truths)), compress_level=1)
        self._truths.append(truth)

    def add_formula(
        self, image: NDArray[np.uint8], formula: Formula, *, kind: str, engine: str, font: str, em_px: float,
        canonical: str | None = None, **facts: str,
    ) -> None:  # fmt: skip
        """Append a picture of a formula; ``canonical`` where it shows more than the formula."""
        truth = Truth(
            canonical=formula.canonical if canonical is None else canonical,
            key=formula.key,
            source=formula.source,
            kind=kind,
            engine=engine,
            font=font,
            em_px=round(em_px, 2),
            facts=facts,
        )
        self.add(image, truth)

    def add_negative(self, image: NDArray[np.uint8], *, kind: str, source: str, engine: str) -> None:
        """Append a picture without a formula."""
        self.add(image, Truth("", "", source, f"{NO_FORMULA}: {kind}", engine, "", 0.0))

    def leave_out(self, cause: str) -> None:
        """Count a formula that is not in the set, and why."""
        self._left_out[cause] += 1

    def close(self) -> dict[str, Any]:
        """Write truths and index; return the index."""
        lines = "".join(json.dumps(asdict(truth), ensure_ascii=False) + "\n" for truth in self._truths)
        (self._folder / "truths.jsonl").write_text(lines, encoding="utf-8")
        keys = sorted({truth.key for truth in self._truths if truth.key})
        index = {
            "format_version": FORMAT_VERSION,
            "settings": self._settings,
            "pictures": len(self._truths),
            "formulas": len(keys),
            "by_kind": dict(Counter(truth.kind for truth in self._truths).most_common()),
            "left_out": dict(self._left_out.most_common()),
            "sha256": {
                "formulas": hashlib.sha256("\n".join(keys).encode()).hexdigest(),
                "truths.jsonl": hashlib.sha256(lines.encode()).hexdigest(),
                "pictures": _digest(self._folder, len(self._truths)),
            },
        }
        text = json.dumps(index, indent=1, ensure_ascii=False) + "\n"
        (self._folder / "index.json").write_text(text, encoding="utf-8")
        return index


class PictureSet:
    """Read one set; pictures are opened on demand.

    Raises:
        PictureSetError: The folder holds no finished set of this format, or one without pictures.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / "index.json").is_file():
            raise PictureSetError(f"{folder} holds no finished set; build it with `benchmark build`")
        self.folder = folder
        self.index: dict[str, Any] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        text = (folder / "truths.jsonl").read_text(encoding="utf-8")
        is_whole = self.index["sha256"]["truths.jsonl"] == hashlib.sha256(text.encode()).hexdigest()
        if self.index["format_version"] != FORMAT_VERSION or not is_whole:
            raise PictureSetError(f"{folder} is damaged or of another version; build it again")
        self.truths = [Truth(**json.loads(line)) for line in text.splitlines()]
        if not self.truths:
            raise PictureSetError(f"{folder} holds no pictures; build it again with more")

    @property
    def name(self) -> str:
        """What the set is called."""
        return self.folder.name

    def __len__(self) -> int:
        return len(self.truths)

    def image(self, number: int) -> NDArray[np.uint8]:
        """Return a picture as uint8 (H, W) or (H, W, 3).

        Raises:
            PictureSetError: It is missing or damaged.
        """
        path = picture_path(self.folder, number)
        try:
            with Image.open(path) as picture:
                return np.asarray(picture)
        except OSError as problem:
            raise PictureSetError(f"{path} cannot be read; build the set again") from problem

    def images(self, numbers: Sequence[int]) -> list[NDArray[np.uint8]]:
        """Return several pictures."""
        return [self.image(number) for number in numbers]


def picture_path(folder: Path, number: int) -> Path:
    """Say where a picture of a set lies."""
    return folder / "pictures" / f"{number:06d}.png"


def _digest(folder: Path, count: int) -> str:
    """Sum up all pictures, pixel by pixel, whatever the file format makes of them."""
    digest = hashlib.sha256()
    for number in range(count):
        with Image.open(picture_path(folder, number)) as picture:
            digest.update(repr(picture.size).encode() + picture.tobytes())
    return digest.hexdigest()
