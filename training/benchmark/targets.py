"""The table of targets: what was aimed at, what was reached, on how many pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from training.benchmark.reading import Answer
from training.benchmark.scores import exact_match_by, share

RESAMPLES = 1000
_SEEN, _UNSEEN = "font of training", "font never trained on"

# Published figures of others, each on its own data.
_PUBLISHED: Mapping[tuple[str, str], str] = {
    ("im2latex", "BLEU-4"): "im2tex 87.7, FGFE 90.3",
    ("im2latex", "strict render match"): "im2tex 77.5, FGFE 84.3 (lenient)",
    ("im2latex", "CDM"): "UniMERNet-B .991, pix2tex .962 (simple printed)",
    ("im2latex", "ExpRate@CDM"): "UniMERNet-B 93.3, pix2tex 72.4",
    ("web", "CDM"): "screen captures: UniMERNet-B .937, Mathpix .924, pix2tex .676",
    ("web", "ExpRate@CDM"): "UniMERNet-B 77.0, Mathpix 72.3, pix2tex 32.8",
    ("scale", "best zoom − worst zoom"): "MathNet: 85 % at 600 dpi, 6 % at 100 dpi",
    ("all formulas", "well-formed and typeset by MathJax"): "UniMERNet 98.95 %, pix2tex 86.2 %",
    ("speed", "median"): "PP-FormulaNet-S 254 ms on 8 threads",
    ("size", "weights"): "PP-FormulaNet-S 224 MB",
}


@dataclass(frozen=True)
class Target:
    """One line of the table.

    Attributes:
        part: Set, or what else is measured.
        measure: Name of the metric.
        goal: The target; ``at_least`` says on which side of it.
        at_least: Whether more is better.
        unit: Percent, points, milliseconds, …; empty for a plain number.
        value: What was reached.
        low: Lower end of the 95 % interval; None where there is none.
        high: Upper end.
        n: Pictures.
        published: Figures of others for comparison.
    """

    part: str
    measure: str
    goal: float
    at_least: bool
    unit: str
    value: float
    low: float | None
    high: float | None
    n: int
    published: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the value reached is on the right side."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def as_json(self) -> dict[str, Any]:
        """Return all fields, and whether it is met."""
        return asdict(self) | {"is_met": self.is_met}


def targets(
    answers: Mapping[str, Sequence[Answer]], scores: Mapping[str, Mapping[str, Any]], facts: Mapping[str, Any]
) -> list[Target]:
    """Fill in the table, as far as the sets were read.

    Args:
        answers: By set.
        scores: By set, of ``score_set``.
        facts: Whatever else was measured, by name: ``mathjax``, ``calibration``, ``speed_ms``, ``megabytes``.
    """
    lines: list[Target] = []
    for part, measure, metric, goal, unit in (
        ("im2latex", "BLEU-4", "BLEU-4", 92, ""),
        ("im2latex", "canonical exact match", "exact match", 75, "%"),
        ("im2latex", "strict render match", "render match", 85, "%"),
        ("im2latex", "CDM", "CDM", 0.985, ""),
        ("im2latex", "ExpRate@CDM", "ExpRate@CDM", 90, "%"),
        ("web", "CDM", "CDM", 0.96, ""),
        ("web", "ExpRate@CDM", "ExpRate@CDM", 80, "%"),
    ):
        if metric in scores.get(part, {}):
            lines.append(_of_figure(part, measure, goal, unit, scores[part][metric], scores[part]["n"]))
    if "pdf" in answers:
        lines += _gap("pdf", "exact match, fonts seen − unseen", answers["pdf"], 8, (_SEEN, _UNSEEN))
    if "scale" in answers:
        kinds = sorted({answer.truth.kind for answer in answers["scale"]})
        lines += _gap("scale", "best zoom − worst zoom", answers["scale"], 4, kinds)
    if "multi" in scores:
        multi = scores["multi"]
        lines.append(_of_figure("multi", "canonical exact match", 65, "%", multi["exact match"], multi["n"]))
    if "mathjax" in facts:
        measure = "well-formed and typeset by MathJax"
        lines.append(_of_figure("all formulas", measure, 99.8, "%", facts["mathjax"]))
    if "calibration" in facts:
        error = facts["calibration"]
        lines.append(
            Target(
                "web", "expected calibration error", 0.03, False, "", error["value"], None, None, error["n"]
            )
        )
    lines += _refusals(answers)
    return lines + _machine(facts)


def _of_figure(
    part: str, measure: str, goal: float, unit: str, figure: Mapping[str, float], n: float = 0
) -> Target:
    published = _PUBLISHED.get((part, measure), "")
    ends = figure["value"], figure["low"], figure["high"]
    return Target(part, measure, goal, True, unit, *ends, int(figure.get("n", n)), published)


def _gap(
    part: str, measure: str, answers: Sequence[Answer], goal: float, kinds: Sequence[str]
) -> list[Target]:
    """Compare the kinds on equal formulas: best minus worst, or first minus second where there are two."""
    hits = 100.0 * exact_match_by(answers, kinds)
    if not len(hits):
        return []

    def gap(means: np.ndarray) -> np.ndarray:
        two = len(kinds) == 2
        return np.asarray(means[..., 0] - means[..., 1] if two else np.ptp(means, axis=-1))

    random = np.random.default_rng(0)
    drawn = random.integers(len(hits), size=(RESAMPLES, len(hits)))
    low, high = np.percentile(gap(hits[drawn].mean(axis=1)), [2.5, 97.5])
    value = float(gap(hits.mean(axis=0)))
    published = _PUBLISHED.get((part, measure), "")
    ends = round(value, 2), round(float(low), 2), round(float(high), 2)
    return [Target(part, measure, goal, False, "points", *ends, len(hits), published)]


def _refusals(answers: Mapping[str, Sequence[Answer]]) -> list[Target]:
    lines: list[Target] = []
    if "negative" in answers:
        figure = share([answer.is_refused for answer in answers["negative"]], seed=0)
        lines.append(_of_figure("negative", "refused", 97, "%", figure))
    formulas = [answer.is_refused for part in answers.values() for answer in part if answer.truth.is_formula]
    if formulas:
        figure = share(formulas, seed=0)
        ends = figure["value"], figure["low"], figure["high"]
        lines.append(Target("all formulas", "refused", 0.5, False, "%", *ends, len(formulas)))
    return lines


def _machine(facts: Mapping[str, Any]) -> list[Target]:
    lines: list[Target] = []
    if "speed_ms" in facts:
        speed = facts["speed_ms"]
        for measure, key, goal in (("median", "p50", 80), ("95th percentile", "p95", 250)):
            published = _PUBLISHED.get(("speed", measure), "")
            lines.append(
                Target("speed", measure, goal, False, "ms", speed[key], None, None, speed["n"], published)
            )
    if "megabytes" in facts:
        published = _PUBLISHED["size", "weights"]
        lines.append(Target("size", "weights", 25, False, "MB", facts["megabytes"], None, None, 1, published))
    return lines
