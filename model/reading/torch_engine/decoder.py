"""Torch decoder with a KV cache: a ``CachedDecoder`` of the torch engine."""

import math
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from model.formula.tokenizer import EOS
from model.reading.engine import LogProbs, TokenIds
from model.reading.torch_engine.kv_cache import CrossKV, KVCache, select_images
from model.reading.torch_engine.placement import PlacedNetwork
from model.reading.torch_engine.plain_layers import DraftTensors, LayerTensors


class TorchDecoder:
    """Writes down the images of one memory; begins anew where the network is when that has moved."""

    def __init__(self, placed: PlacedNetwork, memory: Tensor) -> None:
        """Project memory, (B, S, D); nothing is fed yet."""
        self._placed = placed
        self._memory = memory
        self._images = list(range(len(memory)))  # that each row writes down
        self._fed: TokenIds = np.empty((len(memory), 0), np.int64)
        placed.compute(self._start)

    @property
    def max_tokens(self) -> int:
        """Longest formula that the network was built for, bos and eos not counted."""
        return self._placed.network.config.max_tokens

    def feed(self, token_ids: TokenIds) -> LogProbs:
        """Feed more tokens to every row, as ``CachedDecoder.feed`` says."""
        log_probs = self._placed.compute(lambda: self._log_probs(token_ids))
        self._fed = np.concatenate((self._fed, token_ids), axis=1)
        return log_probs

    def keep(self, length: int) -> None:
        """Forget all but the first ``length`` tokens of every row, bos included."""
        self._fed = self._fed[:, :length]
        self._cache.length = length

    def select(self, rows: Sequence[int]) -> None:
        """Keep, repeat or reorder rows; one image is not copied, however many rows read it."""
        self._fed = self._fed[list(rows)]
        self._images = [self._images[row] for row in rows]
        self._placed.compute(lambda: self._select(rows))

    def guess(self, token_id: int, place: int, count: int) -> list[int]:
        """Guess the tokens after a certain one, as ``CachedDecoder.guess`` says."""
        return self._placed.compute(lambda: self._guess(token_id, place, count))

    def _start(self) -> None:
        """Gather the network's tensors and project memory, where the network is."""
        decoder = self._placed.network.decoder
        self._memory = self._memory.to(self._placed.device)
        self._layers = [LayerTensors.of(layer) for layer in decoder.typed_layers()]
        self._draft = DraftTensors.of(decoder.draft) if decoder.draft else None
        # in one piece each: every step reads them, on a CPU in two thirds of the time
        cross_kv = decoder.cross_kv(self._memory)
        self._cross_kv: CrossKV = [(keys.contiguous(), values.contiguous()) for keys, values in cross_kv]
        self._cache = KVCache(self._cross_kv[0][0], len(self._layers))
        self._states = self._memory.new_empty(0)  # of the last layer for the positions fed last, (B, n, D)

    def _follow(self) -> bool:
        """Begin anew where the network is, with all that was fed, if it has moved; tell whether it has."""
        if self._memory.device == self._placed.device:
            return False
        self._start()
        self._select_rows(self._images)
        if self._fed.shape[1]:
            self._extend(self._fed)
        return True

    def _log_probs(self, token_ids: TokenIds) -> LogProbs:
        self._follow()
        rows, new = token_ids.shape
        logits = self._placed.network.decoder.logits(self._extend(token_ids))
        log_probs: LogProbs = logits.log_softmax(dim=-1).view(rows, new, -1).cpu().numpy()
        return log_probs

    def _extend(self, token_ids: TokenIds) -> Tensor:
        """Take new positions, (B, n), through all layers; returns what the last one gives, (B · n, D)."""
        decoder = self._placed.network.decoder
        rows, new = token_ids.shape
        length = self._cache.length
        given = torch.from_numpy(token_ids).to(self._placed.device)
        x = decoder.embed(given, decoder.positions[length : length + new]).reshape(rows * new, -1)
        # One position sees everything; a mask would only cost time.
        seen = x.new_full((new, length + new), -torch.inf).triu(length + 1) if new > 1 else None
        for layer, past, cross_kv in zip(self._layers, self._cache.layers(new), self._cross_kv, strict=True):
            x = layer.extend(x, past, seen, cross_kv)
        self._cache.length += new
        self._states = x.view(rows, new, -1)
        return x

    def _select(self, rows: Sequence[int]) -> None:
        if not self._follow():
            self._select_rows(rows)

    def _select_rows(self, rows: Sequence[int]) -> None:
        indices = torch.tensor(rows, dtype=torch.long, device=self._memory.device)
        self._cache.select(indices)
        self._cross_kv = select_images(self._cross_kv, indices)

    def _guess(self, token_id: int, place: int, count: int) -> list[int]:
        self._follow()
        decoder, draft = self._placed.network.decoder, self._draft
        guessed: list[int] = []
        if draft is None or not self._fed.shape[1]:
            return guessed
        state = self._states[0, place : place + 1]  # (1, D)
        length = self._cache.length
        for position in range(length, length + min(count, self.max_tokens - length)):
            row = decoder.embedding.weight[token_id : token_id + 1]  # the module takes a fifth of the time
            token = row * math.sqrt(decoder.config.width) + decoder.positions[position]
            state = draft.advance(state, token, self._cross_kv[-1])
            token_id = int(F.linear(draft.norm(state), decoder.embedding.weight).argmax())
            if token_id == EOS:
                break
            guessed.append(token_id)
        return guessed
