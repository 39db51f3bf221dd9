"""One image being written down: the tokens fed to the decoder so far, and what it said after each of them."""

from collections.abc import Sequence
from itertools import takewhile
from operator import eq

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.formula.tokenizer import BOS, EOS
from model.network.image2latex import Image2Latex
from model.network.stepping import Cache


class Decoding:
    """What the decoder makes of one image; what was fed once need not be fed again to score it or its like.

    All methods want the same network, in evaluation mode, on the device of the memory.
    """

    def __init__(self, memory: Tensor) -> None:
        """Begin with nothing written.

        Args:
            memory: Encoder output of one image, (1, S, D).

        Raises:
            ValueError: Memory holds several images.
        """
        if memory.shape[0] != 1:
            raise ValueError(f"one image is written down at a time, not {memory.shape[0]}")
        self.memory = memory
        self._cache: Cache | None = None
        self._fed: list[int] = []
        self._after: list[NDArray[np.float32]] = []  # log-probabilities after each, (V,)

    def __len__(self) -> int:
        """Count the tokens fed, bos included."""
        return len(self._fed)

    def to(self, device: torch.device) -> "Decoding":
        """Return the same on a device; one that has to move begins anew."""
        memory = self.memory.to(device)
        return self if memory is self.memory else Decoding(memory)

    def start(self, network: Image2Latex) -> "Decoding":
        """Project the memory, which the first feeding does otherwise; returns itself."""
        self._started(network)
        return self

    def feed(self, network: Image2Latex, token_ids: Sequence[int]) -> NDArray[np.float32]:
        """Feed more tokens, bos before all others; return the log-probabilities after each, (n, V)."""
        cache = self._started(network)
        given = torch.tensor([list(token_ids)], device=self.memory.device)
        after: NDArray[np.float32] = network.extend(given, cache)[0].log_softmax(dim=-1).cpu().numpy()
        self._fed += token_ids
        self._after += list(after)
        return after

    def keep(self, length: int) -> None:
        """Forget all but the first ``length`` tokens."""
        del self._fed[length:], self._after[length:]
        if self._cache:
            self._cache.length = length

    def guess(self, network: Image2Latex, token_id: int, place: int, count: int) -> list[int]:
        """Guess the tokens after a certain one, itself not fed yet.

        Args:
            network: That has learned to guess, or nothing is guessed.
            token_id: The certain one.
            place: Of the tokens fed last, the one that it follows.
            count: How many.
        """
        return network.guess(token_id, place, self._cache, count) if self._cache and self._fed else []

    def shared(self, token_ids: Sequence[int]) -> int:
        """Count the tokens, bos included, that a formula begins with and that are fed already."""
        return sum(1 for _ in takewhile(bool, map(eq, self._fed, [BOS, *token_ids])))

    def score(self, network: Image2Latex, token_ids: Sequence[int]) -> tuple[float, ...]:
        """Tell how likely a formula is; what is fed already is not fed again.

        Args:
            network: See the class.
            token_ids: Without bos and eos, at most ``network.config.max_tokens``.

        Returns:
            The logarithms of the probabilities of its tokens and of eos, as in ``Hypothesis.log_probs``.
        """
        self.keep(self.shared(token_ids))
        if new := [BOS, *token_ids][len(self) :]:
            self.feed(network, new)
        return tuple(float(row[next_id]) for row, next_id in zip(self._after, [*token_ids, EOS], strict=True))

    def _started(self, network: Image2Latex) -> Cache:
        if self._cache is None:
            self._cache = network.start(self.memory)
        return self._cache
