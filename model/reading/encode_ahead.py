"""Multi-scale encoder: one image at further sizes of type, a spare core working ahead of who asks."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future

from model.reading.hypothesis import Hypothesis
from model.reading.rescore import ImageReading
from model.reading.session import Session


class MultiScaleEncoder:
    """Reads one image at further sizes in turn; a spare core encodes ahead, and reads all but the first."""

    def __init__(
        self, encode: Callable[[float], Session], sizes: Sequence[float], spare_core: Executor | None
    ) -> None:
        """Prepare; nothing is encoded yet.

        Args:
            encode: Encodes the image at a size, in nominal ems, ready to be written down.
            sizes: In the order wanted.
            spare_core: Works ahead; without one, each size is encoded and read when it is asked for.
        """
        self._encode = encode
        self._sizes = tuple(sizes)
        self._spare_core = spare_core
        self._encoded: list[Future[Session]] = []

    def begin(self) -> None:
        """Encode ahead, where there is a core to spare; returns at once."""
        if self._spare_core and not self._encoded:
            self._encoded = [self._spare_core.submit(self._encode, size) for size in self._sizes]

    def read(self, write: Callable[[Session], Hypothesis]) -> Iterator[tuple[ImageReading, Session]]:
        """Read at each size; what the spare core has not begun when iteration stops is never done.

        Args:
            write: Writes down the image at a size.

        Yields:
            What was read, and what holds the image and what was written.
        """
        if not self._spare_core or not self._sizes:
            for size in self._sizes:
                session = self._encode(size)
                yield ImageReading.of(write(session), size), session
            return
        self.begin()
        first, *later = self._encoded
        ahead = [self._spare_core.submit(_when_encoded, one, write) for one in later]
        try:
            session = first.result()
            yield ImageReading.of(write(session), self._sizes[0]), session
            for size, one, written in zip(self._sizes[1:], later, ahead, strict=True):
                yield ImageReading.of(written.result(), size), one.result()
        finally:
            for undone in ahead:
                undone.cancel()
            for unseen in later:
                unseen.cancel()


def _when_encoded(one: Future[Session], write: Callable[[Session], Hypothesis]) -> Hypothesis:
    return write(one.result())
