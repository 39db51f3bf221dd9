"""Compact tokens as a tree: symbols, commands with their arguments, environments with their rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from model.formula.tokens import ARITY, CELL, CLOSE, CLOSE_OPEN, OPEN_SECOND, ROW, RULED_CELL, SCRIPTS


@dataclass
class Node:
    """A symbol, or a command or environment with its parts; scripts hang on their base.

    Attributes:
        token: Name of the symbol, command or environment.
        place: Of that token among all; -1 for a node that none stands for.
        arguments: Of a command.
        rows: Of an environment.
        ends: Of an environment, place of the token that ends each cell, row by row.
        scripts: By ``_`` and ``^``.
        script_places: Place of the token of each script.
        rules: Of an environment, (row, cell) of each cell with a vertical rule before it.
    """

    token: str
    place: int = field(default=-1, kw_only=True, compare=False)
    arguments: list[list["Node"]] = field(default_factory=list)
    rows: list[list[list["Node"]]] = field(default_factory=list)
    scripts: dict[str, list["Node"]] = field(default_factory=dict)
    script_places: dict[str, int] = field(default_factory=dict, kw_only=True, compare=False)
    ends: list[list[int]] = field(default_factory=list, kw_only=True, compare=False)
    rules: set[tuple[int, int]] = field(default_factory=set)


def read_tree(tokens: Sequence[str]) -> list[Node]:
    """Read well-formed compact tokens.

    Raises:
        ValueError: They are not well-formed.
    """
    reader = _Reader(tokens)
    nodes = reader.read_list(frozenset())
    if reader.position != len(tokens):
        raise ValueError(f"{tokens[reader.position]!r} closes nothing")
    return nodes


class _Reader:
    """Reads compact tokens into nodes."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self.position = 0

    def _next(self) -> str:
        if self.position >= len(self.tokens):
            raise ValueError("the tokens end before everything is closed")
        self.position += 1
        return self.tokens[self.position - 1]

    def read_list(self, ends: frozenset[str]) -> list[Node]:
        """Read until one of ``ends``, which is left unread, or to the end of the tokens."""
        nodes: list[Node] = []
        while self.position < len(self.tokens) and self.tokens[self.position] not in ends:
            token = self._next()
            if token in (CLOSE, CLOSE_OPEN, OPEN_SECOND, CELL, RULED_CELL, ROW) or token.startswith("\\end{"):
                self.position -= 1
                break
            if token.startswith("\\begin{"):
                nodes.append(self._environment(token[7:-1]))
                continue
            name = token.removesuffix("{") if token not in ("\\{", OPEN_SECOND) else token
            if name not in ARITY:
                nodes.append(Node(token, place=self.position - 1))
                continue
            place = self.position - 1
            arguments = self._arguments(ARITY[name], is_long=token != name)
            if name in SCRIPTS:
                if not nodes:
                    nodes.append(Node("{}", place=place))
                nodes[-1].scripts[name] = arguments[0]
                nodes[-1].script_places[name] = place
            else:
                nodes.append(Node(name, arguments, place=place))
        return nodes

    def _arguments(self, count: int, *, is_long: bool) -> list[list[Node]]:
        arguments = []
        for place in range(count):
            if is_long:
                arguments.append(self.read_list(frozenset((CLOSE, CLOSE_OPEN))))
                is_long = self._next() == CLOSE_OPEN
                continue
            token = self._next()
            if token == OPEN_SECOND and place:
                arguments.append(self.read_list(frozenset((CLOSE,))))
                self._next()
            else:
                arguments.append([Node(token, place=self.position - 1)])
        return arguments

    def _environment(self, name: str) -> Node:
        end = f"\\end{{{name}}}"
        ends = frozenset((CELL, RULED_CELL, ROW, end))
        rows: list[list[list[Node]]] = [[]]
        rules: set[tuple[int, int]] = set()
        place = self.position - 1
        endings: list[list[int]] = [[]]
        while True:
            rows[-1].append(self.read_list(ends))
            token = self._next()
            endings[-1].append(self.position - 1)
            if token == ROW:
                rows.append([])
                endings.append([])
            elif token == end:
                return Node(name, rows=rows, rules=rules, place=place, ends=endings)
            elif token == RULED_CELL:
                rules.add((len(rows) - 1, len(rows[-1])))
            elif token != CELL:
                raise ValueError(f"{token!r} inside the environment {name}")
