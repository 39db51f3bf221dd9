r"""Canonical tokens → LaTeX in which every visible token has a color of its own.

A fraction's bar, a root's sign, an accent or the brace of ``cases`` counts as a token; scripts, fonts,
spaces, and environments without ink do not.
"""

from collections.abc import Callable, Sequence

from model.formula.ruled_array import without_frame
from model.formula.tokens import BOLD_CALLIGRAPHIC, EMPTY, FONTS, HLINE, QUAD, SCRIPTS, TEXT_SPACE
from model.formula.tree import Node, read_tree

MOST_TOKENS = 250
"""Colors there are: one byte names the token in a picture."""

_INKLESS = frozenset(("\\overset", "\\underset", "matrix", "aligned"))
MARK = 77
"""The blue of every color, which tells it from black ink and white paper."""


class Colored:
    """A formula in colors.

    Attributes:
        latex: Math-mode LaTeX on one line.
        labels: The tokens that have colors; token ``labels[i]`` has the color ``color_of(i)``.

    Raises:
        ValueError: The tokens are not well-formed, or more than there are colors.
    """

    def __init__(self, tokens: Sequence[str]) -> None:
        self.labels: list[str] = []
        self.latex = self._list(read_tree(tokens))
        if len(self.labels) > MOST_TOKENS:
            raise ValueError(f"{len(self.labels)} visible tokens, at most {MOST_TOKENS}")

    def _list(self, nodes: Sequence[Node]) -> str:
        return " ".join(self._node(node) for node in nodes)

    def _node(self, node: Node) -> str:
        text = self._base(node)
        for script in SCRIPTS:
            if script in node.scripts:
                text += f"{script}{{{self._list(node.scripts[script])}}}"
        return text

    def _base(self, node: Node) -> str:
        if node.rows:
            is_inkless = node.token in _INKLESS
            return self._rows(node) if is_inkless else self._paint(node.token, lambda: self._rows(node))
        if node.token in FONTS:
            return " ".join(self._letter(inner, node.token) for inner in node.arguments[0])
        if node.token == "\\tag":
            return rf"\quad\text{{(}}{self._list(node.arguments[0])}\text{{)}}"
        if node.token in _INKLESS:
            return node.token + self._arguments(node)
        if node.arguments:
            return self._command(node)
        return self._letter(node, "")

    def _rows(self, node: Node) -> str:
        columns, cells = without_frame(node) if node.rules else ("", node.rows)
        rows = r" \\ ".join(" & ".join(self._list(cell) for cell in row) for row in cells)
        begin, end = (
            (rf"\begin{{array}}{{{columns}}}", "array")
            if columns
            else (rf"\begin{{{node.token}}}", node.token)
        )
        return rf"{begin}{rows}\end{{{end}}}"

    def _command(self, node: Node) -> str:
        if node.token == "\\root":
            degree, radicand = node.arguments
            return self._paint(
                "\\sqrt", lambda: rf"\sqrt[{{{self._list(degree)}}}]{{{self._list(radicand)}}}"
            )
        return self._paint(node.token, lambda: node.token + self._arguments(node))

    def _arguments(self, node: Node) -> str:
        return "".join(f"{{{self._list(argument)}}}" for argument in node.arguments)

    def _letter(self, node: Node, font: str) -> str:
        if node.token == TEXT_SPACE:
            return r"\ "
        if node.token in (QUAD, EMPTY, HLINE):
            return node.token + " "
        if font == BOLD_CALLIGRAPHIC:
            return self._paint(node.token, lambda: rf"\boldsymbol{{\mathcal{{{node.token}}}}}")
        return self._paint(node.token, lambda: f"{font}{{{node.token}}}" if font else node.token)

    def _paint(self, label: str, write: Callable[[], str]) -> str:
        """Give a token its color before what is in it gets others."""
        red, green, blue = color_of(len(self.labels))
        self.labels.append(label)
        return rf"{{\color[RGB]{{{red},{green},{blue}}}{write()}}}"


def color_of(number: int) -> tuple[int, int, int]:
    """Return the color of the token with this number, 0 to 255 a channel."""
    return number, 255 - number, MARK
