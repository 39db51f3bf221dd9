"""Memory and the tokens so far → logits of the next token, with a cache for decoding step by step."""

import math

import torch
from torch import Tensor, nn

from model.attention import CrossAttention, FeedForward, SelfAttention
from model.config import ModelConfig
from model.positional import sinusoid

CACHE_CHUNK = 32  # positions by which a cache grows: short formulas stay small, long ones grow six times


class Cache:
    """What decoding step by step remembers of one batch.

    Attributes:
        length: Positions written so far, bos included; a lower number forgets the last ones.
    """

    def __init__(self, past: Tensor, crossed: list[tuple[Tensor, Tensor]]) -> None:
        """Start empty.

        Args:
            past: (layers, 2, B, heads, capacity, D / heads), its content unused.
            crossed: Per layer the keys and values of memory, each (B, heads, S, D / heads).
        """
        self.length = 0
        self.past = past
        self.crossed = crossed

    def select(self, indices: Tensor) -> None:
        """Keep, repeat or reorder rows.

        Args:
            indices: long (n,): row ``i`` of the new batch continues row ``indices[i]`` of the old one. Where
                all rows read one image, ``n`` may exceed the number of rows and memory is not copied.
        """
        self.past = self.past.index_select(2, indices)
        if self.crossed[0][0].shape[0] > 1:
            self.crossed = [
                (keys.index_select(0, indices), values.index_select(0, indices))
                for keys, values in self.crossed
            ]

    def grow(self, positions: int) -> None:
        """Make room for so many more positions."""
        missing = self.length + positions - self.past.shape[-2]
        if missing > 0:
            more = -(-missing // CACHE_CHUNK) * CACHE_CHUNK
            shape = (*self.past.shape[:-2], more, self.past.shape[-1])
            self.past = torch.cat((self.past, self.past.new_empty(shape)), dim=-2)


class DecoderLayer(nn.Module):
    """Pre-LN Transformer layer: look back, look at the image, think."""

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
        return self._read_and_think(x, *self.cross.keys_and_values(memory))

    def extend(self, x: Tensor, past: Tensor, length: int, crossed: tuple[Tensor, Tensor]) -> Tensor:
        """Map new positions, (B, n, D) → (B, n, D); ``past`` and ``length`` as in ``SelfAttention``."""
        x = x + self.attention.extend(self.attention_norm(x), past, length)
        return self._read_and_think(x, *crossed)

    def _read_and_think(self, x: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        x = x + self.dropout(self.cross(self.cross_norm(x), keys, values))
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
        if token_ids.shape[1] > len(self.positions):
            raise ValueError(f"{token_ids.shape[1]} positions, but max_tokens + 1 is {len(self.positions)}")
        x = self._embed(token_ids, self.positions[: token_ids.shape[1]])  # (B, T, D)
        for layer in self.layers:
            x = layer(x, memory)
        return self._logits(x)

    def start(self, memory: Tensor) -> Cache:
        """Prepare decoding step by step from memory (B, S, D)."""
        crossed = [layer.cross.keys_and_values(memory) for layer in self._typed_layers()]
        heads = self.config.heads
        shape = (len(crossed), 2, memory.shape[0], heads, CACHE_CHUNK, self.config.width // heads)
        return Cache(crossed[0][0].new_empty(shape), crossed)

    def step(self, token_ids: Tensor, cache: Cache) -> Tensor:
        """Predict the token after one more token per row: ``extend`` by one, long (B,) → float32 (B, V)."""
        return self.extend(token_ids[:, None], cache)[:, 0]

    def extend(self, token_ids: Tensor, cache: Cache) -> Tensor:
        """Predict the token after each of several more tokens per row, all of them at once.

        Args:
            token_ids: long (B, n), bos first of all; at most ``max_tokens`` + 1 positions in the end.
            cache: From ``start``; grows by these positions.

        Returns:
            Logits, float32 (B, n, V).
        """
        new = token_ids.shape[1]
        cache.grow(new)
        x = self._embed(token_ids, self.positions[cache.length : cache.length + new])  # (B, n, D)
        for layer, past, crossed in zip(self._typed_layers(), cache.past, cache.crossed, strict=True):
            x = layer.extend(x, past, cache.length, crossed)
        cache.length += new
        return self._logits(x)

    def _embed(self, token_ids: Tensor, positions: Tensor) -> Tensor:
        x: Tensor = self.dropout(self.embedding(token_ids) * math.sqrt(self.config.width) + positions)
        return x

    def _logits(self, x: Tensor) -> Tensor:
        return nn.functional.linear(self.norm(x), self.embedding.weight).float()

    def _typed_layers(self) -> list[DecoderLayer]:
        return list(self.layers)  # type: ignore[arg-type]
