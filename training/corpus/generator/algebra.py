"""Logic, sets, groups and spaces, vectors and matrices by name."""

from training.corpus.generator.alphabet import listed
from training.corpus.generator.pen import MATRIX_NAMES, Pen

CONNECTIVES = (
    r"\land",
    r"\lor",
    r"\wedge",
    r"\vee",
    r"\to",
    r"\rightarrow",
    r"\Rightarrow",
    r"\implies",
    r"\oplus",
)
EQUIVALENCES = (
    r"\iff",
    r"\Leftrightarrow",
    r"\equiv",
    r"\leftrightarrow",
    r"\Longleftrightarrow",
    r"\implies",
)
TURNSTILES = (r"\vdash", r"\models", r"\vDash", r"\Vdash", r"\nvdash")
SET_JOINTS = (
    r"\cup",
    r"\cap",
    r"\setminus",
    r"\times",
    r"\sqcup",
    r"\uplus",
    r"\triangle",
    r"\sqcap",
    r"\backslash",
)
INCLUSIONS = (
    r"\subset",
    r"\subseteq",
    r"\supset",
    r"\supseteq",
    r"\subsetneq",
    r"\not\subset",
    r"\nsubseteq",
    "=",
)
MEMBERSHIPS = (r"\in", r"\notin", r"\in", r"\not\in")
ISOMORPHISMS = (r"\cong", r"\simeq", r"\approx", r"\xrightarrow{\sim}", r"\equiv", "=", r"\ncong")
ORDERS = (
    r"\triangleleft",
    r"\trianglelefteq",
    r"\leq",
    r"\lhd",
    r"\unlhd",
    "<",
    r"\sqsubseteq",
    r"\preceq",
    r"\prec",
)
MAPS = (
    r"\to",
    r"\to",
    r"\rightarrow",
    r"\longrightarrow",
    r"\hookrightarrow",
    r"\twoheadrightarrow",
    r"\rightarrowtail",
)
PRODUCTS = listed(r"\otimes \oplus \times \rtimes \ltimes \wedge \boxtimes \circ \star \cup")
FUNCTORS = listed("Hom Ext Tor End Aut Gal Spec Proj Pic GL SL SO Ind rank coker supp Mor Sym Gr Res Frac")


def logic(pen: Pen) -> str:
    """Write a statement of logic."""
    exists = pen.one_of(r"\exists", r"\exists!", r"\nexists")
    x, y = pen.one_of("x", "n", r"\epsilon", "a"), pen.one_of("y", "m", r"\delta", "b", "k")
    home = pen.one_of(r"\mathbb{R}", r"\mathbb{N}", "A", "X", "G")
    p, q = pen.one_of("p", "P", r"\phi", "A", "P(x)"), pen.one_of("q", "Q", r"\psi", "B", "Q(x,y)")
    joint, same = pen.one_of(*CONNECTIVES), pen.one_of(*EQUIVALENCES)
    return pen.one_of(
        rf"\forall {x} \in {home} \ {exists} {y} \in {home} : {pen.equation(0)}",
        rf"\forall {x} > 0, {exists} {y} > 0 \text{{ such that }} |{pen.expression(0)}| < {x}",
        rf"\neg ({p} {joint} {q}) {same} \neg {p} {joint} \neg {q}",
        rf"({p} {joint} {q}) {pen.one_of(*CONNECTIVES)} ({q} {joint} r)",
        rf"\Gamma, {p} {pen.one_of(*TURNSTILES)} {q}",
        rf"{pen.equation(0)} {same} {pen.equation(0)}",
        rf"\frac{{{p} \quad {p} \to {q}}}{{{q}}}",
    )


def sets(pen: Pen) -> str:
    """Write about sets and maps."""
    a, b = pen.one_of("A", "X", "U", "S", r"\mathcal{A}"), pen.one_of("B", "Y", "V", r"\bar{B}")
    c, x = pen.one_of("C", "Z", "W"), pen.one_of("x", "a", "n", "(x,y)", "g")
    bar = pen.one_of(r"\mid", ":", "|", r"\;|\;", r"\colon", r"\,:\,")
    home = pen.one_of(
        r"\mathbb{R}^n", r"\mathbb{Z}", r"\mathbb{C}", r"\Omega", "G", r"\mathbb{F}_q", r"\mathfrak{g}"
    )
    joint, inside, arrow = pen.one_of(*SET_JOINTS), pen.one_of(*INCLUSIONS), pen.one_of(*MAPS)
    left, right = (r"\left\{", r"\right\}") if pen.chance(0.4) else (r"\{", r"\}")
    dots = pen.one_of(r"\ldots", r"\dots", r"\cdots", "...")
    mapsto = pen.one_of(r"\mapsto", r"\longmapsto")
    return pen.one_of(
        rf"{a} = {left} {x} \in {home} {bar} {pen.equation(0)} {right}",
        f"{a} {joint} ({b} {joint} {c}) = ({a} {joint} {b}) {joint} ({a} {joint} {c})",
        f"{a} {inside} {b} {joint} {c}",
        f"{x} {pen.one_of(*MEMBERSHIPS)} {a} {joint} {b}",
        f"f : {a} {arrow} {b}",
        rf"f \colon {a} {arrow} {b}, \quad {x} {mapsto} {pen.expression(0)}",
        rf"\{{ {pen.number()}, {pen.number()}, {dots}, {pen.letter()} \}}",
        rf"({a} {joint} {b})^c = {a}^c \cap {b}^{{c}}",
        rf"\bigcup_{{i \in I}} {a}_i {inside} \bigcap_{{j=1}}^{{n}} {b}_j",
        rf"|{a} \times {b}| = |{a}| \cdot |{b}|",
        rf"[{pen.number()}, {pen.number()}) {joint} (-\infty, {pen.integer()}]",
        rf"{a} \setminus {b} = {pen.one_of('A', 'B')} \cap \emptyset",
    )


