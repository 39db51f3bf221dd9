"""An image at the sizes it is read at when in doubt, encoded on a spare core before it is asked for."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future

from model.decoding import Decoding


class FurtherSizes:
    """Sizes of one image in turn; while one is in use, the next is encoded."""

    def __init__(
        self, look: Callable[[float], Decoding], sizes: Sequence[float], spare_core: Executor | None
    ) -> None:
        """Prepare; nothing is encoded yet.

        Args:
            look: Encodes the image at a size, in nominal ems.
            sizes: In the order wanted.
            spare_core: Where to encode ahead; without one, each is encoded when it is asked for.
        """
        self._look = look
        self._sizes = list(sizes)
        self._spare_core = spare_core
        self._ahead: Future[Decoding] | None = None

    def begin(self) -> None:
        """Start on the next one, where there is one and a core to spare; returns at once."""
        if self._spare_core and self._sizes and self._ahead is None:
            self._ahead = self._spare_core.submit(self._look, self._sizes[0])

    def __iter__(self) -> Iterator[tuple[float, Decoding]]:
        """Give each size and the image at it; what was begun when iteration stops is finished unread."""
        while self._sizes:
            decoding = self._ahead.result() if self._ahead else self._look(self._sizes[0])
            size = self._sizes.pop(0)
            self._ahead = None
            self.begin()
            yield size, decoding
