"""Engine: what reading needs of a network, numpy in and numpy out, whichever library computes it.

Every engine owns its network and its device, and finds its own way out where a GPU lacks memory. On the CPU
all methods may be called from several threads, each with a decoder of its own.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

LogProbs = NDArray[np.float32]
TokenIds = NDArray[np.int64]


class DeviceError(ValueError):
    """There is no such device, or it is not present."""


class CachedDecoder(Protocol):
    """The decoder over the images of one encoding, with its KV cache; each row writes one formula.

    Rows are at first the images; where there is one image, ``select`` may make more of its row.
    """

    @property
    def max_tokens(self) -> int:
        """Longest formula that the network was built for, bos and eos not counted."""

    def feed(self, token_ids: TokenIds) -> LogProbs:
        """Feed more tokens to every row, bos before all others.

        Args:
            token_ids: int64 (B, n); at most ``max_tokens`` + 1 positions in the end.

        Returns:
            Log-probabilities of the token after each, float32 (B, n, V), of the softmax over the whole
            vocabulary.
        """

    def keep(self, length: int) -> None:
        """Forget all but the first ``length`` tokens of every row, bos included."""

    def select(self, rows: Sequence[int]) -> None:
        """Keep, repeat or reorder rows: row ``i`` continues what was row ``rows[i]``."""

    def guess(self, token_id: int, place: int, count: int) -> list[int]:
        """Guess the tokens after one that is certain and not fed yet, for a batch of one row.

        Args:
            token_id: The certain one.
            place: Of the tokens fed last, the one that it follows.
            count: Tokens wanted.

        Returns:
            At most ``count`` tokens, fewer where the draft expects the end; none where the network has not
            learned to guess or nothing was fed.
        """


class Encoding(Protocol):
    """Images as the encoder left them, in the form and place that suit the engine."""

    def __len__(self) -> int:
        """Count the images."""

    def image(self, at: int) -> "Encoding":
        """Return one of the images alone."""

    def decoder(self) -> CachedDecoder:
        """Start to write down all images."""


class Engine(Protocol):
    """Computes one network."""

    @property
    def name(self) -> str:
        """What computes, such as ``torch``."""

    @property
    def device(self) -> str:
        """Where it computes, such as ``cpu``; becomes ``cpu`` for good when the GPU has run out of memory."""

    @property
    def max_tokens(self) -> int:
        """As of ``CachedDecoder``."""

    def encode(self, sheets: NDArray[np.float32]) -> Encoding:
        """Encode sheets of one shape, float32 (B, 1, H, W), paper 0 and ink 1."""
