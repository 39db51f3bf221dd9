"""Writing that is no mathematics: prose as pdflatex and browsers set it, and listings of code."""

import html
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from training.benchmark.browser import open_browser
from training.benchmark.crop import crop_by_hand, ink_of
from training.benchmark.pdf_pages import typeset_document
from training.benchmark.prose import paragraphs
from training.benchmark.selection import SEEN_FONTS, UNSEEN_FONTS, Twin, is_of_twin, log_uniform
from training.drawing.fonts import FONTS

_RATIOS = (1.0, 1.25, 1.5, 2.0)
_THEMES = (("#1a1a1a", "#ffffff"), ("#433422", "#f4ecd8"), ("#e6e6e6", "#15181c"), ("#333333", "#f7f7f7"))
_TEXT_FONTS = (
    "DejaVu Sans",
    "DejaVu Serif",
    "Bitstream Charter",
    "C059",
    "Latin Modern Roman",
    "Latin Modern Sans",
)
_CODE_FONTS = ("DejaVu Sans Mono", "Latin Modern Mono", "Courier")
_CODE_STYLES = ("default", "friendly", "monokai", "github-dark", "solarized-light")
_LISTINGS = Path(__file__).resolve().parents[3] / "model"
_DOCUMENT_PICTURES = 6  # pictures cut from the pages of one font
_PAGE_ITEMS = 6
_GAP_PX = 40


def draw_printed_prose(
    count: int, rng: np.random.Generator, twin: Twin
) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Cut one to six whole lines out of pages of text, uint8 (H, W, 3)."""
    text = paragraphs(twin)
    fonts = [str(name) for name in rng.permutation((*SEEN_FONTS, *UNSEEN_FONTS))]
    for start in range(0, count, _DOCUMENT_PICTURES):
        font = fonts[start // _DOCUMENT_PICTURES % len(fonts)]
        blocks = [text[int(i)] for i in rng.integers(len(text), size=8)]
        document = typeset_document(FONTS[font], int(rng.choice((10, 11, 12))), blocks)
        page = document.page(1, round(log_uniform(rng, 72, 220)))
        lines = _lines(page)[:-1]  # without the page's number
        for _ in range(min(_DOCUMENT_PICTURES, count - start)):
            first = int(rng.integers(len(lines)))
            last = min(first + int(rng.integers(1, 7)), len(lines)) - 1
            strip = page[lines[first][0] : lines[last][1]]
            picture = crop_by_hand(
                np.pad(strip, ((1, 1), (0, 0), (0, 0)), constant_values=255), rng.uniform(2, 14, 4)
            )
            if picture is not None:
                yield picture, font


def _lines(page: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Return the first row and the row after the last of every line of text."""
    rows = np.concatenate([[False], ink_of(page).any(axis=1), [False]]).astype(int)
    return list(zip(np.flatnonzero(np.diff(rows) == 1), np.flatnonzero(np.diff(rows) == -1), strict=True))


def draw_web_prose(
    count: int, rng: np.random.Generator, twin: Twin
) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Photograph lines and paragraphs in a browser, uint8 (H, W, 3)."""
    text = paragraphs(twin)

    def block() -> str:
        words = text[int(rng.integers(len(text)))].split()
        length = min(int(log_uniform(rng, 4, 90)), len(words))
        first = int(rng.integers(len(words) - length + 1))
        return f"<div><p>{html.escape(' '.join(words[first : first + length]))}</p></div>"

    yield from _photographed(count, block, _TEXT_FONTS, rng)


def draw_code(count: int, rng: np.random.Generator, twin: Twin) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Photograph a few lines of this repository's Python, highlighted or plain, uint8 (H, W, 3)."""
    files = [path for path in sorted(_LISTINGS.rglob("*.py")) if is_of_twin(path.stem, twin)]
    sources = [path.read_text(encoding="utf-8").splitlines() for path in files]

    def block() -> str:
        lines = sources[int(rng.integers(len(sources)))]
        length = min(int(rng.integers(2, 14)), len(lines))
        first = int(rng.integers(len(lines) - length + 1))
        listing = "\n".join(lines[first : first + length])
        style = str(rng.choice(_CODE_STYLES))
        if not listing.strip() or rng.random() < 0.3:
            return f"<div><pre>{html.escape(listing.strip() or 'pass')}</pre></div>"
        formatter = HtmlFormatter(noclasses=True, style=style, nobackground=True)
        return f"<div>{highlight(listing, PythonLexer(), formatter)}</div>"

    yield from _photographed(count, block, _CODE_FONTS, rng)


def _photographed(
    count: int, block: Callable[[], str], fonts: Sequence[str], rng: np.random.Generator
) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Lay out blocks on pages and cut each from its page."""
    done = 0
    with open_browser() as browser:
        while done < count:
            ratio, font = float(rng.choice(_RATIOS)), str(rng.choice(fonts))
            color, paper = _THEMES[int(rng.integers(len(_THEMES)))]
            body = "".join(block() for _ in range(min(_PAGE_ITEMS, count - done)))
            page = f"""<!doctype html><html><head><meta charset="utf-8"><style>
                body {{ margin: {_GAP_PX}px; color: {color}; background: {paper};
                        font: {rng.uniform(12, 24):.1f}px '{font}', sans-serif; }}
                div {{ width: {rng.integers(300, 900)}px; margin: 0 0 {_GAP_PX}px; line-height: 1.4; }}
                pre {{ font-family: '{font}', monospace; margin: 0; white-space: pre; }} p {{ margin: 0; }}
                </style></head><body>{body}<script>document.fonts.ready.then(() => {{
                window.shown = [...document.querySelectorAll('body > div')].map((row) => {{
                const {{top, bottom}} = row.getBoundingClientRect();
                return {{top, bottom}}; }}); }});</script>
                </body></html>"""
            pixels, shown = browser.photograph(page, ratio)
            for facts in shown:
                first = round((facts["top"] - _GAP_PX / 2) * ratio)
                last = round((facts["bottom"] + _GAP_PX / 2) * ratio)
                picture = crop_by_hand(pixels[first:last], rng.uniform(2, 14, 4) * ratio)
                if picture is not None:
                    done += 1
                    yield picture, font
