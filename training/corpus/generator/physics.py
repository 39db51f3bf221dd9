"""Quanta and tensors."""

from training.corpus.generator.pen import Pen

STATES = (
    r"\psi",
    r"\phi",
    "0",
    "1",
    "n",
    r"\uparrow",
    r"\downarrow",
    "+",
    "-",
    "x",
    r"\alpha",
    "01",
    "j, m",
    r"\Psi_0",
)
OBSERVABLES = (
    "H",
    r"\hat{H}",
    r"\mathcal{H}",
    r"\hat{A}",
    r"\sigma_z",
    r"\hat{a}^\dagger",
    r"\rho",
    r"\hat{U}(t)",
)
TENSORS = (
    "T",
    "R",
    "F",
    "g",
    "h",
    "G",
    r"\Gamma",
    r"\epsilon",
    r"\eta",
    "A",
    r"\omega",
    r"\tilde{F}",
    r"\Lambda",
)
SPACE_TIME = (r"\mu", r"\nu", r"\rho", r"\sigma", r"\lambda", r"\alpha", r"\beta", r"\tau", r"\kappa")


def quanta(pen: Pen) -> str:
    """Write bras, kets, commutators and Hamiltonians."""
    one, two, three = (pen.one_of(*STATES) for _ in range(3))
    is_sized = pen.chance(0.3)
    ket, other, third = (
        rf"\left| {s} \right\rangle" if is_sized else rf"|{s}\rangle" for s in (one, two, three)
    )
    bra = rf"\left\langle {two} \right|" if is_sized else rf"\langle {two} |"
    h, sign = pen.one_of(*OBSERVABLES), pen.one_of("+", "-", "+ i", r"\pm")
    return pen.one_of(
        f"{bra} {h} {ket} = {pen.expression(0)}",
        rf"i \hbar \frac{{\partial}}{{\partial t}} {ket} = {h} {ket}",
        rf"{ket} = {pen.fraction_of('1', pen.root_of(pen.digit()))} \left( {other} {sign} {third} \right)",
        rf"\langle {one} | {two} \rangle = {pen.one_of('0', '1', pen.expression(0))}",
        rf"[{h}, {pen.variable()}] = i \hbar {pen.variable()}",
        rf"\{{ {h}, {pen.variable()} \}} = {pen.variable()}",
        rf"{ket} \otimes {other} {pen.relation()} {third}",
        rf"{h} = \sum_{{i}} {pen.factor(1)} {ket} {bra}",
        rf"{pen.variable()} {ket} + \beta {other}",
        rf"e^{{-i {h} t / \hbar}} {third}",
        rf"\hat{{a}}^{{\dagger}} {ket} = {pen.root_of('n+1')} | n+1 \rangle",
        rf"\left( i \hbar \not{{\partial}} - m c \right) {pen.variable()} = 0",
    )


def tensors(pen: Pen) -> str:
    """Write tensors with many indices, staggered ones too."""
    a, b, c, d = pen.random.sample(SPACE_TIME if pen.chance(0.7) else tuple("abcdijkl"), 4)
    t, g = pen.one_of(*TENSORS), pen.one_of("g", "g", r"\eta", "h", r"\delta")
    nabla = pen.one_of(r"\nabla", r"\partial", "D", r"\mathcal{D}")
    half = pen.one_of(r"\frac{1}{2}", r"\frac12", r"\tfrac{1}{2}", "{1 \\over 2}")
    changes = rf"\partial_{{{b}}} {g}_{{{c} {d}}} - \partial_{{{d}}} {g}_{{{b} {c}}}"
    einstein = rf"R_{{{a} {b}}} - {half} R {g}_{{{a} {b}}} + \Lambda {g}_{{{a} {b}}}"
    dirac = rf"\bar{{\psi}} (i \gamma^{{{a}}} \partial_{{{a}}} - m) \psi"
    return pen.one_of(
        rf"{t}^{{{a}}}{{}}_{{{b} {c} {d}}} = \partial_{{{c}}} {t}^{{{a}}}_{{{b} {d}}} - {pen.expression(0)}",
        f"{{{t}^{{{a}}}}}_{{{b}}} {pen.relation()} {t}_{{{a}}}{{}}^{{{b}}}",
        rf"{t}_{{{a} {b}}}^{{\;\;\;{c}}} = {pen.expression(0)}",
        f"{nabla}_{{{a}}} {t}^{{{a} {b}}} = {pen.one_of('0', f'J^{{{b}}}', pen.expression(0))}",
        f"{t}_{{[{a} {b}]}} = {half} ({t}_{{{a} {b}}} - {t}_{{{b} {a}}})",
        f"ds^2 = {g}_{{{a} {b}}} dx^{{{a}}} dx^{{{b}}}",
        rf"\Gamma^{{{a}}}_{{{b} {c}}} = {half} {g}^{{{a} {d}}} ({changes})",
        rf"{einstein} = \frac{{8 \pi G}}{{c^4}} T_{{{a} {b}}}",
        rf"\varepsilon^{{{a} {b} {c} {d}}} {t}_{{{a} {b}}} {t}_{{{c} {d}}}",
        rf"{dirac} - \frac{{1}}{{4}} F_{{{a} {b}}} F^{{{a} {b}}}",
        f"{{}}_{{{pen.count(1, 4)}}}F_{{{pen.count(0, 3)}}}(a, b; c; {pen.variable()})",
        rf"{t}^{{({pen.one_of('1', 'n', '0')})}}_{{{a}\dot{{{b}}}}}",
    )
