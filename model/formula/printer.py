"""Compact tokens → LaTeX a person would have written: normal braces, blanks at relations, tall delimiters."""

from collections.abc import Sequence

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


def _print_list(nodes: Sequence[Node]) -> str:
    parts: list[str] = []
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
        text = _print_node(node)
        if node.token == "\\mathrm" and text.startswith("\\text{"):
            text = _pad_words(text, nodes[place - 1] if place else None, nodes[place + 1 : place + 2])
        if other is not None and _is_tall(nodes[min(place, other) + 1 : max(place, other)]):
            text = ("\\left" if other > place else "\\right") + text
        elif place in cases:
            continue
        elif place - 1 in cases:
            text = _print_environment("cases", node)
        elif place in openings or place in closings:
            text = ("\\left" if place in openings else "\\right") + text
        elif place - 1 in openings:
            text = f"{text} \\right."
        elif place + 1 in closings:
            text = f"\\left. {text}"
        is_unary = node.token in ("+", "-") and (place == 0 or nodes[place - 1].token in _BEFORE_UNARY)
        if node.token in _SPACED and not is_unary:
            text = f" {text} "
        elif node.token == QUAD or node.token in (",", ";"):
            text = f"{text} "
        parts.append(text)
    return _join(parts)


_BEFORE_UNARY = _SPACED | frozenset(_OPENING) | {",", ";", QUAD, "|"}


def _join(parts: Sequence[str]) -> str:
    """Concatenate, with a blank where a command name would otherwise run into a letter."""
    out = ""
    for part in parts:
        is_at_blank = not out or out.endswith(" ")
        text = part.removeprefix(" ") if is_at_blank else part
        out += " " + text if text[:1].isalpha() and _ends_in_command(out) else text
    return out.strip(" ") if not out.endswith("\\ ") else out


def _ends_in_command(text: str) -> bool:
    stripped = text.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return stripped != text and stripped.endswith("\\") and not stripped.endswith("\\\\")


def _print_node(node: Node) -> str:
    if node.rows:
        return _print_rows(node) + _print_scripts(node)
    if node.token in FONTS:
        text = _print_font(node)
    elif node.token == "\\euro":
        text = "\\text{€}"
    elif node.token == "\\underset" and (merged := _print_underset(node)):
        text = merged
    elif node.token == "\\root":
        degree, radicand = (_print_list(argument) for argument in node.arguments)
        text = f"\\sqrt[{_guarded(degree)}]{{{radicand}}}"
    elif node.token == "\\tag":
        text = f"\\tag{{{''.join(_print_in_text(inner) for inner in node.arguments[0])}}}"
    elif node.token == "\\not":
        text = _join(["\\not", _print_list(node.arguments[0])])
    elif node.arguments:
        name = node.token
        inner = node.arguments[0][0]
        if len(node.arguments[0]) > 1 or inner.scripts or inner.token in _LIMITS:
            name = _WIDE_ACCENTS.get(name, name)
        text = name + "".join(f"{{{_print_list(argument)}}}" for argument in node.arguments)
    else:
        text = node.token
    return text + _print_scripts(node)


def _print_font(node: Node) -> str:
    letters = [inner.token for inner in node.arguments[0]]
    text = "".join(" " if letter == TEXT_SPACE else letter for letter in letters)
    if node.token == "\\mathrm" and (text in _WORDS or not (text.isalpha() and text.isascii())):
        return f"\\text{{{text}}}"
    if node.token == BOLD_CALLIGRAPHIC:
        return f"\\boldsymbol{{\\mathcal{{{text}}}}}"
    return f"{node.token}{{{_join(letters)}}}"


def _print_underset(node: Node) -> str:
    """Print what stands below an arrow or a word as its own limit; empty where it is below anything else."""
    under, base = node.arguments
    if len(base) != 1 or base[0].scripts:
        return ""
    if base[0].token in LABELED_ARROWS:
        over = "" if base[0].arguments[0][0].token == EMPTY else _print_list(base[0].arguments[0])
        return f"{base[0].token}[{_guarded(_print_list(under))}]{{{over}}}"
    if base[0].token == "\\mathrm":
        word = "".join(inner.token for inner in base[0].arguments[0]).replace(TEXT_SPACE, "\\,")
        if word.replace("\\,", "").isalpha() and word.isascii() and len(word) > 1:
            return f"\\operatorname*{{{word}}}_{{{_print_list(under)}}}"
    return ""


