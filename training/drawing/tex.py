"""Draw formulas with latex + dvipng, many to a document, one a page.

Page n belongs to formula n: the page number is set before each formula is shipped out. A document is typeset
again without the formulas TeX complained about until a run is clean, so that no picture can be marred by a
neighbor's error; a run that TeX gives up, or that lasts too long, is split in halves until the formula to
blame stands alone.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from PIL import Image

from training.drawing.drawing import Drawing, Page, frame_ink
from training.drawing.fonts import FontSetup
from training.errors import TrainingError

TEX_POINTS_PER_INCH = 72.27
# \documentclass[11pt] sets 10.95 pt (LaTeX's size11.clo)
TRUE_SIZE_PT: Mapping[int, float] = {10: 10.0, 11: 10.95, 12: 12.0}
# A run takes about 0.2 s to start and 0.3 ms a formula; only an endless loop comes near this.
_START_TIMEOUT_S = 20.0
_FORMULA_TIMEOUT_S = 0.05

_LEFT_NUMBERS = 4  # one in so many numbers stands at the left
_NARROWEST_EM = 18  # of a display whose rows have numbers
_CIRCLED_DING = 172  # ① in Zapf Dingbats

# Measured: a thousand small files cost 0.9 s of system time on a disk's file system, 0.1 s in memory.
_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - only ever the parent of a fresh private folder

# What canonical formulas take besides the packages of a font set-up; a page of the benchmark takes it, too.
SIGNS = r"""\setcounter{localmathalphabets}{8}
\renewcommand\mathsterling{\text{\textsterling}}
\providecommand\euro{\text{\texteuro}}
\providecommand\Bbbk{\Bbb k}
\providecommand\upmu{\text{\textmu}}
\let\textcircle\textcircled
\renewcommand\textcircled[1]{\text{\textcircle{#1}}}
\makeatletter
\providecommand\xlongequal[2][]{\ext@arrow 0055{\arrowfill@\Relbar\Relbar\Relbar}{#1}{#2}}
\makeatother
"""
DOCUMENT = r"""\documentclass[{size}pt]{{article}}
{preamble}
\tracinglostchars=3
{signs}
\makeatletter
\let\displaytag\tag
\renewcommand\tag{{\hskip\tagdistance\@ifstar\text\plaintag}}
\newcommand\leftnumbers{{\tagsleft@true}}
\makeatother
\newcommand\plaintag[1]{{\text{{(#1)}}}}
\newcommand\wholedisplay[3]{{\vbox{{#1\hsize=#2\relax\linewidth=\hsize\columnwidth=\hsize\textwidth=\hsize
\let\tag\displaytag#3}}}}
\newcommand\startpage[2]{{\global\count0=#1 \edef\tagdistance{{#2em}}\setbox0\hbox\bgroup}}
\newcommand\shippage{{\egroup\RawShipout\box0 \setbox1\vbox{{\noindent\par}}}}
\begin{{document}}
"""

# A number at the end of a formula, as written.
_TAG = re.compile(r"^(.*)\\tag\s*(\*?)\s*\{([^{}]*)\}\s*$", re.DOTALL)
_WHOLE_DISPLAY = re.compile(r"\s*\\begin\s*\{(?:align|gather)\*?\}")
_HAN = re.compile("[\u3040-\u9fff]+")
# Letters that the text font's encoding lacks, and what sets them.
_OTHER_SCRIPTS = (
    (
        re.compile("[\u0400-\u04ff](?:[\u0400-\u04ff ]*[\u0400-\u04ff])?"),
        r"{\\fontencoding{T2A}\\selectfont \g<0>}",
    ),
    (_HAN, r"\\begin{CJK}{UTF8}{gbsn}\g<0>\\end{CJK}"),
)
_LONG_IN_CIRCLE = re.compile(r"(\\textcircled\s*)\{(?=[^{}]{2,}\})")
_CIRCLED = re.compile("[①-⑩]")

# What could change the document for the formulas after it, or reach outside of it.
_FORBIDDEN = re.compile(
    r"\\(?:[gex]?def|let|futurelet|global|input|include\w*|read|write|openin|openout|catcode|(?:re)?newcommand"
    r"|newenvironment|providecommand|usepackage|loop|csname|expandafter|special|shipout|endinput|everymath"
    r"|everydisplay|batchmode|nonstopmode|scrollmode|errorstopmode|count|setcounter|dump)(?![a-zA-Z])"
)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^}]*)\}")
_ERROR = re.compile(r"^\./page\.tex:(\d+): (.*)$", re.MULTILINE)
_ANY_ERROR = re.compile(r"^(?:!|\S+\.\w+:\d+:) (.*)$", re.MULTILINE)
_BODY_BEGINS = "page.aux"  # LaTeX looks for it when the document begins
_INVALID = re.compile(r"LaTeX Warning: Command (\\\S+)\s+invalid in math mode on input line (\d+)")


class TexError(TrainingError):
    """A font cannot be set up: a package is missing, or does not know what is asked of it."""


@dataclass(frozen=True)
class TexLook:
    """Latex and dvipng with one font, size and resolution.

    Attributes:
        setup: The font set-up.
        size_pt: 10, 11 or 12.
        dpi: Pixels per inch.
    """

    engine: ClassVar[str] = "tex"
    setup: FontSetup
    size_pt: int
    dpi: int

    @property
    def font(self) -> str:
        """Name of the font set-up."""
        return self.setup.name

    @property
    def em_px(self) -> float:
        """Width of the text font's quad in pixels."""
        return TRUE_SIZE_PT[self.size_pt] * self.dpi / TEX_POINTS_PER_INCH

    def can_draw(self, tokens: Sequence[str]) -> bool:
        """Tell whether a canonical formula comes out readable in this font."""
        return self.setup.can_draw(tokens)

    def draw(self, pages: Sequence[Page]) -> list[Drawing]:
        """Draw many formulas, about a thousand at best; returns one drawing a page, in order.

        Raises:
            TexError: The font cannot be set up.
        """
        drawings: dict[int, Drawing] = {}
        sound: list[int] = []
        for number, page in enumerate(pages):
            cause = malformed(page.latex)
            if cause:
                drawings[number] = Drawing(None, cause)
            else:
                sound.append(number)
        parent = _MEMORY_FOLDER if os.access(_MEMORY_FOLDER, os.W_OK) else None
        with tempfile.TemporaryDirectory(prefix="img2latex-tex-", dir=parent) as folder:
            preamble = self.setup.preamble()
            if any(_HAN.search(page.latex) for page in pages):
                preamble += "\n" + r"\usepackage{CJKutf8}"
            head = DOCUMENT.format(size=self.size_pt, preamble=preamble, signs=SIGNS)
            Press(Path(folder), pages, head, self.dpi).print(sound, drawings)
        return [drawings[number] for number in range(len(pages))]


def malformed(latex: str) -> str:
    """Name what would harm the rest of the document; empty where nothing would."""
    depth = 0
    for token in re.findall(r"\\.|[{}%#]", latex):
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth < 0:
            return "unbalanced braces"
        if token == "%":
            return "comment"
    if depth:
        return "unbalanced braces"
    if _FORBIDDEN.search(latex):
        return "forbidden command"
    open_environments: list[str] = []
    for kind, name in _ENVIRONMENT.findall(latex):
        if kind == "begin":
            open_environments.append(name)
        elif not open_environments or open_environments.pop() != name:
            return "unbalanced environments"
    return "unbalanced environments" if open_environments else ""


class Press:
    """Typesets subsets of the pages in one folder, by latex and dvipng; a subclass may do it by others.

    Attributes:
        program: What typesets ``page.tex``.
        product: The file it makes.
    """

    program: ClassVar[str] = "latex"
    product: ClassVar[str] = "page.dvi"

    def __init__(self, folder: Path, pages: Sequence[Page], head: str, dpi: int) -> None:
        self.folder = folder
        self._pages = pages
        self._head = head
        self.dpi = dpi
        # TeX reads and writes nothing outside of its folder and breaks no line of its log
        self._environment = {**os.environ, "openout_any": "p", "openin_any": "a", "max_print_line": "10000"}

    def print(self, numbers: Sequence[int], drawings: dict[int, Drawing]) -> None:
        """Fill ``drawings`` for all ``numbers``."""
        numbers = list(numbers)
        while numbers:
            failures, finished = self._typeset(numbers)
            if not failures:
                if not finished:
                    self._halve(numbers, drawings)
                    return
                drawings.update(self.pictures(numbers))
                return
            drawings.update({number: Drawing(None, cause) for number, cause in failures.items()})
            numbers = [number for number in numbers if number not in failures]

    def _halve(self, numbers: list[int], drawings: dict[int, Drawing]) -> None:
        if len(numbers) == 1:
            drawings[numbers[0]] = Drawing(None, "TeX gave up or ran too long")
            return
        middle = len(numbers) // 2
        self.print(numbers[:middle], drawings)
        self.print(numbers[middle:], drawings)

    def _typeset(self, numbers: list[int]) -> tuple[dict[int, str], bool]:
        """Run latex once; return what failed and whether TeX came to the end of the document."""
        lines = [self._line(number) for number in numbers]
        source = self._head + "\n".join(lines) + "\n\\end{document}\n"
        (self.folder / "page.tex").write_text(source, encoding="utf-8")
        (self.folder / self.product).unlink(missing_ok=True)
        timeout_s = _START_TIMEOUT_S + _FORMULA_TIMEOUT_S * len(numbers)
        command = [self.program, "-interaction=batchmode", "-file-line-error", "-no-shell-escape", "page.tex"]
        try:
            self.run(command, timeout_s)
        except subprocess.TimeoutExpired:
            return {}, False
        log = (self.folder / "page.log").read_text(encoding="utf-8", errors="replace")
        if problem := _ANY_ERROR.search(log.partition(_BODY_BEGINS)[0]):
            raise TexError(f"{self.program} stumbled before the first formula: {problem[1]}")
        first_line = self._head.count("\n") + 1
        failures: dict[int, str] = {}
        for line, cause in _complaints(log):
            if 0 <= line - first_line < len(numbers):
                failures.setdefault(numbers[line - first_line], cause)
        return failures, f"Output written on {self.product}" in log

    def _line(self, number: int) -> str:
        page = self._pages[number]
        latex = _with_other_scripts(page.latex.replace("\n", " "))  # a line of the document a page
        # A tag stands at the margin: 1 to 15 em from its formula, which is centered on a line of 34 em.
        distance_em = 1 + number % 15
        is_left = number % _LEFT_NUMBERS == 0
        start = rf"\startpage{{{number}}}{{{distance_em}}}"
        if _WHOLE_DISPLAY.match(latex):
            side = r"\leftnumbers" if is_left else ""
            return rf"{start}\wholedisplay{{{side}}}{{{_NARROWEST_EM + distance_em}em}}{{{latex}}}\shippage"
        style = r"\displaystyle " if page.display else ""
        tagged = _TAG.match(latex) if is_left else None
        if tagged:
            mark = tagged[3] if tagged[2] else f"({tagged[3]})"
            return rf"{start}\text{{{mark}}}\hskip\tagdistance${style}{tagged[1]} $\shippage"
        # the blank before the dollar: a tokenizer's output may end in the backslash of a control space
        return rf"{start}${style}{latex} $\shippage"

    def pictures(self, numbers: list[int]) -> dict[int, Drawing]:
        """Turn the pages of a clean run, which stand in this order, into pictures."""
        command = ["dvipng", "-q", "-T", "tight", "-D", str(self.dpi), "-z", "1", "-bg", "White", "--dvinum"]
        try:
            self.run(
                [*command, "-o", "%d.png", "page.dvi"], _START_TIMEOUT_S + _FORMULA_TIMEOUT_S * len(numbers)
            )
        except subprocess.TimeoutExpired:
            return {number: Drawing(None, "dvipng ran too long") for number in numbers}
        return {number: self._picture(number) for number in numbers}

    def _picture(self, number: int) -> Drawing:
        path = self.folder / f"{number}.png"
        if not path.is_file():
            return Drawing(None, "dvipng drew no page")
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("L"))
        path.unlink()
        return frame_ink(pixels)

    def run(self, command: list[str], timeout_s: float) -> None:
        """Run a program in the folder; it has so many seconds."""
        # the exit status says nothing: latex leaves with 1 after any error; what counts is in the log
        subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=timeout_s,
            check=False,
        )


def _with_other_scripts(latex: str) -> str:
    """Set letters of other scripts, and circled numbers, from fonts that have them."""
    for letters, setting in _OTHER_SCRIPTS:
        latex = letters.sub(setting, latex)
    latex = _LONG_IN_CIRCLE.sub(r"\1{\\tiny ", latex)
    return _CIRCLED.sub(_ding, latex)


def _ding(match: re.Match[str]) -> str:
    return rf"\text{{\ding{{{ord(match[0]) - ord('①') + _CIRCLED_DING}}}}}"


def _complaints(log: str) -> list[tuple[int, str]]:
    """Return (line, cause) for each error, and for each symbol that only text fonts have."""
    complaints = [(int(line), _category(message)) for line, message in _ERROR.findall(log)]
    complaints += [(int(line), "text symbol in math") for _, line in _INVALID.findall(log)]
    return complaints


def _category(message: str) -> str:
    """Shorten TeX's message to what does not depend on the formula."""
    if message.startswith("Missing character"):
        return "character missing in the font"
    message = re.sub(r"^(LaTeX|Package \w+) Error: ", "", message)
    message = re.sub(r"\\?[`'\\]\S+|\d+", "…", message)
    return message.strip().rstrip(".")[:60]
