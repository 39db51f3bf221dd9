"""Image → memory: a residual convolutional trunk, 2-D positional encoding, optional Transformer layers."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.network.attention import FeedForward, SelfAttention
from model.network.config import ModelConfig
from model.network.positional import PositionalEncoding2d

TRUNK_CHANNELS = 256


class BasicBlock(nn.Module):
    """Two 3×3 convolutions with batch normalization around a shortcut.

    Parameter names are those of torchvision's block, so that weights can be exchanged.

    Source: He et al. 2015, arXiv:1512.03385, figure 5 left; last gain zero after Goyal et al. 2017,
    arXiv:1706.02677, section 5.1, so that a new block starts as the identity.
    """

    def __init__(self, channels_in: int, channels_out: int, stride: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels_out)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels_out)
        self.downsample: nn.Module = nn.Identity()
        if stride != (1, 1) or channels_in != channels_out:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels_in, channels_out, 1, stride, bias=False), nn.BatchNorm2d(channels_out)
            )
        nn.init.zeros_(self.bn2.weight)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, channels_in, h, w) to (B, channels_out, ⌈h / stride⌉, ⌈w / stride⌉)."""
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y)) + self.downsample(x)
        return F.relu(y, inplace=True)


def stage(channels_in: int, channels_out: int, blocks: int, stride: tuple[int, int]) -> list[nn.Module]:
    """Chain blocks, the first of which changes channels and resolution."""
    first = BasicBlock(channels_in, channels_out, stride)
    return [first, *(BasicBlock(channels_out, channels_out) for _ in range(blocks - 1))]


def convolution(channels_in: int, channels_out: int, kernel: int) -> list[nn.Module]:
    """Build a convolution of stride 2 with batch normalization and ReLU."""
    return [
        nn.Conv2d(channels_in, channels_out, kernel, stride=2, padding=kernel // 2, bias=False),
        nn.BatchNorm2d(channels_out),
        nn.ReLU(inplace=True),
    ]


def slim_trunk(stride: tuple[int, int]) -> nn.Sequential:
    """Build our trunk: two strided convolutions, then 1, 2 and 3 blocks of 64, 128 and 256 channels.

    Args:
        stride: Image pixels per feature cell (rows, columns); the last stage brings it from 8×8 to this.
    """
    return nn.Sequential(
        *convolution(1, 32, 3),
        *convolution(32, 64, 3),
        *stage(64, 64, 1, (1, 1)),
        *stage(64, 128, 2, (2, 2)),
        *stage(128, TRUNK_CHANNELS, 3, (stride[0] // 8, stride[1] // 8)),
    )


def resnet18_trunk() -> nn.Sequential:
    """Build ResNet-18 up to its third stage, on one gray channel; stride 16×16."""
    return nn.Sequential(
        *convolution(1, 64, 7),
        nn.MaxPool2d(3, stride=2, padding=1),
        *stage(64, 64, 2, (1, 1)),
        *stage(64, 128, 2, (2, 2)),
        *stage(128, TRUNK_CHANNELS, 2, (2, 2)),
    )


class EncoderLayer(nn.Module):
    """Pre-LN Transformer layer: every cell looks at every other."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(config.width)
        self.attention = SelfAttention(config.width, config.heads)
        self.feedforward_norm = nn.LayerNorm(config.width)
        self.feedforward = FeedForward(config.width, config.feedforward)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, S, D) to (B, S, D)."""
        x = x + self.dropout(self.attention(self.attention_norm(x)))
        out: Tensor = x + self.dropout(self.feedforward(self.feedforward_norm(x)))
        return out


class Encoder(nn.Module):
    """From ink to memory."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        stride = (config.stride_height, config.stride_width)
        self.trunk = slim_trunk(stride) if config.trunk == "slim" else resnet18_trunk()
        self.project = nn.Conv2d(TRUNK_CHANNELS, config.width, 1)
        self.position = PositionalEncoding2d(config.width)
        self.layers = nn.ModuleList(EncoderLayer(config) for _ in range(config.encoder_layers))
        self.norm = nn.LayerNorm(config.width)
        for convolution_ in (module for module in self.trunk.modules() if isinstance(module, nn.Conv2d)):
            nn.init.kaiming_normal_(convolution_.weight, mode="fan_out", nonlinearity="relu")

    def convolve_in(self, dtype: torch.dtype) -> None:
        """Compute all convolutions in ``dtype`` from now on; what follows them, and memory, stay float32."""
        self.trunk.to(dtype)
        self.project.to(dtype)

    def forward(self, image: Tensor) -> Tensor:
        """Encode ink, float (B, 1, H, W), as memory (B, S, D), S = ⌈H / stride_height⌉·⌈W / stride_width⌉."""
        x = self.project(self.trunk(image.to(self.project.weight.dtype)))  # (B, D, h, w)
        x = self.position(x)  # (B, S, D), float32 again
        for layer in self.layers:
            x = layer(x)
        memory: Tensor = self.norm(x)
        return memory