def _guarded(option: str) -> str:
    """Brace an optional argument that a bracket inside would end."""
    return f"{{{option}}}" if "]" in option else option


def _print_in_text(node: Node) -> str:
    """Print a node of a tag, which LaTeX sets as text."""
    if node.token == "\\mathrm" and not node.scripts:
        return "".join(" " if inner.token == TEXT_SPACE else inner.token for inner in node.arguments[0])
    is_same_in_text = len(node.token) == 1 and not node.token.isalpha() and not node.scripts
    return node.token if is_same_in_text else f"${_print_node(node)}$"


def _print_scripts(node: Node) -> str:
    text = ""
    for script in SCRIPTS:
        nodes = node.scripts.get(script)
        if nodes is None:
            continue
        if script == "^" and all(inner.token == "\\prime" and not inner.scripts for inner in nodes):
            text += "'" * len(nodes)
            continue
        if script == "^" and nodes[0].token == "\\prime" and not nodes[0].scripts:
            text += "'"
            nodes = nodes[1:]
        if len(nodes) == 1 and nodes[0].token == "matrix" and _is_column(nodes[0]) and not nodes[0].scripts:
            lines = f" {ROW} ".join(_print_list(row[0]) for row in nodes[0].rows)
            text += f"{script}{{\\substack{{{lines}}}}}"
            continue
        inner = _print_list(nodes)
        text += script + (inner if len(inner) == 1 and inner.isalnum() else f"{{{inner}}}")
    return text


def _pad_words(text: str, before: Node | None, after: Sequence[Node]) -> str:
    r"""Set words off from the formulas beside them by a blank inside ``\text``."""
    if before is not None and before.token not in _OPENING and before.token != QUAD:
        text = text.replace("\\text{", "\\text{ ", 1)
    closes_word = text.endswith("}")
    if closes_word and after and after[0].token not in _CLOSING | {",", ";", ".", ":", QUAD}:
        text = text[:-1] + " }"
    return text


def _is_column(node: Node) -> bool:
    return len(node.rows) > 1 and all(len(row) == 1 for row in node.rows)


def _print_rows(node: Node) -> str:
    if any(cell and cell[-1].token == "\\tag" for row in node.rows for cell in row[-1:]):
        return _print_environment("gather" if _is_column(node) else "align", node)
    if node.rules:
        columns, rows = without_frame(node)
        return _print_environment("array", Node(node.token, rows=rows), f"{{{columns}}}")
    is_plain_column = node.token == "matrix" and _is_column(node)
    return _print_environment("gathered" if is_plain_column else node.token, node)


def _print_environment(name: str, node: Node, columns: str = "") -> str:
    is_aligned = name in ("aligned", "align")
    lines = [_print_row(row, is_aligned=is_aligned) for row in node.rows]
    # A bracket or star after a row break would be read as the break's option.
    lines = ["{}" + line if line.startswith(("[", "*")) else line for line in lines]
    lines = [line.replace(HLINE, HLINE + " ") for line in lines]
    if is_aligned or name == "gather":  # a line each, as lines that are appended are written
        return "\n".join((f"\\begin{{{name}}}", f" {ROW}\n".join(lines), f"\\end{{{name}}}"))
    return f"\\begin{{{name}}}{columns} " + f" {ROW} ".join(lines) + f" \\end{{{name}}}"


def _print_row(row: Sequence[Sequence[Node]], *, is_aligned: bool) -> str:
    r"""Print the cells of a row; in ``aligned``, a relation stands close to its ampersand: ``a &= b``."""
    text = _print_list(row[0])
    for cell in row[1:]:
        is_close = is_aligned and bool(cell) and cell[0].token in _RELATIONS
        text += (" &" if is_close else " & ") + _print_list(cell)
    return text.strip(" ")
