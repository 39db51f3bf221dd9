"""Transformer decoder: memory and the tokens so far → logits of the next token, whole sequences at a time.

A few tokens at a time, as search needs them, the engines of ``model.reading`` compute the same layers.
"""

import math

import torch
from torch import Tensor, nn

from model.network.attention import CrossAttention, FeedForward, SelfAttention
from model.network.config import ModelConfig
from model.network.draft import Draft
from model.network.positional import sinusoid


class DecoderLayer(nn.Module):
    """Pre-LN Transformer decoder layer: causal self-attention, cross-attention, feed-forward block."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(config.width)
        self.attention = SelfAttention(config.width, config.heads)
        self.cross_norm = nn.LayerNorm(config.width)
        self.cross = CrossAttention(config.width, config.heads)
        self.feedforward_norm = nn.LayerNorm(config.width)
        self.feedforward = FeedForward(config.width, config.feedforward)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, memory: Tensor) -> Tensor:
        """Map all positions at once, (B, T, D) → (B, T, D), reading memory (B, S, D)."""
        x = x + self.dropout(self.attention(self.attention_norm(x), is_causal=True))
        x = x + self.dropout(self.cross(self.cross_norm(x), *self.cross.keys_and_values(memory)))
        out: Tensor = x + self.dropout(self.feedforward(self.feedforward_norm(x)))
        return out


class Decoder(nn.Module):
    """Autoregressive Transformer decoder; input embedding and output layer are one matrix.

    Source: tied embeddings after Press and Wolf 2017, arXiv:1608.05859, scaled by √D as in arXiv:1706.03762,
    section 3.4; pre-LN after Xiong et al. 2020, arXiv:2002.04745.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary_size, config.width)
        self.dropout = nn.Dropout(config.dropout)
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.decoder_layers))
        self.norm = nn.LayerNorm(config.width)
        self.draft = Draft(config) if config.draft_tokens else None
        positions = torch.arange(
            config.max_tokens + 1, dtype=torch.float32
        )  # + 1: bos stands before the tokens
        self.positions: Tensor
        self.register_buffer("positions", sinusoid(positions, config.width), persistent=False)
        # √D · D^-1/2 = 1: embeddings as large as what is added to them, first logits of unit variance.
        nn.init.normal_(self.embedding.weight, std=config.width**-0.5)

    def forward(self, token_ids: Tensor, memory: Tensor) -> Tensor:
        """Predict at every position the token after it, given all tokens up to it.

        Args:
            token_ids: long (B, T), bos first, T at most ``max_tokens`` + 1.
            memory: (B, S, D).

        Returns:
            Logits, float32 (B, T, V).

        Raises:
            ValueError: T is larger.
        """
        _, x = self._feed(token_ids, memory)
        return self.logits(x)

    def forward_with_drafts(self, token_ids: Tensor, memory: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Predict as ``forward`` does, and guess further tokens; no gradient of a guess leaves the draft.

        Returns:
            Logits, (B, T, V), and for k from 1 to ``draft_tokens`` guesses from the first T - k positions and
            the k tokens after each at the token that follows them, (B, T - k, V).

        Raises:
            ValueError: As in ``forward``.
        """
        embedded, x = self._feed(token_ids, memory)
        guesses: list[Tensor] = []
        if self.draft is not None:
            with torch.no_grad():
                cross_kv = self.typed_layers()[-1].cross.keys_and_values(memory)
            state = x.detach()
            for k in range(1, self.config.draft_tokens + 1):
                state = self.draft(state[:, :-1], embedded[:, k:].detach(), *cross_kv)
                guesses.append(self._guess_logits(self.draft, state))
        return self.logits(x), guesses

    def begin_draft(self) -> None:
        """Let a draft that has learned nothing look at the image as the last layer does."""
        if self.draft is not None:
            last = self.typed_layers()[-1]
            self.draft.cross_norm.load_state_dict(last.cross_norm.state_dict())
            self.draft.project_query.load_state_dict(last.cross.project_query.state_dict())
            self.draft.project_out.load_state_dict(last.cross.project_out.state_dict())

    def cross_kv(self, memory: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Project memory (B, S, D) into each layer's keys and values, (B, heads, S, D / heads)."""
        return [layer.cross.keys_and_values(memory) for layer in self.typed_layers()]

    def embed(self, token_ids: Tensor, positions: Tensor) -> Tensor:
        """Embed token ids, long (B, n), at encoded positions, (n, D); returns (B, n, D)."""
        x: Tensor = self.dropout(self.embedding(token_ids) * math.sqrt(self.config.width) + positions)
        return x

    def logits(self, x: Tensor) -> Tensor:
        """Turn what the last layer gave, (…, D), into logits, float32 (…, V)."""
        return nn.functional.linear(self.norm(x), self.embedding.weight).float()

    def typed_layers(self) -> list[DecoderLayer]:
        """Return the layers, first to last."""
        return list(self.layers)  # type: ignore[arg-type]

    def _feed(self, token_ids: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the first layer is given and what the last one gives, (B, T, D) each."""
        if token_ids.shape[1] > len(self.positions):
            raise ValueError(f"{token_ids.shape[1]} positions, but max_tokens + 1 is {len(self.positions)}")
        embedded = x = self.embed(token_ids, self.positions[: token_ids.shape[1]])
        for layer in self.layers:
            x = layer(x, memory)
        return embedded, x

    def _guess_logits(self, draft: Draft, state: Tensor) -> Tensor:
        return nn.functional.linear(draft.norm(state), self.embedding.weight.detach()).float()
