"""Sources of formula text: files of formulas, the im2latex-100k archive, our own generator.

A source yields raw LaTeX as it was written, nothing cleaned; ``formulas`` does the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from training.corpus.generate import BALANCED, TOPICS, generate
from training.errors import TrainingError
from training.ranges import Amount, Count

Split = Literal["im2latex_test", "im2latex_validation", "test", "validation", "train"]

ARCHIVE_FORMULAS = "im2latex_formulas.lst"
ARCHIVE_LISTS: dict[str, Split] = {
    "im2latex_train.lst": "train",
    "im2latex_validate.lst": "im2latex_validation",
    "im2latex_test.lst": "im2latex_test",
}


class SourceError(TrainingError):
    """A source cannot be read; the message says which file and why."""


@dataclass(frozen=True)
class Source:
    """One source of formulas.

    Attributes:
        kind: ``lines``: one formula a line, each file a source of its own, named after it;
            ``im2latex_tsv``: index, image name and formula between tabs, all of one split;
            ``im2latex_zenodo``: the folder that ``download`` fills, with the official split lists;
            ``generator``: formulas of our own; ``balanced``: those that show every sign in every place.
        name: What the formulas' ``source`` field says; files of kind ``lines`` use their own stem.
        files: Globs relative to the corpora folder. A file belongs to the first source that names it.
        licence: Of the text, for the record.
        weight: How often one of its formulas is drawn in training, relative to 1.
        split: Fixed split of every formula; None: by hash, or for ``im2latex_zenodo`` by the official lists.
        count: Formulas to generate.
        seed: Of the generator.
        required: Whether missing files are an error; otherwise they are reported and left out.
    """

    kind: Literal["lines", "im2latex_tsv", "im2latex_zenodo", "generator", "balanced"]
    name: str = ""
    files: tuple[str, ...] = ()
    licence: str = "none stated"
    weight: Amount = 1.0
    split: Split | None = None
    count: Count = 0
    seed: Count = 0
    required: bool = False


class RawFormula(NamedTuple):
    """One formula as its source wrote it; ``split`` is None where the hash decides."""

    source: str
    split: Split | None
    latex: str


class Claimed(NamedTuple):
    """The files that a source may read, and the globs of it that matched none."""

    source: Source
    files: tuple[Path, ...]
    missing: tuple[str, ...]

    def names(self) -> list[str]:
        """List what the formulas of this source may give as their ``source``."""
        return [path.stem for path in self.files] if self.source.kind == "lines" else [self.source.name]


def claim_files(sources: tuple[Source, ...], corpora: Path) -> list[Claimed]:
    """Give every file to the first source that names it.

    Raises:
        SourceError: A required source has a glob that matches nothing.
    """
    taken: set[Path] = set()
    claimed = []
    for source in sources:
        files: list[Path] = []
        missing: list[str] = []
        for pattern in source.files:
            found = sorted(corpora.glob(pattern))
            if not found:
                missing.append(pattern)
            files += [path for path in found if path not in taken]
            taken.update(found)
        if missing and source.required:
            raise SourceError(f"nothing in {corpora} matches {', '.join(missing)}")
        claimed.append(Claimed(source, tuple(files), tuple(missing)))
    return claimed


def read_source(claimed: Claimed) -> Iterator[RawFormula]:
    """Yield the formulas of one source in a fixed order, empty lines left out.

    Raises:
        SourceError: A file is not what its kind says.
    """
    source = claimed.source
    if source.kind in ("generator", "balanced"):
        for latex in generate(source.seed, source.count, BALANCED if source.kind == "balanced" else TOPICS):
            yield RawFormula(source.name, source.split, latex)
        return
    for path in claimed.files:
        if source.kind == "lines":
            for line in path.read_text(encoding="utf-8").split("\n"):
                if line.strip():
                    yield RawFormula(path.stem, source.split, line)
        elif source.kind == "im2latex_tsv":
            yield from _read_tsv(path, source)
        else:
            yield from _read_archive(path, source)


def _read_tsv(path: Path, source: Source) -> Iterator[RawFormula]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line:
            continue
        fields = line.split("\t", maxsplit=2)
        if len(fields) != 3:
            raise SourceError(f"{path}, line {number}: {len(fields)} fields where 3 are needed")
        yield RawFormula(source.name, source.split, fields[2])


def _read_archive(folder: Path, source: Source) -> Iterator[RawFormula]:
    r"""Read the archive: formulas are latin-1 and hold ``\r``, so that only ``\n`` ends a line."""
    try:
        formulas = (folder / ARCHIVE_FORMULAS).read_bytes().decode("latin-1").split("\n")
        for name, split in ARCHIVE_LISTS.items():
            for line in (folder / name).read_text(encoding="ascii").splitlines():
                latex = formulas[int(line.split()[0])]
                if latex.strip():
                    yield RawFormula(source.name, source.split or split, latex)
    except (OSError, ValueError, IndexError) as error:
        raise SourceError(f"{folder} is not a complete im2latex-100k download: {error}") from error
