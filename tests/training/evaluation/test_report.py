import json
from dataclasses import replace

import numpy as np
from PIL import Image

from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.reading.recognizer import Recognizer
from model.weights.files import save_weights
from training.evaluation.cases import Case
from training.evaluation.coverage import Unreadable
from training.evaluation.report import draw_sheet, write_report

VOCABULARY = ["<pad>", "<bos>", "<eos>", "a", "b"]


def make_case(number):
    image = np.full((40, 400), 255, np.uint8)
    image[10:30, 10 : 20 + number] = 0
    return Case(
        image=image,
        split="test",
        source="books",
        font="cm" if number % 2 else "stix2",
        engine="tex",
        em_px=16.0,
        gold=("a",),
        gold_latex="a",
        latex="b" if number % 3 else "a",
        tokens=("b",) if number % 3 else ("a",),
        canonical=("b",) if number % 3 else ("a",),
        confidence=0.5,
        is_well_formed=True,
    )


def make_recognizer(folder):
    shape = ModelConfig(vocabulary_size=5, width=8, heads=2, feedforward=8, decoder_layers=1, max_tokens=4)
    save_weights(folder, Image2Latex(shape), VOCABULARY, facts={"samples_seen": 1234})
    return Recognizer(folder, device="cpu")


def test_a_report_is_dated_names_weights_and_slices(tmp_path):
    cases = [make_case(number) for number in range(6)]
    write_report(
        tmp_path / "r",
        cases,
        recognizer=make_recognizer(tmp_path / "w"),
        times_ms=[1.0, 3.0],
        seed=0,
        unreadable={"test": Unreadable(missing=2, official=8)},
    )
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["weights"]["samples_seen"] == 1234
    assert report["speed_ms"] == {"n": 2, "p50": 2.0, "p95": 2.9}
    assert report["strata"]["font"].keys() == {"cm", "stix2"}
    assert len(report["worst"]) == 4
    text = (tmp_path / "r.md").read_text()
    assert report["date"] in text
    assert "## By font" in text
    assert "r.png" in text
    assert report["unreadable"]["test"] == {"missing": 2, "official": 8, "exact match": 25.0}
    assert "Of the 8 official formulas of test, 2 cannot be read" in text


def test_a_perfect_report_has_no_sheet(tmp_path):
    cases = [replace(make_case(0), gold=("a",))]
    write_report(
        tmp_path / "r",
        cases,
        recognizer=make_recognizer(tmp_path / "w"),
        times_ms=[1.0],
        seed=0,
        unreadable={},
    )
    assert not (tmp_path / "r.png").exists()
    assert "Worst" not in (tmp_path / "r.md").read_text()


def test_the_sheet_shows_every_case_at_full_width():
    sheet = draw_sheet([make_case(1), make_case(2)])
    assert isinstance(sheet, Image.Image)
    assert sheet.size == (1200, 2 * (40 + 50))
    assert np.asarray(sheet).min() == 0
