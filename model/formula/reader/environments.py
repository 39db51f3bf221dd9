"""Rows and cells → the environment that gives their picture: ``matrix``, ``cases``, ``aligned``, or none."""

import re

from model.formula.reader.items import Item, trim
from model.formula.reader.symbols import RELATIONS
from model.formula.tokens import HLINE

_MOST_COLUMNS = 40

Rows = list[list[list[Item]]]


def environment(kind: str, rows: Rows, rules: frozenset[int] = frozenset()) -> list[Item]:
    """Return an environment with its cells tidied; one that aligns nothing dissolves into its items.

    Args:
        kind: ``matrix``, ``cases`` or ``aligned``.
        rows: Its cells; a row's number is the last item of its last cell.
        rules: Columns with a vertical rule before them; the number of columns is one that closes the last.
    """
    rows = [[trim(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if rules and rows:
        return _ruled(rows, rules)
    tags = [_take_tag(row) for row in rows]
    rows = _drop_empty_columns(rows)
    if kind == "cases":
        rows = merge_conditions(rows)
    elif len(rows) > 1:
        rows = _drop_empty_columns(_merge_relation_column(rows))
    if kind == "aligned":
        rows = [_relation_first(row) for row in rows]
        rows = _drop_empty_columns(rows)
        if all(len(row) == 1 for row in rows):
            kind = "matrix"
    if kind == "matrix" and len(rows) > 1 and _is_alignment(rows):
        kind = "aligned"
    rows = [[*row[:-1], row[-1] + tag] for row, tag in zip(rows, tags, strict=True)]
    is_flat = len(rows) == 1 and (kind == "aligned" or len(rows[0]) == 1) and kind != "cases"
    if not rows or is_flat:
        return [item for row in rows for cell in row for item in cell]
    return [Item([], rows=rows, environment=kind)]


def ruled_columns(preamble: str) -> frozenset[int]:
    """Read where an array's preamble, such as ``|c|cc|``, has vertical rules: as columns that follow one."""
    repeated = re.sub(
        r"\*\s*\{(\d+)\}\s*\{([^{}]*)\}", lambda match: match[2] * min(int(match[1]), _MOST_COLUMNS), preamble
    )
    places = re.sub(r"[@!><]\s*\{[^{}]*\}|(?<=[pmb])\s*\{[^{}]*\}|\s", "", repeated)
    return frozenset(len(places[:at].replace("|", "")) for at, sign in enumerate(places) if sign == "|")


def _ruled(rows: Rows, rules: frozenset[int]) -> list[Item]:
    """Return an array with rules; beyond one at its side stands an empty column."""
    width = max(map(len, rows), default=0)
    before, after = int(0 in rules), int(max(rules) >= width)
    padded = [
        row if _is_rule(row) else [*[[]] * before, *row, *[[]] * (width - len(row) + after)] for row in rows
    ]
    for row, cells in zip(rows, padded, strict=True):
        if before and not _is_rule(row):  # the rule above a row is the first thing in it
            above = [item for item in row[0] if item.tokens == [HLINE]]
            cells[0], cells[1] = above, row[0][len(above) :]
    places = frozenset(min(place, width) + before for place in rules)
    return (
        [Item([], rows=padded, environment="matrix", rules=places)]
        if width + before + after > 1
        else rows[0][0]
    )


def _is_rule(row: list[list[Item]]) -> bool:
    return all(item.tokens == [HLINE] for cell in row for item in cell)


def _take_tag(row: list[list[Item]]) -> list[Item]:
    """Take the number off the end of a row."""
    return [row[-1].pop()] if row[-1] and row[-1][-1].is_tag else []


def merge_conditions(rows: Rows) -> Rows:
    """Gather what follows the first cell into one: ``cases`` has two columns, value and condition."""
    return [[row[0], [item for cell in row[1:] for item in cell]] if len(row) > 2 else row for row in rows]


def _is_relation(item: Item) -> bool:
    return item.is_bare and len(item.tokens) == 1 and item.tokens[0] in RELATIONS


def _merge_relation_column(rows: Rows) -> Rows:
    """Turn ``a & = & b`` (eqnarray's three columns) into ``a & = b``."""
    if any(len(row) > 3 for row in rows) or max(map(len, rows)) != 3:
        return rows
    middles = [row[1] for row in rows if len(row) > 1 and row[1]]
    if not middles or not all(len(cell) == 1 and (_is_relation(cell[0])) for cell in middles):
        return rows
    return [[row[0], [item for cell in row[1:] for item in cell]] for row in rows]


def _relation_first(row: list[list[Item]]) -> list[list[Item]]:
    """Move a relation that ends a cell to the start of the next: ``a = & b`` → ``a & = b``."""
    cells = [list(cell) for cell in row]
    for left, right in zip(cells[::2], cells[1::2], strict=False):
        if left and _is_relation(left[-1]) and not (right and _is_relation(right[0])):
            right.insert(0, left.pop())
    return cells


def _drop_empty_columns(rows: Rows) -> Rows:
    width = max(map(len, rows), default=0)
    used = [place for place in range(width) if any(place < len(row) and row[place] for row in rows)]
    trimmed = [[row[place] if place < len(row) else [] for place in used] for row in rows]
    for row in trimmed:
        while len(row) > 1 and not row[-1]:
            row.pop()
    return trimmed


def _is_alignment(rows: Rows) -> bool:
    """Tell whether two columns are the two sides of equations, as in ``array{rl}``."""
    if any(len(row) != 2 for row in rows):
        return False
    return all(row[1] and _is_relation(row[1][0]) for row in rows)
