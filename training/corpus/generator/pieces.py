"""Short pieces that are easily misread: single signs, repeated parts, staggered indices, marks, intervals."""

from training.corpus.generator import alphabet, places
from training.corpus.generator.laboratory import ELEMENTS, species
from training.corpus.generator.pen import Pen
from training.corpus.generator.school import long_number


def single(pen: Pen) -> str:
    """Write one or two characters and no more."""
    one = pen.one_of(
        pen.one_of(*"0123456789"),
        pen.one_of(*alphabet.LATIN),
        pen.one_of(*alphabet.CAPITALS),
        pen.one_of(*alphabet.GREEK),
        pen.one_of(*alphabet.GREEK_CAPITALS),
        pen.one_of(*alphabet.ALONE),
        places.styled(pen),
        pen.one_of(*alphabet.BETWEEN),
        pen.one_of(*"0123456789"),
        pen.one_of(*alphabet.LATIN),
    )
    other = pen.one_of(*"0123456789", *alphabet.LATIN, *alphabet.GREEK)
    return pen.one_of(
        one,
        one,
        one,
        f"{one} {other}",
        f"-{other}",
        f"{one}_{other}",
        f"{one}^{other}",
        f"{{{one}}}'",
        rf"\hat{{{other}}}",
        rf"\bar{{{other}}}",
        rf"\frac{{1}}{{{other}}}",
        rf"\sqrt{{{other}}}",
        f"{other}={pen.integer()}",
        f"({other})",
        f"{other}!",
        f"|{other}|",
        f"{pen.integer()}",
        rf"\vec{{{other}}}",
    )


def repeated(pen: Pen) -> str:
    """Write a part several times, or long numbers of groups alike, so that each must be counted."""
    part = pen.one_of(
        pen.variable(),
        pen.factor(0),
        rf"({pen.letter()}+{pen.integer()})",
        pen.integer(),
        rf"\frac{{1}}{{{pen.digit()}}}",
    )
    count = pen.count(2, 5)
    joint = pen.one_of("+", r"\cdot ", ",", "", " = ", r"\times ", r"\to ", "<")
    return pen.one_of(
        joint.join([part] * count),
        long_number(pen),
        f"{long_number(pen)} + {long_number(pen)}",
        rf"{pen.variable()} = {long_number(pen)}",
        rf"0.\overline{{{pen.count(1, 99999)}}}",
        "".join(pen.one_of("0", "1") for _ in range(pen.count(3, 12))),
    )


def root(pen: Pen) -> str:
    """Write roots with an index, within each other and in fractions."""
    index = pen.one_of(*"3456nkmp", "n+1", "2k", pen.digit())
    one = rf"\sqrt[{index}]{{{pen.one_of(pen.letter(), pen.integer(), pen.expression(0), pen.variable())}}}"
    return pen.one_of(
        one,
        rf"\frac{{{one}}}{{\sqrt[{index}]{{{pen.letter()}}}}}",
        rf"\sqrt[{index}]{{{pen.integer()} + {one}}}",
        rf"\sqrt{{{one}}}",
        rf"{one} = {pen.letter()}^{{1/{index}}}",
        rf"\lim_{{n \to \infty}} {one} = {pen.integer()}",
        rf"\sqrt[{index}]{{\frac{{{pen.letter()}}}{{{pen.letter()}}}}}",
    )


def staggered(pen: Pen) -> str:
    """Write tensors whose indices stand one behind the other, and scripts before a sign."""
    base = pen.one_of(
        *"TRgFGKLMA", r"\Gamma", r"\Lambda", r"\varepsilon", r"\omega", r"\delta", places.styled(pen)
    )
    greek = tuple(r"\mu \nu \alpha \beta \gamma \rho \sigma \lambda \kappa".split())
    indices = "".join(
        pen.one_of("_", "^")
        + "{"
        + pen.one_of(*greek, *"ijkabmn")
        + pen.one_of("", " " + pen.one_of(*greek))
        + "}{}"
        for _ in range(pen.count(2, 4))
    )
    tensor = base + "{}" + indices.removesuffix("{}")
    before = pen.one_of(
        rf"{{}}_{{{pen.integer()}}}{pen.one_of('F', 'H', 'C', 'P')}_{{{pen.integer()}}}",
        rf"{{}}^{{{pen.one_of('t', 'L', 'T', 'n', '*', '2')}}}{pen.one_of('A', 'G', 'x', 'Y')}",
        rf"{{}}_{{{pen.index()}}}^{{{pen.index()}}}{base}",
    )
    grouped = rf"{{{{{base}}}^{{{pen.one_of(*greek)}}}}}_{{{pen.one_of(*greek)}}}"
    return pen.one_of(
        tensor,
        f"{tensor} {pen.relation()} {tensor}",
        f"{before}{pen.one_of('', '(a, b; c; z)', ' = ' + pen.variable())}",
        f"{grouped} {pen.relation()} {pen.variable()}",
        f"{tensor} {pen.variable()}",
    )


def nuclear(pen: Pen) -> str:
    """Write a nuclear reaction or a nuclide, its two numbers one over the other."""

    def nuclide() -> str:
        mass, charge = pen.count(1, 250), pen.count(0, 99)
        element = pen.one_of(
            rf"\mathrm{{{pen.one_of(*ELEMENTS)}}}",
            rf"\text{{{pen.one_of(*ELEMENTS)}}}",
            rf"\mathrm {pen.one_of('n', 'p', 'e')}",
        )
        order = pen.one_of(
            f"^{{{mass}}}_{{{charge}}}",
            f"_{{{charge}}}^{{{mass}}}",
            f"^{{{mass}}}_{{{pen.one_of(str(charge), '-1')}}}",
            f"^{{{mass}}}",
        )
        return "{}" + order + element + pen.one_of("", "", "", "^{+}", "^{2+}", "^*")

    arrow = pen.one_of(r" \to ", r" \rightarrow ", r" \longrightarrow ")
    return pen.one_of(
        nuclide(),
        nuclide() + arrow + nuclide() + " + " + nuclide(),
        f"{nuclide()} + {nuclide()}{arrow}{nuclide()} + {nuclide()}",
        rf"{nuclide()}{arrow}{nuclide()} + \beta^- + \bar{{\nu}}_e",
    )


