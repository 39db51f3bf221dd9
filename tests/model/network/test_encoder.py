import pytest
import torch

from model.network.config import STRIDES, ModelConfig
from model.network.encoder import BasicBlock, Encoder
from training.torchvision_compat import torchvision


def config(**fields):
    return ModelConfig(**({"vocabulary_size": 10, "width": 32, "heads": 4, "feedforward": 64} | fields))


@pytest.mark.parametrize(("channels_in", "channels_out", "stride"), [(8, 8, 1), (8, 16, 1), (8, 16, 2)])
def test_the_block_equals_that_of_torchvision(channels_in, channels_out, stride):
    ours = BasicBlock(channels_in, channels_out, (stride, stride))
    shortcut = None
    if stride != 1 or channels_in != channels_out:
        shortcut = torch.nn.Sequential(
            torch.nn.Conv2d(channels_in, channels_out, 1, stride, bias=False),
            torch.nn.BatchNorm2d(channels_out),
        )
    theirs = torchvision.models.resnet.BasicBlock(channels_in, channels_out, stride, shortcut)
    ours.load_state_dict(theirs.state_dict(), strict=True)
    x = torch.randn(2, channels_in, 9, 13)
    for is_training in (True, False):
        ours.train(is_training)
        theirs.train(is_training)
        torch.testing.assert_close(ours(x), theirs(x))


def test_the_reference_trunk_equals_resnet18_up_to_its_third_stage():
    resnet = torchvision.models.resnet18()
    resnet.conv1 = torch.nn.Conv2d(1, 64, 7, 2, 3, bias=False)
    parts = [resnet.conv1, resnet.bn1, resnet.relu, resnet.maxpool]
    theirs = torch.nn.Sequential(*parts, *resnet.layer1, *resnet.layer2, *resnet.layer3).eval()
    trunk = Encoder(config(trunk="resnet18", stride_width=16)).trunk.eval()
    trunk.load_state_dict(theirs.state_dict(), strict=True)
    image = torch.rand(1, 1, 64, 96)
    torch.testing.assert_close(trunk(image), theirs(image))


@pytest.mark.parametrize(
    ("trunk", "stride"), [(trunk, stride) for trunk, strides in STRIDES.items() for stride in strides]
)
@pytest.mark.parametrize("size", [(64, 320), (1, 1), (33, 47), (17, 200)])
def test_memory_has_one_cell_per_stride_begun(trunk, stride, size):
    encoder = Encoder(config(trunk=trunk, stride_height=stride[0], stride_width=stride[1])).eval()
    memory = encoder(torch.rand(2, 1, *size))
    cells = -(-size[0] // stride[0]) * -(-size[1] // stride[1])
    assert memory.shape == (2, cells, 32)


@pytest.mark.parametrize("encoder_layers", [0, 2])
def test_a_batch_of_two_equals_two_of_one(encoder_layers):
    encoder = Encoder(config(encoder_layers=encoder_layers)).eval()
    images = torch.rand(2, 1, 48, 96)
    with torch.inference_mode():
        together, apart = encoder(images), [encoder(image[None]) for image in images]
    torch.testing.assert_close(together, torch.cat(apart), rtol=1e-4, atol=1e-5)


def test_convolutions_in_bfloat16_give_nearly_the_same_memory_in_float32():
    encoder = Encoder(config()).eval()
    image = torch.rand(1, 1, 32, 64)
    exact = encoder(image)
    encoder.convolve_in(torch.bfloat16)
    memory = encoder(image)
    assert memory.dtype == torch.float32
    torch.testing.assert_close(memory, exact, atol=0.05, rtol=0)  # of values around 1


def test_a_new_block_is_the_identity_on_ink():
    block = BasicBlock(8, 8)
    x = torch.rand(1, 8, 5, 5)
    torch.testing.assert_close(block(x), x)


def test_every_weight_is_trained():
    encoder = Encoder(config(encoder_layers=1, dropout=0.0))
    for parameter in encoder.parameters():  # away from the zero gains, behind which nothing learns at once
        torch.nn.init.normal_(parameter, std=0.1)
    encoder(torch.rand(2, 1, 32, 64)).square().sum().backward()
    assert all(parameter.grad is not None for parameter in encoder.parameters())
