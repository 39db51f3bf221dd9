"""Items: the pieces of a formula between LaTeX and compact tokens, and how a list of them is written.

An item is a symbol, a command with its arguments, an environment or white space, with the scripts that hang
on it. Writing sums up white space, gathers letters of one font into runs, and gives scripts their one order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from model.formula.reader.symbols import BINARY, OPERATOR_WORDS, OPERATORS, RELATIONS
from model.formula.tokens import (
    CELL,
    EMPTY,
    FONTS,
    FOREIGN,
    LABELED_ARROWS,
    QUAD,
    ROW,
    RULED_CELL,
    TEXT_SPACE,
    UNDERSCORE,
    compact,
)

# Spaces that add up to this much are kept, as one \quad: thin and thick spaces typed for taste stay below it
# (two \; are 0.56 em), separators reach it (\quad is 1 em, three \; are 0.83 em).
QUAD_FROM_EM = 0.75
# A gap this wide between upright letters is a word space: \, is 0.167 em.
_WORD_SPACE_FROM_EM = 0.16
# A script after an empty base stands elsewhere than one on these.
_NO_BASE = (
    RELATIONS | BINARY | OPERATORS | frozenset(("(", "[", "\\{", "\\langle", ",", ";", ".", QUAD, EMPTY, "|"))
)
_TALL = LABELED_ARROWS | {"\\frac", "\\binom", "\\overset", "\\underset", "\\not"}


class UnreadableError(ValueError):
    """A formula the canonical form cannot express; ``cause`` is one of few short phrases."""

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else cause)
        self.cause = cause


@dataclass
class Item:
    """A symbol or a command with its arguments, as compact tokens, with the scripts that hang on it."""

    tokens: list[str]
    font: str = ""  # the font of a single letter
    sub: list["Item"] | None = None
    sup: list["Item"] | None = None
    space_em: float | None = None  # the width, where the item is white space
    rows: list[list[list["Item"]]] | None = None  # the cells, where the item is an environment
    environment: str = ""
    rules: frozenset[int] = frozenset()  # the columns of an environment that have a vertical rule before them
    is_tag: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether no script hangs on the item."""
        return self.sub is None and self.sup is None


def letter(symbol: str, font: str) -> Item:
    """Return a symbol under a font; a font that does not change the symbol is dropped."""
    if font == "\\boldsymbol" and symbol not in FONTS[font] and symbol in FONTS["\\mathbf"]:
        font = "\\mathbf"
    if font in ("\\mathcal", "\\mathscr", "\\mathbb") and symbol.isalnum() and symbol not in FONTS[font]:
        raise UnreadableError("font without this letter", f"{font} {symbol}")
    is_set = font and symbol in FONTS[font] and symbol not in ("-", "'")
    return Item([symbol], font=font if is_set else "")


def space(width_em: float) -> Item:
    """Return white space of a width."""
    return Item([], space_em=width_em)


def delimiter(symbol: str) -> list[Item]:
    """Return a delimiter, or nothing for the empty one."""
    return [Item([symbol])] if symbol else []


def command(name: str, *arguments: list[Item]) -> Item:
    """Return a command with its arguments."""
    return Item(compact(name, [write(argument) for argument in arguments]))


def trim(items: list[Item]) -> list[Item]:
    """Take white space off both ends."""
    start, end = 0, len(items)
    while start < end and items[start].space_em is not None:
        start += 1
    while end > start and items[end - 1].space_em is not None:
        end -= 1
    return items[start:end]


def _sum_spaces(items: Iterable[Item]) -> list[Item]:
    """Sum white space to a word space, a quad or nothing; let symbols take the scripts of empty bases."""
    out: list[Item] = []
    width = 0.0
    for item in trim(list(items)):
        if item.space_em is not None:
            width += item.space_em
            continue
        if item.tokens == [EMPTY] and width < QUAD_FROM_EM and out and _takes_scripts(out[-1]):
            out[-1] = replace(out[-1], sub=item.sub, sup=item.sup)
            width = 0.0
            continue
        if item.tokens == [EMPTY] and item.is_bare:
            continue
        if width >= QUAD_FROM_EM:
            out.append(Item([QUAD]))
        elif (
            width >= _WORD_SPACE_FROM_EM and out and _is_word(out[-1]) and out[-1].is_bare and _is_word(item)
        ):
            out.append(Item([TEXT_SPACE], font="\\mathrm"))
        width = 0.0
        out.append(item)
    return out


def _fold_blanks(items: list[Item]) -> list[Item]:
    """Make every blank to fill in, which is one line however it was typed, three underscores."""
    out: list[Item] = []
    for is_blank, group in groupby(items, key=lambda item: item.tokens == [UNDERSCORE] and item.is_bare):
        run = list(group)
        out += [Item([UNDERSCORE]) for _ in range(3)] if is_blank and len(run) > 1 else run
    return out


def _takes_scripts(item: Item) -> bool:
    """Tell whether scripts on an empty base after this item give the picture of scripts on the item."""
    if not item.is_bare or item.rows is not None:
        return False
    return item.tokens[0] not in _NO_BASE and item.tokens[0].removesuffix("{") not in _TALL


def _is_word(item: Item) -> bool:
    return item.font == "\\mathrm"


def write(items: list[Item]) -> list[str]:
    """Write items as compact tokens, letters of one font gathered into runs."""
    out: list[str] = []
    run: list[Item] = []
    for item in [*_fold_blanks(_sum_spaces(items)), None]:
        if run and (item is None or item.font != run[-1].font or not run[-1].is_bare):
            out += _write_run(run)
            run = []
        if item is None:
            break
        if item.font:
            run.append(item)
        else:
            out += [*_write_core(item), *_write_scripts(item)]
    return out


def _write_run(run: list[Item]) -> list[str]:
    font = run[0].font
    letters = [item.tokens[0] for item in run]
    if font == "\\mathrm":
        word = "".join(" " if letter == TEXT_SPACE else letter for letter in letters)
        if word in OPERATOR_WORDS:
            return [*OPERATOR_WORDS[word].split(), *_write_scripts(run[-1])]
        if not any(letter.isalpha() or letter == FOREIGN for letter in letters):
            signs = [letter for letter in letters if letter in ("-", UNDERSCORE)]
            return [*signs, *_write_scripts(run[-1])]
    return [*compact(font, [letters]), *_write_scripts(run[-1])]


def _write_core(item: Item) -> list[str]:
    if item.rows is None:
        return item.tokens
    out = [f"\\begin{{{item.environment}}}"]
    for number, row in enumerate(item.rows):
        out += [ROW] if number else []
        for place, cell in enumerate(row):
            out += [RULED_CELL if place in item.rules else CELL] if place else []
            out += write(cell)
    return [*out, f"\\end{{{item.environment}}}"]


def _write_scripts(item: Item) -> list[str]:
    out: list[str] = []
    for script, content in (("_", item.sub), ("^", item.sup)):
        tokens = write(content) if content else []
        out += compact(script, [tokens]) if tokens else []
    return out
