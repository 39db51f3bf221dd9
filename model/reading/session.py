"""Session: one image being written down, the tokens fed to the decoder and what it said after each."""

from collections.abc import Sequence
from itertools import takewhile
from operator import eq

import numpy as np
from numpy.typing import NDArray

from model.formula.tokenizer import BOS, EOS
from model.reading.engine import CachedDecoder, Encoding


class Session:
    """Writes down one image; what was fed once need not be fed again to score it or its like."""

    def __init__(self, encoding: Encoding) -> None:
        """Begin with nothing written.

        Args:
            encoding: Of one image.

        Raises:
            ValueError: It holds several images.
        """
        if len(encoding) != 1:
            raise ValueError(f"one image is written down at a time, not {len(encoding)}")
        self._decoder: CachedDecoder = encoding.decoder()
        self._fed: list[int] = []
        self._after: list[NDArray[np.float32]] = []  # log-probabilities after each, (V,)

    def __len__(self) -> int:
        """Count the tokens fed, bos included."""
        return len(self._fed)

    @property
    def max_tokens(self) -> int:
        """Longest formula that the network was built for, bos and eos not counted."""
        return self._decoder.max_tokens

    def feed(self, token_ids: Sequence[int]) -> NDArray[np.float32]:
        """Feed more tokens, bos before all others; return the log-probabilities after each, (n, V)."""
        after: NDArray[np.float32] = self._decoder.feed(np.array([token_ids], np.int64))[0]
        self._fed += token_ids
        self._after += list(after)
        return after

    def keep(self, length: int) -> None:
        """Forget all but the first ``length`` tokens."""
        del self._fed[length:], self._after[length:]
        self._decoder.keep(length)

    def guess(self, token_id: int, place: int, count: int) -> list[int]:
        """Guess the tokens after a certain one, itself not fed yet, as ``CachedDecoder.guess`` says."""
        return self._decoder.guess(token_id, place, count)

    def shared(self, token_ids: Sequence[int]) -> int:
        """Count the tokens, bos included, that a formula begins with and that are fed already."""
        return sum(1 for _ in takewhile(bool, map(eq, self._fed, [BOS, *token_ids])))

    def score(self, token_ids: Sequence[int]) -> tuple[float, ...]:
        """Tell how likely a formula is; what is fed already is not fed again.

        Args:
            token_ids: Without bos and eos, at most ``max_tokens``.

        Returns:
            The logarithms of the probabilities of its tokens and of eos, as in ``Hypothesis.log_probs``.
        """
        self.keep(self.shared(token_ids))
        if new := [BOS, *token_ids][len(self) :]:
            self.feed(new)
        return tuple(float(row[next_id]) for row, next_id in zip(self._after, [*token_ids, EOS], strict=True))

    def score_each(self, sequences: Sequence[Sequence[int]]) -> list[tuple[float, ...]]:
        """Tell how likely several formulas are, as ``score`` does; in their order.

        What is fed already, such as the one of them that was read from this very image, costs nothing.
        """
        known_first = sorted(range(len(sequences)), key=lambda at: -self.shared(sequences[at]))
        scored = {at: self.score(sequences[at]) for at in known_first}
        return [scored[at] for at in range(len(sequences))]
