"""The benchmark for readers: JSON with everything, Markdown with what matters, pictures beside it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.benchmark.curves import draw_curves
from training.benchmark.failures import draw_failures
from training.benchmark.reading import Answer
from training.benchmark.targets import Target
from training.benchmark.wording import FAILURES, LIMITS, METRICS, REBUILD, SETS
from training.data.picture_set import PictureSet
from training.evaluation.report import figure_table

_COLUMNS = ("BLEU-4", "edit similarity", "exact match", "render match", "well-formed")
_SLICE_COLUMNS = ("BLEU-4", "exact match", "render match")
_SHOWN_STRATA = ("kind", "length", "crop", "theme", "color", "pixel ratio")  # of those in the JSON file
_SHOWN_CONFUSIONS = 12


def write_document(
    out: Path,
    report: Mapping[str, Any],
    lines: Sequence[Target],
    answers: Mapping[str, Sequence[Answer]],
    sets: Mapping[str, PictureSet],
) -> None:
    """Write ``out`` with the suffixes .json, .md and .png, and ``out``-curves.png."""
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    out.with_suffix(".json").write_text(text, encoding="utf-8")
    sheet = draw_failures(answers, sets, seed=0)
    if sheet is not None:
        sheet.save(out.with_suffix(".png"), optimize=True)
    has_curves = draw_curves(report, out.with_name(f"{out.name}-curves.png"))
    markdown = to_markdown(report, lines, out.name, has_sheet=sheet is not None, has_curves=has_curves)
    out.with_suffix(".md").write_text(markdown, encoding="utf-8")


def to_markdown(
    report: Mapping[str, Any], lines: Sequence[Target], name: str, *, has_sheet: bool, has_curves: bool
) -> str:
    """Write the report for readers."""
    paragraphs = [
        "# Accuracy",
        _head(report),
        "## Targets",
        "\n".join(_target_table(lines)),
        METRICS,
        *_remarks(report["facts"]),
        "## The sets",
        REBUILD,
        "\n".join(f"- **{part}**: {SETS[part]}." for part in report["sets"]),
        "\n".join(figure_table("set", report["scores"], _COLUMNS)),
    ]
    for part, score in report["scores"].items():
        slices = {
            name if stratum == "kind" else f"{stratum}: {name}": figures
            for stratum, found in score["by"].items()
            if stratum in _SHOWN_STRATA
            for name, figures in found.items()
        }
        if slices:
            paragraphs += [f"### {part}", "\n".join(figure_table("", slices, _SLICE_COLUMNS))]
    if report["negative"]:
        paragraphs += ["### negative", "\n".join(_refusal_table(report["negative"]))]
    if has_curves:
        paragraphs += ["## Curves", f"![exact match by zoom and length, calibration]({name}-curves.png)"]
    paragraphs += ["## What goes wrong", *_confusions(report["confusions"])]
    if has_sheet:
        paragraphs += [
            FAILURES,
            f"![pictures beside their readings]({name}.png)",
        ]
    paragraphs += ["## Compute", _compute(report), "## What it cannot do", LIMITS]
    return "\n\n".join(paragraphs) + "\n"


def _head(report: Mapping[str, Any]) -> str:
    weights = report["weights"]
    return (
        f"Written by `python -m training benchmark run` on {report['date']}, commit {report['commit']}, "
        f"{report['machine']}. Weights {weights['sha256'][:12]}, {weights['samples_seen']:,} samples seen. "
        f"Decoding: {report['decoding']}. Intervals are 95 % bootstrap intervals."
    )


def _target_table(lines: Sequence[Target]) -> list[str]:
    table = [
        "| set | measure | target | reached | interval | n | met | others, on data of their own |",
        "|-" * 8 + "|",
    ]
    for line in lines:
        digits = 3 if line.goal < 1 and not line.unit else 1
        unit = f" {line.unit}" if line.unit else ""
        goal = f"{'≥' if line.at_least else '≤'} {line.goal:g}{unit}"
        ends = "–" if line.low is None else f"{line.low:.{digits}f} – {line.high:.{digits}f}"
        table.append(
            f"| {line.part} | {line.measure} | {goal} | **{line.value:.{digits}f}**{unit} | {ends} "
            f"| {line.n} | {'yes' if line.is_met else 'no'} | {line.published or '–'} |"
        )
    return table


def _refusal_table(kinds: Mapping[str, Any]) -> list[str]:
    table = ["| shows | n | refused, % |", "|-|-|-|"]
    for kind, part in kinds.items():
        refused = f"{part['value']:.1f} [{part['low']:.1f}, {part['high']:.1f}]"
        table.append(f"| {kind.split(': ')[-1]} | {part['n']} | {refused} |")
    return table


def _remarks(facts: Mapping[str, Any]) -> list[str]:
    remarks = []
    if "unreadable" in facts:
        part = facts["unreadable"]
        remarks.append(
            f"Of {part['official']:,} different official im2latex test formulas, {part['missing']} cannot be "
            "read by our normalizer and are not among the pictures; counted as wrong, they bring the exact "
            f"match to {part['exact match']:.1f} %."
        )
    if errors := facts.get("calibration by set"):
        listed = ", ".join(f"{name} {error['value']:.3f}" for name, error in errors.items())
        remarks.append(f"Expected calibration error (ten bins of equally many readings): {listed}.")
    return remarks


def _confusions(found: Mapping[str, Any]) -> list[str]:
    if not found["wrong"]:
        return ["Nothing."]
    slips = ", ".join(f"{kind} {times}" for kind, times in found["slips"])
    pairs = ", ".join(
        f"`{truth}` → `{read}` {times}" for truth, read, times in found["replaced"][:_SHOWN_CONFUSIONS]
    )
    lost = ", ".join(f"`{token}` {times}" for token, times in found["lost"][:_SHOWN_CONFUSIONS])
    added = ", ".join(f"`{token}` {times}" for token, times in found["added"][:_SHOWN_CONFUSIONS])
    total = (
        f"Of {found['readings']:,} formulas {found['wrong']:,} are read with a mistake. "
        f"By kind, a formula under each that it shows: {slips}."
    )
    return [
        total,
        f"Symbols taken for others: {pairs or 'none'}.",
        f"Lost: {lost or 'none'}. Added: {added or 'none'}.",
    ]


def _compute(report: Mapping[str, Any]) -> str:
    spent = report["compute"]
    steps = f"; the last run took {spent['steps']:,} steps" if spent["steps"] else ""
    hours = f"; the runs named took {spent['hours']:.1f} hours" if spent["hours"] else ""
    remark = f" {spent['remark']}" if spent["remark"] else ""
    return (
        f"The weights have seen {spent['samples_seen']:,} samples{steps}{hours}.{remark} "
        "`training/LOG.md` tells what was tried."
    )
