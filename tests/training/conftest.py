"""A training run small enough for a test: eight formulas drawn with Pillow's own font, a narrow network."""

import json

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw, ImageFont

from model.formula.tokenizer import SPECIAL_TOKENS
from model.network.config import ModelConfig
from training.corpus.formula_file import Formula
from training.data.dataset import DataConfig
from training.drawing.shards import ShardReader, ShardWriter
from training.run.config import OptimizerConfig, TrainConfig, ValidationConfig

FORMULAS = ("a + b", "x = 2", "b - a", "2 x", "a = b + 2", "x - 2 = b", "a a", "b = x")
EM_PX = 24


def draw_text(text: str) -> np.ndarray:
    """Draw black text on white, uint8 (H, W)."""
    picture = Image.new("L", (20 * len(text) + 40, 2 * EM_PX), 255)
    ImageDraw.Draw(picture).text((16, 8), text, fill=0, font=ImageFont.load_default(EM_PX))
    ink = np.asarray(picture) < 255
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = (columns[0] - 8, rows[0] - 8, columns[-1] + 9, rows[-1] + 9)
    return np.asarray(picture.crop(tuple(int(edge) for edge in box)))


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory):
    """Return a folder with ``shard`` and ``vocabulary.json``."""
    folder = tmp_path_factory.mktemp("data")
    formulas = [Formula(f"{i:016x}", "test", text, text) for i, text in enumerate(FORMULAS)]
    with ShardWriter(folder / "shard", formulas, seed=1) as writer:
        for number, text in enumerate(FORMULAS):
            image = draw_text(text.replace(" ", ""))
            writer.add(image, formula=number, font="pillow", engine="pillow", em_px=EM_PX, display=True)
    tokens = sorted({token for text in FORMULAS for token in text.split()})
    (folder / "vocabulary.json").write_text(json.dumps([*SPECIAL_TOKENS, *tokens]), encoding="utf-8")
    return folder


@pytest.fixture
def tiny_pictures(tiny_data):
    """Return the eight pictures."""
    reader = ShardReader(tiny_data / "shard")
    return [reader.image(number) for number in range(len(reader))]


@pytest.fixture
def tiny_config(tiny_data, tmp_path):
    """Return a run of three steps in float32; change it with ``dataclasses.replace``."""
    threads = torch.get_num_threads()
    yield TrainConfig(
        data=DataConfig(shards=(tiny_data / "shard",), batch_size=8, pool_batches=2, workers=0),
        vocabulary=tiny_data / "vocabulary.json",
        validation=ValidationConfig(shards=(tiny_data / "shard",), every_samples=10_000, samples=8),
        run_folder=tmp_path / "run",
        model=ModelConfig(
            vocabulary_size=3, width=16, heads=2, feedforward=32, decoder_layers=1, max_tokens=12
        ),
        optimizer=OptimizerConfig(warmup_samples=16),
        total_samples=48,
        log_every_steps=1,
        accelerator="cpu",
        precision="32-true",
        threads=1,
    )
    torch.set_num_threads(threads)
