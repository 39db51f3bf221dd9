"""Signs on, over and under others; and every sign of the alphabet, however rare, as often as any other."""

from training.corpus.generator import alphabet
from training.corpus.generator.pen import INDICES, Pen

LABELS = (
    "f",
    r"\sim",
    r"\pi",
    r"n \to \infty",
    r"\phi_*",
    "d",
    r"\cong",
    "i",
    r"\text{a.s.}",
    "k_1",
    r"\mathrm{def}",
    "?",
    "!",
)
UNDERSET_NAMES = (
    r"\max",
    r"\min",
    r"\operatorname{argmin}",
    r"\lim",
    r"\mathbb{E}",
    r"\arg\max",
    r"\sup",
    r"\oplus",
)
CIRCLES = (r"\circ", r"\sim", "*", r"\rightarrow", r"\leftrightarrow", r"\frown", r"\cdot", "-")
REPEATED = (r"a + a + \cdots + a", r"x \cdot x \cdots x", r"1, 1, \ldots, 1", r"f \circ \cdots \circ f")


def arrows(pen: Pen) -> str:
    """Write arrows with something on, over or under them, and signs over signs."""
    label, below = pen.one_of(*LABELS), pen.one_of("g", "p", "k_{-1}", r"\epsilon \to 0")
    one, two = pen.one_of(pen.font_letter(), pen.variable()), pen.one_of(pen.font_letter(), pen.variable())
    arrow = pen.one_of(*alphabet.ARROWS)
    return pen.one_of(
        rf"{one} \xrightarrow{{{label}}} {two}",
        rf"{one} \xleftarrow{{{label}}} {two}",
        rf"{one} \xrightarrow[{below}]{{{label}}} {two}",
        rf"{one} \overset{{{label}}}{{{pen.one_of('=', arrow)}}} {two}",
        rf"{one} \stackrel{{{label}}}{{=}} {pen.expression(1)}",
        rf"\underset{{{pen.variable()}}}{{{pen.one_of(*UNDERSET_NAMES)}}} {pen.product(1)}",
        f"{one} {arrow} {two} {pen.one_of(*alphabet.ARROWS)} {pen.font_letter()}",
        rf"\overset{{{pen.one_of(*CIRCLES)}}}{{{one}}} + {two}",
    )


def braces(pen: Pen) -> str:
    """Put a wide brace, line, arrow or box over, under or around a part."""
    inner = pen.one_of(pen.expression(1), pen.expression(0), pen.one_of(*REPEATED), pen.letter().strip())
    name = pen.one_of(
        "n", "k", r"= 0", "A", rf"\text{{{pen.one_of('n times', 'error', 'kinetic', 'bias', 'gain')}}}"
    )
    wide = pen.one_of(*alphabet.WIDE_ACCENTS)
    return pen.one_of(
        rf"\underbrace{{{inner}}}_{{{name}}} {pen.relation()} {pen.expression(0)}",
        rf"\overbrace{{{inner}}}^{{{name}}} + {pen.factor(0)}",
        f"{wide}{{{inner}}}{pen.relation()}{pen.expression(0)}",
        rf"\boxed{{{pen.one_of(pen.equation(1), inner, pen.integer())}}}",
    )


def showcase(pen: Pen) -> str:
    """Put any two signs into a short formula."""
    kind = pen.random.random()
    if kind < 0.35:
        second = pen.one_of(*alphabet.BETWEEN)
        return (
            f"{pen.variable()} {pen.one_of(*alphabet.BETWEEN)} {pen.factor(1)} {second} {pen.font_letter()}"
        )
    if kind < 0.6:
        joint = pen.one_of("", "+", ",", "=")
        return f"{pen.one_of(*alphabet.ALONE)} {joint} {pen.factor(1)} {pen.one_of(*alphabet.ALONE)}"
    if kind < 0.68:
        scripts = pen.one_of(*alphabet.ALONE), pen.one_of(*alphabet.ALONE, *INDICES)
        return pen.scripts(pen.font_letter(), *scripts) + pen.relation() + pen.variable()
    if kind < 0.78:
        first, second = pen.one_of(*alphabet.ACCENTS), pen.one_of(*alphabet.ACCENTS, *alphabet.WIDE_ACCENTS)
        inner = pen.one_of(pen.variable(), pen.font_letter())
        return f"{first}{{{pen.font_letter()}}} {pen.one_of(*alphabet.BETWEEN)} {second}{{{inner}}}"
    if kind < 0.84:
        font = pen.one_of(*alphabet.FONTS)
        word = " ".join(pen.one_of(*alphabet.FONTS[font]) for _ in range(pen.count(2, 4)))
        return f"{font}{{{word}}} {pen.one_of(*alphabet.BETWEEN)} {pen.variable()}"
    if kind < 0.92:
        left, right = alphabet.FENCES[pen.count(0, len(alphabet.FENCES) - 1)]
        return pen.fence(pen.expression(1), left, right) + pen.relation() + pen.expression(0)
    large = pen.scripts(pen.one_of(*alphabet.LARGE), pen.index(), pen.one_of("", pen.index()))
    function = pen.one_of(*alphabet.FUNCTIONS)
    return f"{large} {pen.font_letter()} {pen.one_of(*alphabet.BETWEEN)} {function} {pen.variable()}"
