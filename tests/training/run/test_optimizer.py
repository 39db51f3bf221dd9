from copy import deepcopy
from dataclasses import replace

import pytest
import torch

from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from training.run.config import OptimizerConfig
from training.run.optimizer import (
    averaged,
    averaged_network,
    ema_decay,
    learning_rate,
    make_optimizer,
    orthogonalized,
)

CONFIG = ModelConfig(vocabulary_size=5, width=8, heads=2, feedforward=8, decoder_layers=1, max_tokens=4)


def test_norms_biases_scales_and_embeddings_are_not_decayed():
    network = Image2Latex(CONFIG)
    decayed, others = make_optimizer(network, OptimizerConfig(weight_decay=0.1)).param_groups
    assert (decayed["weight_decay"], others["weight_decay"]) == (0.1, 0)
    names = {id(parameter): name for name, parameter in network.named_parameters()}
    decayed_names = {names[id(parameter)] for parameter in decayed["params"]}
    assert "decoder.layers.0.cross.project_query.weight" in decayed_names
    assert not {name for name in decayed_names if "norm" in name or "bias" in name or "embedding" in name}
    assert len(decayed["params"]) + len(others["params"]) == len(names)


@pytest.mark.parametrize("shape", [(8, 40), (40, 8), (16, 16), (1, 5)])
def test_an_orthogonalized_matrix_keeps_its_directions_and_loses_their_sizes(shape):
    generator = torch.Generator().manual_seed(1)
    matrix = torch.randn(shape, generator=generator)
    left, _, right = torch.linalg.svd(matrix, full_matrices=False)
    sizes = (left.T @ orthogonalized(matrix) @ right.T).diagonal()
    assert sizes.min() > 0.5
    assert sizes.max() < 1.3


def test_muon_moves_matrices_and_convolutions_as_far_as_adamw_would():
    network = Image2Latex(CONFIG)
    before = {name: parameter.detach().clone() for name, parameter in network.named_parameters()}
    optimizer = make_optimizer(network, OptimizerConfig(kind="muon", lr=1e-2, weight_decay=0.0))
    for parameter in network.parameters():
        parameter.grad = torch.randn(parameter.shape, generator=torch.Generator().manual_seed(1))
    optimizer.step()
    for name in ("encoder.trunk.6.conv1.weight", "decoder.layers.0.cross.project_query.weight"):
        moved = (network.get_parameter(name) - before[name]).square().mean().sqrt().item()
        assert moved == pytest.approx(0.2 * 1e-2, rel=0.3), name
    moved = network.get_parameter("decoder.embedding.weight") - before["decoder.embedding.weight"]
    assert moved.abs().median().item() == pytest.approx(1e-2, rel=0.01)  # AdamW's first step


def test_muon_leaves_alone_what_has_no_gradient_and_decays_what_has():
    network = Image2Latex(CONFIG)
    optimizer = make_optimizer(network, OptimizerConfig(kind="muon", lr=0.1, weight_decay=0.5))
    still, decayed = (
        network.decoder.layers[0].cross.project_query,
        network.decoder.layers[0].cross.project_out,
    )
    before = still.weight.detach().clone(), decayed.weight.detach().clone()
    decayed.weight.grad = torch.zeros_like(decayed.weight)
    optimizer.step()
    assert torch.equal(still.weight, before[0])
    torch.testing.assert_close(decayed.weight, 0.95 * before[1])


def test_muon_goes_on_from_what_was_saved():
    torch.manual_seed(1)
    network, other = Image2Latex(CONFIG), Image2Latex(CONFIG)
    other.load_state_dict(network.state_dict())
    config = OptimizerConfig(kind="muon")
    first, second = make_optimizer(network, config), make_optimizer(other, config)
    gradients = [torch.randn_like(parameter) for parameter in network.parameters()]

    def step(optimizer, of):
        for parameter, gradient in zip(of.parameters(), gradients, strict=True):
            parameter.grad = gradient.clone()
        optimizer.step()

    step(first, network)
    other.load_state_dict(network.state_dict())
    second.load_state_dict(deepcopy(first.state_dict()))  # loading alone would share the tensors
    step(first, network)
    step(second, other)
    for mine, its in zip(network.parameters(), other.parameters(), strict=True):
        assert torch.equal(mine, its)


def test_learning_rate_warms_up_stays_and_decays_to_zero():
    config = OptimizerConfig(lr=1.0, warmup_samples=100, decay_from_samples=800)
    rates = [learning_rate(config, samples, 1000) for samples in (0, 49, 100, 800, 900, 1000, 1100)]
    assert rates == pytest.approx([0.01, 0.5, 1, 1, 0.5, 0, 0])


def test_learning_rate_without_decay_stays():
    config = OptimizerConfig(lr=1.0, warmup_samples=0)
    assert learning_rate(config, 0, 1000) == learning_rate(config, 999, 1000) == 1


def test_a_longer_run_moves_the_end_of_the_decay():
    config = replace(OptimizerConfig(), lr=1.0, warmup_samples=0, decay_from_samples=800)
    assert learning_rate(config, 1000, 1200) == pytest.approx(0.5)


def test_ema_decay_ramps_up_to_its_ceiling():
    assert ema_decay(0, 0.9998) == pytest.approx(0.1)
    assert ema_decay(9_000, 0.9998) == pytest.approx(0.999, abs=1e-4)
    assert ema_decay(10**6, 0.9998) == 0.9998


def test_the_average_follows_weights_and_batch_statistics_and_counts_batches():
    network = Image2Latex(CONFIG)
    average = averaged(network, 0.5)
    average.update_parameters(network)  # the first update copies
    with torch.no_grad():
        for tensor in network.state_dict().values():
            tensor.add_(1)
    before = {name: tensor.clone() for name, tensor in averaged_network(average).state_dict().items()}
    average.update_parameters(network)
    weight = 1 - ema_decay(1, 0.5)
    for name, tensor in averaged_network(average).state_dict().items():
        moved = weight if tensor.is_floating_point() else 1
        torch.testing.assert_close(tensor, before[name] + moved)


def test_the_average_is_in_evaluation_mode_while_the_network_trains():
    network = Image2Latex(CONFIG).train()
    assert not averaged_network(averaged(network, 0.5)).training
    assert network.training
