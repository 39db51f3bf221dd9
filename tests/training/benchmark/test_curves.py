from PIL import Image

from training.benchmark.curves import draw_curves

FIGURE = {"exact match": {"value": 60.0, "low": 55.0, "high": 65.0}, "n": 30}


def report(**changes):
    empty = {"scores": {}, "reliability": [], "compute": {"curve": []}}
    return empty | changes


def test_curves_are_drawn_of_what_there_is(tmp_path):
    zooms = {"0.5×": FIGURE, "1×": FIGURE, "2×": FIGURE}
    scores = {"scale": {"by": {"kind": zooms, "length": {"≤20": FIGURE, ">100": FIGURE}}}}
    curve = [{"samples": 1000 * i, "loss": 1.0, "exact match": 5.0 * i} for i in range(4)]
    bins = [(0.2, 0.3, 10), (0.9, 0.8, 10)]
    path = tmp_path / "curves.png"
    assert draw_curves(report(scores=scores, reliability=bins, compute={"curve": curve}), path)
    with Image.open(path) as all_four:
        assert all_four.width > 900
        height = all_four.height
    assert draw_curves(report(reliability=bins), path)
    with Image.open(path) as one:
        assert one.height < height


def test_without_figures_there_are_no_curves(tmp_path):
    assert not draw_curves(report(), tmp_path / "curves.png")
    assert not (tmp_path / "curves.png").exists()
