"""Formulas in two dimensions: matrices, cases, systems, several lines."""

from training.corpus.generator.pen import MATRIX_NAMES, Pen

MATRIX_ENVIRONMENTS = ("pmatrix", "pmatrix", "bmatrix", "bmatrix", "vmatrix", "Vmatrix", "Bmatrix", "matrix")
ARRAY_FENCES = (("(", ")"), ("(", ")"), ("[", "]"), ("[", "]"), ("|", "|"), (r"\|", r"\|"), (r"\{", r"\}"))


def matrix(pen: Pen) -> str:
    """Write a matrix with what belongs around it."""
    body = _any_matrix(pen)
    name = pen.one_of(*MATRIX_NAMES)
    return pen.one_of(
        body,
        name + pen.one_of("=", " = ") + body,
        rf"\mathbf{{{name}}} = {body}",
        rf"\det {body}" + pen.one_of("", " = " + pen.integer()),
        body + pen.one_of("^{-1}", "^{T}", r"^{\top}", "^{n}", "^2"),
        body + _column(pen) + " = " + _column(pen),
        pen.expression(0) + " " + body,
    )


def matrix_product(pen: Pen) -> str:
    """Write two or three matrices side by side, perhaps with their product."""
    factors = [_any_matrix(pen) for _ in range(pen.count(2, 3))]
    joint = pen.one_of("", " ", r"\,", " + ", " - ", r" \cdot ", "=", r" \otimes ", r" \sim ", r" \to ")
    return joint.join(factors)


def general_matrix(pen: Pen) -> str:
    """Write the m by n matrix with dots."""
    a, m, n = (
        pen.one_of("a", "b", "x", r"\alpha", "A", r"\lambda"),
        pen.one_of("m", "n"),
        pen.one_of("n", "m", "k"),
    )
    dots = pen.one_of(r"\cdots", r"\cdots", r"\dots", r"\ldots")
    rows = [[f"{a}_{{{i}{j}}}" for j in ("1", "2", n)] for i in ("1", "2", m)]
    cells = [[row[0], row[1], dots, row[2]] for row in rows]
    cells.insert(2, [r"\vdots", r"\vdots", r"\ddots", r"\vdots"])
    if pen.chance(0.3):
        del cells[1]
    if pen.chance(0.3):
        cells = [[row[0], *row[2:]] for row in cells]
    return pen.one_of("A = ", "", r"\mathbf{X} = ", "M=", r"\det ") + _enclose(pen, cells)


def diagonal_matrix(pen: Pen) -> str:
    """Write a matrix of blocks, or one that is mostly empty or zero."""
    size = pen.count(2, 4)
    filler = pen.one_of("0", "0", "", r"\ast", r"\mathbf{0}")
    cells = [[filler] * size for _ in range(size)]
    for i in range(size):
        cells[i][i] = pen.one_of(
            "1", f"a_{i + 1}", rf"\lambda_{{{i + 1}}}", "I", f"A_{i + 1}", pen.variable()
        )
    return pen.one_of("", "D = ", r"\Lambda = ", "J=") + _enclose(pen, cells)


def small_matrix(pen: Pen) -> str:
    """Write a matrix that fits into a line."""
    cells = [[pen.one_of(pen.integer(), pen.letter().strip()) for _ in range(2)] for _ in range(2)]
    left, right = pen.fences("()", "()", "[]", "||")
    body = rf"\begin{{smallmatrix}} {_rows(pen, cells)} \end{{smallmatrix}}"
    around = pen.one_of(rf"\left{left} {body} \right{right}", rf"\bigl{left} {body} \bigr{right}")
    return pen.one_of("", "A = ", r"\gamma = ", "f") + around


