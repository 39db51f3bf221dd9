"""Draft head for speculative decoding: a small layer after the decoder's last guesses further tokens."""

import torch
from torch import Tensor, nn

from model.network.attention import FeedForward, attend, merge_heads, split_heads
from model.network.config import ModelConfig


class Draft(nn.Module):
    """Predicts the decoder's next hidden state from its last one and a token, with cross-attention.

    The prediction takes the decoder's place for the next token, and so on: a chain of guesses costs a
    fraction of as many steps, and search keeps those that the decoder confirms all at once. Cross-attention
    reads the keys and values of the decoder's last layer.

    Source: Leviathan et al. 2023, arXiv:2211.17192; a layer of its own on the states of the decoder after Li
    et al. 2024, arXiv:2401.15077, given sight of the image.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.state_norm = nn.LayerNorm(config.width)
        self.token_norm = nn.LayerNorm(config.width)
        self.join = nn.Linear(2 * config.width, config.width)
        self.cross_norm = nn.LayerNorm(config.width)
        self.project_query = nn.Linear(config.width, config.width)
        self.project_out = nn.Linear(config.width, config.width)
        self.feedforward_norm = nn.LayerNorm(config.width)
        self.feedforward = FeedForward(config.width, 2 * config.width)
        self.norm = nn.LayerNorm(config.width)

    def forward(self, state: Tensor, token: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """Predict the states one token further.

        Args:
            state: What the decoder's last layer gave before the token, or an earlier guess; (B, T, D).
            token: The token itself, embedded; (B, T, D).
            keys: Of memory, (B, heads, S, D / heads).
            values: Of the same shape.

        Returns:
            (B, T, D); ``norm`` of it stands for what the output layer would be given.
        """
        x = state + self.join(torch.cat((self.state_norm(state), self.token_norm(token)), dim=-1))
        queries = split_heads(self.project_query(self.cross_norm(x)), self.heads)
        x = x + self.project_out(merge_heads(attend(queries, keys, values)))
        out: Tensor = x + self.feedforward(self.feedforward_norm(x))
        return out
