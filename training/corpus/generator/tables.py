"""Matrices and tables with rules, with empty cells, of many rows; written arithmetic; numbers beside rows."""

from training.corpus.generator.pen import MATRIX_NAMES, Pen
from training.corpus.numbering import equation_number

_NEXT = r" \\ "
_GAP = (r"\quad ", r"\qquad ")
_FUNCTION = r"A \to B"
_TAU = r"\tau"
_FENCES = (("(", ")"), ("[", "]"), ("[", "]"), ("|", "|"), (".", "."), (r"\{", r"\}"))


def augmented(pen: Pen) -> str:
    """Write a matrix with one or more vertical rules, as systems of equations have them."""
    rows, columns = pen.count(2, 4), pen.count(2, 4)
    more = pen.count(1, 3)
    preamble = pen.one_of("c", "r", "c") * columns + "|" + "c" * more
    if pen.chance(0.15):
        preamble = "c|" + "c" * (columns - 1) + "|" + "c" * more
    cells = [[_entry(pen) for _ in range(columns + more)] for _ in range(rows)]
    if pen.chance(0.3):
        for i, row in enumerate(cells):
            row[columns:] = ["1" if i == j else "0" for j in range(more)]
    line = r"\hline " if pen.chance(0.15) and rows > 2 else ""
    lines = [" & ".join(row) for row in cells]
    lines[-1] = line + lines[-1]
    left, right = _FENCES[pen.count(0, 3)]
    body = rf"\left{left} \begin{{array}}{{{preamble}}} {_break(pen).join(lines)} \end{{array}} \right{right}"
    return pen.one_of(
        body,
        body,
        body + pen.one_of(r" \sim ", r" \to ", r" \Rightarrow ") + body,
        f"{pen.one_of(*MATRIX_NAMES)} = {body}",
    )


def ruled_table(pen: Pen) -> str:
    """Write a table with rules between its columns, below its head, or all around."""
    rows, columns = pen.count(2, 5), pen.count(2, 5)
    style = pen.one_of("head", "head", "grid", "first", "frame", "inner")
    preamble = {
        "head": "c|" + "c" * (columns - 1),
        "grid": "|" + "c|" * columns,
        "first": "c|" + "c" * (columns - 1),
        "frame": "|" + "c" * columns + "|",
        "inner": "|".join("c" * columns),
    }[style]
    fill = pen.one_of("number", "letter", "any", "truth")
    cells = [[_entry(pen, fill) for _ in range(columns)] for _ in range(rows)]
    if style in ("head", "first") and pen.chance(0.5):
        cells[0][0] = pen.one_of("x", "n", "+", r"\times", r"\circ", "", "*", r"\oplus", "f")
    lines = [" & ".join(row) for row in cells]
    if style in ("grid", "frame"):
        lines = [r"\hline " + line if style == "grid" or i == 0 else line for i, line in enumerate(lines)]
        lines.append(r"\hline")
    elif style in ("head", "inner"):
        lines[1] = r"\hline " + lines[1]
    return rf"\begin{{array}}{{{preamble}}} {_NEXT.join(lines)} \end{{array}}"


