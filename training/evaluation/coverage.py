"""Coverage of a test set: official formulas that could not be read and so were never asked about."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from training.errors import TrainingError

HARMLESS = frozenset({"duplicate"})
"""Causes that lose nothing: the formula is in the set under another line number."""


class Unreadable(NamedTuple):
    """What an official test set lacks.

    Attributes:
        missing: Formulas of which there is no picture.
        official: Formulas in all, without duplicates.
    """

    missing: int
    official: int


def unreadable_counts(report: Path, splits: Iterable[str]) -> dict[str, Unreadable]:
    """Count what the preparation of formulas could not read.

    Args:
        report: ``report.json`` as ``python -m training prepare`` wrote it.
        splits: Names of test sets; one that is no source of its own, since it was split off by hash, has no
            official number and is left out.

    Returns:
        The counts of each of the others.

    Raises:
        TrainingError: The file is missing or is no such report.
    """
    try:
        sources: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))["sources"]
        found: dict[str, Unreadable] = {}
        for split in splits:
            if (source := sources.get(split)) is not None:
                lost = sum(n for cause, n in source["dropped"].items() if cause not in HARMLESS)
                duplicates = sum(n for cause, n in source["dropped"].items() if cause in HARMLESS)
                found[split] = Unreadable(lost, source["read"] - duplicates)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise TrainingError(f"{report} is no report of `prepare`: {problem}") from problem
    return found
