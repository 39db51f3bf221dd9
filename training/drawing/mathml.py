"""Draw formulas by a program never trained on: MathJax's MathML, laid out by ziamath in STIX Two Math.

Its layout follows rules of its own, and ``_LACKS`` names where it is incomplete; what is left tests how the
network reads pictures of unknown origin.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from training.drawing.drawing import Drawing, Page, has_run
from training.drawing.mathjax import SVG_UNITS_PER_EM, rasterize, typeset

# Found by comparing the pictures of all symbols, fonts and accents of the canonical form.
_LACKS = (
    *(r"\mathbb", r"\mathbf", r"\mathsf", r"\mathtt", r"\mathscr", r"\mathfrak R", r"\mathfrak I", r"\not"),
    *(r"\xrightarrow", r"\xleftarrow", r"\hline", r"\emptyset", r"\hslash", r"\Upsilon", r"\digamma"),
    *(r"\backslash", r"\setminus", r"\smallsetminus", r"\models", r"\vDash", r"\thickapprox", r"\Diamond"),
    *(r"\boldsymbol \ell", r"\boldsymbol \hbar", r"\boldsymbol \infty"),
)


@dataclass(frozen=True)
class MathmlLook:
    """Ziamath in STIX Two Math at one size.

    Attributes:
        em_px: Width of the text font's quad in pixels.
    """

    engine: ClassVar[str] = "ziamath"
    font: ClassVar[str] = "stix2-math"
    em_px: float

    def can_draw(self, tokens: Sequence[str]) -> bool:
        """Tell whether a canonical formula comes out readable."""
        return not has_run(tokens, _LACKS)

    def draw(self, pages: Sequence[Page]) -> list[Drawing]:
        """Draw many formulas; returns one drawing a page, in order.

        Raises:
            MathJaxError: Node.js or the bundle is missing.
        """
        with warnings.catch_warnings():
            # WORKAROUND: ziamath 0.13 finds its font by importlib.resources.path, which Python 3.11 and 3.12
            # warn about; drop when it no longer does
            warnings.simplefilter("ignore", DeprecationWarning)
            from ziamath.config import config
            from ziamath.zmath import Math
        config.svg2 = False  # glyphs drawn in place, as MathJax's are
        drawings = []
        for page, answer in zip(pages, typeset(pages, "tex2mml"), strict=True):
            if "error" in answer:
                drawings.append(Drawing(None, answer["error"]))
                continue
            mathml = answer["result"] if page.display else answer["result"].replace("block", "inline", 1)
            drawings.append(rasterize(Math(mathml, size=SVG_UNITS_PER_EM).svg(), self.em_px))
        return drawings
