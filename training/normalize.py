"""Any LaTeX formula → its canonical form: one spelling for one picture, as compact tokens.

The formula is read into *items* (a symbol, or a command with its arguments, and the scripts on it), fonts are pushed
down to the letters they change, spaces are summed up, and the items are written as compact tokens. What cannot be
read raises ``Unreadable`` with a cause that can be counted.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from model.language import (
    ACCENTS,
    CELL,
    EMPTY,
    FONTS,
    HLINE,
    QUAD,
    ROW,
    TEXT_SPACE,
    compact,
)
from training.symbols import (
    ACCENT_SYNONYMS,
    BINARY,
    INVISIBLE,
    NEGATED,
    OPERATOR_WORDS,
    OPERATORS,
    RELATIONS,
    SILENT,
    SPACES,
    SYMBOLS,
    SYNONYMS,
    TRANSPARENT,
)

# Spaces that add up to this much are kept, as one \quad. Measured on im2latex formulas: thin and thick spaces typed
# for taste sum to 0.56 em at most, separators (\quad, \;\;\;) to 0.83 em and more.
QUAD_FROM_EM = 0.75
# A gap this wide between upright letters is a word space: \, is 0.167 em.
_WORD_SPACE_FROM_EM = 0.16
# Text of which a larger part than this is single letters was set apart letter by letter, as im2latex does.
_SPELT_OUT = 0.75
_MAX_DEPTH = 60  # nesting of braces; deeper input is machine-made

_TOKEN = re.compile(r"\\(?:[a-zA-Z]+\*?|.)|\s+|.", re.DOTALL)
_LENGTH_EM = {"em": 1.0, "ex": 0.43, "mu": 1 / 18, "pt": 0.1, "cm": 2.85, "mm": 0.285, "in": 7.23, "pc": 1.2}
_LENGTH = re.compile(r"\s*(-?)\s*((?:[\d.]\s*)*)(?:t\s*r\s*u\s*e\s*)?([a-z]\s*[a-z])")

_FONT_COMMANDS = {
    "\\mathbf": "\\mathbf", "\\mathbb": "\\mathbb", "\\Bbb": "\\mathbb", "\\mathcal": "\\mathcal",
    "\\mathscr": "\\mathscr", "\\mathfrak": "\\mathfrak", "\\mathrm": "\\mathrm", "\\mathup": "\\mathrm",
    "\\mathsf": "\\mathsf", "\\mathtt": "\\mathtt", "\\boldsymbol": "\\boldsymbol", "\\bm": "\\boldsymbol",
    "\\pmb": "\\boldsymbol", "\\mathit": "", "\\mathnormal": "", "\\mathbold": "\\boldsymbol", "\\bold": "\\mathbf",
    "\\mathds": "\\mathbb", "\\frak": "\\mathfrak",
}  # fmt: skip
_FONT_SWITCHES = {
    "\\bf": "\\mathbf", "\\bfseries": "\\mathbf", "\\rm": "\\mathrm", "\\cal": "\\mathcal", "\\it": "", "\\sl": "",
    "\\em": "", "\\mit": "", "\\sf": "\\mathsf", "\\sffamily": "\\mathsf", "\\tt": "\\mathtt",
    "\\ttfamily": "\\mathtt", "\\boldmath": "\\boldsymbol", "\\itshape": "", "\\normalshape": "",
}  # fmt: skip
_TEXT_COMMANDS = {
    "\\text": "\\mathrm", "\\textrm": "\\mathrm", "\\mbox": "\\mathrm", "\\hbox": "\\mathrm",
    "\\textnormal": "\\mathrm", "\\textup": "\\mathrm", "\\textbf": "\\mathbf", "\\textit": "", "\\textsl": "",
    "\\emph": "", "\\textsf": "\\mathsf", "\\texttt": "\\mathtt", "\\makebox": "\\mathrm", "\\textmd": "\\mathrm",
}  # fmt: skip
_FRACTIONS = frozenset(("\\frac", "\\dfrac", "\\tfrac", "\\cfrac"))
_BINOMIALS = frozenset(("\\binom", "\\dbinom", "\\tbinom"))
_INFIX = frozenset(("\\over", "\\choose", "\\atop", "\\brack", "\\brace"))
# A script after an empty base stands elsewhere than one on these.
_NO_BASE = (
    RELATIONS | BINARY | OPERATORS | frozenset(("(", "[", "\\{", "\\langle", ",", ";", ".", QUAD, EMPTY, "|"))
)
_TALL = frozenset(("\\frac", "\\binom", "\\overset", "\\underset", "\\not", "\\xrightarrow", "\\xleftarrow"))
_MATRIX_DELIMITERS = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("\\{", "\\}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("\\Vert", "\\Vert"), "smallmatrix": ("", ""), "subarray": ("", ""),
    "gathered": ("", ""), "gather": ("", ""), "multlined": ("", ""), "array": ("", ""), "multline": ("", ""),
}  # fmt: skip
_ALIGNED = frozenset(("aligned", "align", "split", "alignedat", "alignat", "eqnarray", "flalign"))
_DISPLAYS = frozenset(("equation", "displaymath", "math"))
_CASES = frozenset(("cases", "dcases"))
_DELIMITED = frozenset(("\\left", "\\right", "\\middle"))


class Unreadable(ValueError):
    """A formula the canonical form cannot express; ``cause`` is one of few short phrases."""

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else cause)
        self.cause = cause


@dataclass
class _Item:
    """A symbol or a command with its arguments, as compact tokens, with the scripts that hang on it."""

    tokens: list[str]
    font: str = ""  # the font of a single letter
    sub: list["_Item"] | None = None
    sup: list["_Item"] | None = None
    space_em: float | None = None  # the width, where the item is white space
    rows: list[list[list["_Item"]]] | None = None  # the cells, where the item is an environment
    environment: str = ""
    is_tag: bool = False

    @property
    def is_bare(self) -> bool:
        return self.sub is None and self.sup is None


def normalize(latex: str) -> list[str]:
    """Return the compact tokens of a formula's canonical form.

    Args:
        latex: A formula in math mode, with or without the delimiters around it; tokens may be set apart by blanks.

    Raises:
        Unreadable: The formula is malformed, empty, or uses what the canonical form does not know.
    """
    parser = _Parser(_strip_delimiters(latex))
    items = parser.read_list(lambda token: False)
    if parser.peek() is not None:
        raise Unreadable("unbalanced", parser.peek() or "")
    tokens = _write(items)
    if not tokens:
        raise Unreadable("empty")
    if "\\tag" in tokens or "\\tag{" in tokens:
        _check_tag(items)
    return tokens


def _strip_delimiters(latex: str) -> str:
    text = latex.strip()
    for first, last in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")):
        if text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last):
            return text[len(first) : len(text) - len(last)]
    return text


def _check_tag(items: list[_Item]) -> None:
    tags = [place for place, item in enumerate(items) if item.is_tag]
    if tags != [len(items) - 1] or len(items) == 1:
        raise Unreadable("misplaced tag")


class _Parser:
    """Reads LaTeX tokens into items, keeping track of the font in force."""

    def __init__(self, latex: str) -> None:
        self.tokens = _TOKEN.findall(re.sub(r"(?<!\\)%[^\n]*\n?", "", latex))
        self.position = 0
        self.font = ""
        self.depth = 0

    # Tokens

    def peek(self) -> str | None:
        """Return the next token that is not white space, unread, or None at the end."""
        while self.position < len(self.tokens) and self.tokens[self.position].isspace():
            self.position += 1
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def next(self) -> str:
        token = self.peek()
        if token is None:
            raise Unreadable("unbalanced", "the formula ends too early")
        self.position += 1
        return token

    def raw_argument(self) -> str:
        """Return the text between the next pair of braces (or the next token), unread by any rule."""
        token = self.next()
        if token != "{":
            return token
        start, depth = self.position, 1
        while depth:
            if self.position >= len(self.tokens):
                raise Unreadable("unbalanced", "{")
            token = self.tokens[self.position]
            depth += {"{": 1, "}": -1}.get(token, 0)
            self.position += 1
        return "".join(self.tokens[start : self.position - 1])

    def optional_argument(self) -> str | None:
        if self.peek() != "[":
            return None
        self.position += 1
        start, depth = self.position, 0
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            depth += {"{": 1, "}": -1}.get(token, 0)
            if token == "]" and depth == 0:
                return "".join(self.tokens[start : self.position - 1])
        raise Unreadable("unbalanced", "[")

    # Lists and arguments

    def read_list(self, is_end: Callable[[str], bool]) -> list[_Item]:
        """Read items up to a token that ends the list, which is left unread."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise Unreadable("too deep")
        outer_font = self.font
        items: list[_Item] = []
        while (token := self.peek()) is not None and not is_end(token):
            if token in ("}", "&", "\\\\", "\\cr", "\\end", "\\right"):
                break
            self.position += 1
            if token in _INFIX:
                items = [*self._infix(token, items, is_end)]
                break
            self._read_into(items, token)
        self.font = outer_font
        self.depth -= 1
        return items

    def argument(self) -> list[_Item]:
        """Read one argument: a group, or the next item without its scripts."""
        token = self.next()
        if token == "{":
            return self._group()
        items: list[_Item] = []
        if token in ("_", "^", "}", "&"):
            raise Unreadable("missing argument", token)
        self._read_into(items, token)
        return items

    def _group(self) -> list[_Item]:
        items = self.read_list(lambda token: token == "}")
        if self.next() != "}":
            raise Unreadable("unbalanced", "{")
        return items

    def _in_font(self, font: str) -> list[_Item]:
        outer = self.font
        self.font = font
        items = self.argument()
        self.font = outer
        return items

    def _infix(self, token: str, numerator: list[_Item], is_end: Callable[[str], bool]) -> list[_Item]:
        denominator = self.read_list(is_end)
        if token == "\\over":
            return [_command("\\frac", numerator, denominator)]
        if token == "\\choose":
            return [_command("\\binom", numerator, denominator)]
        stack = _environment("matrix", [[numerator], [denominator]])
        first, last = {"\\atop": ("", ""), "\\brack": ("[", "]"), "\\brace": ("\\{", "\\}")}[token]
        return [*_delimiter(first), *stack, *_delimiter(last)]

    # One item

    def _read_into(self, items: list[_Item], token: str) -> None:  # noqa: C901 - one branch a kind of token
        if token == "{":
            inner = self._group()
            items.extend(inner)
            if not inner and self.peek() in ("_", "^", "'"):
                items.append(_Item([EMPTY]))
        elif token in ("_", "^", "\\sb", "\\sp"):
            self._script(items, {"\\sb": "_", "\\sp": "^"}.get(token, token))
        elif token == "'":
            self._primes(items)
        elif token in SPACES:
            items.append(_space(SPACES[token]))
        elif token in ("\\hspace", "\\hspace*", "\\hskip", "\\kern", "\\mkern", "\\mskip", "\\vskip"):
            items.append(_space(self._length(token)))
        elif token in _FONT_COMMANDS:
            items.extend(self._in_font(_FONT_COMMANDS[token]))
        elif token in _FONT_SWITCHES:
            self.font = _FONT_SWITCHES[token]
        elif token in _TEXT_COMMANDS:
            items.extend(self._text(token))
        elif token in ("\\operatorname", "\\operatorname*", "\\operatornamewithlimits"):
            items.append(_space(1 / 6))
            items.extend(self._operator_name())
            if self.peek() not in ("_", "^"):
                items.append(_space(1 / 6))
        elif token == "\\left":
            items.extend(self._delimited())
        elif token == "\\begin":
            items.extend(self._begin())
        elif token == "\\not":
            items.extend(self._negated())
        elif token in SILENT or token == "\\middle":
            if token == "\\middle" and self.peek() == ".":
                self.position += 1
        elif token == "\\dots":
            items.append(_Item(["\\cdots" if self._is_centered_next() else "\\ldots"]))
        else:
            self._command(items, token)

    def _command(self, items: list[_Item], token: str) -> None:  # noqa: C901 - one branch a kind of command
        accent = ACCENT_SYNONYMS.get(token, token)
        if token in _FRACTIONS:
            self.optional_argument() if token == "\\cfrac" else None
            items.append(_command("\\frac", self.argument(), self.argument()))
        elif token in _BINOMIALS:
            items.append(_command("\\binom", self.argument(), self.argument()))
        elif token in ("\\overset", "\\stackrel", "\\underset"):
            name = "\\underset" if token == "\\underset" else "\\overset"
            items.append(_command(name, self.argument(), self.argument()))
        elif token == "\\sqrt":
            degree = self.optional_argument()
            radicand = self.argument()
            root = _Parser(degree).read_list(lambda token: False) if degree else []
            items.append(_command("\\root", root, radicand) if root else _command("\\sqrt", radicand))
        elif token in ACCENTS or accent in ACCENTS:
            items.append(_command(accent, self.argument()))
        elif token in ("\\boxed", "\\fbox", "\\framebox"):
            items.append(_command("\\boxed", self._boxed(token)))
        elif token in ("\\xrightarrow", "\\xleftarrow"):
            below = self.optional_argument()
            arrow = _command(token, self.argument())
            under = _Parser(below).read_list(lambda token: False) if below else []
            items.append(_command("\\underset", under, [arrow]) if under else arrow)
        elif token == "\\substack":
            items.extend(self._substack())
        elif token in ("\\pmod", "\\pod", "\\mod"):
            items.extend(self._modulo(token))
        elif token in ("\\tag", "\\tag*"):
            items.append(_command("\\tag", self._text("\\text")))
            items[-1].is_tag = True
        elif token == "\\AA":
            items.extend(_Parser("\\mathring{\\mathrm{A}}").read_list(lambda token: False))
        elif token in TRANSPARENT:
            items.extend(self.argument())
        elif token in INVISIBLE:
            text = self.raw_argument()
            if token in ("\\phantom", "\\hphantom"):
                items.append(_space(0.5 * len(_TOKEN.findall(text.replace(" ", "")))))
        elif token in ("\\color", "\\textcolor", "\\colorbox", "\\raisebox"):
            self.raw_argument()
            if token != "\\color":
                items.extend(self._text("\\mbox") if token == "\\raisebox" else self.argument())
        else:
            self._symbol(items, token)

    def _symbol(self, items: list[_Item], token: str) -> None:
        if token.endswith("*") and token.startswith("\\") and len(token) > 2:
            self.position -= 1
            self.tokens[self.position : self.position + 1] = [token[:-1], "*"]
            token = self.next()
            if token not in SYMBOLS and token not in SYNONYMS:
                raise Unreadable("unknown command", token)
        for symbol in SYNONYMS.get(token, token).split(" "):
            if not (symbol in SYMBOLS or (len(symbol) == 1 and symbol.isalnum() and symbol.isascii())):
                raise Unreadable(
                    "unknown command" if symbol.startswith("\\") else "unknown character", symbol
                )
            items.append(_letter(symbol, self.font))
            self._collapse_dots(items)

    @staticmethod
    def _collapse_dots(items: list[_Item]) -> None:
        """Fold three single dots into one token."""
        last = [item.tokens for item in items[-3:] if item.is_bare]
        for dot, dots in ((".", "\\ldots"), ("\\cdot", "\\cdots")):
            if last == [[dot]] * 3:
                items[-3:] = [_Item([dots])]

    # Scripts

    def _script(self, items: list[_Item], script: str) -> None:
        content = self.argument()
        if not content:
            return
        base = self._base(items, script)
        if script == "_":
            base.sub = content
        else:
            base.sup = content

    def _primes(self, items: list[_Item]) -> None:
        count = 1
        while self.peek() == "'":
            self.position += 1
            count += 1
        content = [_Item(["\\prime"]) for _ in range(count)]
        if self.peek() in ("^", "\\sp"):
            self.position += 1
            content += self.argument()
        if items and items[-1].sup and all(item.tokens == ["\\prime"] for item in items[-1].sup):
            items[-1].sup += content
        else:
            self._base(items, "^").sup = content

    @staticmethod
    def _base(items: list[_Item], script: str) -> _Item:
        if items and items[-1].space_em is None:
            is_taken = items[-1].sub is not None if script == "_" else items[-1].sup is not None
            if not is_taken:
                return items[-1]
        items.append(_Item([EMPTY]))
        return items[-1]

    # Commands with rules of their own

    def _length(self, token: str) -> float:
        if token.startswith("\\hspace"):
            text = self.raw_argument().replace(" ", "")
        else:
            text = "".join(self.tokens[self.position : self.position + 24])
        match = _LENGTH.match(text)
        if match is None:
            raise Unreadable("unreadable length", text[:20])
        number, unit = (re.sub(r"\s", "", part) for part in match.group(2, 3))
        if unit not in _LENGTH_EM or number.count(".") > 1 or number == ".":
            raise Unreadable("unreadable length", text[:20])
        if not token.startswith("\\hspace"):
            self._skip_characters(match.end())
        if token == "\\vskip":
            return 0.0
        return float(number or 1) * _LENGTH_EM[unit] * (-1 if match[1] else 1)

    def _skip_characters(self, count: int) -> None:
        while count > 0 and self.position < len(self.tokens):
            count -= len(self.tokens[self.position])
            self.position += 1

    def _operator_name(self) -> list[_Item]:
        text = self.raw_argument().replace("-", "")
        inner = _Parser(text)
        inner.font = "\\mathrm"
        return _trim(inner.read_list(lambda token: False))

    def _is_centered_next(self) -> bool:
        token = self.peek() or ""
        symbol = SYNONYMS.get(token, token)
        return symbol in BINARY or symbol in RELATIONS or symbol in ("\\int", "\\sum", "\\prod")

    def _negated(self) -> list[_Item]:
        while self.peek() in SPACES:
            self.position += 1
        items = [item for item in self.argument() if item.space_em is None]
        if len(items) != 1 or len(items[0].tokens) != 1:
            raise Unreadable("unreadable \\not")
        symbol = items[0].tokens[0]
        items[0].font = ""
        items[0].tokens = NEGATED.get(symbol, f"\\not {symbol}").split(" ")
        return items

    def _modulo(self, token: str) -> list[_Item]:
        inside = self.argument() if token != "\\mod" else []
        word = [_letter(letter, "\\mathrm") for letter in "mod"] if token != "\\pod" else []
        if token == "\\mod":
            return [_space(1.0), *word, _space(1 / 6)]
        return [_space(1.0), *_delimiter("("), *word, _space(1 / 6), *inside, *_delimiter(")")]

    def _delimited(self) -> list[_Item]:
        first = self._delimiter_token()
        inside = self.read_list(lambda token: token == "\\right")
        if self.peek() != "\\right":
            raise Unreadable("unbalanced", "\\left")
        self.position += 1
        last = self._delimiter_token()
        if first == "\\{" and not last and len(inside) == 1 and inside[0].environment == "matrix":
            inside[0].environment = "cases"
            return inside
        return [*_delimiter(first), *inside, *_delimiter(last)]

    def _delimiter_token(self) -> str:
        token = self.next()
        token = {"<": "\\langle", ">": "\\rangle", ".": ""}.get(token, token)
        symbol = SYNONYMS.get(token, token)
        if symbol and symbol not in SYMBOLS:
            raise Unreadable("unknown delimiter", token)
        return symbol

    def _boxed(self, token: str) -> list[_Item]:
        if token == "\\framebox":
            self.optional_argument()
        text = self.raw_argument()
        is_text = token != "\\boxed" and "$" in text
        return _read_text(text, "\\mathrm") if is_text else _Parser(text).read_list(lambda token: False)

    def _text(self, command: str) -> list[_Item]:
        while command == "\\makebox" and self.peek() == "[":
            self.optional_argument()
        return _read_text(self.raw_argument(), _TEXT_COMMANDS[command])

    # Environments

    def _substack(self) -> list[_Item]:
        if self.next() != "{":
            raise Unreadable("missing argument", "\\substack")
        rows = self._rows(lambda token: token == "}")
        self.position += 1
        return _environment("matrix", rows)

    def _begin(self) -> list[_Item]:
        name = self.raw_argument().replace(" ", "").removesuffix("*")
        is_ruled = False
        if name in ("array", "subarray", "alignedat", "alignat"):
            self.optional_argument()
            is_ruled = "|" in self.raw_argument() and name == "array"
        elif name in _ALIGNED | _MATRIX_DELIMITERS.keys() | _CASES:
            position = self.position
            if (self.optional_argument() or "c").strip() not in ("t", "b", "c", "r", "l"):
                self.position = position
        elif name not in _DISPLAYS:
            raise Unreadable("unknown environment", name)
        if is_ruled:
            raise Unreadable("ruled array")
        rows = self._rows(lambda token: token == "\\end")
        self.position += 1
        if self.raw_argument().replace(" ", "").removesuffix("*") != name:
            raise Unreadable("unbalanced", f"\\begin{{{name}}}")
        if name in _DISPLAYS:
            return [item for row in rows for cell in row for item in cell]
        if name in _ALIGNED:
            return _environment("aligned", rows)
        if name in _CASES:
            return _environment("cases", rows)
        first, last = _MATRIX_DELIMITERS[name]
        return [*_delimiter(first), *_environment("matrix", rows), *_delimiter(last)]

    def _rows(self, is_end: Callable[[str], bool]) -> list[list[list[_Item]]]:
        rows: list[list[list[_Item]]] = [[]]
        while True:
            cell: list[_Item] = []
            while self.peek() in ("\\hline", "\\noalign"):
                if self.next() == "\\hline":
                    cell.append(_Item([HLINE]))
                else:
                    self.raw_argument()
            rows[-1].append(cell + self.read_list(is_end))
            token = self.peek()
            if token is None:
                raise Unreadable("unbalanced", "an environment is not closed")
            if is_end(token):
                return rows
            self.position += 1
            if token in ("\\\\", "\\cr"):
                self._skip_row_options()
                rows.append([])
            elif token != "&":
                raise Unreadable("unbalanced", token)

    def _skip_row_options(self) -> None:
        if self.position < len(self.tokens) and self.tokens[self.position] == "*":
            self.position += 1
        position = self.position
        option = self.optional_argument() if self.peek() == "[" else None
        if option is not None and not _LENGTH.match(option):
            self.position = position


