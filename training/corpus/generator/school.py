"""School: arithmetic, fractions, per cent, degrees, geometry, words, equation tags."""

from training.corpus.generator.pen import Pen

JOINTS = (
    "if",
    "for all",
    "where",
    "and",
    "or",
    "such that",
    "with",
    "for",
    "when",
    "subject to",
    "as",
    "iff",
    "then",
    "only if",
)
SUBJECTS = (
    "rate",
    "area",
    "speed",
    "profit",
    "Volume",
    "force",
    "mass",
    "precision",
    "recall",
    "cost",
    "accuracy",
    "loss",
    "income",
)
LONG_SUBJECTS = (
    "total cost",
    "number of outcomes",
    "true positives",
    "sample size",
    "observed value",
    "standard error",
)
OTHERS = (
    "time",
    "distance",
    "width",
    "base",
    "price",
    "height",
    "demand",
    "length",
    "interest",
    "error",
    "output",
    "input",
)


def arithmetic(pen: Pen) -> str:
    """Write a sum of numbers, with or without its result."""
    text = _any_number(pen)
    for _ in range(pen.count(1, 5)):
        sign = pen.one_of("+", "-", r"\times ", r"\cdot ", r"\div ", ":", " + ", " - ", r" \times ")
        text += sign + _any_number(pen)
    return text + pen.one_of(
        "", "=", f" = {_any_number(pen)}", "=" + pen.integer(), r"\approx " + pen.number(), "=?"
    )


def long_number(pen: Pen) -> str:
    """Write a number of many digits, grouped in one of the ways in use."""
    groups = [str(pen.count(1, 999))] + [f"{pen.count(0, 999):03d}" for _ in range(pen.count(1, 4))]
    gap = pen.one_of(",", "{,}", r"\,", r"\;", "", "~")
    end = (
        ""
        if pen.chance(0.5)
        else ("{,}" if gap not in (",", "{,}") and pen.chance(0.5) else ".") + pen.integer()
    )
    return pen.one_of("", "N = ", "n=", r"\approx ", r"\$", r"x \approx ") + gap.join(groups) + end


def percent(pen: Pen) -> str:
    """Write a calculation with per cent."""
    share = pen.number() + pen.one_of("", "", r"\,", r"\ ") + r"\%"
    return pen.one_of(
        f"{share} = {pen.fraction_of(pen.integer(), '100')}",
        rf"{share} \text{{ of }} {pen.number()} = {pen.number()}",
        rf"{pen.number()} \times {share} = {pen.number()}",
        rf"\left(1 + {pen.fraction_of('r', '100')}\right)^{{{pen.count(2, 30)}}}",
        f"p = {share}",
        rf"\pm {share}",
        rf"{pen.fraction_of(pen.number(), pen.number())} \times 100\% = {share}",
    )


def mixed_fraction(pen: Pen) -> str:
    """Calculate with fractions and mixed fractions."""
    text = _small_fraction(pen)
    for _ in range(pen.count(0, 3)):
        text += pen.one_of(" + ", "-", r" \times ", r" \div ", r" \cdot ", " = ", "=") + _small_fraction(pen)
    return text


def degrees(pen: Pen) -> str:
    """Write angles and temperatures in degrees."""
    degree = pen.one_of(r"^{\circ}", r"^\circ", r"^{\circ}")
    angle = f"{pen.count(1, 360)}{degree}"
    name = pen.one_of(r"\angle ABC", r"\angle A", r"\alpha", r"\theta", r"\beta", "x", r"\widehat{ABC}", "y")
    function = pen.one_of(r"\sin", r"\cos", r"\tan")
    temperature = pen.one_of(r"\mathrm{C}", r"\text{C}", "C", r"\mathrm{F}")
    return pen.one_of(
        f"{name} = {angle}",
        f"{function} {angle} = {pen.one_of(_small_fraction(pen), pen.number())}",
        f"{function}({angle} - {name})",
        f"{pen.number()}{degree} {temperature}",
        f"{name} + {pen.count(10, 170)}{degree} = 180{degree}",
        f"{pen.count(1, 90)}{degree} {pen.count(0, 59)}' {pen.count(0, 59)}''",
        f"{name} = {function}^{{-1}}({pen.number()}) = {angle}",
    )


