from dataclasses import replace

import numpy as np
import pytest

from training.benchmark.build import BuildConfig, build
from training.benchmark.negative import NegativeConfig
from training.benchmark.pdf import NEIGHBOR, NUMBER, PdfConfig
from training.benchmark.typeset import MultiConfig, OfficialConfig, ScaleConfig
from training.benchmark.web import WebConfig
from training.data.picture_set import PictureSet


@pytest.fixture
def config(formula_folder, tmp_path):
    """A benchmark in small; Computer Modern is the only font that tests may count on."""
    return BuildConfig(
        formulas=formula_folder,
        out=tmp_path,
        im2latex=OfficialConfig(limit=4),
        web=WebConfig(each=4),
        pdf=PdfConfig(formulas=10, seen=("cm",), unseen=("cm",)),
        scale=ScaleConfig(formulas=3, factors=(0.5, 1.0, 2.0), fonts=("cm",)),
        multi=MultiConfig(each=1, web_share=1.0),
        negative=NegativeConfig(
            blank=5, photographs=0, scenes=4, icons=3, printed_prose=0, web_prose=2, code=2
        ),
    )


def built(config, name):
    build(replace(config, sets=(name,)))
    return PictureSet(config.out / name)


@pytest.mark.tex
def test_official_formulas_are_drawn_up_to_the_limit(config):
    found = built(config, "im2latex")
    assert len(found) == 4
    assert {truth.font for truth in found.truths} == {"cm"}


@pytest.mark.tex
def test_every_formula_of_the_scale_set_is_there_at_every_size(config):
    found = built(config, "scale")
    by_kind = {kind: [t.key for t in found.truths if t.kind == kind] for kind in ("0.5×", "1×", "2×")}
    assert len(by_kind["1×"]) == 3
    assert by_kind["0.5×"] == by_kind["1×"] == by_kind["2×"]
    small, large = found.image(0), found.image(2)
    assert large.shape[1] > 2.5 * small.shape[1]


def test_every_kind_of_structure_is_in_the_multi_set(config):
    kinds = {truth.kind for truth in built(config, "multi").truths}
    assert kinds == {"matrix", "array", "cases", "aligned", "stacked lines"}


@pytest.mark.slow
def test_both_programs_of_the_web_are_photographed_alike_each_time(config, tmp_path):
    found = built(config, "web")
    assert [truth.engine for truth in found.truths] == ["mathjax"] * 4 + ["katex"] * 4
    for number, truth in enumerate(found.truths):
        image = found.image(number)
        assert np.ptp(image) > 60
        assert 10 < truth.em_px < 130
    again = built(replace(config, out=tmp_path / "again"), "web")
    assert again.index["sha256"] == found.index["sha256"]


@pytest.mark.slow
def test_pages_are_cropped_in_three_ways_and_a_number_in_the_picture_is_part_of_the_answer(config):
    found = built(config, "pdf")
    assert len(found) == 20
    crops = {truth.facts["crop"] for truth in found.truths}
    assert {NEIGHBOR, NUMBER} < crops
    for number, truth in enumerate(found.truths):
        assert ("\\tag" in truth.canonical) == (truth.facts["crop"] == NUMBER)
        edge = found.image(number)[[0, -1]]
        if truth.facts["crop"] != NEIGHBOR:
            assert edge.min() > 230  # but for the faintest gray


@pytest.mark.slow
def test_a_page_in_the_other_font_is_alike_but_for_the_font(config):
    found = built(config, "pdf")
    first, second = found.truths[:10], found.truths[10:]
    assert first == second  # of Computer Modern both
    assert len({truth.em_px for truth in first}) > 4
    pairs = [(found.image(number), found.image(number + 10)) for number in range(10)]
    assert all(abs(np.subtract(one.shape, other.shape)).max() < 12 for one, other in pairs)


@pytest.mark.slow
def test_nothing_is_the_right_answer_to_every_negative(config):
    found = built(config, "negative")
    assert len(found) == 16
    assert not any(truth.is_formula for truth in found.truths)
    assert {truth.kind.split(": ")[1] for truth in found.truths} == {
        *("blank", "photograph", "icons", "prose", "code"),
    }


@pytest.mark.tex
def test_the_validation_twin_lies_apart(config):
    build(replace(config, sets=("im2latex",), twin="validation"))
    assert len(PictureSet(config.out / "validation" / "im2latex")) == 4
