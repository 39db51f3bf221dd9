"""Unforeseen exceptions at the end of a thread or a callback: logged, and told in a sentence.

Three nets, so that nothing ends in silence: a ``ToldThread`` tells whoever made it, a step that others go on
without is taken inside of ``told``, and a ``MishapWatch`` hears of everything else that Python or Qt calls.
"""

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import walk_tb
from types import TracebackType

from img2latex_desktop.base.language import translate

logger = logging.getLogger(__name__)

QUIET_S = 60.0  # a timer that fails each second must fill neither the log nor the screen


@dataclass(frozen=True)
class Mishap:
    """An exception that nobody foresaw.

    Attributes:
        sentence: What the user is told.
        modules: Names of the modules it came through.
        is_news: Whether nothing was told of the same place within the last minute.
    """

    sentence: str
    modules: frozenset[str]
    is_news: bool = True

    def came_through(self, *packages: str) -> bool:
        """Whether one of its modules is one of these, or lies inside."""
        return any(f"{module}.".startswith(f"{package}.") for module in self.modules for package in packages)


def sentence_of(problem: BaseException) -> str:
    """Return what the user is told of an exception that nobody foresaw."""
    sentence = translate("Mishap", "Something went wrong inside Img2LaTeX, and its log says more ({}).")
    return sentence.format(": ".join(filter(None, (type(problem).__name__, str(problem)))))


@contextmanager
def told(tell: Callable[[str], object]) -> Iterator[None]:
    """Log what nobody foresaw inside of the block, tell it in a sentence, and go on behind the block."""
    try:
        yield
    except Exception as problem:
        logger.exception("Unforeseen in the thread “%s”", threading.current_thread().name)
        tell(sentence_of(problem))


class ToldThread(threading.Thread):  # noqa: TID251 (which sends everyone here)
    """A thread that cannot end in silence; whoever made it hears of it, and does what is to be done then."""

    def __init__(
        self, name: str, work: Callable[[], object], tell: Callable[[str], object], *, is_daemon: bool = True
    ) -> None:
        """Prepare.

        Args:
            name: Of the thread.
            work: What it does.
            tell: Called in the thread, with a sentence, should the work end in what nobody foresaw.
            is_daemon: Whether the program may end before it, so that one that hangs does not keep it.
        """
        super().__init__(name=name, daemon=is_daemon)
        self._work: Callable[[], object] | None = work
        self._tell: Callable[[str], object] | None = tell

    def run(self) -> None:
        """Do the work, and let go of it."""
        work, tell = self._work, self._tell
        self._work = self._tell = None
        if work is not None and tell is not None:
            with told(tell):
                work()


class MishapWatch:
    """Hears of every exception that nobody catches, in any thread and callback, until ``stop``.

    Qt hands exceptions of slots, timers, event handlers and its pool's threads to ``sys.excepthook``.
    """

    def __init__(self, tell: Callable[[Mishap], None]) -> None:
        """Begin; ``tell`` is called in the thread where it happened, and should only emit a signal."""
        self._tell = tell
        self._told_at: dict[tuple[object, ...], float] = {}  # by kind and frames
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._hear
        threading.excepthook = lambda args: self._hear(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: self._hear(args.exc_type, args.exc_value, args.exc_traceback)

    def stop(self) -> None:
        """Leave everything as it was before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _hear(
        self, kind: type[BaseException], problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, Exception):  # Ctrl+C and the like
            self._before[0](kind, problem or kind(), trace)
            return
        problem = problem or kind()
        frames = [(str(frame.f_globals.get("__name__", "")), line) for frame, line in walk_tb(trace)]
        place = (kind, *frames)
        is_news = time.monotonic() - self._told_at.get(place, -QUIET_S) >= QUIET_S
        if is_news:
            self._told_at[place] = time.monotonic()
            logger.error("Unforeseen", exc_info=(kind, problem, trace))
        self._tell(Mishap(sentence_of(problem), frozenset(module for module, _ in frames), is_news))
