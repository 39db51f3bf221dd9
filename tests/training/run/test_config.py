import json
from pathlib import Path

import pytest
import torch
import yaml
from jsonargparse import auto_cli

from training.run.config import TrainConfig, as_plain

CONFIGS = Path(__file__).parents[3] / "training" / "configs"
RUNS = ["base", "gpu", "resnet18", "smoke"]


def read(name, *arguments):
    path = str(CONFIGS / f"{name}.yaml")
    return auto_cli(TrainConfig, args=["--config", path, *arguments], as_positional=False)


@pytest.mark.parametrize("name", RUNS)
def test_every_run_file_describes_a_run(name):
    config = read(name)
    assert isinstance(config, TrainConfig)
    assert config.run_folder == Path("runs") / name


def test_the_command_line_overrides_the_file():
    config = read("base", "--optimizer.lr", "5e-4", "--model.decoder_layers", "4")
    assert (config.optimizer.lr, config.model.decoder_layers) == (5e-4, 4)


def test_a_value_of_the_wrong_type_is_one_clear_error(capsys):
    with pytest.raises(SystemExit):
        read("base", "--optimizer.lr", "fast")
    assert "optimizer.lr" in capsys.readouterr().err


def test_an_unknown_option_is_refused(capsys):
    with pytest.raises(SystemExit):
        read("base", "--optimizer.speed", "1")
    assert "speed" in capsys.readouterr().err


def test_the_plain_form_is_json_and_a_safe_checkpoint_and_reads_back(tmp_path):
    config = read("base")
    plain = as_plain(config)
    assert json.loads(json.dumps(plain)) == plain
    torch.save(plain, tmp_path / "plain.pt")
    assert torch.load(tmp_path / "plain.pt", weights_only=True) == plain
    (tmp_path / "again.yaml").write_text(yaml.safe_dump(plain), encoding="utf-8")
    again = auto_cli(TrainConfig, args=["--config", str(tmp_path / "again.yaml")], as_positional=False)
    assert again == config
