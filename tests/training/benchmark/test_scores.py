import numpy as np
import pytest

from training.benchmark.reading import Answer
from training.benchmark.scores import LEAST_SLICE, exact_match_by, is_right, score_set, share
from training.data.picture_set import Truth
from training.evaluation.cases import Case


def answer(*, gold="a + b", read="a + b", key="k", kind="official", refused=False, em_px=16.0, **facts):
    canonical = tuple(read.split())
    case = Case(
        image=np.empty((0, 0), np.uint8),
        split="set",
        source="books",
        font="cm",
        engine="tex",
        em_px=em_px,
        gold=tuple(gold.split()),
        gold_latex=gold,
        latex=read,
        tokens=canonical,
        canonical=canonical,
        confidence=0.5,
        is_well_formed=not refused,
    )
    return Answer(0, Truth(gold, key, "books", kind, "tex", "cm", em_px, facts), case, refused)


def test_a_formula_is_right_by_its_canonical_form_and_nothing_by_being_refused():
    assert is_right(answer())
    assert not is_right(answer(read="a - b"))
    assert is_right(answer(gold="", read="", refused=True))
    assert not is_right(answer(gold="", read="x"))


def test_a_set_has_metrics_of_all_and_of_slices_that_are_large_enough():
    answers = [answer(theme="dark")] * LEAST_SLICE + [answer(read="a", theme="light")] * (LEAST_SLICE - 1)
    found = score_set(answers, [1.0, 0.5, None], seed=0)
    assert found["n"] == 2 * LEAST_SLICE - 1
    assert list(found["by"]["theme"]) == ["dark"]
    assert found["by"]["theme"]["dark"]["exact match"]["value"] == 100
    assert found["CDM"]["value"] == 0.75
    assert (found["ExpRate@CDM"]["value"], found["ExpRate@CDM"]["n"]) == (50, 2)


def test_slices_of_size_and_zoom_are_in_order():
    answers = [
        answer(kind=kind, em_px=em_px)
        for kind, em_px in (("10×", 50), ("0.5×", 9), ("2×", 20))
        for _ in range(LEAST_SLICE)
    ]
    found = score_set(answers, [], seed=0)["by"]
    assert list(found["kind"]) == ["0.5×", "2×", "10×"]
    assert list(found["em size"]) == ["<12 px", "18–26 px", "≥40 px"]


def test_kinds_are_compared_on_formulas_that_have_them_all():
    answers = [
        answer(key="one", kind="seen"),
        answer(key="one", kind="unseen", read="x"),
        answer(key="two", kind="seen"),
    ]
    assert exact_match_by(answers, ["seen", "unseen"]).tolist() == [[True, False]]


def test_a_share_has_an_interval():
    found = share([True] * 90 + [False] * 10, seed=0)
    assert found["value"] == pytest.approx(90)
    assert 80 < found["low"] < 90 < found["high"] < 98
    assert found["n"] == 100
