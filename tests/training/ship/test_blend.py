import pytest
import torch

from model.weights.files import load_weights
from training.__main__ import main
from training.errors import TrainingError
from training.run.train import train
from training.ship.blend import interpolated
from training.ship.export import ExportConfig, export

WORDS = ("<a>", "x", "y", "z")


def test_weights_between_two_are_written_with_the_facts_of_the_tuned_ones(tiny_config, tmp_path):
    train(tiny_config)
    export(ExportConfig(tiny_config.run_folder, tiny_config.validation, tmp_path / "one", device="cpu"))
    folders = {"tuned": "one", "base": "one", "out": "new"}
    options = [f"--{name}={tmp_path / folder}" for name, folder in folders.items()]
    assert main(["blend", *options, "--share", "0.5"]) == 0
    (made, manifest), (one, ours) = (load_weights(tmp_path / name, "cpu") for name in ("new", "one"))
    assert manifest.tokenizer.vocabulary == ours.tokenizer.vocabulary
    assert manifest.entries["facts"]["blended"]["share"] == 0.5
    for name, tensor in made.state_dict().items():
        torch.testing.assert_close(tensor, one.state_dict()[name])  # between a thing and itself


def test_a_tensor_lies_between_both():
    made = interpolated({"w": torch.ones(2)}, {"w": torch.zeros(2)}, 0.7, WORDS, WORDS)
    torch.testing.assert_close(made["w"], torch.full((2,), 0.7))


def test_embeddings_are_matched_by_token_and_new_tokens_kept():
    tuned, base = torch.ones(4, 3), torch.zeros(3, 3)
    made = interpolated({"e": tuned}, {"e": base}, 0.25, WORDS, ("<a>", "z", "x"))["e"]
    assert made[:, 0].tolist() == [0.25, 0.25, 1.0, 0.25]


def test_counts_are_not_interpolated():
    made = interpolated({"n": torch.tensor(7)}, {"n": torch.tensor(3)}, 0.5, WORDS, WORDS)
    assert made["n"] == 7


def test_networks_of_other_shapes_are_refused():
    with pytest.raises(TrainingError, match="not of one shape"):
        interpolated({"w": torch.ones(2)}, {"w": torch.ones(3)}, 0.5, WORDS, WORDS)
    with pytest.raises(TrainingError, match="not of one shape"):
        interpolated({"w": torch.ones(2)}, {}, 0.5, WORDS, WORDS)
