"""Every sign, letter, accent and alphabet in every place: base, script, under, over, cell, fraction, root.

Corpora show a seldom sign in the few places where its field uses it; here all of them are drawn alike often.
"""

from training.corpus.generator import alphabet
from training.corpus.generator.pen import Pen

LOOK_ALIKES = tuple("O0oQDCeclI1itujlvwxXkKzZ2sS5gqpyYPRB8") + alphabet.commands(
    "epsilon varepsilon beta rho varrho nu upsilon omega varpi chi kappa varkappa gamma eta mu tau iota "
    "phi varphi "
    "theta vartheta sigma zeta xi in Theta circ propto alpha partial delta"
)
ALPHABETS = tuple(alphabet.FONTS)
ONE_SIGN = (*alphabet.ALONE, *alphabet.BETWEEN, *alphabet.LARGE, *alphabet.FUNCTIONS, *alphabet.EDGES)
_WIDE = alphabet.commands(
    "widehat widetilde overline overrightarrow overleftarrow overleftrightarrow underline"
)
_WORDS = alphabet.listed(
    "argmax argmin max min sup inf lim limsup liminf colim holim ess\\,sup arg\\,max arg\\,min Tr tr rank "
    "span diag sgn "
    "softmax ReLU Hom End Aut Ker Im Re Res ord deg dim codim supp conv dist Cov Var Cor plim varprojlim"
)


def sign(pen: Pen) -> str:
    """Write one sign, however seldom, in a random place."""
    return _placed(pen, pen.one_of(*ONE_SIGN) + " ")


def letter(pen: Pen) -> str:
    """Write one letter of an alphabet in a random place."""
    return _placed(pen, styled(pen))


def look_alike(pen: Pen) -> str:
    """Write signs that are taken for each other side by side and in each other's places."""
    one = [pen.one_of(*LOOK_ALIKES) for _ in range(pen.count(1, 4))]
    return _placed(pen, pen.one_of("", "", " ", "+", ",").join(f"{each} " for each in one))


def accent(pen: Pen) -> str:
    """Write an accent on a letter of any kind, on several, or on another accent, in a random place."""
    kind = pen.random.random()
    if kind < 0.2:
        letters = "".join(pen.one_of(*alphabet.CAPITALS, *alphabet.LATIN) for _ in range(pen.count(2, 4)))
        return _placed(pen, f"{pen.one_of(*_WIDE)}{{{letters}}}")
    inner = (
        styled(pen)
        if kind < 0.6
        else pen.one_of(*alphabet.LATIN, *alphabet.GREEK, *alphabet.CAPITALS, *"0123")
    )
    text = f"{pen.one_of(*alphabet.ACCENTS)}{{{inner}}}"
    if pen.chance(0.2):
        text = f"{pen.one_of(*alphabet.ACCENTS)}{{{text}}}"
    return _placed(pen, text)


def operator_word(pen: Pen) -> str:
    """Write an operator's name with or without something below it."""
    word = pen.one_of(*_WORDS)
    below = pen.one_of(
        pen.variable(),
        rf"{pen.variable()} \in {styled(pen)}",
        r"n \to \infty",
        rf"{pen.letter()} \to {pen.integer()}",
        pen.index(),
        rf"\substack{{{pen.variable()} \in {styled(pen)} \\ {pen.equation(0)}}}",
        rf"\|{pen.letter()}\|=1",
        rf"\substack{{{pen.index()} \\ {pen.index()} \neq {pen.index()}}}",
    )
    name = pen.one_of(rf"\operatorname*{{{word}}}", rf"\operatorname{{{word}}}", rf"\mathrm{{{word}}}")
    if name.startswith(r"\operatorname*"):
        name += f"_{{{below}}}"
    elif pen.chance(0.6):
        name = rf"\underset{{{below}}}{{{name}}}"
    plain = pen.one_of(*alphabet.FUNCTIONS)
    shown = pen.one_of(name, name, f"{plain}_{{{below}}}", f"{plain} ")
    return (
        pen.one_of("", f"{pen.variable()} = ")
        + shown
        + r"\, "
        + pen.factor(1)
        + pen.one_of("", pen.relation() + pen.factor(0))
    )


