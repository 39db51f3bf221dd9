import pytest

from training.benchmark.document import to_markdown
from training.benchmark.targets import Target

FIGURE = {"value": 61.25, "low": 58.0, "high": 64.5}


@pytest.fixture
def report():
    """Return what ``run`` would hand over, in small."""
    whole = {"n": 900, "exact match": FIGURE, "by": {}}
    by = {
        "kind": {"katex": {"n": 450, "exact match": FIGURE}, "mathjax": {"n": 450, "exact match": FIGURE}},
        "theme": {"dark": {"n": 300, "exact match": FIGURE}, "light": {"n": 600, "exact match": FIGURE}},
        "font": {"cm": {"n": 900, "exact match": FIGURE}},
    }
    return {
        "date": "2026-01-02",
        "commit": "abc",
        "machine": "a machine",
        "weights": {"sha256": "d" * 64, "samples_seen": 1234567},
        "decoding": "greedy",
        "sets": {"im2latex": {}, "web": {}},
        "scores": {"im2latex": whole, "web": {**whole, "by": by}},
        "negative": {"no formula: code": {"n": 120, "value": 97.5, "low": 94.0, "high": 100.0}},
        "facts": {
            "unreadable": {"missing": 130, "official": 10275, "exact match": 59.8},
            "calibration by set": {"web": {"value": 0.021, "n": 900}},
        },
        "confusions": {
            "readings": 1800,
            "wrong": 700,
            "replaced": [["0", "o", 9]],
            "lost": [[".", 5]],
            "added": [],
            "slips": [["font", 80], ["loop", 3]],
        },
        "compute": {
            "samples_seen": 1234567,
            "steps": 100,
            "hours": 2.5,
            "remark": "On two cores.",
            "curve": [],
        },
    }


def markdown(report, **shown):
    line = Target("web", "CDM", 0.96, True, "", 0.9512, 0.94, 0.96, 900, "others .9")
    return to_markdown(report, [line], "accuracy", **{"has_sheet": False, "has_curves": False} | shown)


def test_the_table_of_targets_says_what_was_reached_and_whether_it_is_enough(report):
    assert "| web | CDM | ≥ 0.96 | **0.951** | 0.940 – 0.960 | 900 | no | others .9 |" in markdown(report)


def test_date_machine_weights_and_compute_are_named(report):
    text = markdown(report)
    for fact in (
        "2026-01-02",
        "a machine",
        "dddddddddddd",
        "1,234,567 samples",
        "2.5 hours",
        "On two cores.",
    ):
        assert fact in text


def test_sets_of_several_kinds_have_tables_of_their_own_and_fonts_have_none(report):
    text = markdown(report)
    assert "### web" in text
    assert "| theme: dark | 300 |" in text
    assert "font: cm" not in text
    assert "### im2latex" not in text


def test_what_fails_is_told_in_words_and_in_pictures_where_there_are_any(report):
    text = markdown(report)
    assert "font 80, loop 3" in text
    assert "`0` → `o` 9" in text
    assert "130 cannot be read" in text
    assert "97.5 [94.0, 100.0]" in text
    assert "accuracy.png" not in text
    shown = markdown(report, has_sheet=True, has_curves=True)
    assert "(accuracy.png)" in shown
    assert "(accuracy-curves.png)" in shown
