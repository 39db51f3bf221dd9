from dataclasses import replace

import numpy as np
import pytest

from training.evaluation.cases import Case, RenderMatch, by_stratum, figures


def case(gold="a + b", read=None, **changes):
    tokens = tuple((gold if read is None else read).split())
    plain = Case(
        image=np.full((20, 30), 255, np.uint8),
        split="validation",
        source="books",
        font="cm",
        engine="tex",
        em_px=16.0,
        gold=tuple(gold.split()),
        gold_latex=gold,
        latex=gold if read is None else read,
        tokens=tokens,
        canonical=tokens,
        confidence=0.9,
        is_well_formed=True,
    )
    return replace(plain, **changes)


def test_figures_of_right_and_wrong_readings():
    cases = [case(), case(), case(read="a - b"), case(read="", is_well_formed=False)]
    found = figures(cases, seed=0)
    assert found["n"] == 4
    assert found["exact match"]["value"] == 50
    assert found["token match"]["value"] == 50
    assert found["well-formed"]["value"] == 75
    assert found["edit similarity"]["value"] == pytest.approx(100 * (1 - 4 / 12), abs=0.01)
    assert found["exact match"]["low"] <= 50 <= found["exact match"]["high"]


def test_render_figures_count_only_what_was_typeset():
    hit = RenderMatch(is_rendered=True, strict=True, spaceless=True)
    miss = RenderMatch(is_rendered=False, strict=False, spaceless=False)
    found = figures([case(render=hit), case(render=miss), case()], seed=0)
    assert found["render match"]["value"] == 50
    assert found["render rate"]["value"] == 50
    assert "render match" not in figures([case()], seed=0)


def test_strata_with_one_slice_are_left_out_and_lengths_keep_their_order():
    cases = [case(" ".join("a" * length)) for length in (120, 60, 30, 5)]
    strata = by_stratum(cases, seed=0)
    assert list(strata) == ["length"]
    assert list(strata["length"]) == ["≤20", "21–50", "51–100", ">100"]


@pytest.mark.parametrize(
    ("gold", "structure"),
    [
        ("\\begin{matrix} a & \\mathbf b \\end{matrix}", "arrays, several lines"),
        ("\\mathbf b", "font commands"),
        ("a ^ 2", "other"),
    ],
)
def test_structure_names_the_hardest_part(gold, structure):
    strata = by_stratum([case(gold), case("x") if structure != "other" else case("\\mathrm x")], seed=0)
    assert structure in strata["structure"]


def test_em_sizes_split_where_their_names_say():
    strata = by_stratum([case(em_px=size) for size in (13.9, 14.0, 20.0, 32.0)], seed=0)
    assert {name: part["n"] for name, part in strata["em size"].items()} == {
        "<14 px": 1,
        "14–20 px": 1,
        "20–32 px": 1,
        "≥32 px": 1,
    }
