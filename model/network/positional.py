"""Sinusoidal positional encodings: in one dimension for tokens, in two for feature cells."""

import math

import torch
from torch import Tensor, nn

LONGEST_WAVE = 10_000.0  # Source: Vaswani et al. 2017, arXiv:1706.03762, section 3.5


def sinusoid(positions: Tensor, width: int) -> Tensor:
    """Encode each position by sines, then cosines, of geometrically spaced wave lengths.

    Args:
        positions: float32 (n,), counted from 0.
        width: Channels, even.

    Returns:
        float32 (n, width), values in [-1, 1], on the device of ``positions``.
    """
    half = torch.arange(width // 2, device=positions.device, dtype=torch.float32)
    angles = positions[:, None] * torch.exp(half * (-2 * math.log(LONGEST_WAVE) / width))  # (n, width / 2)
    return torch.cat((angles.sin(), angles.cos()), dim=1)


class PositionalEncoding2d(nn.Module):
    """Add to each feature cell where it stands: rows in the first D/2 channels, columns in the rest.

    The scale is learned, because how strongly place must speak beside appearance depends on the trunk.
    The code is computed for each call, so any image size works.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, features: Tensor) -> Tensor:
        """Add the encoding.

        Args:
            features: (B, D, h, w).

        Returns:
            Cells in reading order, (B, S, D).
        """
        height, width = features.shape[-2:]
        rows = sinusoid(torch.arange(height, device=features.device, dtype=torch.float32), self.width // 2)
        columns = sinusoid(torch.arange(width, device=features.device, dtype=torch.float32), self.width // 2)
        encoding = torch.cat(
            (rows[:, None].expand(-1, width, -1), columns[None].expand(height, -1, -1)), dim=2
        )  # (h, w, D)
        cells = features.flatten(2).transpose(1, 2)  # (B, S, D)
        return cells + self.scale * encoding.flatten(0, 1)