# Items


def _letter(symbol: str, font: str) -> _Item:
    """Return a symbol under a font; a font that does not change the symbol is dropped."""
    if font == "\\boldsymbol" and symbol not in FONTS[font] and symbol in FONTS["\\mathbf"]:
        font = "\\mathbf"
    if font in ("\\mathcal", "\\mathscr", "\\mathbb") and symbol.isalnum() and symbol not in FONTS[font]:
        raise Unreadable("font without this letter", f"{font} {symbol}")
    is_set = font and symbol in FONTS[font] and symbol not in ("-", "'")
    return _Item([symbol], font=font if is_set else "")


def _space(width_em: float) -> _Item:
    return _Item([], space_em=width_em)


def _delimiter(symbol: str) -> list[_Item]:
    return [_Item([symbol])] if symbol else []


def _command(name: str, *arguments: list[_Item]) -> _Item:
    return _Item(compact(name, [_write(argument) for argument in arguments]))


def _read_text(text: str, font: str) -> list[_Item]:
    """Read the argument of a text command: words, spaces, and formulas between dollar signs."""
    words = text.split()
    if len(words) > 2 and sum(len(word) == 1 for word in words) > _SPELT_OUT * len(words):
        text = re.sub(r"(?<!\\) +(?![a-zA-Z]*\\)", "", text)
    items: list[_Item] = []
    for place, part in enumerate(re.split(r"(?<!\\)\$", text)):
        if place % 2:
            items.extend(_Parser(part).read_list(lambda token: False))
            continue
        parser = _Parser("")
        parser.tokens = _TOKEN.findall(part)
        parser.font = font
        while parser.position < len(parser.tokens):
            token = parser.tokens[parser.position]
            parser.position += 1
            if token.isspace():
                items.append(_space(1 / 3))  # a word space, as in symbols.SPACES
            elif token in "-'" and font == "\\mathrm":
                items.append(_Item([token], font=font))
            elif token not in ("{", "}", "\\/"):
                parser._read_into(items, token)  # noqa: SLF001 - the parser's own helper
    return items


