import json

import pytest

from training.benchmark.build import BuildConfig, build
from training.benchmark.negative import NegativeConfig
from training.benchmark.pdf import PdfConfig
from training.benchmark.run import RunConfig, run
from training.benchmark.typeset import MultiConfig, OfficialConfig, ScaleConfig
from training.benchmark.web import WebConfig
from training.errors import TrainingError


@pytest.mark.slow
def test_a_benchmark_in_small_goes_from_formulas_to_a_report(formula_folder, tmp_path):
    build(
        BuildConfig(
            formulas=formula_folder,
            out=tmp_path / "sets",
            im2latex=OfficialConfig(limit=6),
            web=WebConfig(each=2),
            pdf=PdfConfig(formulas=2, seen=("cm",), unseen=("cm",)),
            scale=ScaleConfig(formulas=2, factors=(1.0, 2.0), fonts=("cm",)),
            multi=MultiConfig(each=1, web_share=1.0),
            negative=NegativeConfig(
                blank=2, photographs=0, scenes=2, icons=0, printed_prose=0, web_prose=0, code=0
            ),
        )
    )
    out = tmp_path / "docs" / "accuracy"
    run(
        RunConfig(sets=tmp_path / "sets", out=out, device="cpu", threads=1, cdm=4, timed=2, compute="Little.")
    )
    report = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    measures = {(line["part"], line["measure"]) for line in report["targets"]}
    assert {("im2latex", "CDM"), ("web", "ExpRate@CDM"), ("multi", "canonical exact match")} < measures
    assert report["scores"]["im2latex"]["n"] == 6
    assert report["scores"]["im2latex"]["CDM"]["n"] == 4
    # simple formulas in Computer Modern: the shipped weights read most of them
    assert report["scores"]["im2latex"]["CDM"]["value"] > 0.5
    assert report["negative"]["no formula: blank"]["value"] == 100
    assert report["facts"]["mathjax"]["n"] > 10
    text = out.with_suffix(".md").read_text(encoding="utf-8")
    assert "| im2latex | BLEU-4 | ≥ 92 |" in text
    assert "Little." in text
    assert "Handwriting" in text
    assert out.with_name("accuracy-curves.png").stat().st_size > 1000


def test_a_folder_without_the_sets_wanted_is_told(tmp_path):
    (tmp_path / "web").mkdir()
    with pytest.raises(TrainingError, match="holds none of these sets"):
        run(RunConfig(sets=tmp_path, names=("pdf",)))
