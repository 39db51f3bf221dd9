"""Sums, integrals, limits, derivatives, nested and continued fractions."""

from training.corpus.generator.alphabet import LARGE
from training.corpus.generator.pen import FUNCTION_NAMES, INDICES, Pen

INTEGRALS = (*[r"\int"] * 8, r"\oint", r"\iint", r"\iiint")
RANGES = (
    ("0", "1"),
    ("a", "b"),
    ("0", "t"),
    ("x", "y"),
    (r"-\infty", r"\infty"),
    ("0", r"\infty"),
    ("0", r"2\pi"),
    (r"\mathbb{R}^n", ""),
    (r"\partial \Omega", ""),
    ("V", ""),
    ("S", ""),
    ("", ""),
    ("", ""),
)


def long_sum(pen: Pen) -> str:
    """Write a sum of many terms with dots, or an expanded polynomial."""
    a, x, n = pen.one_of(*"abcpqu"), pen.one_of(*"xxtzsyn"), pen.one_of(*"nnNmk")
    start, length = pen.count(0, 1), pen.count(3, 5)
    numbers = [str(i) for i in range(start, start + length)] + [n]
    kind = pen.one_of("series", "linear", "falling", "squares", "fractions", "functions")
    terms = {
        "series": [f"{a}_{{{i}}}{x}^{{{i}}}" for i in numbers],
        "linear": [f"{a}_{i} {x}_{{{i}}}" for i in numbers],
        "falling": [f"{x}^{{{n}}}", *(f"{x}^{{{n}-{i}}}" for i in range(1, length)), "1"],
        "squares": [f"{i}^{{2}}" for i in numbers],
        "fractions": [pen.fraction_of("1", i) for i in numbers if i != "0"],
        "functions": [f"{a}_{{{i}}} f_{{{i}}}({x})" for i in numbers],
    }[kind]
    sign = pen.one_of(" + ", " + ", "+", " - ")
    dots = pen.one_of(r"\cdots", r"\cdots", r"\dots", r"\ldots", "...")
    text = sign.join([*terms[:-1], dots, terms[-1]] if pen.chance(0.7) else [*terms[:-1], dots])
    return pen.one_of("", f"{pen.one_of(*FUNCTION_NAMES)}({x}) = ", "S_n = ", "") + text


def long_expression(pen: Pen) -> str:
    """Write a sum of many products, as long calculations have them."""
    text = pen.variable() + " = " + pen.product(1)
    for _ in range(pen.count(3, 8)):
        text += pen.one_of(" + ", " - ", "+", "-") + pen.product(pen.count(0, 1))
    return text


def big_operator(pen: Pen) -> str:
    """Write a sum, product or union with its range."""
    i, high = (
        pen.one_of(*INDICES),
        pen.one_of("n", "N", "m", "k", "10", "n-1", "2n", r"\infty", r"\infty", "", "", ""),
    )
    sign = pen.one_of(*[r"\sum"] * 10, r"\prod", r"\prod", *LARGE) + pen.one_of(
        "", "", "", "", r"\limits", r"\nolimits"
    )
    low = pen.one_of(f"{i}=1", f"{i}=0", f"{i} = 1", rf"{i}=-\infty")
    if not high:
        plain = pen.one_of(i, rf"{i} \in I", rf"1 \le {i} < j", rf"{i} \neq j", rf"{i} \mid n")
        low = pen.one_of(plain, plain, _stacked(pen, i))
    head = pen.one_of("", "", pen.variable() + pen.relation(), pen.fraction_of("1", "n") + " ")
    second = pen.scripts(r"\sum", f"j={pen.count(0, 1)}", pen.one_of(i, "m", "n")) if pen.chance(0.15) else ""
    tail = pen.one_of("", "", pen.relation() + pen.expression(1))
    return f"{head}{pen.scripts(sign, low, high)} {second} {pen.product(1)}{tail}"


def integral(pen: Pen) -> str:
    """Write an integral with or without limits."""
    x, d = (
        pen.one_of("x", "x", "t", "y", "u", "s", r"\theta ", r"\tau ", r"\omega ", "z", r"\mu "),
        pen.differential,
    )
    low, high = (
        (pen.expression(0), pen.expression(0)) if pen.chance(0.1) else RANGES[pen.count(0, len(RANGES) - 1)]
    )
    sign = pen.one_of(*INTEGRALS) + (pen.one_of("", "", "", "", r"\limits") if low else "")
    body = pen.product(1)
    inner = pen.one_of(
        f"{body} {d}{x}",
        f"{pen.one_of(*FUNCTION_NAMES)}({x}){d}{x}",
        pen.fraction_of(f"{d}{x}", body),
        f"{d}{x} {body}",
        f"e^{{-{x}^2}} {d}{x}",
        f"{body} {d}{x} {d}y",
    )
    second = (
        pen.scripts(r"\int", pen.one_of("0", "a", "B"), pen.one_of("1", "x", "")) if pen.chance(0.12) else ""
    )
    at = f"_{{{low or 0}}}^{{{high or 1}}}"
    value = pen.expression(0)
    tail = pen.one_of(
        "",
        "",
        "",
        pen.relation() + pen.expression(1),
        " + C",
        rf" = \left[ {value} \right]{at}",
        rf" = \left. {value} \right|{at}",
        rf" = {value} \Big|{at}",
    )
    head = pen.one_of("", pen.variable() + pen.relation())
    return f"{head}{pen.scripts(sign, low, high)} {second} {inner}{tail}"


