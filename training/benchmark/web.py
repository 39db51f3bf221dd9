"""The set ``web``: formulas as MathJax and KaTeX show them in a browser, at any zoom, on any theme.

MathJax is asked for its HTML output with web fonts, not for the SVG that training draws; KaTeX is never
trained on.
"""

import json
from dataclasses import dataclass
from typing import Literal

import numpy as np
from tqdm import tqdm

from model.formula.printer import to_latex
from training.benchmark.browser import Photographer, open_browser
from training.benchmark.crop import crop_by_hand
from training.benchmark.selection import HeldOut, Twin, generator_for, log_uniform
from training.corpus.formula_file import Formula
from training.corpus.spelling import repair_spelling
from training.data.picture_set import SetWriter
from training.drawing.mathjax import PREVIEW, WebLook
from training.ranges import Amount, Count, Positive, Share, Size

Engine = Literal["mathjax", "katex"]
MODULES = PREVIEW / "node_modules"
RATIOS = (
    1.0,
    1.25,
    1.5,
    2.0,
    3.0,
)  # plain screens, the two fractional zooms of laptops, two kinds of dense ones
# text, paper, and colors that authors give formulas on such paper
THEMES = {
    "light": ("#1a1a1a", "#ffffff", ("#b3261e", "#0b57d0", "#146c2e", "#6a1b9a")),
    "sepia": ("#433422", "#f4ecd8", ("#8b2500", "#1f4e79", "#2e5d34")),
    "dark": ("#e6e6e6", "#15181c", ("#ff8a80", "#8ab4f8", "#81c995", "#fdd663")),
}
THEME_SHARES = (0.5, 0.2, 0.3)
COLORED_SHARE = 0.25
SURROUNDINGS = ("DejaVu Serif", "DejaVu Sans", "Bitstream Charter", "C059", "Latin Modern Roman")
_SIDES = (("top", -1), ("bottom", 1))
GAP_PX = 30  # between formulas on the page, wider than any margin of a crop


@dataclass(frozen=True)
class WebConfig:
    """How many formulas of the web.

    Attributes:
        each: Pictures by each of the two programs.
        font_px: Smallest and largest size of the text around the formula, in CSS pixels.
        margin_px: Smallest and largest margin of a crop, in CSS pixels; each side for itself.
        display_share: Part set in display style.
        batch: Formulas that share a page, and so its look.
    """

    each: Count = 500
    font_px: tuple[Size, Size] = (12.0, 32.0)
    margin_px: tuple[Amount, Amount] = (2.0, 14.0)
    display_share: Share = 0.75
    batch: Positive = 10


@dataclass(frozen=True)
class _Look:
    theme: str
    color: str
    paper: str
    font_px: float
    ratio: float
    surroundings: str


def build_web(config: WebConfig, held_out: HeldOut, writer: SetWriter, seed: int, twin: Twin) -> None:
    """Photograph formulas in the browser."""
    rng = generator_for(seed, twin, "web")
    waiting = [one for one in held_out.mixed(rng) if _is_for_web(one)][::-1]
    with open_browser() as browser, tqdm(total=2 * config.each, unit=" pictures", desc="web") as bar:
        for engine in ("mathjax", "katex"):
            target = len(writer) + config.each
            while waiting and len(writer) < target:
                before = len(writer)
                dealt = [waiting.pop() for _ in range(min(config.batch, target - before, len(waiting)))]
                _photograph(browser, engine, dealt, config, writer, rng)
                bar.update(len(writer) - before)


def _is_for_web(formula: Formula) -> bool:
    r"""Tell whether a web page shows it unmistakably; a ``\tag`` would stand at the page's far margin."""
    return WebLook(16.0).can_draw(formula.tokens) and not any(t.startswith("\\tag") for t in formula.tokens)


