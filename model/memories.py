"""What one image looks like to the decoder at several sizes, made on a spare core before it is asked for."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future

from torch import Tensor


class Memories:
    """Sizes and memories of one image, in turn; while one is in use, the next is encoded."""

    def __init__(
        self, encode: Callable[[float], Tensor], sizes: Sequence[float], spare_core: Executor | None
    ) -> None:
        """Prepare; nothing is encoded yet.

        Args:
            encode: Maps a size, in nominal ems, to memory (1, S, D).
            sizes: In the order wanted.
            spare_core: Where to encode ahead; without one, each is encoded when it is asked for.
        """
        self._encode = encode
        self._sizes = list(sizes)
        self._spare_core = spare_core
        self._ahead: Future[Tensor] | None = None

    def begin(self) -> None:
        """Start on the next one, where there is one and a core to spare; returns at once."""
        if self._spare_core and self._sizes and self._ahead is None:
            self._ahead = self._spare_core.submit(self._encode, self._sizes[0])

    def __iter__(self) -> Iterator[tuple[float, Tensor]]:
        """Give each size and its memory; the one begun when iteration stops is left to finish unread."""
        while self._sizes:
            memory = self._ahead.result() if self._ahead else self._encode(self._sizes[0])
            size = self._sizes.pop(0)
            self._ahead = None
            self.begin()
            yield size, memory