def labeled_arrow(pen: Pen) -> str:
    """Write arrows with something on or under them, drawn long or set one over the other."""
    label = pen.one_of(
        "f",
        "g",
        r"\pi",
        r"\sim",
        r"\cong",
        pen.variable(),
        pen.expression(0),
        rf"\text{{{pen.one_of(*_ARROW_WORDS)}}}",
        rf"\mathrm{{{pen.one_of(*_ARROW_WORDS)}}}",
        "k_1",
        r"\Delta",
        rf"{pen.letter()} \to \infty",
        r"\varphi",
    )
    below = pen.one_of("k_{-1}", pen.variable(), r"\text{" + pen.one_of(*_ARROW_WORDS) + "}", "k_d", r"h\nu")
    long, short = pen.one_of(*alphabet.LABELED), pen.one_of(*alphabet.ARROWS)
    arrow = pen.one_of(
        f"{long}{{{label}}}",
        f"{long}[{below}]{{{label}}}",
        f"{long}[{below}]{{}}",
        rf"\overset{{{label}}}{{{short}}}",
        rf"\underset{{{below}}}{{\overset{{{label}}}{{{short}}}}}",
        rf"\stackrel{{{label}}}{{{short}}}",
    )
    ends = [pen.one_of(pen.variable(), styled(pen), pen.factor(0)) for _ in range(3)]
    return f"{ends[0]} {arrow} {ends[1]}" + pen.one_of("", "", f" {short} {ends[2]}", f" {arrow} {ends[2]}")


_ARROW_WORDS = alphabet.listed("heat Pt def a.s. d P iid H+ cat. id inc pr hv light Ni DFT")


def styled(pen: Pen) -> str:
    """Write a letter or digit of any alphabet, or a run of them."""
    if pen.chance(0.06):  # upright, which is read as any other
        greek = pen.one_of(*alphabet.GREEK)
        return pen.one_of(rf"\up{greek[1:]} ", rf"\mathrm{{{greek}}}")
    font = pen.one_of(*ALPHABETS)
    run = "".join(
        pen.one_of(*alphabet.FONTS[font]) + " " for _ in range(pen.count(1, 3) if pen.chance(0.2) else 1)
    )
    if font == r"\mathcal" and pen.chance(0.25):
        return rf"\boldsymbol{{\mathcal{{{run}}}}}"
    return f"{font}{{{run.strip()}}}"


def _placed(pen: Pen, text: str) -> str:
    """Put a piece into a formula: a short one, so that the piece is a good part of the picture."""
    other, more = pen.variable(), pen.one_of(pen.variable(), pen.integer(), styled(pen))
    joint = pen.one_of("", " + ", " = ", r" \, ", ", ", r" \in ", " - ")
    return pen.one_of(
        f"{other}{joint}{text}{joint}{more}",
        f"{text}{joint}{more}",
        f"{other}{joint}{text}",
        text,
        f"{pen.letter()}_{{{text}}}{joint}{more}",
        f"{pen.letter()}^{{{text}}}{joint}{more}",
        f"{styled(pen)}_{{{text} {more}}}",
        f"{styled(pen)}^{{{more} {text}}}",
        f"{pen.letter()}_{{{pen.index()}}}^{{{text}}}",
        f"{{{text}}}_{{{pen.index()}}}{joint}{more}",
        f"{{{text}}}^{{{pen.index()}}}",
        rf"\frac{{{text}}}{{{other}}}",
        rf"\frac{{{other}}}{{{more} {text}}}",
        rf"\sqrt{{{text}{joint}{more}}}",
        rf"\sum_{{{text}}}^{{{other}}} {more}",
        rf"\overset{{{text}}}{{=}} {more}",
        rf"\underset{{{text}}}{{\max}} {more}",
        rf"\begin{{pmatrix}} {{{text}}} & {other} \\ {more} & {text} \end{{pmatrix}}",
        rf"\left( {other} {text} {more} \right)",
        f"{text} {text}{joint}{other}",
    )
