"""KV cache: what decoding step by step remembers of one batch."""

from collections.abc import Sequence

import torch
from torch import Tensor

CACHE_CHUNK = 32  # positions by which a cache grows: short formulas stay small, long ones grow six times

CrossKV = Sequence[tuple[Tensor, Tensor]]
"""Per layer the keys and values of memory, each (B, heads, S, D / heads)."""


class KVCache:
    """Keys and values of the tokens fed so far, for the self-attention of every layer.

    Attributes:
        length: Positions written so far, bos included; a lower number forgets the last ones.
    """

    def __init__(self, like: Tensor, layers: int) -> None:
        """Start empty.

        Args:
            like: Keys of memory, (B, heads, S, D / heads): as many rows, heads and channels.
            layers: Of the decoder.
        """
        self.length = 0
        rows, heads, _, depth = like.shape
        self._past = like.new_empty((layers, 2, rows, heads, CACHE_CHUNK, depth))

    def layers(self, new: int) -> "list[LayerCache]":
        """Make room for so many more positions; return the part of every layer, to be added to once."""
        missing = self.length + new - self._past.shape[-2]
        if missing > 0:
            more = -(-missing // CACHE_CHUNK) * CACHE_CHUNK
            shape = (*self._past.shape[:-2], more, self._past.shape[-1])
            self._past = torch.cat((self._past, self._past.new_empty(shape)), dim=-2)
        return [LayerCache(past, self.length) for past in self._past]

    def select(self, indices: Tensor) -> None:
        """Keep, repeat or reorder rows: row ``i`` continues row ``indices[i]``, long (n,)."""
        self._past = self._past.index_select(2, indices)


class LayerCache:
    """The part of one layer: a ``Past`` that writes in place."""

    def __init__(self, past: Tensor, length: int) -> None:
        """Look at keys and values, (2, B, heads, capacity, D / heads), of which ``length`` are written."""
        self._past = past
        self._length = length

    @property
    def shape(self) -> tuple[int, int, int]:
        """Rows, heads, channels of a head."""
        _, rows, heads, _, depth = self._past.shape
        return rows, heads, depth

    def append(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Write those of new positions, (B, heads, n, d) each; return all of them, (B, heads, T, d) each."""
        known = self._past[:, :, :, : self._length + keys.shape[2]]
        known[0, :, :, self._length :] = keys
        known[1, :, :, self._length :] = values
        return known[0], known[1]


def select_images(cross_kv: CrossKV, indices: Tensor) -> CrossKV:
    """Select rows of the keys and values of memory; one image stays as it is, however many rows read it."""
    if cross_kv[0][0].shape[0] == 1:
        return cross_kv
    return [(keys.index_select(0, indices), values.index_select(0, indices)) for keys, values in cross_kv]