def _trim(items: list[_Item]) -> list[_Item]:
    """Take white space off both ends."""
    start, end = 0, len(items)
    while start < end and items[start].space_em is not None:
        start += 1
    while end > start and items[end - 1].space_em is not None:
        end -= 1
    return items[start:end]


def _sum_spaces(items: Iterable[_Item]) -> list[_Item]:
    """Turn runs of white space into one word space, one \\quad or nothing, and empty bases into what they follow."""
    out: list[_Item] = []
    width = 0.0
    for item in _trim(list(items)):
        if item.space_em is not None:
            width += item.space_em
            continue
        if item.tokens == [EMPTY] and width < QUAD_FROM_EM and out and _takes_scripts(out[-1]):
            out[-1].sub, out[-1].sup = item.sub, item.sup
            width = 0.0
            continue
        if item.tokens == [EMPTY] and item.is_bare:
            continue
        if width >= QUAD_FROM_EM:
            out.append(_Item([QUAD]))
        elif (
            width >= _WORD_SPACE_FROM_EM and out and _is_word(out[-1]) and out[-1].is_bare and _is_word(item)
        ):
            out.append(_Item([TEXT_SPACE], font="\\mathrm"))
        width = 0.0
        out.append(item)
    return out


def _takes_scripts(item: _Item) -> bool:
    """Tell whether scripts on an empty base after this item give the picture of scripts on the item."""
    if not item.is_bare or item.rows is not None:
        return False
    return item.tokens[0] not in _NO_BASE and item.tokens[0].removesuffix("{") not in _TALL


