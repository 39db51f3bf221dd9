"""Worker process of recognition. No Qt; torch is imported only inside the functions that load.

The conversation over the pipe, one message at a time:
    worker → ``Ready`` or ``Unavailable`` (and it ends)
    app → ``Task``; worker → ``Reading`` or ``Refused``
The worker ends when the pipe does, so it never outlives the app, however that died.
"""

import logging
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from img2latex_desktop.base.errors import ImageError, Img2LatexError, RecognitionError
from img2latex_desktop.base.language import Sentence
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.service.refusals import NO_FORMULA, NOT_A_FORMULA, NOT_LOADED, NOT_RECOGNIZED
from img2latex_desktop.service.weights_store import WeightsChoice, WeightsStore
from model.picture.view import PLAIN_VIEW, NoFormulaError, NoInkError, Seen, View
from model.reading.result import Recognition
from model.weights.archive import WeightsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Task:
    """A picture to read.

    Attributes:
        source: The picture, or the file that holds it; a file is opened here, where a bad one does no harm.
        view: How to look at it.
        candidates: How many distinct readings are wanted; more than one needs a slower search.
    """

    source: Pixels | Path
    view: View = PLAIN_VIEW
    candidates: int = 1


@dataclass(frozen=True)
class Ready:
    """The recognizer is loaded.

    Attributes:
        device: Where it computes, such as ``cpu``.
        weights: What it reads with; the problem says why it is not what the user has installed.
    """

    device: str
    weights: WeightsChoice


@dataclass(frozen=True)
class Unavailable:
    """The recognizer cannot be loaded; the app says why in its own language, as with ``Refused``."""

    problem: Img2LatexError


@dataclass(frozen=True)
class Reading:
    """What became of a picture.

    Attributes:
        recognition: What it says.
        seen: What the network saw of it: gray, dark ink on white.
        picture: The picture itself, where it came from a file.
        note: What was left out, such as the later frames of an animation.
        type_px: Estimated size of type in the picture, in its pixels; 0 where it is not known.
    """

    recognition: Recognition
    seen: Pixels
    picture: Pixels | None = None
    note: Sentence | None = None
    type_px: float = 0.0


@dataclass(frozen=True)
class Refused:
    """A picture was not recognized.

    Attributes:
        problem: Why.
        seen: What the network saw of it, where it takes that for no formula and could read it all the same.
    """

    problem: Img2LatexError
    seen: Pixels | None = None


class PictureReader(Protocol):
    """What the worker and the command line need of a recognizer."""

    @property
    def device(self) -> object:
        """Where it computes, such as ``cpu``."""

    def warm_up(self) -> None:
        """Make the first picture as fast as all others."""

    def recognize(
        self, image: "NDArray[np.uint8]", *, candidates: int = 1, view: View = PLAIN_VIEW
    ) -> Recognition:
        """Read one picture, uint8 (H, W) or (H, W, C); raises NoFormulaError where there is none."""

    def recognize_batch(self, images: "Sequence[NDArray[np.uint8]]") -> list[Recognition | NoFormulaError]:
        """Read many pictures; one without a formula has the error in its place."""

    def see(self, image: "NDArray[np.uint8]", view: View = PLAIN_VIEW) -> Seen:
        """Return what the network sees; raises NoInkError where that is nothing."""


@dataclass(frozen=True)
class Loaded:
    """A recognizer, and the weights that it reads with."""

    reader: PictureReader
    weights: WeightsChoice


def serve(connection: Connection, load: Callable[[], Loaded]) -> None:
    """Load the recognizer, then read pictures until the app goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches both; the app ends this one
    with suppress(EOFError, OSError):  # the app is gone
        _converse(connection, load)


def load_recognizer(weights: WeightsStore, device: str) -> Loaded:
    """Load the weights chosen, or the shipped ones where those are damaged.

    It takes seconds, and is with the next the only place of the app where torch comes in.
    """
    from model.reading.recognizer import Recognizer

    choice = weights.choose()
    try:
        return Loaded(Recognizer(choice.folder, device=device), choice)
    except WeightsError as damage:
        if not choice.is_installed:
            raise
        choice = weights.fall_back(str(damage))
    return Loaded(Recognizer(choice.folder, device=device), choice)


def load_for_snips(weights: WeightsStore, device: str) -> Loaded:
    """Load the weights to read one picture at a time, the first of them as fast as all others.

    To be called before torch is imported: one thread does a single small picture best. Two have to meet after
    every small product, and where another program keeps a core busy, each meeting waits for its time slice.
    Measured: medians of 40 to 63 ms a formula with one thread and 150 to 231 ms with two, on two cores, given
    the processor before all others; beside a program busy on both cores 40 to 99 ms and 540 to 1630 ms.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    loaded = load_recognizer(weights, device)
    loaded.reader.warm_up()
    return loaded


def _converse(connection: Connection, load: Callable[[], Loaded]) -> None:
    try:
        loaded = load()
    except Exception as problem:
        logger.exception("The recognizer cannot be loaded")
        connection.send(Unavailable(RecognitionError(NOT_LOADED.format(reason=_words(problem)))))
        return
    connection.send(Ready(str(loaded.reader.device), loaded.weights))
    while True:
        connection.send(_answer(loaded.reader, connection.recv()))


def _answer(recognizer: PictureReader, task: Task) -> Reading | Refused:
    try:
        answer = _read(recognizer, task)
    except ImageError as problem:
        return Refused(problem)
    except NoInkError:
        return Refused(ImageError(NO_FORMULA))
    except Exception as problem:
        logger.exception("A picture could not be recognized")
        return Refused(RecognitionError(NOT_RECOGNIZED.format(reason=_words(problem))))
    is_empty = isinstance(answer, Reading) and not answer.recognition.latex.strip()
    return Refused(ImageError(NO_FORMULA)) if is_empty else answer


def _read(recognizer: PictureReader, task: Task) -> Reading | Refused:
    picture, note = None, None
    if isinstance(task.source, Path):
        from img2latex_desktop.service import (
            picture_files as images,  # Pillow takes 0.1 s to import, and few need it
        )

        file = images.read_file(task.source)
        image, note = file.pixels, file.note
        picture = Pixels.from_array(image)
    else:
        image = task.source.to_array()
    found = recognizer.see(image, task.view)
    seen = Pixels.from_array(found.picture)
    try:
        recognition = recognizer.recognize(image, candidates=task.candidates, view=task.view)
    except NoInkError:
        raise
    except NoFormulaError:
        return Refused(ImageError(NOT_A_FORMULA), seen)
    if recognition.edges is not task.view.edges:
        found = recognizer.see(image, replace(task.view, edges=recognition.edges))
        seen = Pixels.from_array(found.picture)
    return Reading(recognition, seen, picture, note, found.type_px)


def _words(problem: Exception) -> str:
    """Return an error's own words, or its name where it has none."""
    return str(problem) or type(problem).__name__
