from pathlib import Path

import pytest
import torch
from PIL import Image

from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.weights.archive import WeightsError
from model.weights.files import save_weights
from training.__main__ import main
from training.benchmark.speed import SpeedConfig, measure_speed
from training.errors import TrainingError

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


def test_a_picture_that_is_refused_has_its_row_and_stays_out_of_the_batches(
    weights: Path, pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("L", (80, 40), 255).save(pictures / "blank.png")
    measure_speed(SpeedConfig(weights=weights, pictures=pictures, repeats=1, device="cpu"))
    table = capsys.readouterr().out
    assert "| blank | 80 × 40 | none: refused |" in table
    assert "In batches of 16" in table


def test_a_folder_of_nothing_but_refused_pictures_has_no_batches(
    weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("L", (80, 40), 255).save(tmp_path / "blank.png")
    measure_speed(SpeedConfig(weights=weights, pictures=tmp_path, repeats=1, device="cpu"))
    assert "batches" not in capsys.readouterr().out


@pytest.mark.slow
def test_the_examples_and_weights_that_ship_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "speed", "--repeats", "1", "--device", "cpu", "--threads", "1"]) == 0
    table = capsys.readouterr().out
    for path in SpeedConfig().pictures.glob("*.png"):
        assert f"| {path.stem} |" in table
    assert "none: refused" in table.partition("| page |")[2].partition("\n")[0]


def test_a_folder_without_pictures_is_refused(weights: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="holds no PNG pictures"):
        measure_speed(SpeedConfig(weights=weights, pictures=tmp_path))


def test_missing_weights_are_refused(pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError):
        measure_speed(SpeedConfig(weights=tmp_path / "none", pictures=pictures))