def _is_word(item: _Item) -> bool:
    return item.font == "\\mathrm"


def _write(items: list[_Item]) -> list[str]:
    """Write items as compact tokens, letters of one font gathered into runs."""
    out: list[str] = []
    run: list[_Item] = []
    for item in [*_sum_spaces(items), None]:
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


def _write_run(run: list[_Item]) -> list[str]:
    font = run[0].font
    letters = [item.tokens[0] for item in run]
    if font == "\\mathrm":
        word = "".join(" " if letter == TEXT_SPACE else letter for letter in letters)
        if word in OPERATOR_WORDS:
            return [OPERATOR_WORDS[word], *_write_scripts(run[-1])]
        if not any(letter.isalpha() for letter in letters):
            return [*(letter for letter in letters if letter == "-"), *_write_scripts(run[-1])]
    return [*compact(font, [letters]), *_write_scripts(run[-1])]


def _write_core(item: _Item) -> list[str]:
    if item.rows is None:
        return item.tokens
    out = [f"\\begin{{{item.environment}}}"]
    for number, row in enumerate(item.rows):
        out += [ROW] if number else []
        for place, cell in enumerate(row):
            out += [CELL] if place else []
            out += _write(cell)
    return [*out, f"\\end{{{item.environment}}}"]


def _write_scripts(item: _Item) -> list[str]:
    out: list[str] = []
    for script, content in (("_", item.sub), ("^", item.sup)):
        tokens = _write(content) if content else []
        out += compact(script, [tokens]) if tokens else []
    return out


