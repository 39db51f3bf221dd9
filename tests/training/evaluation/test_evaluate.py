import json
from dataclasses import replace

import numpy as np
import pytest

from model.formula.printer import to_latex
from model.network.image2latex import Image2Latex
from model.picture.view import NoInkError
from model.reading.recognizer import Recognizer
from model.reading.result import Recognition
from model.weights.files import save_weights
from training.drawing.shards import ShardReader
from training.errors import TrainingError
from training.evaluation.evaluate import (
    EvaluateConfig,
    compare_renders,
    evaluate,
    make_case,
    read_shard,
    time_alone,
)


@pytest.fixture
def weights(tiny_config, tiny_data, tmp_path):
    vocabulary = json.loads((tiny_data / "vocabulary.json").read_text())
    network = Image2Latex(replace(tiny_config.model, vocabulary_size=len(vocabulary)))
    save_weights(tmp_path / "weights", network, vocabulary, facts={"samples_seen": 0})
    return tmp_path / "weights"


def reading(text):
    tokens = tuple(text.split())
    latex = to_latex(tokens)
    return Recognition(latex, 0.9, (), tokens, (0.9,) * len(tokens))


@pytest.fixture
def reader(tiny_data):
    return ShardReader(tiny_data / "shard")


def test_a_case_holds_truth_and_reading_in_canonical_form(reader):
    case = make_case(reader, 0, reader.image(0), reading("a + b"))
    assert case.gold == case.canonical == case.tokens == ("a", "+", "b")
    assert case.is_well_formed
    assert (case.split, case.font, case.em_px) == ("shard", "pillow", 24)


def test_a_picture_without_ink_counts_as_an_empty_reading(reader):
    case = make_case(reader, 0, reader.image(0), NoInkError("blank"))
    assert case.canonical == case.tokens == ()
    assert case.latex == ""
    assert not case.is_well_formed


def test_a_limit_takes_the_same_random_pictures_each_time(weights, reader):
    recognizer = Recognizer(weights, device="cpu")
    first, second = (read_shard(recognizer, reader, limit=3, seed=5) for _ in range(2))
    assert len(first) == 3
    assert [case.gold for case in first] == [case.gold for case in second]


@pytest.mark.tex
def test_right_readings_match_when_typeset_and_wrong_ones_do_not(reader):
    right, wrong, blank = compare_renders(
        [
            make_case(reader, 0, reader.image(0), reading("a + b")),
            make_case(reader, 0, reader.image(0), reading("a - b")),
            make_case(reader, 0, reader.image(0), NoInkError("blank")),
        ]
    )
    assert right.render.strict
    assert right.render.spaceless
    assert wrong.render.is_rendered
    assert not wrong.render.strict
    assert not blank.render.is_rendered


def test_every_picture_is_timed(weights):
    image = np.full((20, 40), 255, np.uint8)
    image[8:12, 8:30] = 0
    times_ms = time_alone(Recognizer(weights, device="cpu"), [image, image])
    assert len(times_ms) == 2
    assert all(time > 0 for time in times_ms)


@pytest.mark.tex
def test_an_evaluation_writes_json_markdown_and_a_sheet(weights, tiny_data, tmp_path):
    evaluate(
        EvaluateConfig(
            weights, (tiny_data / "shard",), tmp_path / "docs" / "accuracy", device="cpu", threads=1, timed=2
        )
    )
    report = json.loads((tmp_path / "docs" / "accuracy.json").read_text())
    assert report["overall"]["n"] == 8
    assert report["overall"]["well-formed"]["value"] == 100
    assert report["speed_ms"]["n"] == 2
    assert "| pictures | 8 |" in (tmp_path / "docs" / "accuracy.md").read_text()
    assert (tmp_path / "docs" / "accuracy.png").stat().st_size > 1000


def test_without_pictures_to_time_the_report_tells_no_speed(weights, tiny_data, tmp_path):
    out = tmp_path / "accuracy"
    evaluate(EvaluateConfig(weights, (tiny_data / "shard",), out, device="cpu", render=False, timed=0))
    assert json.loads(out.with_suffix(".json").read_text())["speed_ms"] is None
    assert "Speed" not in out.with_suffix(".md").read_text()


def test_missing_tex_is_told_before_anything_is_read(weights, tiny_data, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TrainingError, match="TeX Live"):
        evaluate(EvaluateConfig(weights, (tiny_data / "shard",), tmp_path / "out"))
