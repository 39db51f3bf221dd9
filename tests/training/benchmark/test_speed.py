from pathlib import Path

import pytest
import torch
from PIL import Image

from model.config import ModelConfig
from model.network import Image2Latex
from model.weights import save_weights
from model.weights_archive import WeightsError
from training.benchmark.speed import SpeedConfig, measure_speed

VOCABULARY = ("<pad>", "<bos>", "<eos>", "x", "+")


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    torch.manual_seed(1)
    size = {"width": 16, "heads": 2, "feedforward": 16, "decoder_layers": 1, "max_tokens": 4}
    network = Image2Latex(ModelConfig(vocabulary_size=len(VOCABULARY), **size))
    save_weights(tmp_path / "weights", network, VOCABULARY, facts={})
    return tmp_path / "weights"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("first", "second"):
        image = Image.new("L", (80, 40), 255)
        image.paste(0, (20, 10, 24, 30))
        image.save(folder / f"{name}.png")
    return folder


def test_every_picture_has_its_row(weights: Path, pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measure_speed(SpeedConfig(weights=weights, pictures=pictures, repeats=1, device="cpu"))
    table = capsys.readouterr().out
    assert "| first | 80 × 40 |" in table
    assert "| second | 80 × 40 |" in table
    assert "In batches of 16" in table


def test_a_folder_without_pictures_is_refused(weights: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no PNG pictures"):
        measure_speed(SpeedConfig(weights=weights, pictures=tmp_path))


def test_missing_weights_are_refused(pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError):
        measure_speed(SpeedConfig(weights=tmp_path / "none", pictures=pictures))
