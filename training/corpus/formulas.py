"""Sources → canonical, distinct formulas, split so that nothing held out is ever trained on.

Every raw formula goes through ``normalize``; what cannot be read is dropped and counted by cause. One order
of strength decides who keeps a formula that several splits want: the official im2latex lists, then our own
test and validation, then training (``leaks`` says when two formulas are the same).

Files written to ``formulas/``: ``{split}.tsv`` (key, source, canonical tokens, raw LaTeX between tabs),
``vocabulary.json`` and ``report.json``; a second run writes the same bytes.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from tqdm import tqdm

from model.formula.reader.items import UnreadableError
from model.formula.reader.normalize import normalize
from training.corpus import numbering
from training.corpus.formula_file import Formula, formula_key, write_formulas
from training.corpus.generate import required_tokens
from training.corpus.leaks import SPLITS, leak_report, loose_form
from training.corpus.sources import Claimed, RawFormula, Source, Split, claim_files, read_source
from training.ranges import Count, Positive, Share

SPECIAL_TOKENS = ("<pad>", "<bos>", "<eos>")
_BLANKS = str.maketrans("\t\n\r\v\f", " " * 5)  # raw LaTeX is one field of one line


@dataclass(frozen=True)
class PrepareConfig:
    """What ``prepare`` reads and writes.

    Attributes:
        sources: In order of precedence: of equal formulas the first source's is kept.
        corpora: Folder that the sources' files are relative to.
        out: Data folder; ``formulas/`` is written in it.
        max_tokens: Longest formula kept, in compact tokens.
        min_count: Tokens seen less often in training are no part of the vocabulary unless the generator needs
            them; nor are formulas with such tokens.
        numbered_share: So large a part of the formulas of training stands there once more, with a number.
        workers: Processes that normalize.
    """

    sources: tuple[Source, ...]
    corpora: Path = Path("corpora")
    out: Path = Path("data")
    max_tokens: Positive = 192
    min_count: Count = 30
    numbered_share: Share = 0.06
    workers: Count = 2


Splits = dict[Split, list[Formula]]


class Dropped(Counter[tuple[str, str]]):
    """How many formulas left, by (source, cause)."""

    def by_cause(self, source: str | None = None) -> dict[str, int]:
        """Sum up, over one source or all, the most frequent cause first."""
        causes: Counter[str] = Counter()
        for (name, cause), number in self.items():
            causes[cause] += number if source in (None, name) else 0
        return _by_frequency(+causes)


def split_of(key: str) -> Split:
    """Choose the split by the key alone (2 % test, 2 % validation), so that it never shifts."""
    percent = int(key, 16) % 100
    return "test" if percent < 2 else "validation" if percent < 4 else "train"


def canonical_or_cause(latex: str) -> tuple[str, str]:
    """Return the canonical form and no cause, or no form and the cause why there is none."""
    try:
        return " ".join(normalize(latex)), ""
    except UnreadableError as error:
        return "", error.cause
    except Exception as error:
        error.add_note(f"while normalizing {latex!r}")
        raise


def prepare(config: PrepareConfig) -> dict[str, object]:
    """Write the formula files, the vocabulary and the report; return the report.

    Raises:
        SourceError: A source cannot be read.
        LeakError: The files written share a formula after all.
    """
    claimed = claim_files(config.sources, config.corpora)
    rows = [row for entry in claimed for row in read_source(entry)]
    dropped = Dropped()
    splits = _distinct(rows, dropped, config.workers)
    known = {formula.key for formulas in splits.values() for formula in formulas}
    numbered = numbering.number_equations(splits["train"], config.numbered_share)
    splits["train"] += [formula for formula in numbered if formula.key not in known]
    splits = _separate(splits, dropped)
    splits = {split: _keep_short(formulas, config.max_tokens, dropped) for split, formulas in splits.items()}
    counts = Counter(token for formula in splits["train"] for token in formula.canonical.split())
    vocabulary = {token for token, count in counts.items() if count >= config.min_count} | required_tokens()
    splits = {split: _keep_known(formulas, vocabulary, dropped) for split, formulas in splits.items()}

    folder = config.out / "formulas"
    folder.mkdir(parents=True, exist_ok=True)
    for split, formulas in splits.items():
        write_formulas(folder / f"{split}.tsv", formulas)
    _write(folder / "vocabulary.json", _as_json([*SPECIAL_TOKENS, *sorted(vocabulary)]))
    report = {
        "limits": {"max_tokens": config.max_tokens, "min_count": config.min_count},
        "numbered": sum(formula.source == numbering.SOURCE for formula in splits["train"]),
        "splits": {split: _describe_lengths(formulas) for split, formulas in splits.items()},
        "dropped": dropped.by_cause(),
        "vocabulary": {
            "size": len(SPECIAL_TOKENS) + len(vocabulary),
            "too rare": _by_frequency({token: n for token, n in counts.items() if token not in vocabulary}),
        },
        "missing": [pattern for entry in claimed for pattern in entry.missing],
        "sources": _describe_sources(claimed, rows, splits, dropped),
        "leaks": leak_report(folder),
        "sha256": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.tsv"))
        },
    }
    _write(folder / "report.json", _as_json(report))
    return report


def _canonicalize(rows: list[RawFormula], workers: int) -> Iterator[tuple[str, str]]:
    """Normalize in ``workers`` processes, in the order of ``rows``."""
    latex = (row.latex for row in rows)
    with ExitStack() as stack:
        results: Iterable[tuple[str, str]] = map(canonical_or_cause, latex)
        if workers > 1:
            pool = stack.enter_context(get_context("spawn").Pool(workers))
            results = pool.imap(canonical_or_cause, latex, chunksize=500)
        yield from tqdm(results, total=len(rows), unit=" formulas", desc="normalize", mininterval=1.0)


def _distinct(rows: list[RawFormula], dropped: Dropped, workers: int) -> Splits:
    """Normalize and keep one of equal formulas: the one of the strongest split, else of the first source."""
    best: dict[str, tuple[Split, Formula]] = {}
    for row, (canonical, cause) in zip(rows, _canonicalize(rows, workers), strict=True):
        if cause:
            dropped[row.source, cause] += 1
            continue
        formula = Formula(formula_key(canonical), row.source, canonical, row.latex.translate(_BLANKS))
        split = row.split or split_of(formula.key)
        held_split, held = best.setdefault(formula.key, (split, formula))
        if held is formula:
            continue
        if SPLITS.index(split) < SPLITS.index(held_split):
            best[formula.key] = split, formula
            dropped[held.source, f"held out: equals one of {split}"] += 1
        else:
            is_same_split = split == held_split
            dropped[
                row.source, "duplicate" if is_same_split else f"held out: equals one of {held_split}"
            ] += 1
    splits: Splits = {split: [] for split in SPLITS}
    for split, formula in best.values():
        splits[split].append(formula)
    return splits


def _separate(splits: Splits, dropped: Dropped) -> Splits:
    """Take out of each split what a stronger one holds but for spaces and final punctuation."""
    owner: dict[str, Split] = {}
    separate: Splits = {split: [] for split in SPLITS}
    for split in SPLITS:
        for formula in splits[split]:
            holder = owner.setdefault(loose_form(formula.canonical), split)
            if holder == split:
                separate[split].append(formula)
            else:
                dropped[formula.source, f"held out: nearly equals one of {holder}"] += 1
    return separate


def _keep_short(formulas: list[Formula], max_tokens: int, dropped: Dropped) -> list[Formula]:
    """Drop what is longer than ``max_tokens``."""
    long = [formula for formula in formulas if formula.canonical.count(" ") >= max_tokens]
    dropped.update((formula.source, "too long") for formula in long)
    return [formula for formula in formulas if formula.canonical.count(" ") < max_tokens]


def _keep_known(formulas: list[Formula], vocabulary: set[str], dropped: Dropped) -> list[Formula]:
    """Drop what holds a token outside the vocabulary."""
    kept = []
    for formula in formulas:
        if vocabulary.issuperset(formula.canonical.split()):
            kept.append(formula)
        else:
            dropped[formula.source, "rare token"] += 1
    return kept


def _describe_sources(
    claimed: list[Claimed], rows: list[RawFormula], splits: Splits, dropped: Dropped
) -> dict[str, object]:
    """Say for each source what it is, how much was read, what became of it."""
    read = Counter(row.source for row in rows)
    kept = {split: Counter(formula.source for formula in formulas) for split, formulas in splits.items()}
    return {
        name: {
            "licence": entry.source.licence,
            "weight": entry.source.weight,
            "read": read[name],
            "kept": {split: kept[split][name] for split in SPLITS if kept[split][name]},
            "dropped": dropped.by_cause(name),
        }
        for entry in claimed
        for name in entry.names()
    }


def _describe_lengths(formulas: list[Formula]) -> dict[str, float]:
    """Count the formulas and say how long they are, in compact tokens."""
    if not formulas:
        return {"formulas": 0}
    lengths = np.array([formula.canonical.count(" ") + 1 for formula in formulas])
    quantiles = {f"p{q}": round(float(np.percentile(lengths, q)), 1) for q in (10, 50, 90, 95, 99)}
    return {"formulas": len(formulas), "mean": round(float(lengths.mean()), 2), **quantiles}


def _by_frequency(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _as_json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)
