import random
from dataclasses import replace

import numpy as np
import pytest
import torch

from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from training.run.checkpoint import (
    BEST_NAME,
    CheckpointError,
    TrainingState,
    keep_as_best,
    newest_checkpoint,
    random_state,
    read_checkpoint,
    restore,
    save_checkpoint,
    set_random_state,
)
from training.run.config import OptimizerConfig
from training.run.optimizer import averaged, make_optimizer

CONFIG = ModelConfig(vocabulary_size=5, width=8, heads=2, feedforward=8, decoder_layers=1, max_tokens=4)
VOCABULARY = ["<pad>", "<bos>", "<eos>", "a", "b"]


@pytest.fixture
def state():
    network = Image2Latex(CONFIG)
    return TrainingState(network, averaged(network, 0.9), make_optimizer(network, OptimizerConfig()))


def save(folder, state):
    return save_checkpoint(
        folder, state, config={}, data={}, vocabulary=VOCABULARY, random_states=[random_state()]
    )


def draw():
    return random.random(), np.random.random(), torch.rand(1).item()


def test_random_state_brings_every_generator_back():
    state = random_state()
    first = draw()
    set_random_state(state)
    assert draw() == first


def test_the_newest_two_checkpoints_are_kept_and_the_best_survives(tmp_path, state):
    keep_as_best(save(tmp_path, state))
    for samples in (100, 1000, 20_000):
        state.samples_seen = samples
        save(tmp_path, state)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [BEST_NAME, "samples_000000001000.pt", "samples_000000020000.pt"]
    assert newest_checkpoint(tmp_path).name == names[-1]
    assert read_checkpoint(tmp_path / BEST_NAME)["samples_seen"] == 0


def test_a_later_best_replaces_the_earlier(tmp_path, state):
    keep_as_best(save(tmp_path, state))
    state.samples_seen = 8
    keep_as_best(save(tmp_path, state))
    assert read_checkpoint(tmp_path / BEST_NAME)["samples_seen"] == 8


def test_no_folder_holds_no_checkpoint(tmp_path):
    assert newest_checkpoint(tmp_path / "nowhere") is None


def test_a_missing_checkpoint_is_named(tmp_path):
    with pytest.raises(CheckpointError, match=r"there is no checkpoint .*gone\.pt"):
        read_checkpoint(tmp_path / "gone.pt")


def test_a_truncated_checkpoint_is_refused(tmp_path, state):
    path = save(tmp_path, state)
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(CheckpointError, match="not a readable checkpoint"):
        read_checkpoint(path)


def test_a_checkpoint_of_another_format_is_refused(tmp_path):
    torch.save({"format_version": 99}, tmp_path / "old.pt")
    with pytest.raises(CheckpointError, match="format 99"):
        read_checkpoint(tmp_path / "old.pt")


def test_a_checkpoint_of_another_vocabulary_is_not_resumed(tmp_path, state):
    content = read_checkpoint(save(tmp_path, state))
    with pytest.raises(CheckpointError, match="another vocabulary"):
        restore(state, content, vocabulary=[*VOCABULARY[:-1], "c"], rank=0)


def test_a_checkpoint_of_another_network_is_not_resumed(tmp_path, state):
    content = read_checkpoint(save(tmp_path, state))
    state.network = Image2Latex(replace(CONFIG, encoder_layers=1))
    with pytest.raises(CheckpointError, match="another network"):
        restore(state, content, vocabulary=VOCABULARY, rank=0)


def test_restore_brings_weights_counters_and_random_numbers_back(tmp_path, state):
    state.step, state.samples_seen, state.best_loss = 3, 24, 0.5
    content = read_checkpoint(save(tmp_path, state))
    first = draw()
    other = TrainingState(
        network := Image2Latex(CONFIG), averaged(network, 0.9), make_optimizer(network, OptimizerConfig())
    )
    restore(other, content, vocabulary=VOCABULARY, rank=0)
    assert draw() == first
    assert (other.step, other.samples_seen, other.best_loss) == (3, 24, 0.5)
    for name, tensor in state.network.state_dict().items():
        assert torch.equal(tensor, other.network.state_dict()[name])
