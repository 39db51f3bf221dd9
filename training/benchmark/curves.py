"""The benchmark as curves: by zoom, by length, confidence against truth, and how training went."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from training.evaluation.cases import LENGTHS

_PANEL_IN = (5.0, 3.4)  # inches
_DPI = 110


def draw_curves(report: Mapping[str, Any], path: Path) -> bool:
    """Draw what the report has of them into a PNG file; return whether there was anything."""
    scores = report["scores"]
    panels: list[Callable[[Axes], None]] = []
    if "scale" in scores and scores["scale"]["by"].get("kind"):
        panels.append(lambda axes: _by_zoom(axes, scores["scale"]["by"]["kind"]))
    if lengths := {name: part["by"]["length"] for name, part in scores.items() if part["by"].get("length")}:
        panels.append(lambda axes: _by_length(axes, lengths))
    if report["reliability"]:
        panels.append(lambda axes: _reliability(axes, report["reliability"]))
    if report["compute"]["curve"]:
        panels.append(lambda axes: _training(axes, report["compute"]["curve"]))
    if not panels:
        return False
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    figure = Figure(figsize=(columns * _PANEL_IN[0], rows * _PANEL_IN[1]), layout="constrained")
    FigureCanvasAgg(figure)
    for place, panel in enumerate(panels, 1):
        axes = figure.add_subplot(rows, columns, place)
        axes.grid(alpha=0.3)
        panel(axes)
    figure.savefig(path, dpi=_DPI)
    return True


def _by_zoom(axes: Axes, slices: Mapping[str, Any]) -> None:
    zooms = [float(name.removesuffix("×")) for name in slices]
    _line(axes, zooms, list(slices.values()), "scale")
    axes.set(
        title="by zoom, the same formulas", xlabel="zoom (1 = 10 pt at 120 dpi)", ylabel="exact match, %"
    )
    axes.set_xscale("log", base=2)
    axes.set_xticks(zooms, list(slices))


def _by_length(axes: Axes, by_set: Mapping[str, Mapping[str, Any]]) -> None:
    names = [name for _, name in LENGTHS if any(name in slices for slices in by_set.values())]
    for part, slices in by_set.items():
        shown = [name for name in names if name in slices]
        _line(axes, [names.index(name) for name in shown], [slices[name] for name in shown], part)
    axes.set(title="by length", xlabel="tokens", ylabel="exact match, %")
    axes.set_xticks(range(len(names)), names)
    axes.legend(fontsize="small")


def _line(axes: Axes, places: list[float] | list[int], parts: list[Any], label: str) -> None:
    figures = [part["exact match"] for part in parts]
    values = [figure["value"] for figure in figures]
    ends = [
        [figure["value"] - figure["low"] for figure in figures],
        [figure["high"] - figure["value"] for figure in figures],
    ]
    axes.errorbar(places, values, yerr=ends, marker="o", capsize=3, label=label)


def _reliability(axes: Axes, bins: list[tuple[float, float, int]]) -> None:
    axes.plot([0, 1], [0, 1], color="gray", linestyle=":")
    axes.plot([sure for sure, _, _ in bins], [right for _, right, _ in bins], marker="o")
    axes.set(
        title="web: confidence and truth", xlabel="mean confidence of a tenth", ylabel="share read right"
    )


def _training(axes: Axes, curve: list[Mapping[str, float]]) -> None:
    axes.plot([point["samples"] / 1e6 for point in curve], [point["exact match"] for point in curve])
    axes.set(title="training", xlabel="million samples seen", ylabel="exact match on validation, %")
