"""Compact tokens → LaTeX a person would have written: normal braces, blanks at relations, tall delimiters."""

from collections.abc import Sequence
from functools import partial

from model.formula.printed import Printed
from model.formula.ruled_array import without_frame
from model.formula.tokens import (
    BOLD_CALLIGRAPHIC,
    EMPTY,
    FONTS,
    HLINE,
    LABELED_ARROWS,
    QUAD,
    ROW,
    SCRIPTS,
    TEXT_SPACE,
)
from model.formula.tree import Node, read_tree

_WIDE_ACCENTS = {
    "\\hat": "\\widehat",
    "\\tilde": "\\widetilde",
    "\\bar": "\\overline",
    "\\vec": "\\overrightarrow",
}
_OPENING = {
    "(": ")",
    "[": "]",
    "\\{": "\\}",
    "\\langle": "\\rangle",
    "\\lfloor": "\\rfloor",
    "\\lceil": "\\rceil",
}
_CLOSING = frozenset(_OPENING.values())
_BARS = ("|", "\\Vert")
_TALL = LABELED_ARROWS | {"\\frac", "\\binom", "\\overset", "\\underset", "\\overbrace", "\\underbrace"}
_BIG = frozenset("\\sum \\prod \\coprod \\int \\oint \\bigcup \\bigcap \\bigoplus \\bigotimes".split())
# Operators a wide accent belongs on.
_LIMITS = frozenset("\\lim \\sup \\inf \\max \\min \\limsup \\liminf".split())
_MATRICES = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("\\{", "\\}"): "Bmatrix", ("|", "|"): "vmatrix",
             ("\\Vert", "\\Vert"): "Vmatrix"}  # fmt: skip
# Operators and relations that read better with a blank on either side.
_SPACED = frozenset(
    (
        "= < > + - \\leq \\geq \\neq \\equiv \\sim \\simeq \\approx \\cong \\propto \\in \\notin \\ni "
        "\\subset \\supset \\subseteq \\supseteq \\ll \\gg \\rightarrow \\leftarrow \\Rightarrow "
        "\\Leftrightarrow \\longrightarrow \\Longrightarrow \\Longleftrightarrow \\mapsto \\times \\cdot "
        "\\pm \\mp \\cup \\cap \\wedge \\vee \\otimes \\oplus \\leqslant \\geqslant \\circ"
    ).split()
)
_OPERATORS = frozenset(
    "+ - \\times \\cdot \\pm \\mp \\cup \\cap \\wedge \\vee \\otimes \\oplus \\circ".split()
)
_RELATIONS = _SPACED - _OPERATORS | {"\\not"}
# Upright words that stand between formulas, not in them.
_WORDS = frozenset(
    "if for and or otherwise where when with on in is as else then such that all any every some at of "
    "to the by from even odd not are unless whenever subject since".split()
)


def to_latex(tokens: Sequence[str]) -> str:
    """Print well-formed compact tokens as LaTeX.

    Raises:
        ValueError: The tokens are not well-formed.
    """
    return print_latex(tokens).text


def print_latex(tokens: Sequence[str]) -> Printed:
    """Print well-formed compact tokens as LaTeX, with the token that each character came from.

    Raises:
        ValueError: The tokens are not well-formed.
    """
    return _print_list(read_tree(tokens))


def _is_tall(nodes: Sequence[Node]) -> bool:
    for node in nodes:
        if node.token in _TALL or node.rows or (node.token in _BIG and node.scripts):
            return True
        if any(_is_tall(argument) for argument in node.arguments):
            return True
    return False