def _photograph(
    browser: Photographer,
    engine: Literal["mathjax", "katex"],
    formulas: list[Formula],
    config: WebConfig,
    writer: SetWriter,
    rng: np.random.Generator,
) -> None:
    look = _choose(config, rng)
    is_display = rng.random(len(formulas)) < config.display_share
    pixels, shown = browser.photograph(_page(engine, formulas, is_display.tolist(), look), look.ratio)
    for formula, facts in zip(formulas, shown, strict=True):
        margins = rng.uniform(*config.margin_px, 4) * look.ratio
        if "error" in facts:
            writer.leave_out(f"{engine}: {facts['error']}")
            continue
        first, last = (round((facts[side] + sign * GAP_PX / 2) * look.ratio) for side, sign in _SIDES)
        picture = crop_by_hand(pixels[max(first, 0) : last], margins)
        if picture is None:
            writer.leave_out(f"{engine}: no ink")
            continue
        writer.add_formula(
            picture,
            formula,
            kind=engine,
            engine=engine,
            font=engine,
            em_px=facts["font_px"] * look.ratio,
            theme=look.theme,
            color="colored" if look.color in THEMES[look.theme][2] else "plain",
            ratio=f"{look.ratio:g}",
        )


def _choose(config: WebConfig, rng: np.random.Generator) -> _Look:
    theme = str(rng.choice(list(THEMES), p=THEME_SHARES))
    plain, paper, colors = THEMES[theme]
    return _Look(
        theme=theme,
        color=str(rng.choice(colors)) if rng.random() < COLORED_SHARE else plain,
        paper=paper,
        font_px=round(2 * log_uniform(rng, *config.font_px)) / 2,
        ratio=float(rng.choice(RATIOS)),
        surroundings=str(rng.choice(SURROUNDINGS)),
    )


_HEADS = {
    "katex": (
        f'<link rel="stylesheet" href="{(MODULES / "katex/dist/katex.min.css").as_uri()}">'
        f'<script src="{(MODULES / "katex/dist/katex.min.js").as_uri()}"></script>'
    ),
    # without the two extensions that draw what they do not know, so that a mistake is one
    "mathjax": (
        "<script>MathJax = {startup: {typeset: false}, options: {enableMenu: false},"
        " tex: {packages: {'[-]': ['noundefined', 'noerrors']}}};</script>"
        f'<script src="{(MODULES / "mathjax-full/es5/tex-chtml-full.js").as_uri()}"></script>'
    ),
}
# Each spelling is tried in turn: the corpus's own, then the printer's, which means the same.
_SCRIPTS = {
    "katex": """
        const draw = async (latex, display, place) =>
            katex.render(latex, place, {displayMode: display, throwOnError: true, strict: false});
        const ready = Promise.resolve();
    """,
    "mathjax": """
        const draw = async (latex, display, place) => {
            const node = await MathJax.tex2chtmlPromise(latex, {display});
            if (node.querySelector('mjx-merror')) throw new Error('merror');
            place.replaceChildren(node);
            MathJax.startup.document.clear();
            MathJax.startup.document.updateDocument();
        };
        const ready = MathJax.startup.promise;
    """,
}
_LAYOUT = """
    (async () => {
        await ready;
        const shown = [];
        for (const [spellings, display] of formulas) {
            const place = document.createElement('span');
            const row = document.createElement('div');
            row.append(place);
            document.body.append(row);
            let fault = 'cannot be drawn';
            for (const latex of spellings) {
                try {
                    await draw(latex, display, place);
                    fault = '';
                    break;
                } catch (error) { place.replaceChildren(); }
            }
            shown.push(fault ? {error: fault} : {place});
        }
        await document.fonts.ready;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        window.shown = shown.map(({error, place}) => {
            if (error) return {error};
            const math = place.querySelector('.katex, mjx-container');
            const {top, bottom} = place.parentElement.getBoundingClientRect();
            return {top, bottom, font_px: parseFloat(getComputedStyle(math).fontSize)};
        });
    })();
"""


def _page(engine: Engine, formulas: list[Formula], is_display: list[bool], look: _Look) -> str:
    questions = [
        ([repair_spelling(formula.raw), to_latex(formula.tokens)], display)
        for formula, display in zip(formulas, is_display, strict=True)
    ]
    # a "<" in a script could end it
    data = json.dumps(questions).replace("<", "\\u003c")
    return f"""<!doctype html><html><head><meta charset="utf-8">{_HEADS[engine]}<style>
        body {{ margin: {GAP_PX}px; color: {look.color}; background: {look.paper};
                font: {look.font_px}px '{look.surroundings}', serif; width: max-content; min-width: 600px; }}
        div {{ margin: 0 0 {GAP_PX}px; white-space: nowrap; }}
        span {{ display: inline-block; }}
        .katex-display, mjx-container[display="true"] {{ margin: 0 !important; }}
        </style></head><body>
        <script>const formulas = {data};{_SCRIPTS[engine]}{_LAYOUT}</script></body></html>"""