def geometry(pen: Pen) -> str:
    """Write about points, segments, triangles and vectors."""
    a, b, c, d = pen.random.sample("ABCDEFGHMNOPQRST", 4)
    alike = pen.one_of(r"\cong", r"\sim", r"\backsim", r"\equiv")
    lies = pen.one_of(r"\perp", r"\parallel", r"\bot", r"\nparallel")
    sign = pen.one_of("+", "-", "=", r"\cdot")
    return pen.one_of(
        rf"\triangle {a}{b}{c} {alike} \triangle {d}{b}{c}",
        f"{a}{b} {lies} {c}{d}",
        rf"\overrightarrow{{{a}{b}}} {sign} \overrightarrow{{{c}{d}}}",
        rf"\overline{{{a}{b}}} {alike} \overline{{{c}{d}}}",
        rf"\because {a}{b} = {c}{d} \therefore \angle {a}{b}{c} = \angle {d}",
        rf"|\overrightarrow{{{a}{b}}}| = {pen.root_of(pen.integer())}",
        rf"S_{{\triangle {a}{b}{c}}} = {pen.fraction_of('1', '2')} {a}{b} \cdot {c}{d}",
        rf"\overset{{\frown}}{{{a}{b}}} = {pen.integer()}",
        f"{a}({pen.integer()}, -{pen.integer()}), {b}({pen.number()}, {pen.integer()})",
        rf"\odot {a}",
        f"{a}{b}^2 + {b}{c}^2 = {a}{c}^{{2}}",
    )


def words(pen: Pen) -> str:
    """Mix formula and text."""
    joint = pen.one_of(*JOINTS)
    gap = pen.one_of(
        rf"\text{{ {joint} }}",
        rf"\quad\text{{{joint} }}",
        rf"\quad \mbox{{{joint}}} \quad ",
        rf"\ \textrm{{{joint}}}\ ",
        rf"\qquad \text{{{joint}}} \qquad ",
    )
    subject, other = pen.upright(pen.one_of(*SUBJECTS)), pen.upright(pen.one_of(*OTHERS))
    subject = pen.one_of(subject, subject, rf"\text{{{pen.one_of(*LONG_SUBJECTS)}}}")
    best = pen.one_of(
        r"\max", r"\min", r"\arg\min", r"\operatorname*{argmax}", r"\underset{x}{\text{minimize}} \quad"
    )
    home = pen.one_of(r"\mathbb{R}", r"\mathbb{N}", "S", r"\Omega")
    kind = pen.one_of("Step", "Case", "Example", "Eq.")
    return pen.one_of(
        pen.equation(0) + gap + pen.equation(0),
        rf"{pen.equation(1)}{gap}{pen.variable()} \in {home}",
        f"{subject} = {pen.fraction_of(other, pen.one_of(subject, pen.letter(), pen.number()))}",
        rf"{subject} = {other} \times {pen.number()}",
        rf"{best} {pen.expression(0)} \quad \text{{s.t.}} \quad {pen.equation(0)}",
        rf"\text{{{kind} {pen.count(1, 9)}: }} {pen.equation(0)}",
    )


def tagged(pen: Pen) -> str:
    """Write an equation with its number."""
    tag = pen.one_of(
        pen.digit(),
        str(pen.count(1, 200)),
        f"{pen.count(1, 20)}.{pen.count(1, 99)}",
        f"{pen.count(1, 9)}.{pen.count(1, 9)}.{pen.count(1, 30)}",
        f"{pen.count(1, 30)}{pen.one_of('a', 'b', 'c')}",
        f"{pen.one_of('A', 'B', 'C', 'S')}{pen.one_of('.', '')}{pen.count(1, 30)}",
    )
    equation = pen.equation(pen.count(0, 2)) + pen.one_of("", ".", ",")
    return equation + pen.one_of(
        rf" \tag{{{tag}}}", pen.one_of(r"\quad ", r"\qquad ", r"\qquad\qquad ") + f"({tag})"
    )


def _any_number(pen: Pen) -> str:
    number = pen.number()
    bracketed = f"({number}{pen.one_of('+', '-')}{pen.integer()})"
    return pen.one_of(
        number, number, number, f"(-{number})", f"{number}^{pen.digit()}", pen.root_of(number), bracketed
    )


def _small_fraction(pen: Pen) -> str:
    fraction = pen.fraction_of(str(pen.count(1, 12)), str(pen.count(2, 100)))
    root = pen.fraction_of(pen.root_of(pen.digit()), pen.digit())
    return pen.one_of(
        fraction,
        fraction,
        f"{pen.count(1, 20)}{fraction}",
        f"{pen.count(1, 9)} {fraction}",
        root,
        pen.number(),
    )