def table(pen: Pen) -> str:
    """Write a small table with a rule below its head."""
    columns = pen.count(2, 4)
    head = [
        pen.one_of(pen.variable(), pen.upright(pen.one_of("sum", "rate", "n", "value")))
        for _ in range(columns)
    ]
    body = [
        [pen.one_of(pen.number(), pen.variable()) for _ in range(columns)] for _ in range(pen.count(1, 3))
    ]
    rows = [" & ".join(head), r"\hline " + " & ".join(body[0]), *(" & ".join(row) for row in body[1:])]
    return rf"\begin{{array}}{{{'c' * columns}}} {_break(pen).join(rows)} \end{{array}}"


def cases(pen: Pen) -> str:
    """Write a function that is defined piece by piece."""
    name = pen.one_of(
        "f(x)", "f(x)", "g(t)", "u(x,y)", r"\phi(x)", "h(n)", "F", "a_n", "y", r"\delta_{ij}", r"\chi_A(x)"
    )
    name = pen.one_of(name, name, name, r"\operatorname{sgn}(x)", "|x|", r"T(n)", r"p(x)")
    head = "" if pen.chance(0.1) else name + pen.one_of("=", " = ", " := ")
    lines = []
    for is_last in [False] * pen.count(1, 3) + [True]:
        if is_last and pen.chance(0.4):
            condition = pen.one_of(
                r"\text{otherwise}", r"\text{otherwise.}", r"\text{else}", r"\mbox{otherwise}"
            )
        else:
            word = pen.one_of(
                r"\text{if } ", r"\text{if }", r"\mbox{if } ", r"\text{for } ", "", "", r"\text{when } "
            )
            condition = word + _condition(pen)
        lines.append([pen.expression(pen.count(0, 1)) + pen.one_of("", ",", ","), condition])
    body = _rows(pen, lines)
    if pen.chance(0.25):
        columns = pen.one_of("ll", "lr", "cl", "rl")
        return head + rf"\left\{{ \begin{{array}}{{{columns}}} {body} \end{{array}} \right."
    return head + rf"\begin{{cases}} {body} \end{{cases}}"


def linear_system(pen: Pen) -> str:
    """Write two to four linear equations under one another."""
    names = pen.one_of("xyzw", "xyz", "abcd", "uvwz", "1234", "1234")
    unknowns = [f"x_{name}" if name.isdigit() else name for name in names[: pen.count(2, len(names))]]
    is_aligned = pen.chance(0.6)
    lines = []
    for _ in range(pen.count(2, 4)):
        side = ""
        for unknown in unknowns:
            sign = f" {pen.one_of('+', '-')} " if side else pen.one_of("", "", "-")
            side += sign + pen.one_of("", pen.digit(), str(pen.count(2, 40))) + unknown
        equals = pen.one_of(" &= ", " &=", " & = ") if is_aligned else pen.one_of(" = ", "=")
        lines.append(side + equals + pen.signed() + pen.one_of("", "", ",", r"\,,"))
    body = _break(pen).join(lines)
    if not is_aligned:
        return rf"\begin{{cases}} {body} \end{{cases}}"
    aligned = rf"\begin{{aligned}} {body} \end{{aligned}}"
    return pen.one_of(aligned, aligned, rf"\left\{{ {aligned} \right.")


def derivation(pen: Pen) -> str:
    """Write a chain of equal sides, aligned at their signs."""
    depth = pen.count(0, 1)
    lines = [f"{pen.expression(depth)} &{pen.relation().strip()} {pen.expression(depth)}"]
    lines += [f"&{pen.relation().strip()} {pen.expression(depth)}" for _ in range(pen.count(1, 4))]
    lines[-1] += pen.one_of("", "", "", ".", ",", r" \,.")
    environment = pen.one_of(*["aligned"] * 6, "split")
    return rf"\begin{{{environment}}} {_break(pen).join(lines)} \end{{{environment}}}"


def system(pen: Pen) -> str:
    """Write several equations, each aligned at its sign."""
    depth = pen.count(0, 1)
    sides = [
        (pen.expression(depth), pen.relation().strip(), pen.expression(depth))
        for _ in range(pen.count(2, 6 - 2 * depth))
    ]
    return (
        rf"\begin{{aligned}} {_break(pen).join(f'{a} &{sign} {b}' for a, sign, b in sides)} \end{{aligned}}"
    )


