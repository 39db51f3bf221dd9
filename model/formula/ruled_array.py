"""Vertical rules of an array: its columns as LaTeX's preamble writes them, an empty outer column as a rule.

In compact tokens a rule stands between two cells, so that a frame's side has an empty cell beyond it.
"""

from typing import NamedTuple

from model.formula.tokens import HLINE
from model.formula.tree import Node


def without_frame(node: Node) -> tuple[str, list[list[list[Node]]]]:
    """Return the columns, such as ``|cc|c|``, and the rows without the empty cells beside a frame.

    Args:
        node: An environment with rules; one counts where most of the rows that reach it have it.
    """
    rows = [_Row(cells, number, node.rules) for number, cells in enumerate(node.rows)]
    width = max(map(len, node.rows))
    ruled = [
        2 * sum(row.is_ruled(place) for row in rows) > sum(row.has(place) for row in rows)
        for place in range(width)
    ]
    first = int(ruled[1] and all(row.is_empty(0) for row in rows))
    is_closed = width - first > 1 and ruled[-1] and all(row.is_empty(width - 1) for row in rows)
    last = width - int(is_closed)
    columns = "".join("|" * ruled[place] + "c" for place in range(first, last)) + "|" * is_closed
    return columns, [row.between(first, last) for row in rows]


class _Row(NamedTuple):
    """One row of an array with rules."""

    cells: list[list[Node]]
    number: int
    rules: set[tuple[int, int]]

    def has(self, place: int) -> bool:
        """Tell whether the row reaches a column."""
        return place < len(self.cells)

    def is_ruled(self, place: int) -> bool:
        """Tell whether a rule stands before a column."""
        return (self.number, place) in self.rules

    def is_empty(self, place: int) -> bool:
        """Tell whether a column is empty here but for the rule above."""
        return not self.has(place) or all(node.token == HLINE for node in self.cells[place])

    def between(self, first: int, last: int) -> list[list[Node]]:
        """Return the cells of some columns; the rule above the row stays its first node."""
        above = self.cells[0] if first else []
        cells = self.cells[first:last] or [[]]
        return [[*above, *cells[0]], *cells[1:]]
