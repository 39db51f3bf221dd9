"""Rows and cells → the environment that gives their picture: ``matrix``, ``cases``, ``aligned``, or none."""

from training.items import Item, trim
from training.symbols import RELATIONS

Rows = list[list[list[Item]]]


def environment(kind: str, rows: Rows) -> list[Item]:
    """Return an environment with its cells tidied; one that aligns nothing dissolves into its items."""
    rows = [[trim(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
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
    is_flat = len(rows) == 1 and (kind == "aligned" or len(rows[0]) == 1) and kind != "cases"
    if not rows or is_flat:
        return [item for row in rows for cell in row for item in cell]
    return [Item([], rows=rows, environment=kind)]


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
