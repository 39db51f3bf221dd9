"""View of a picture: trim, polarity and scale; and the errors of pictures without a formula. No torch."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class NoFormulaError(ValueError):
    """The picture shows something, but no formula."""


class NoInkError(NoFormulaError):
    """The picture holds nothing but paper."""


class Polarity(StrEnum):
    """Which side of a picture is the ink."""

    AUTO = "auto"
    DARK_INK = "dark_ink"
    LIGHT_INK = "light_ink"


class Edges(StrEnum):
    """What becomes of lines, frames and boxes that a snip caught around the formula."""

    AUTO = "auto"
    KEEP = "keep"
    CUT = "cut"


@dataclass(frozen=True)
class View:
    """How to look at a picture; the default is what suits nearly all.

    Attributes:
        trim_px: Pixels cut from each side first, against an edge of a neighboring line or a frame; negative
            adds paper instead, in the border's color.
        polarity: Overrides what the border's color says.
        scale: Multiplies the size of type that the network sees; above 0.
        insists: Whether it is to be read even where it looks like no formula; whoever chooses anything but
            the plain view insists, too.
        edges: ``AUTO`` leaves out what is surely not the formula's, and a doubtful line where that makes the
            reading surer; ``KEEP`` leaves out nothing, ``CUT`` every line that the picture's edge touches.
    """

    trim_px: int = 0
    polarity: Polarity = Polarity.AUTO
    scale: float = 1.0
    insists: bool = False
    edges: Edges = Edges.AUTO


PLAIN_VIEW = View()
"""The way nearly all pictures are looked at, and the only one in training."""


class Seen(NamedTuple):
    """What the network sees of a picture, for people.

    Attributes:
        picture: uint8 (H, W), dark ink on white.
        type_px: Estimated size of type in the picture as it was given, in its pixels.
    """

    picture: "NDArray[np.uint8]"
    type_px: float
