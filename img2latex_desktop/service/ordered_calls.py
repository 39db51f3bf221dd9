"""Calls to the outside, made in the order they were noted and by one thread at a time."""

import threading
from collections import deque
from collections.abc import Callable


class OrderedCalls:
    """Queue of calls that were noted under a lock and are made without it."""

    def __init__(self) -> None:
        self._calls: deque[Callable[[], object]] = deque()
        self._lock = threading.Lock()
        self._is_making = False

    def note(self, call: Callable[[], object]) -> None:
        """Queue a call."""
        self._calls.append(call)

    def make(self) -> None:
        """Make every call noted, unless a thread is at it: then that one goes on with them."""
        while call := self._next():
            try:
                call()
            finally:
                self._is_making = False

    def _next(self) -> Callable[[], object] | None:
        with self._lock:
            if self._is_making or not self._calls:
                return None
            self._is_making = True
            return self._calls.popleft()
