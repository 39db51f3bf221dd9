import math
from dataclasses import replace

import pytest
import torch
from lightning_fabric import Fabric
from torch import nn

from model.formula.tokenizer import BOS, EOS, PAD
from model.network.image2latex import Image2Latex
from training.data.dataset import Batch
from training.run.checkpoint import TrainingState
from training.run.optimizer import averaged, make_optimizer
from training.run.step import NonFiniteLossError, TeacherForcing, freeze_batchnorm, take_step, with_noise

V = 8


def start(config):
    """Return a fresh state, and a function that takes a step with a batch."""
    torch.manual_seed(0)
    network = Image2Latex(replace(config.model, vocabulary_size=V))
    fabric = Fabric(accelerator="cpu", devices=1)
    optimizer = make_optimizer(network, config.optimizer)
    module, optimizer = fabric.setup(TeacherForcing(network, 0.0), optimizer)
    state = TrainingState(network, averaged(network, 0.99), optimizer)
    return state, lambda batch: take_step(config, fabric, state, module, batch, 1e-3)


def make_batch(value=1.0):
    token_ids = torch.tensor([[BOS, 3, 4, 5, EOS], [BOS, 6, EOS, PAD, PAD]])
    return Batch(value * torch.rand(2, 1, 32, 48), token_ids, ((0, 0), (0, 1)), samples=2)


def test_a_step_counts_samples_and_moves_weights_and_average(tiny_config):
    state, step = start(tiny_config)
    before = state.network.decoder.embedding.weight.clone()
    loss, _, norm = step(make_batch())
    assert (state.step, state.samples_seen) == (1, 2)
    assert loss > 0
    assert norm > 0
    assert not torch.equal(state.network.decoder.embedding.weight, before)
    assert torch.equal(state.ema.module.decoder.embedding.weight, state.network.decoder.embedding.weight)


def test_a_step_with_a_loss_that_is_not_finite_changes_nothing(tiny_config):
    state, step = start(tiny_config)
    before = {name: parameter.clone() for name, parameter in state.network.named_parameters()}
    with pytest.raises(NonFiniteLossError, match="in step 1, after 0 samples"):
        step(make_batch(math.inf))
    assert state.step == 0
    for name, parameter in state.network.named_parameters():
        assert torch.equal(parameter, before[name])


def test_a_batch_with_few_tokens_weighs_less(tiny_config):
    batch = make_batch()  # six tokens to predict
    plain = replace(tiny_config, model=replace(tiny_config.model, dropout=0.0))
    norms = []
    for full in (6, 60):
        optimizer = replace(plain.optimizer, input_noise=0.0, full_weight_tokens=full)
        _, step = start(replace(plain, optimizer=optimizer))
        norms.append(step(batch)[2].item())
    assert norms[0] / norms[1] == pytest.approx(10, rel=1e-3)


@pytest.mark.parametrize("draft_tokens", [0, 2])
def test_padding_does_not_count_in_the_loss(tiny_config, draft_tokens):
    state, _ = start(replace(tiny_config, model=replace(tiny_config.model, draft_tokens=draft_tokens)))
    state.network.eval()
    loss = TeacherForcing(state.network, 0.0)
    batch = make_batch()
    longer = torch.cat([batch.token_ids, torch.full((2, 3), PAD)], dim=1)
    short, long = (loss(batch.image, ids[:, :-1], ids[:, 1:]) for ids in (batch.token_ids, longer))
    torch.testing.assert_close(short, long)


def test_where_there_is_no_formula_guesses_cost_nothing(tiny_config):
    _, step = start(replace(tiny_config, model=replace(tiny_config.model, draft_tokens=2)))
    batch = make_batch()
    empty = torch.full_like(batch.token_ids, PAD)
    empty[:, 0], empty[:, 1] = BOS, EOS
    losses = step(replace(batch, token_ids=empty))
    assert losses[0] > 0
    assert losses[1] == 0


def test_a_draft_learns_beside_the_network(tiny_config):
    plain = replace(tiny_config.model, dropout=0.0)
    _, step = start(replace(tiny_config, model=replace(plain, draft_tokens=2)))
    losses = torch.stack([step(make_batch())[:2] for _ in range(40)])
    assert (losses[-1] < 0.8 * losses[0]).all()


def test_noise_replaces_only_ordinary_tokens_by_ordinary_tokens():
    torch.manual_seed(0)
    inputs = torch.tensor([[BOS, *range(3, 60), PAD]]).repeat(50, 1)
    noisy = with_noise(inputs, 0.05, vocabulary_size=60)
    is_special = inputs < 3
    assert torch.equal(noisy[is_special], inputs[is_special])
    assert (noisy[~is_special] >= 3).all()
    assert 0.03 < (noisy != inputs).float().mean() < 0.07


def test_frozen_batch_normalization_keeps_its_statistics():
    network = nn.Sequential(nn.BatchNorm2d(2)).train()
    freeze_batchnorm(network)
    network(torch.randn(4, 2, 3, 3) + 5)
    assert torch.equal(network[0].running_mean, torch.zeros(2))
