"""LaTeX to a picture or to MathML: the GUI's side, which never makes Qt wait for the typesetter's process.

The process stays warm. One that takes too long or too much memory over a formula is ended and replaced, and
the formula refused; one that dies is replaced, and its formula tried once more.
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from img2latex_desktop.base.language import Sentence
from img2latex_desktop.service.link import Limits, Overrun, WorkerLink
from img2latex_desktop.typesetting.limits import is_too_long
from img2latex_desktop.typesetting.messages import told
from img2latex_desktop.typesetting.process import (
    DEADLINE_S,
    Drawn,
    Formula,
    Mistake,
    Ready,
    Unavailable,
    Undrawable,
    serve,
)

logger = logging.getLogger(__name__)

TOO_LONG = Sentence(
    "Typesetter", "This formula is too long to be drawn; its LaTeX can be copied all the same."
)
OVERRUNS = {
    Overrun.TIME: Sentence(
        "Typesetter", "This formula takes too long to be drawn; its LaTeX can be copied all the same."
    ),
    Overrun.MEMORY: Sentence(
        "Typesetter", "This formula needs too much memory to be drawn; its LaTeX can be copied all the same."
    ),
}
STOPPED_TWICE = Sentence(
    "Typesetter", "The preview stopped twice at this formula; its LaTeX can be copied all the same."
)
STOPPED_LOADING = Sentence("Typesetter", "No preview: its process stopped while it was loading.")
# Measured: once loaded it takes 115 MB, with the worst of the formulas that are drawn 270 MB.
LIMITS = Limits(seconds=DEADLINE_S, megabytes=700)


@dataclass(frozen=True)
class Typeset:
    """What became of a formula.

    Attributes:
        source: Of the picture or the MathML element; empty where there is a problem.
        problem: One sentence.
    """

    source: str = ""
    problem: str = ""


@dataclass
class _Request:
    asker: QObject | None  # None where its answer is no longer wanted
    formula: Formula
    then: Callable[[Typeset], object]
    deaths: int = 0


class Typesetter(QObject):
    """Draws formulas, one after the other, in a process of its own."""

    _heard = Signal(object, object)
    """From the link's thread: the link, and what it heard."""

    def __init__(self, bundle: Path, parent: QObject | None = None, limits: Limits = LIMITS) -> None:
        """Prepare; nothing starts yet.

        Args:
            bundle: See ``typesetting.serve``.
            parent: In Qt's sense.
            limits: Of each formula.
        """
        super().__init__(parent)
        self._serve = functools.partial(serve, bundle=bundle)
        self._limits = limits
        self._link: WorkerLink | None = None
        self._leaving: list[WorkerLink] = []  # told to end, not waited for
        self._is_ready = False
        self._is_stopped = False
        self._waiting: list[_Request] = []
        self._in_flight: _Request | None = None
        self._deaths_loading = 0
        self._heard.connect(self._handle, Qt.ConnectionType.QueuedConnection)

    def load(self) -> None:
        """Start the process, where none runs; returns at once."""
        if self._link is None and not self._is_stopped:
            self._is_ready = False
            self._link = WorkerLink(self._serve, self._hear, name="typesetter", limits=self._limits)
            self._link.start()

    def stop(self) -> None:
        """End every process and thread for good; there are no answers any more."""
        self._is_stopped = True
        self._waiting.clear()
        self._in_flight = None
        self._drop_link()
        for link in self._leaving:
            link.finish()
        self._leaving.clear()

    def ask(self, asker: QObject, formula: Formula, then: Callable[[Typeset], object]) -> None:
        """Have a formula typeset.

        Args:
            asker: Has one question at a time: a newer one takes the place of one without an answer. Once the
                asker is gone, there is no answer either.
            formula: What to typeset.
            then: Called once, in this thread; at once where the formula is refused for its length.
        """
        self.forget(asker)
        if is_too_long(formula.latex):
            then(Typeset(problem=str(TOO_LONG)))
            return
        self._waiting.append(_Request(asker, formula, then))
        self.load()
        self._send_next()

    def forget(self, asker: QObject) -> None:
        """Give no answer to what it has asked."""
        self._waiting = [request for request in self._waiting if request.asker is not asker]
        if self._in_flight is not None and self._in_flight.asker is asker:
            self._in_flight.asker = None

    def _hear(self, link: WorkerLink, message: object) -> None:
        """Pass on what the link's thread has heard."""
        self._heard.emit(link, message)

    def _send_next(self) -> None:
        if self._is_ready and self._in_flight is None and self._waiting and self._link is not None:
            self._in_flight = self._waiting.pop(0)
            self._link.send(self._in_flight.formula)

    def _handle(self, link: WorkerLink, message: object) -> None:
        if link is not self._link:
            return  # a last word of a process that has been replaced
        match message:
            case Ready():
                self._is_ready = True
                self._deaths_loading = 0
            case Drawn(source=source):
                self._answer(Typeset(source))
            case Mistake(message=mistake):
                self._answer(Typeset(problem=told(mistake)))
            case Undrawable(problem=problem):
                self._answer(Typeset(problem=str(problem)))
            case Unavailable(problem=problem):
                self._give_up(problem)
            case Overrun():
                logger.warning("A formula went beyond the limit of %s", message.value)
                self._drop_link()
                self.load()
                self._answer(Typeset(problem=str(OVERRUNS[message])))
            case _:
                self._replace_dead()
        self._send_next()

    def _answer(self, answer: Typeset) -> None:
        request, self._in_flight = self._in_flight, None
        if request is not None and request.asker is not None and isValid(request.asker):
            request.then(answer)

    def _replace_dead(self) -> None:
        """Start a new process in place of one that died or has grown."""
        self._deaths_loading += not self._is_ready
        if self._deaths_loading > 1:
            self._give_up(STOPPED_LOADING)
            return
        self._drop_link()
        self.load()
        if self._in_flight is None or self._in_flight.asker is None:
            self._in_flight = None
            return
        logger.warning("The typesetter's process died at a formula")
        self._in_flight.deaths += 1
        if self._in_flight.deaths > 1:
            self._answer(Typeset(problem=str(STOPPED_TWICE)))
        else:
            self._waiting.insert(0, self._in_flight)
            self._in_flight = None

    def _give_up(self, problem: Sentence) -> None:
        """Refuse everything that waits; the next formula starts the process anew."""
        logger.error("%s", problem)
        self._deaths_loading = 0
        self._drop_link()
        refused, self._waiting = self._waiting, []
        for request in refused:
            self._in_flight = request
            self._answer(Typeset(problem=str(problem)))

    def _drop_link(self) -> None:
        gone = [link for link in self._leaving if not link.is_alive()]
        for link in gone:
            link.finish()
        self._leaving = [link for link in self._leaving if link not in gone]
        self._is_ready = False
        if self._link is not None:
            self._link.end()
            self._leaving.append(self._link)
            self._link = None
