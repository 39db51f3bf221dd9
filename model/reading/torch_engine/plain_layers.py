"""The decoder's layers as plain products, for a few positions at a time.

``model.network.decoder`` says the same for whole sequences, as training needs it. The products of a step are
so small that calling a module costs as much as the product inside it, so the tensors are gathered once per
image and the operations written out. Measured on one core of an Intel Xeon, 300 cells of memory, four new
positions: 1.6 ms in place of 2.2.
"""

from typing import NamedTuple, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.network.attention import FeedForward
from model.network.decoder import DecoderLayer
from model.network.draft import Draft


class Product(NamedTuple):
    """A linear layer: what it multiplies by, (inputs, outputs), and what it adds."""

    weight: Tensor
    bias: Tensor

    @classmethod
    def of(cls, layer: nn.Linear) -> "Product":
        """Gather the layer's tensors, without copying."""
        return cls(layer.weight.t(), layer.bias)

    def __call__(self, x: Tensor) -> Tensor:
        """Map (N, inputs) to (N, outputs)."""
        return torch.addmm(self.bias, x, self.weight)


class Norm(NamedTuple):
    """A layer norm: what it scales by and adds, (D,) each."""

    weight: Tensor
    bias: Tensor

    @classmethod
    def of(cls, layer: nn.LayerNorm) -> "Norm":
        """Gather the layer's tensors, without copying."""
        return cls(layer.weight, layer.bias)

    def __call__(self, x: Tensor) -> Tensor:
        """Map (N, D) to (N, D)."""
        return F.layer_norm(x, self.bias.shape, self.weight, self.bias)


class CrossTensors(NamedTuple):
    """Cross-attention and feed-forward block, the decoder's and the draft's alike."""

    cross_norm: Norm
    query: Product
    out: Product
    feedforward_norm: Norm
    widen: Product
    narrow: Product

    @classmethod
    def gather(
        cls,
        cross_norm: nn.LayerNorm,
        query: nn.Linear,
        out: nn.Linear,
        feedforward_norm: nn.LayerNorm,
        feedforward: FeedForward,
    ) -> "CrossTensors":
        """Gather the tensors of the modules, in the order in which they are used."""
        return cls(
            Norm.of(cross_norm),
            Product.of(query),
            Product.of(out),
            Norm.of(feedforward_norm),
            Product.of(feedforward.widen),
            Product.of(feedforward.narrow),
        )

    def cross_attention_and_mlp(self, x: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """Map positions.

        Args:
            x: (N, D), the positions of one row after those of another.
            keys: Of memory, (B, heads, S, D / heads); B is 1 where all rows read one image, so that its keys
                are neither copied nor reread.
            values: Of the same shape.

        Returns:
            (N, D).
        """
        queries = self.query(self.cross_norm(x))
        queries = queries.view(keys.shape[0], -1, keys.shape[1], keys.shape[3]).transpose(1, 2)
        mixed = F.scaled_dot_product_attention(queries, keys, values)  # (B, heads, N / B, d)
        x = x + self.out(mixed.transpose(1, 2).reshape(x.shape))
        return x + self.narrow(F.gelu(self.widen(self.feedforward_norm(x))))


class Past(Protocol):
    """What one layer knows of earlier positions: their keys and values of self-attention."""

    @property
    def shape(self) -> tuple[int, int, int]:
        """Rows, heads, channels of a head."""

    def append(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Add those of new positions, (B, heads, n, d) each; return all of them, (B, heads, T, d) each."""


class LayerTensors(NamedTuple):
    """One layer of the decoder."""

    attention_norm: Norm
    project_in: Product
    project_out: Product
    cross: CrossTensors

    @classmethod
    def of(cls, layer: DecoderLayer) -> "LayerTensors":
        """Gather the layer's tensors."""
        cross = CrossTensors.gather(
            layer.cross_norm,
            layer.cross.project_query,
            layer.cross.project_out,
            layer.feedforward_norm,
            layer.feedforward,
        )
        return cls(
            attention_norm=Norm.of(layer.attention_norm),
            project_in=Product.of(layer.attention.project_in),
            project_out=Product.of(layer.attention.project_out),
            cross=cross,
        )

    def extend(self, x: Tensor, past: Past, seen: Tensor | None, cross_kv: tuple[Tensor, Tensor]) -> Tensor:
        """Map new positions.

        Args:
            x: (B · n, D).
            past: Of this layer; the new positions are added.
            seen: (n, T), zero where a new position sees another, else minus infinity; None: all.
            cross_kv: Keys and values of memory.

        Returns:
            (B · n, D).
        """
        rows, heads, depth = past.shape
        projected = self.project_in(self.attention_norm(x))
        queries, keys, values = projected.view(rows, -1, 3, heads, depth).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(queries, *past.append(keys, values), attn_mask=seen)
        x = x + self.project_out(mixed.transpose(1, 2).reshape(x.shape))
        return self.cross.cross_attention_and_mlp(x, *cross_kv)


class DraftTensors(NamedTuple):
    """The draft head."""

    state_norm: Norm
    token_norm: Norm
    join: Product
    cross: CrossTensors
    norm: Norm

    @classmethod
    def of(cls, draft: Draft) -> "DraftTensors":
        """Gather the head's tensors."""
        cross = CrossTensors.gather(
            draft.cross_norm,
            draft.project_query,
            draft.project_out,
            draft.feedforward_norm,
            draft.feedforward,
        )
        return cls(
            state_norm=Norm.of(draft.state_norm),
            token_norm=Norm.of(draft.token_norm),
            join=Product.of(draft.join),
            cross=cross,
            norm=Norm.of(draft.norm),
        )

    def advance(self, state: Tensor, token: Tensor, cross_kv: tuple[Tensor, Tensor]) -> Tensor:
        """Predict the state one token further; (1, D), (1, D) → (1, D)."""
        joined = torch.cat((self.state_norm(state), self.token_norm(token)), dim=-1)
        return self.cross.cross_attention_and_mlp(state + self.join(joined), *cross_kv)