def equilibrium(pen: Pen) -> str:
    """Write a reaction that goes both ways, its constants over and under the arrows."""
    arrow = pen.one_of(
        r" \rightleftharpoons ",
        r" \rightleftharpoons ",
        r" \leftrightharpoons ",
        r" \rightleftarrows ",
        r" \leftrightarrows ",
        r"\xrightleftharpoons[k_{-1}]{k_1}",
        r"\underset{k_{-1}}{\overset{k_1}{\rightleftharpoons}}",
        r"\xrightleftharpoons[k_d]{k_p}",
        r"\xrightarrow{k_2}",
        r"\xrightarrow[\text{heat}]{\text{Pt}}",
    )

    def side() -> str:
        return " + ".join(
            pen.one_of(
                rf"\mathrm{{{species(pen)}}}",
                rf"\mathrm{{{species(pen)}}}",
                pen.one_of("E", "S", "ES", "P", r"M_n^{\bullet}", "A", "B"),
            )
            for _ in range(pen.count(1, 2))
        )

    return pen.one_of(side() + arrow + side(), side() + arrow + side() + arrow + side())


def marked(pen: Pen) -> str:
    """Cross something out, or set a number in a circle."""
    strike = pen.one_of(r"\cancel", r"\cancel", r"\bcancel", r"\xcancel")
    one = f"{strike}{{{pen.one_of(pen.letter(), pen.integer(), pen.variable(), pen.factor(0))}}}"
    circle = pen.one_of(
        rf"\textcircled{{{pen.count(1, 9)}}}",
        rf"\textcircled{{{pen.count(1, 20)}}}",
        chr(ord("①") + pen.count(0, 9)),
        rf"\textcircled{{{pen.one_of(*'abcABCPRS')}}}",
    )
    return pen.one_of(
        rf"\frac{{{one} {pen.variable()}}}{{{one}}}",
        rf"{one} + {pen.variable()}",
        rf"\frac{{{one}}}{{{pen.integer()} {one}}} = {pen.expression(0)}",
        one + pen.letter(),
        rf"\frac{{{one}({pen.expression(0)})}}{{{one}}}",
        rf"{pen.equation(0)} \quad {circle}",
        rf"{circle} \quad {pen.equation(0)}",
        rf"{pen.equation(0)} \cdots {circle}",
        circle,
        rf"{circle} {pen.one_of('+', '-', ',')} {circle}",
        rf"\begin{{cases}} {pen.equation(0)} & {circle} \\ {pen.equation(0)} & {circle} \end{{cases}}",
    )


def interval(pen: Pen) -> str:
    """Write intervals, half open ones with brackets turned outward, and lists of long rows in brackets."""
    ends = (
        pen.one_of(r"-\infty", "0", "a", pen.signed(), pen.variable()),
        pen.one_of(r"+\infty", "1", "b", r"2\pi", pen.signed(), r"\infty"),
    )
    comma = pen.one_of(",", ", ", ";", r",\,")

    def one() -> str:
        left, right = pen.one_of("[", "]", "(", "]", "["), pen.one_of("]", "[", ")", "[", "]")
        return left + ends[0] + comma + ends[1] + right

    return pen.one_of(
        one(),
        rf"x \in\ {one()}",
        rf"{pen.variable()} \in {one()} \cup {one()}",
        rf"f\colon {one()} \to \mathbb{{R}}",
        rf"f : {one()} \times {one()} \to \mathbb{{R}}^{pen.digit()}",
        rf"\int_{{{ends[0]}}}^{{{ends[1]}}} {pen.factor(0)}\,dx",
        rf"\forall x \in {one()},\ {pen.equation(0)}",
        rf"{pen.letter()}//{pen.letter()}",
        rf"{pen.one_of(*'ABCDlmab')}{pen.one_of(*'ABCD')} // {pen.one_of(*'ABCDlmab')}{pen.one_of(*'ABCD')}",
        rf"\overrightarrow{{{pen.one_of(*'ABOPM')}{pen.one_of(*'ABOPM')}}} = {pen.expression(0)}",
        rf"\overset{{\frown}}{{{pen.one_of(*'ABOPM')}{pen.one_of(*'ABOPM')}}}",
    )


def stacked_limits(pen: Pen) -> str:
    """Write a large operator with several lines below it."""
    lines = r" \\ ".join(
        pen.one_of(
            pen.equation(0),
            rf"{pen.variable()} \in {places.styled(pen)}",
            rf"{pen.index()} \neq {pen.index()}",
            rf"{pen.letter()}\text{{ prime}}",
            rf"\|{pen.letter()}\| \le 1",
            rf"{pen.integer()} \le {pen.letter()} \le n",
        )
        for _ in range(pen.count(2, 3))
    )
    name = pen.one_of(
        *alphabet.LARGE, r"\max", r"\min", r"\lim", r"\sup", r"\inf", r"\sum", r"\prod", r"\bigcup"
    )
    above = pen.one_of("", "^{n}", f"^{{{pen.variable()}}}")
    return pen.one_of("", f"{pen.variable()} = ") + rf"{name}_{{\substack{{{lines}}}}}{above} {pen.factor(1)}"
