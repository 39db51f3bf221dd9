"""What the recognizer's process runs. No Qt; torch is imported only here, inside ``load_recognizer``.

The conversation over the pipe, one message at a time:
    worker → ``Ready`` or ``Unavailable`` (and it ends)
    app → ``RgbPixels``; worker → a Recognition, or ``Refused``
The worker ends when the pipe does, so it never outlives the app, however that died.
"""

import logging
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from model.result import NoInkError, Recognition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

NO_FORMULA = "No formula found in this picture; try a region with a little paper around the formula."


@dataclass(frozen=True)
class RgbPixels:
    """A picture on its way to the worker; bytes, so that the GUI's process needs no numpy (0.1 s, 25 MB).

    Attributes:
        width: In pixels.
        height: In pixels.
        data: Three bytes a pixel, red, green, blue; rows from the top, without gaps.
    """

    width: int
    height: int
    data: bytes

    def to_array(self) -> "NDArray[np.uint8]":
        """Return the picture as uint8 (H, W, 3)."""
        import numpy as np

        return np.frombuffer(self.data, np.uint8).reshape(self.height, self.width, 3)


@dataclass(frozen=True)
class Ready:
    """The recognizer is loaded.

    Attributes:
        device: Where it computes, such as ``cpu``.
    """

    device: str


@dataclass(frozen=True)
class Unavailable:
    """The recognizer cannot be loaded; ``message`` is one sentence for the user."""

    message: str


@dataclass(frozen=True)
class Refused:
    """A picture was not recognized; ``message`` is one sentence for the user."""

    message: str


class PictureReader(Protocol):
    """What the worker and the command line need of a recognizer."""

    @property
    def device(self) -> object:
        """Where it computes, such as ``cpu``."""

    def recognize(self, image: "NDArray[np.uint8]", *, candidates: int = 1) -> Recognition:
        """Read one picture, uint8 (H, W, 3); raises NoInkError where it is blank."""

    def recognize_batch(self, images: "Sequence[NDArray[np.uint8]]") -> list[Recognition | NoInkError]:
        """Read many pictures; a blank one has the error in its place."""


def serve(connection: Connection, load: Callable[[], PictureReader]) -> None:
    """Load the recognizer, then answer pictures until the app goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches both; the app ends this one
    try:
        recognizer = load()
    except Exception as problem:
        logger.exception("The recognizer cannot be loaded")
        connection.send(Unavailable(_sentence(problem)))
        return
    connection.send(Ready(str(recognizer.device)))
    while True:
        try:
            picture: RgbPixels = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_answer(recognizer, picture.to_array()))


def load_recognizer(weights_folder: Path, device: str) -> PictureReader:
    """Load the weights; seconds, and the only place of the app where torch comes in."""
    from model.recognizer import Recognizer

    return Recognizer(weights_folder, device=device)


def _answer(recognizer: PictureReader, image: "NDArray[np.uint8]") -> Recognition | Refused:
    try:
        recognition = recognizer.recognize(image)
    except NoInkError:
        return Refused(NO_FORMULA)
    except Exception as problem:
        logger.exception("A picture could not be recognized")
        return Refused(f"This picture could not be recognized: {_sentence(problem)}")
    return recognition if recognition.latex.strip() else Refused(NO_FORMULA)


def _sentence(problem: Exception) -> str:
    """Return an error's own words, or its name where it has none."""
    return str(problem) or type(problem).__name__
