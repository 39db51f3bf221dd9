"""SIGTERM and SIGINT as a flag the loop looks at between two steps."""

import signal
from types import FrameType, TracebackType
from typing import Self


class StopSignal:
    """Remember, while entered, that the process was asked to stop; a second Ctrl-C interrupts at once.

    Attributes:
        received: Number of the signal, 0 while there was none.
    """

    def __init__(self) -> None:
        self.received = 0

    def _remember(self, number: int, _frame: FrameType | None) -> None:
        if self.received and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.received = number

    def __enter__(self) -> Self:
        self._before = {
            number: signal.signal(number, self._remember) for number in (signal.SIGTERM, signal.SIGINT)
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
