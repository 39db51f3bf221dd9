import numpy as np
import pytest

from training.benchmark.reading import Answer
from training.benchmark.targets import targets
from training.data.picture_set import Truth
from training.evaluation.cases import Case


def answer(kind, *, is_right=True, key="k", gold="a", refused=False):
    canonical = tuple(gold.split()) if is_right else ("x",)
    case = Case(
        *(np.empty((0, 0), np.uint8), "set", "books", "cm", "tex", 16.0, tuple(gold.split()), gold),
        *("x", canonical, canonical, 0.5, True),
    )
    return Answer(0, Truth(gold, key, "books", kind, "tex", "cm", 16.0), case, refused)


def find(lines, part, measure):
    [line] = [line for line in lines if (line.part, line.measure) == (part, measure)]
    return line


def figure(value, **more):
    return {"value": value, "low": value - 1, "high": value + 1, **more}


def test_figures_of_the_sets_become_lines_and_more_is_better():
    scores = {
        "im2latex": {"n": 500, "BLEU-4": figure(93), "exact match": figure(70), "CDM": figure(0.99, n=100)}
    }
    lines = targets({}, scores, {})
    bleu, match, cdm = lines
    assert (bleu.is_met, match.is_met, cdm.is_met) == (True, False, True)
    assert (bleu.n, cdm.n) == (500, 100)
    assert "im2tex" in bleu.published


def test_the_gap_of_fonts_is_taken_on_equal_formulas():
    seen, unseen = "font of training", "font never trained on"
    answers = [answer(seen, key=str(i)) for i in range(10)]
    answers += [answer(unseen, key=str(i), is_right=i > 0) for i in range(10)]
    answers += [answer(seen, key="alone", is_right=False)]
    line = find(targets({"pdf": answers}, {}, {}), "pdf", "exact match, fonts seen − unseen")
    assert (line.value, line.n, line.is_met) == (10, 10, False)
    assert line.low <= 10 <= line.high


def test_the_worst_zoom_is_compared_with_the_best():
    answers = [
        answer(kind, key=str(i), is_right=i >= misses)
        for kind, misses in (("0.5×", 3), ("1×", 0), ("2×", 1))
        for i in range(10)
    ]
    line = find(targets({"scale": answers}, {}, {}), "scale", "best zoom − worst zoom")
    assert (line.value, line.n) == (30, 10)


def test_refusals_count_where_they_are_right_and_where_they_are_wrong():
    answers = {
        "web": [answer("katex")] * 99 + [answer("katex", refused=True)],
        "negative": [answer("no formula: code", gold="", refused=True)] * 3
        + [answer("no formula: code", gold="")],
    }
    lines = targets(answers, {}, {})
    right, wrong = find(lines, "negative", "refused"), find(lines, "all formulas", "refused")
    assert (right.value, right.n, right.is_met) == (75, 4, False)
    assert (wrong.value, wrong.n, wrong.is_met) == (1, 100, False)


def test_time_size_and_calibration_are_better_the_smaller():
    facts = {
        "speed_ms": {"p50": 60.0, "p95": 300.0, "n": 150},
        "megabytes": 14.5,
        "calibration": {"value": 0.02, "n": 900},
        "mathjax": figure(99.9, n=1000),
    }
    met = {(line.part, line.measure): line.is_met for line in targets({}, {}, facts)}
    assert met == {
        ("all formulas", "well-formed and typeset by MathJax"): True,
        ("web", "expected calibration error"): True,
        ("speed", "median"): True,
        ("speed", "95th percentile"): False,
        ("size", "weights"): True,
    }


@pytest.mark.parametrize("is_met", [True, False])
def test_json_says_whether_a_target_is_met(is_met):
    [line] = targets({}, {}, {"megabytes": 20.0 if is_met else 30.0})
    assert line.as_json()["is_met"] is is_met