def _delimiter_pairs(nodes: Sequence[Node]) -> dict[int, int]:
    """Match opening with closing delimiters of one list: place of the one → place of the other, both ways."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    bars = {bar: [place for place, node in enumerate(nodes) if node.token == bar] for bar in _BARS}
    for place, node in enumerate(nodes):
        if node.token in _OPENING:
            stack.append(place)
        elif node.token in _CLOSING and stack:
            first = stack.pop()
            pairs[first], pairs[place] = place, first
    for places in bars.values():
        # Two bars are a pair where no bracket is opened or closed between them only.
        if len(places) == 2 and not nodes[places[0]].scripts:
            first, last = places
            inside = range(first + 1, last)
            if all(pairs.get(place, first + 1) in inside for place in inside):
                pairs[first], pairs[last] = last, first
    return pairs


def _one_sided(nodes: Sequence[Node], pairs: dict[int, int]) -> tuple[set[int], set[int]]:
    """Find delimiters on one side alone of an array, as the brace before a system: places of both kinds."""
    arrays = [place for place, node in enumerate(nodes) if node.rows and not node.scripts]
    lone = {place for place, node in enumerate(nodes) if place not in pairs}
    openings = {place - 1 for place in arrays if place and nodes[place - 1].token in _OPENING}
    closings = {
        place + 1 for place in arrays if place + 1 < len(nodes) and nodes[place + 1].token in _CLOSING
    }
    bare = {place for place in openings if not nodes[place].scripts}
    return bare & lone, closings & lone


def _is_cases(delimiter: Node, array: Node) -> bool:
    return delimiter.token == "\\{" and array.token == "matrix" and all(len(row) <= 2 for row in array.rows)


def _print_list(nodes: Sequence[Node]) -> Printed:
    parts: list[Printed] = []
    pairs = _delimiter_pairs(nodes)
    openings, closings = _one_sided(nodes, pairs)
    cases = {place for place in openings if _is_cases(nodes[place], nodes[place + 1])}
    skip_until = -1
    for place, node in enumerate(nodes):
        if place <= skip_until:
            continue
        other = pairs.get(place)
        if other is not None and other > place:
            inside = nodes[place + 1 : other]
            matrix = _MATRICES.get((node.token, nodes[other].token))
            is_alone = len(inside) == 1 and inside[0].token == "matrix" and not inside[0].scripts
            if matrix and is_alone and not inside[0].rules:
                parts.append(_print_environment(matrix, inside[0]) + _print_scripts(nodes[other]))
                skip_until = other
                continue
        own = partial(Printed.of, origin=node.place)
        text = _print_node(node)
        if node.token == "\\mathrm" and text.text.startswith("\\text{"):
            text = _pad_words(text, nodes[place - 1] if place else None, nodes[place + 1 : place + 2])
        if other is not None and _is_tall(nodes[min(place, other) + 1 : max(place, other)]):
            text = own("\\left" if other > place else "\\right") + text
        elif place in cases:
            continue
        elif place - 1 in cases:
            text = _print_environment("cases", node)
        elif place in openings or place in closings:
            text = own("\\left" if place in openings else "\\right") + text
        elif place - 1 in openings:
            text += own(" \\right.")
        elif place + 1 in closings:
            text = own("\\left. ") + text
        is_unary = node.token in ("+", "-") and (place == 0 or nodes[place - 1].token in _BEFORE_UNARY)
        if node.token in _SPACED and not is_unary:
            text = own(" ") + text + own(" ")
        elif node.token == QUAD or node.token in (",", ";"):
            text += own(" ")
        parts.append(text)
    return _join(parts)


_BEFORE_UNARY = _SPACED | frozenset(_OPENING) | {",", ";", QUAD, "|"}


def _join(parts: Sequence[Printed]) -> Printed:
    """Concatenate, with a blank where a command name would otherwise run into a letter."""
    joined: list[Printed] = []
    before = ""
    for part in parts:
        is_at_blank = not before or before.endswith(" ")
        text = part[1:] if is_at_blank and part.text.startswith(" ") else part
        if text.text[:1].isalpha() and _ends_in_command(before):
            text = Printed.of(" ", text.origins[0]) + text
        joined.append(text)
        before += text.text
    whole = Printed.join(joined)
    return whole if before.endswith("\\ ") else whole.strip()


def _ends_in_command(text: str) -> bool:
    stripped = text.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return stripped != text and stripped.endswith("\\") and not stripped.endswith("\\\\")


def _print_node(node: Node) -> Printed:
    own = partial(Printed.of, origin=node.place)
    if node.rows:
        return _print_rows(node) + _print_scripts(node)
    if node.token in FONTS:
        text = _print_font(node)
    elif node.token == "\\euro":
        text = own("\\text{€}")
    elif node.token == "\\underset" and (merged := _print_underset(node)):
        text = merged
    elif node.token == "\\root":
        degree, radicand = (_print_list(argument) for argument in node.arguments)
        text = own("\\sqrt[") + _guarded(degree) + own("]{") + radicand + own("}")
    elif node.token == "\\tag":
        text = own("\\tag{") + Printed.join(map(_print_in_text, node.arguments[0])) + own("}")
    elif node.token == "\\not":
        text = _join([own("\\not"), _print_list(node.arguments[0])])
    elif node.arguments:
        name = node.token
        inner = node.arguments[0][0]
        if len(node.arguments[0]) > 1 or inner.scripts or inner.token in _LIMITS:
            name = _WIDE_ACCENTS.get(name, name)
        text = own(name) + Printed.join(_braced(_print_list(each), node.place) for each in node.arguments)
    else:
        text = own(node.token)
    return text + _print_scripts(node)


def _braced(text: Printed, origin: int) -> Printed:
    return Printed.of("{", origin) + text + Printed.of("}", origin)


def _letters(nodes: Sequence[Node], blank: str) -> list[Printed]:
    """Print the letters of a word, with its blanks as ``blank``."""
    return [Printed.of(blank if node.token == TEXT_SPACE else node.token, node.place) for node in nodes]


def _print_font(node: Node) -> Printed:
    own = partial(Printed.of, origin=node.place)
    word = Printed.join(_letters(node.arguments[0], " "))
    is_name = word.text.isalpha() and word.text.isascii() and word.text not in _WORDS
    if node.token == "\\mathrm" and not is_name:
        return own("\\text{") + word + own("}")
    if node.token == BOLD_CALLIGRAPHIC:
        return own("\\boldsymbol{\\mathcal{") + word + own("}}")
    return own(f"{node.token}{{") + _join(_letters(node.arguments[0], TEXT_SPACE)) + own("}")


def _print_underset(node: Node) -> Printed:
    """Print what stands below an arrow or a word as its own limit; empty where it is below anything else."""
    own = partial(Printed.of, origin=node.place)
    under, base = node.arguments
    if len(base) != 1 or base[0].scripts:
        return Printed()
    if base[0].token in LABELED_ARROWS:
        over = Printed() if base[0].arguments[0][0].token == EMPTY else _print_list(base[0].arguments[0])
        arrow = Printed.of(base[0].token, base[0].place)
        return arrow + own("[") + _guarded(_print_list(under)) + own("]") + _braced(over, base[0].place)
    if base[0].token == "\\mathrm":
        word = Printed.join(_letters(base[0].arguments[0], "\\,"))
        letters = word.text.replace("\\,", "")
        if letters.isalpha() and word.text.isascii() and len(word.text) > 1:
            operator = Printed.of("\\operatorname*", base[0].place) + _braced(word, base[0].place)
            return operator + own("_") + _braced(_print_list(under), node.place)
    return Printed()


def _guarded(option: Printed) -> Printed:
    """Brace an optional argument that a bracket inside would end."""
    return _braced(option, option.origins[0]) if "]" in option.text else option


def _print_in_text(node: Node) -> Printed:
    """Print a node of a tag, which LaTeX sets as text."""
    if node.token == "\\mathrm" and not node.scripts:
        return Printed.join(_letters(node.arguments[0], " "))
    is_same_in_text = len(node.token) == 1 and not node.token.isalpha() and not node.scripts
    dollar = Printed.of("$", node.place)
    return Printed.of(node.token, node.place) if is_same_in_text else dollar + _print_node(node) + dollar


def _print_scripts(node: Node) -> Printed:
    text = Printed()
    for script in SCRIPTS:
        nodes = node.scripts.get(script)
        if nodes is None:
            continue
        place = node.script_places.get(script, node.place)
        if script == "^" and all(inner.token == "\\prime" and not inner.scripts for inner in nodes):
            text += Printed.join(Printed.of("'", inner.place) for inner in nodes)
            continue
        if script == "^" and nodes[0].token == "\\prime" and not nodes[0].scripts:
            text += Printed.of("'", nodes[0].place)
            nodes = nodes[1:]
        if len(nodes) == 1 and nodes[0].token == "matrix" and _is_column(nodes[0]) and not nodes[0].scripts:
            stack = Printed.of("\\substack", place) + _braced(_print_stack(nodes[0]), place)
            text += Printed.of(script, place) + _braced(stack, place)
            continue
        inner = _print_list(nodes)
        is_bare = len(inner.text) == 1 and inner.text.isalnum()
        text += Printed.of(script, place) + (inner if is_bare else _braced(inner, place))
    return text


def _print_stack(node: Node) -> Printed:
    """Print the lines of a column below an operator."""
    lines = [_print_list(row[0]) for row in node.rows]
    return _in_lines(lines, [_end(node, number, 0) for number in range(len(lines))], f" {ROW} ")


def _pad_words(text: Printed, before: Node | None, after: Sequence[Node]) -> Printed:
    r"""Set words off from the formulas beside them by a blank inside ``\text``."""
    opening = len("\\text{")
    if before is not None and before.token not in _OPENING and before.token != QUAD:
        text = text[:opening] + Printed.of(" ", text.origins[0]) + text[opening:]
    closes_word = text.text.endswith("}")
    if closes_word and after and after[0].token not in _CLOSING | {",", ";", ".", ":", QUAD}:
        text = text[:-1] + Printed.of(" ", text.origins[-1]) + text[-1:]
    return text


def _is_column(node: Node) -> bool:
    return len(node.rows) > 1 and all(len(row) == 1 for row in node.rows)


def _print_rows(node: Node) -> Printed:
    if any(cell and cell[-1].token == "\\tag" for row in node.rows for cell in row[-1:]):
        return _print_environment("gather" if _is_column(node) else "align", node)
    if node.rules:
        columns, rows = without_frame(node)
        framed = Node(node.token, rows=rows, place=node.place)
        return _print_environment("array", framed, f"{{{columns}}}")
    is_plain_column = node.token == "matrix" and _is_column(node)
    return _print_environment("gathered" if is_plain_column else node.token, node)


def _print_environment(name: str, node: Node, columns: str = "") -> Printed:
    own = partial(Printed.of, origin=node.place)
    is_aligned = name in ("aligned", "align")
    lines = [_print_row(node, number, is_aligned=is_aligned) for number in range(len(node.rows))]
    # A bracket or star after a row break would be read as the break's option.
    lines = [own("{}") + line if line.text.startswith(("[", "*")) else line for line in lines]
    lines = [line.with_blank_after(HLINE) for line in lines]
    ends = [_end(node, number, -1) for number in range(len(lines))]
    if is_aligned or name == "gather":  # a line each, as lines that are appended are written
        body = _in_lines(lines, ends, f" {ROW}\n")
        return own(f"\\begin{{{name}}}\n") + body + own(f"\n\\end{{{name}}}")
    return own(f"\\begin{{{name}}}{columns} ") + _in_lines(lines, ends, f" {ROW} ") + own(f" \\end{{{name}}}")


def _in_lines(lines: Sequence[Printed], ends: Sequence[int], separator: str) -> Printed:
    """Join lines, each but the last with the separator that its end stands for."""
    ended = [line + Printed.of(separator, end) for line, end in zip(lines[:-1], ends[:-1], strict=True)]
    return Printed.join([*ended, lines[-1]])


def _end(node: Node, row: int, cell: int) -> int:
    """Return the place of the token that ends a cell; of the environment where it is not known."""
    return node.ends[row][cell] if node.ends else node.place


def _print_row(node: Node, number: int, *, is_aligned: bool) -> Printed:
    r"""Print the cells of a row; in ``aligned``, a relation stands close to its ampersand: ``a &= b``."""
    row = node.rows[number]
    text = _print_list(row[0])
    for place, cell in enumerate(row[1:]):
        is_close = is_aligned and bool(cell) and cell[0].token in _RELATIONS
        text += Printed.of(" &" if is_close else " & ", _end(node, number, place)) + _print_list(cell)
    return text.strip()