def several_lines(pen: Pen) -> str:
    """Write equations under one another, centered."""
    lines = [pen.equation(pen.count(0, 1)) + pen.one_of("", ",", ";") for _ in range(pen.count(2, 4))]
    return rf"\begin{{gathered}} {_break(pen).join(lines)} \end{{gathered}}"


def old_array(pen: Pen) -> str:
    """Write lines in three columns, as eqnarray did."""
    lines = [
        f"{pen.expression(0)} & {pen.relation().strip()} & {pen.expression(1)}"
        for _ in range(pen.count(2, 3))
    ]
    columns = pen.one_of("rcl", "rcl", "lll", "ccc")
    return rf"\begin{{array}}{{{columns}}} {_break(pen).join(lines)} \end{{array}}"


def _any_matrix(pen: Pen) -> str:
    rows = pen.count(1, 4) if pen.chance(0.8) else pen.count(3, 5)
    columns = rows if pen.chance(0.5) else pen.count(1, 4)
    rows += rows == columns == 1
    kind = pen.one_of("integer", "integer", "letter", "variable", "expression", "number", "named")
    name = pen.one_of("a", "b", "c", "x", "m", r"\sigma ", "g")

    def entry(i: int, j: int) -> str:
        if kind == "named":
            return f"{name}_{{{i}{j}}}" if columns > 1 else f"{name}_{i}"
        if kind in ("letter", "variable"):
            return pen.one_of("", "", "-") + (pen.letter() if kind == "letter" else pen.variable()).strip()
        return {"integer": pen.signed, "number": pen.number}.get(kind, lambda: pen.expression(0))()

    return _enclose(pen, [[entry(i, j) for j in range(1, columns + 1)] for i in range(1, rows + 1)])


def _column(pen: Pen) -> str:
    name = pen.one_of("x", "y", "b", "v", "u", r"\alpha ")
    entries = [f"{name}_{i}" for i in range(1, pen.count(2, 4))] + [pen.one_of(f"{name}_n", pen.signed())]
    return _enclose(pen, [[entry] for entry in entries])


def _enclose(pen: Pen, cells: list[list[str]]) -> str:
    """Put rows of cells into a matrix environment or into an array with delimiters."""
    body = _rows(pen, cells)
    if pen.chance(0.7):
        environment = pen.one_of(*MATRIX_ENVIRONMENTS)
        return rf"\begin{{{environment}}} {body} \end{{{environment}}}"
    left, right = ARRAY_FENCES[pen.count(0, len(ARRAY_FENCES) - 1)]
    columns = pen.one_of("c", "c", "c", "r", "l") * len(cells[0])
    return rf"\left{left} \begin{{array}}{{{columns}}} {body} \end{{array}} \right{right}"


def _rows(pen: Pen, cells: list[list[str]]) -> str:
    ampersand = pen.one_of(" & ", " & ", "&", " &")
    return _break(pen).join(ampersand.join(row) for row in cells)


def _break(pen: Pen) -> str:
    return pen.one_of(r" \\ ", r" \\ ", r" \\ ", r"\\", r"\\  ", r" \\[2pt] ")


def _condition(pen: Pen) -> str:
    name = pen.one_of("x", "x", "t", "n", "i", "k", "r")
    sign = pen.one_of("<", ">", "=", r"\leq", r"\geq", r"\neq", r"\le", r"\ge")
    below = pen.one_of("<", r"\le", r"\leq")
    home = pen.one_of(r"\mathbb{Q}", "A", "[0,1]", r"\mathbb{Z}", "S")
    quality = pen.one_of("even", "odd", "prime", "rational", "an integer")
    bound = pen.one_of("1", "R", "a", r"\varepsilon")
    return pen.one_of(
        f"{name} {sign} {pen.signed()}",
        f"{pen.integer()} {below} {name} {below} {pen.integer()}",
        rf"{name} \in {home}",
        rf"{name}\text{{ is {quality}}}",
        f"|{name}| {sign} {bound}",
    )
