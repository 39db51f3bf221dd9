"""Compute spent on the weights: samples seen, and hours as the runs' own journals tell them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.errors import TrainingError


def describe_compute(facts: Mapping[str, Any], runs: Sequence[Path], remark: str) -> dict[str, Any]:
    """Sum up.

    Args:
        facts: Of the manifest.
        runs: ``metrics.jsonl`` of each run, in their order.
        remark: Anything to add.

    Raises:
        TrainingError: A journal cannot be read.
    """
    curve: list[dict[str, float]] = []
    hours, before = 0.0, 0
    for path in runs:
        lines = _read(path)
        hours += _hours(lines)
        curve += [
            {
                "samples": before + line["samples_seen"],
                "loss": line["validation_loss"],
                "exact match": 100 * line["validation_exact_match"],
            }
            for line in lines
            if "validation_loss" in line
        ]
        before += int(max((line["samples_seen"] for line in lines), default=0))
    return {
        "samples_seen": facts.get("samples_seen"),
        "steps": facts.get("steps"),
        "hours": round(hours, 2) if runs else None,
        "remark": remark,
        "curve": curve,
    }


def _hours(lines: Sequence[Mapping[str, float]]) -> float:
    """Add up the time between the entries of a journal, from their samples and their speed."""
    seconds, before = 0.0, 0.0
    for line in lines:
        if line.get("samples_per_s"):
            seconds += max(line["samples_seen"] - before, 0) / line["samples_per_s"]
            before = line["samples_seen"]
    return seconds / 3600


def _read(path: Path) -> list[dict[str, float]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as problem:
        raise TrainingError(f"{path} is no journal of a run: {problem}") from problem