# Environments


def _environment(kind: str, rows: list[list[list[_Item]]]) -> list[_Item]:
    """Return an environment with its cells tidied; one that aligns nothing dissolves into its items."""
    rows = [[_trim(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    rows = _drop_empty_columns(rows)
    if kind != "cases" and len(rows) > 1:
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
    return [_Item([], rows=rows, environment=kind)]


def _is_relation(item: _Item) -> bool:
    return item.is_bare and len(item.tokens) == 1 and item.tokens[0] in RELATIONS


def _merge_relation_column(rows: list[list[list[_Item]]]) -> list[list[list[_Item]]]:
    """Turn ``a & = & b`` (eqnarray's three columns) into ``a & = b``."""
    if any(len(row) > 3 for row in rows) or max(map(len, rows)) != 3:
        return rows
    middles = [row[1] for row in rows if len(row) > 1 and row[1]]
    if not middles or not all(len(cell) == 1 and (_is_relation(cell[0])) for cell in middles):
        return rows
    return [[row[0], [item for cell in row[1:] for item in cell]] for row in rows]


def _relation_first(row: list[list[_Item]]) -> list[list[_Item]]:
    """Move a relation that ends a cell to the start of the next: ``a = & b`` → ``a & = b``."""
    cells = [list(cell) for cell in row]
    for left, right in zip(cells[::2], cells[1::2], strict=False):
        if left and _is_relation(left[-1]) and not (right and _is_relation(right[0])):
            right.insert(0, left.pop())
    return cells


def _drop_empty_columns(rows: list[list[list[_Item]]]) -> list[list[list[_Item]]]:
    width = max(map(len, rows), default=0)
    used = [place for place in range(width) if any(place < len(row) and row[place] for row in rows)]
    trimmed = [[row[place] if place < len(row) else [] for place in used] for row in rows]
    for row in trimmed:
        while len(row) > 1 and not row[-1]:
            row.pop()
    return trimmed


def _is_alignment(rows: list[list[list[_Item]]]) -> bool:
    """Tell whether two columns are the two sides of equations, as in ``array{rl}``."""
    if any(len(row) != 2 for row in rows):
        return False
    return all(row[1] and _is_relation(row[1][0]) for row in rows)