def sparse(pen: Pen) -> str:
    """Write a matrix most of whose cells are empty, or zeros and dots."""
    rows, columns = pen.count(2, 5), pen.count(2, 5)
    empty = pen.one_of("", "", "", "0", r"\cdot", r"\ddots")
    cells = [[empty] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if pen.chance(0.12) or (pen.chance(0.75) and i == j) or (pen.chance(0.3) and abs(i - j) == 1):
                cells[i][j] = _entry(pen)
    if not any(row[0] for row in cells):
        cells[0][0] = _entry(pen)
    name = pen.one_of("pmatrix", "bmatrix", "bmatrix", "vmatrix", "matrix")
    return rf"\begin{{{name}}} {_break(pen).join(' & '.join(row) for row in cells)} \end{{{name}}}"


def large(pen: Pen) -> str:
    """Write a matrix or a system of four rows and more."""
    rows, columns = pen.count(4, 7), pen.count(1, 5)
    cells = [
        [_entry(pen, "number" if pen.chance(0.7) else "any") for _ in range(columns)] for _ in range(rows)
    ]
    name = pen.one_of("pmatrix", "bmatrix", "vmatrix", "cases" if columns == 2 else "pmatrix")
    return (
        pen.one_of("", "A = ", f"{pen.variable()} = ")
        + rf"\begin{{{name}}} {_break(pen).join(' & '.join(row) for row in cells)} \end{{{name}}}"
    )


def matrices_in_line(pen: Pen) -> str:
    """Write small matrices and vectors side by side, some with accents or scripts."""
    parts = []
    for _ in range(pen.count(2, 4)):
        rows, columns = pen.count(1, 3), pen.count(1, 3)
        cells = r" \\ ".join(" & ".join(_entry(pen) for _ in range(columns)) for _ in range(rows))
        name = pen.one_of("pmatrix", "bmatrix")
        parts.append(rf"\begin{{{name}}} {cells} \end{{{name}}}{pen.one_of('', '', '^{-1}', '^T', '^n')}")
    return pen.one_of("", " = ", " + ", r"\cdot ", r"\otimes ", ", ").join(parts)


def written_sum(pen: Pen) -> str:
    """Write an addition, a subtraction or a long division as in school."""
    a, b = pen.count(10, 9999), pen.count(2, 999)
    if pen.chance(0.5):
        sign, result = pen.one_of("+", "-", r"\times"), pen.count(2, 99999)
        return rf"\begin{{array}}{{r}} {a} \\ {sign}\ {b} \\ \hline {result} \end{{array}}"
    divided = rf"{b}\overline{{){a}}}"
    return pen.one_of(
        rf"\begin{{array}}{{r}} {a // b} \\ {divided} \end{{array}}",
        divided,
        rf"\begin{{array}}{{r}} {a // b} \\ {divided} \\ {a % b} \end{{array}}",
    )


def inference(pen: Pen) -> str:
    """Write a rule of inference: premises over a line over what follows, perhaps with its name."""

    def judgment() -> str:
        return pen.one_of(
            rf"\Gamma \vdash {pen.variable()} : {pen.one_of('A', 'B', _TAU, _FUNCTION)}",
            rf"{pen.one_of(*'ABPQ')} \to {pen.one_of(*'ABPQ')}",
            pen.one_of(*"ABPQRφ".replace("φ", "S")),
            rf"\neg {pen.one_of(*'ABPQ')}",
            rf"\Gamma, {pen.one_of(*'ABPQ')} \vdash {pen.one_of(*'ABPQ')}",
        )

    name = pen.one_of("", "", r"(\mathrm{MP})", r"\;(\text{App})", r"\ [\mathsf{E}]", r"\mathrm{(Var)}")
    return rf"\frac{{{judgment()}{pen.one_of(*_GAP)}{judgment()}}}{{{judgment()}}}{name}"


def numbered_rows(pen: Pen) -> str:
    """Write several lines, each or some of them with a number of its own."""
    lines, depth = [], pen.count(0, 1)
    share = pen.one_of("all", "all", "all", "some", "last")
    count = pen.count(2, 4)
    start = pen.count(1, 30)
    is_counted = pen.chance(0.7)
    for i in range(count):
        has = share == "all" or (share == "last" and i == count - 1) or (share == "some" and pen.chance(0.5))
        number = str(start + i) if is_counted else equation_number(pen.random)
        tag = rf" \tag{{{number}}}" if has or i == count - 1 else ""
        lines.append((pen.expression(depth), pen.relation().strip(), pen.expression(depth), tag))
    if pen.chance(0.7):
        return (
            r"\begin{align} "
            + r" \\ ".join(f"{a} &{sign} {b}{tag}" for a, sign, b, tag in lines)
            + r" \end{align}"
        )
    return (
        r"\begin{gather} "
        + r" \\ ".join(f"{a} {sign} {b}{tag}" for a, sign, b, tag in lines)
        + r" \end{gather}"
    )


def _entry(pen: Pen, kind: str = "") -> str:
    kind = kind or pen.one_of("number", "number", "number", "letter", "any")
    if kind == "number":
        return pen.one_of("0", "1", "0", pen.signed(), pen.signed(), "-1")
    if kind == "truth":
        return pen.one_of("T", "F", "0", "1")
    return pen.letter().strip() if kind == "letter" else pen.variable()


def _break(pen: Pen) -> str:
    return pen.one_of(r" \\ ", r" \\ ", r"\\", r" \\[2pt] ")
