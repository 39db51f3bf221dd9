"""An image at the sizes it is read at when in doubt, a spare core working ahead of who asks."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future

from model.reading.decoding import Decoding
from model.reading.multi_scale import ImageReading
from model.reading.search import Hypothesis


class FurtherSizes:
    """Reads one image at further sizes in turn; a spare core encodes ahead, and reads all but the first."""

    def __init__(
        self, look: Callable[[float], Decoding], sizes: Sequence[float], spare_core: Executor | None
    ) -> None:
        """Prepare; nothing is encoded yet.

        Args:
            look: Encodes the image at a size, in nominal ems.
            sizes: In the order wanted.
            spare_core: Works ahead; without one, each size is encoded and read when it is asked for.
        """
        self._look = look
        self._sizes = tuple(sizes)
        self._spare_core = spare_core
        self._looks: list[Future[Decoding]] = []

    def begin(self) -> None:
        """Encode ahead, where there is a core to spare; returns at once."""
        if self._spare_core and not self._looks:
            self._looks = [self._spare_core.submit(self._look, size) for size in self._sizes]

    def read(self, write: Callable[[Decoding], Hypothesis]) -> Iterator[tuple[ImageReading, Decoding]]:
        """Read at each size; what the spare core has not begun when iteration stops is never done.

        Args:
            write: Writes down the image at a size.

        Yields:
            What was read, and what holds the image and what was written.
        """
        if not self._spare_core or not self._sizes:
            for size in self._sizes:
                decoding = self._look(size)
                yield ImageReading.of(write(decoding), size), decoding
            return
        self.begin()
        first, *later = self._looks
        ahead = [self._spare_core.submit(_when_looked, look, write) for look in later]
        try:
            decoding = first.result()
            yield ImageReading.of(write(decoding), self._sizes[0]), decoding
            for size, look, written in zip(self._sizes[1:], later, ahead, strict=True):
                yield ImageReading.of(written.result(), size), look.result()
        finally:
            for undone in ahead:
                undone.cancel()
            for unseen in later:
                unseen.cancel()


def _when_looked(look: Future[Decoding], write: Callable[[Decoding], Hypothesis]) -> Hypothesis:
    return write(look.result())
