"""Formulas → pictures → shards → training → export → recognition → report, all real, in small."""

import json

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw, ImageFont

from model.formula.printer import to_latex
from model.formula.tokenizer import SPECIAL_TOKENS
from model.network.config import ModelConfig
from model.reading.recognizer import Recognizer
from training.corpus.formula_file import Formula
from training.data.dataset import DataConfig
from training.drawing.shards import ShardWriter
from training.evaluation.evaluate import EvaluateConfig, evaluate
from training.run.config import OptimizerConfig, TrainConfig, ValidationConfig
from training.run.train import train
from training.ship.export import ExportConfig, export

FORMULAS = ("a + b", "x = 2", "b - a", "2 x", "a = b + 2", "x - 2 = b", "4 a", "b = x")
EM_PX = 24


def draw_text(text: str) -> np.ndarray:
    picture = Image.new("L", (20 * len(text) + 40, 2 * EM_PX), 255)
    ImageDraw.Draw(picture).text((16, 8), text, fill=0, font=ImageFont.load_default(EM_PX))
    return np.asarray(picture)


@pytest.fixture
def shard(tmp_path):
    formulas = [Formula(f"{i:016x}", "test", text, text) for i, text in enumerate(FORMULAS)]
    with ShardWriter(tmp_path / "eight", formulas, seed=1) as writer:
        for number, text in enumerate(FORMULAS):
            image = draw_text(text.replace(" ", ""))
            writer.add(image, formula=number, font="pillow", engine="pillow", em_px=EM_PX, display=True)
    return tmp_path / "eight"


@pytest.mark.slow  # twenty seconds of one core
def test_a_network_learns_eight_formulas_is_exported_and_reads_them(shard, tmp_path):
    tokens = sorted({token for text in FORMULAS for token in text.split()})
    vocabulary = tmp_path / "vocabulary.json"
    vocabulary.write_text(json.dumps([*SPECIAL_TOKENS, *tokens]), encoding="utf-8")
    judged = ValidationConfig(shards=(shard,), every_samples=10_000, samples=8, greedy_samples=8)
    run = TrainConfig(
        data=DataConfig(shards=(shard,), batch_size=4, ramp_samples=10**6, ramp_start=0.0, workers=0),
        vocabulary=vocabulary,
        validation=judged,
        run_folder=tmp_path / "run",
        model=ModelConfig(
            vocabulary_size=3,
            width=128,
            heads=4,
            feedforward=128,
            decoder_layers=2,
            dropout=0.0,
            max_tokens=12,
        ),
        optimizer=OptimizerConfig(
            lr=1.5e-3, warmup_samples=160, decay_from_samples=1600, label_smoothing=0.0, input_noise=0.0
        ),
        total_samples=2400,
        accelerator="cpu",
        threads=torch.get_num_threads(),
    )
    train(run)
    export(ExportConfig(checkpoint=run.run_folder, validation=judged, out=tmp_path / "weights", device="cpu"))

    recognizer = Recognizer(tmp_path / "weights", device="cpu")
    for text in FORMULAS:
        recognition = recognizer.recognize(draw_text(text.replace(" ", "")))
        assert recognition.latex == to_latex(text.split())
        assert recognition.confidence > 0.5

    evaluate(
        EvaluateConfig(
            weights=tmp_path / "weights", shards=(shard,), out=tmp_path / "report", render=False, device="cpu"
        )
    )
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["overall"]["exact match"]["value"] == 100
    assert recognizer.manifest["facts"]["validation"]["exact_match"] == 1
