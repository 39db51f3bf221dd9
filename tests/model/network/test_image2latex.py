import pytest
import torch
import torch.nn.functional as F

from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex

SMALL = {"width": 32, "heads": 4, "feedforward": 64, "decoder_layers": 2}


def test_the_shipped_shape_has_about_seven_million_parameters():
    assert 7.0e6 < Image2Latex(ModelConfig(450)).parameter_count() < 7.5e6


def test_the_reference_network_has_about_three_million_parameters():
    config = ModelConfig(
        450, trunk="resnet18", stride_width=16, width=128, heads=4, feedforward=256, decoder_layers=3
    )
    assert 3.0e6 < Image2Latex(config).parameter_count() < 3.6e6


def test_input_and_output_share_one_embedding():
    names = [
        name for name, value in Image2Latex(ModelConfig(37, **SMALL)).named_parameters() if 37 in value.shape
    ]
    assert names == ["decoder.embedding.weight"]


def test_bfloat16_training_gives_float32_logits_and_finite_gradients():
    network = Image2Latex(ModelConfig(20, **SMALL)).to(memory_format=torch.channels_last)
    image = torch.rand(2, 1, 48, 64).to(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(image, torch.randint(3, 20, (2, 7)))
    assert logits.dtype == torch.float32
    assert logits.shape == (2, 7, 20)
    logits.logsumexp(dim=-1).sum().backward()
    assert all(parameter.grad.isfinite().all() for parameter in network.parameters())


@pytest.mark.parametrize("trunk", ["slim", "resnet18"])
def test_a_few_images_are_learned_by_heart(trunk):
    # GIVEN four images of which each has its own formula
    torch.manual_seed(1)
    network = Image2Latex(ModelConfig(12, trunk=trunk, stride_width=16, dropout=0.0, **SMALL))
    images = torch.rand(4, 1, 32, 64)
    token_ids = torch.cat((torch.ones(4, 1, dtype=torch.long), torch.randint(3, 12, (4, 6))), dim=1)
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3)
    # WHEN the network sees nothing else
    for _ in range(60):
        logits = network(images, token_ids[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), token_ids[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.1:
            break
    # THEN it knows them
    assert loss.item() < 0.1