def groups(pen: Pen) -> str:
    """Write about groups, rings, sheaves and spaces, with letters of many fonts."""
    one, two, three = (pen.one_of(pen.font_letter(), pen.letter().strip()) for _ in range(3))
    name = pen.one_of(*FUNCTORS)
    functor = pen.one_of(pen.upright(name), rf"\operatorname{{{name}}}")
    arrow, product, same = pen.one_of(*MAPS), pen.one_of(*PRODUCTS), pen.one_of(*ISOMORPHISMS)
    index = pen.group(pen.index())
    modulus = pen.one_of("p", "n", str(pen.count(2, 99)))
    sheaf = rf"\mathcal{{O}}_{{{pen.one_of('X', 'Y', 'X,x', 'S')}}}"
    return pen.one_of(
        rf"{functor}_{index}({one}, {two}) \cong {three}",
        f"0 {arrow} {one} {arrow} {two} {arrow} {three} {arrow} 0",
        f"{one} {product}_{{{pen.one_of('R', 'k', 'Z')}}} {two} {same} {three}",
        f"H^{index}({one}, {two}) = {pen.one_of('0', three)}",
        rf"{functor}({one}) / {two}^{{\times}}",
        f"[{one} : {two}] = [{one} : {three}][{three} : {two}]",
        f"{sheaf}({pen.integer()})|_U {pen.relation()} {one}",
        rf"{one}/{two} \simeq \mathbb{{Z}}/{pen.count(2, 30)}\mathbb{{Z}}",
        rf"\pi_{{{pen.one_of('1', '2', 'n')}}}({one}) {product} {two}",
        f"{one} {pen.one_of(*ORDERS)} {two} {pen.one_of(*INCLUSIONS)} {three}",
        rf"x^{{{pen.count(2, 99)}}} \equiv {pen.integer()} \pmod{{{modulus}}}",
        rf"\gcd(a, b) = {pen.integer()} \bmod {pen.count(2, 20)}",
    )


def vectors(pen: Pen) -> str:
    """Write about vectors and matrices by name."""
    bold = pen.one_of(r"\mathbf", r"\mathbf", r"\boldsymbol", r"\vec", r"\bm", r"\underline", r"\hat", r"\bf")
    u, v, w = (f"{bold}{{{pen.one_of(*'uvwxyzabnpqrk')}}}" for _ in range(3))
    if bold == r"\bf":
        u, v, w = r"{\bf u}", r"{\bf v}", r"{\bf w}"
    a = pen.one_of(*MATRIX_NAMES)
    a = pen.one_of(a, a, rf"\mathbf{{{a}}}", rf"\boldsymbol{{{a}}}")
    t = pen.one_of(
        "^T", r"^\top", r"^{\mathrm{T}}", r"^{\mathsf{T}}", r"^\dagger", "^{*}", "^{-1}", r"^{\intercal}"
    )
    left, right = pen.one_of(r"\|", r"\left\|", r"\lVert ", r"\left\lVert ", "|"), r"\|"
    right = {
        r"\left\|": r"\right\|",
        r"\lVert ": r"\rVert ",
        r"\left\lVert ": r"\right\rVert ",
        "|": "|",
    }.get(left, right)
    norm = pen.one_of("", "_2", "^2", "_{F}")
    return pen.one_of(
        rf"{a} {u} = {pen.one_of(v, '0')} + \lambda {u}",
        rf"{u} \cdot ({v} \times {w}) = ({u} \times {v}) \cdot {w}",
        f"{left}{u} - {v}{right}{norm} {pen.relation()} {left}{u}{right} + {left}{v}{right}{norm}",
        rf"\langle {u}, {v} \rangle = {u}{t} {a} {v}",
        rf"\det({a} - \lambda I) = {pen.one_of('0', pen.expression(0))}",
        f"({a}B){t} = B{t} {a}{t}",
        rf"\operatorname{{tr}}({a}{t} {a}) = \sum_{{i,j}} a_{{ij}}^2",
        rf"{a} = U \Sigma V{t}",
        rf"{pen.upright('rank')}({a}) + \dim \ker {a} = n",
        rf"{pen.upright('proj')}_{{{u}}} {v} = \frac{{{u} \cdot {v}}}{{{left}{u}{right}{norm}}} {u}",
        rf"\hat{{\beta}} = (X^T X)^{{-1}} X{t} {u}",
        rf"{u} = {pen.integer()} \hat{{i}} + {pen.integer()} \hat{{\jmath}} - {pen.number()} \hat{{k}}",
        f"{u} = ({pen.number()}, {pen.signed()}, {pen.number()})",
        rf"\operatorname{{span}} \{{ {u}_1, \ldots, {u}_n \}}",
    )