def limit(pen: Pen) -> str:
    """Write a limit, a supremum or an extremum."""
    x = pen.one_of("x", "n", "h", "t", r"\epsilon", r"\Delta x", "N", "k")
    goal = pen.one_of("0", r"\infty", "a", "0^+", "1", "x_0", r"+\infty", "0^{-}")
    arrow = pen.one_of(r"\to", r"\rightarrow")
    if pen.chance(0.75):
        name = pen.one_of(*[r"\lim"] * 6, r"\limsup", r"\liminf", r"\lim\limits")
        below = f"{x} {arrow} {goal}"
    else:
        name = pen.one_of(r"\sup", r"\inf", r"\max", r"\min", r"\mathop{\rm max}")
        below = pen.one_of(r"x \in A", r"n \geq 1", r"\|x\| = 1", "i", r"0 \leq t \leq T")
    tail = pen.one_of("", pen.relation() + pen.expression(0), f" = {pen.integer()}", r" < \infty")
    return f"{name}_{{{below}}} {pen.product(2)}{tail}"


def derivative(pen: Pen) -> str:
    """Write a derivative or a differential equation."""
    d = pen.differential.replace(r"\,", "").strip()
    f = pen.one_of("y", "f", "u", "x", r"\psi", r"\phi", "L", "V", "S", "T", r"\rho")
    x = pen.one_of("x", "t", "y", "r", "s", r"\theta", "z", r"\dot{q}_i", "x_i", r"x^{\mu}")
    n = pen.one_of("2", "2", "3", "n")
    partial = pen.fraction_of(rf"\partial {f}", rf"\partial {x}")
    one = pen.one_of(
        pen.fraction_of(f"{d} {f}", f"{d} {x}"),
        partial,
        pen.fraction_of(rf"\partial^{n} {f}", rf"\partial t^{n}"),
        pen.fraction_of(rf"\partial^2 {f}", r"\partial x \partial y"),
        pen.fraction_of(f"{d}^{n} {f}", f"{d} t^{n}"),
        pen.fraction_of(d, f"{d} t") + pen.fence(rf"\partial_t {f}"),
        pen.one_of(f"{f}''", f"{f}'", f"{f}^{{(n)}}", rf"\dot{{{f}}}", rf"\ddot{{{f}}}", rf"\dddot{{{f}}}"),
        pen.one_of(
            rf"\nabla^2 {f}",
            r"\nabla \cdot \mathbf{E}",
            r"\nabla \times \vec{B}",
            rf"\Delta {f}",
            rf"\Box {f}",
        ),
        pen.one_of(f"f'({x})", rf"\partial_{{t}} {f}", rf"\frac{{\delta {f}}}{{\delta {x}}}"),
        rf"\left. {partial} \right|_{{{pen.one_of('t=0', 'x_0', 'T', 'x=1')}}}",
    )
    more = pen.one_of(" + " + pen.product(1), "", "-" + pen.product(0))
    return one + more + pen.relation() + pen.one_of(pen.expression(1), "0", one)


def nested_fraction(pen: Pen) -> str:
    """Write fractions within fractions, and roots within roots."""
    text = pen.product(0)
    if pen.chance(0.3):
        for _ in range(pen.count(2, 4)):
            text = pen.root_of(f"{pen.integer()} + {text}", pen.one_of("", "", "", "3", "n+1"))
        return pen.one_of("x = ", "", r"\phi = ") + text
    for _ in range(pen.count(1, 3)):
        other = pen.expression(0)
        text += pen.one_of(" + ", " - ", r" \cdot ", "+") + pen.product(0)
        quotient = pen.fraction_of("1", other)
        text = pen.one_of(
            pen.fraction_of(text, other), pen.fraction_of(other, text), pen.fraction_of(text, quotient)
        )
    return pen.one_of("", pen.variable() + " = ") + text


def continued_fraction(pen: Pen) -> str:
    """Write a continued fraction."""
    name = pen.one_of("a", "b", "c", "", "", "2")
    command = pen.one_of(r"\cfrac", r"\cfrac", r"\frac", r"\dfrac", r"\displaystyle\frac")
    depth = pen.count(2, 4)
    text = ""
    for i in range(depth, -1, -1):
        whole = pen.digit() if not name else name if name.isdigit() else f"{name}_{{{i}}}"
        top = pen.one_of("1", "1", "1", pen.digit(), f"b_{i}")
        rest = f"{command}{{{top}}}{{{text}}}" if text else pen.one_of("", r"\cdots", r"\dots", r"\ddots")
        text = f"{whole} + {rest}" if rest else whole
    return pen.one_of("", "x = ", r"\pi = ", r"\sqrt{2} = ") + text


def _stacked(pen: Pen, i: str) -> str:
    """Write a condition of two or three lines."""
    return pen.one_of(
        rf"\substack{{ {i} \leq n \\ {i} \neq j }}",
        rf"\substack{{ 1 \leq {i} \leq n \\ {pen.equation(0)} }}",
        rf"\substack{{{i} \in A \\ j \in B \\ {i} \ne j}}",
    )
