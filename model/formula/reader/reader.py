"""LaTeX → items: every command, environment and font switch the canonical form knows, one branch each."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from model.formula.reader import letters
from model.formula.reader.environments import Rows, environment, ruled_columns
from model.formula.reader.items import Item, UnreadableError, command, delimiter, letter, space, trim
from model.formula.reader.symbols import (
    ACCENT_SYNONYMS,
    BIG_OPERATORS,
    BINARY,
    INVISIBLE,
    NEGATED,
    OPERATOR_WORDS,
    RELATIONS,
    SILENT,
    SPACES,
    SYMBOLS,
    SYNONYMS,
    TRANSPARENT,
)
from model.formula.reader.token_stream import LENGTH, TOKEN, TokenStream
from model.formula.tokens import (
    ACCENTS,
    BOLD_CALLIGRAPHIC,
    CANCELLATIONS,
    EMPTY,
    FOREIGN,
    HLINE,
    LABELED_ARROWS,
    UNDERSCORE,
)

# Text of which a larger part than this is single letters was set apart letter by letter, as im2latex does.
_SPELT_OUT = 0.75
_MAX_DEPTH = 60  # nesting of braces; deeper input is machine-made

_FONT_COMMANDS = {
    "\\mathbf": "\\mathbf", "\\mathbb": "\\mathbb", "\\Bbb": "\\mathbb", "\\mathcal": "\\mathcal",
    "\\mathscr": "\\mathscr", "\\mathfrak": "\\mathfrak", "\\mathrm": "\\mathrm", "\\mathup": "\\mathrm",
    "\\mathsf": "\\mathsf", "\\mathtt": "\\mathtt", "\\boldsymbol": "\\boldsymbol", "\\bm": "\\boldsymbol",
    "\\pmb": "\\boldsymbol", "\\mathit": "", "\\mathnormal": "", "\\mathbold": "\\boldsymbol",
    "\\bold": "\\mathbf", "\\mathds": "\\mathbb", "\\frak": "\\mathfrak",
}  # fmt: skip
_FONT_SWITCHES = {
    "\\bf": "\\mathbf", "\\bfseries": "\\mathbf", "\\rm": "\\mathrm", "\\cal": "\\mathcal", "\\it": "",
    "\\sl": "", "\\em": "", "\\mit": "", "\\sf": "\\mathsf", "\\sffamily": "\\mathsf", "\\tt": "\\mathtt",
    "\\ttfamily": "\\mathtt", "\\boldmath": "\\boldsymbol", "\\itshape": "", "\\normalshape": "",
}  # fmt: skip
_TEXT_COMMANDS = {
    "\\text": "\\mathrm", "\\textrm": "\\mathrm", "\\mbox": "\\mathrm", "\\hbox": "\\mathrm",
    "\\textnormal": "\\mathrm", "\\textup": "\\mathrm", "\\textbf": "\\mathbf", "\\textit": "",
    "\\textsl": "", "\\emph": "", "\\textsf": "\\mathsf", "\\texttt": "\\mathtt", "\\makebox": "\\mathrm",
    "\\textmd": "\\mathrm",
}  # fmt: skip
_CIRCLED = frozenset(("\\textcircled", "\\circled", "\\raisedcircled"))
_LINED_LIMITS = {"\\varlimsup": "\\bar", "\\varliminf": "\\underline"}
_WITH_LIMITS = BIG_OPERATORS - {"\\int", "\\oint"} | frozenset(
    "\\lim \\limsup \\liminf \\max \\min \\sup \\inf \\det \\gcd \\Pr".split()
)
_FRACTIONS = frozenset(("\\frac", "\\dfrac", "\\tfrac", "\\cfrac"))
_BINOMIALS = frozenset(("\\binom", "\\dbinom", "\\tbinom"))
_INFIX = frozenset(("\\over", "\\choose", "\\atop", "\\brack", "\\brace"))
_MATRIX_DELIMITERS = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("\\{", "\\}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("\\Vert", "\\Vert"), "smallmatrix": ("", ""), "subarray": ("", ""),
    "gathered": ("", ""), "gather": ("", ""), "multlined": ("", ""), "array": ("", ""), "multline": ("", ""),
}  # fmt: skip
_ALIGNED = frozenset(("aligned", "align", "split", "alignedat", "alignat", "eqnarray", "flalign"))
_DISPLAYS = frozenset(("equation", "displaymath", "math"))
_CASES = frozenset(("cases", "dcases"))


# A blank to fill in, as ``write`` folds it.
_BLANK = [Item([UNDERSCORE]), Item([UNDERSCORE])]


class Reader(TokenStream):
    """Reads LaTeX tokens into items, keeping track of the font in force."""

    def __init__(self, latex: str) -> None:
        text = unicodedata.normalize("NFC", re.sub(r"(?<!\\)%[^\n]*\n?", "", latex))
        super().__init__(TOKEN.findall(text))
        self.font = ""
        self.depth = 0

    # Lists and arguments

    def read_list(self, is_end: Callable[[str], bool]) -> list[Item]:
        """Read items up to a token that ends the list, which is left unread."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise UnreadableError("too deep")
        outer_font = self.font
        items: list[Item] = []
        while (token := self.peek()) is not None and not is_end(token):
            if token in ("}", "&", "\\\\", "\\cr", "\\end", "\\right"):
                break
            self.position += 1
            if token in _INFIX:
                items = [*self._infix(token, items, is_end)]
                break
            self.read_into(items, token)
        self.font = outer_font
        self.depth -= 1
        return items

    def argument(self) -> list[Item]:
        """Read one argument: a group, or the next item without its scripts."""
        token = self.next()
        if token == "{":
            return self._group()
        items: list[Item] = []
        if token in ("_", "^", "}", "&"):
            raise UnreadableError("missing argument", token)
        self.read_into(items, token)
        return items

    def _group(self) -> list[Item]:
        items = self.read_list(lambda token: token == "}")
        if self.next() != "}":
            raise UnreadableError("unbalanced", "{")
        return items

    def _in_font(self, font: str) -> list[Item]:
        outer = self.font
        self.font = font
        items = self.argument()
        self.font = outer
        return items

    def _infix(self, token: str, numerator: list[Item], is_end: Callable[[str], bool]) -> list[Item]:
        denominator = self.read_list(is_end)
        if token == "\\over":
            return [command("\\frac", numerator, denominator)]
        if token == "\\choose":
            return [command("\\binom", numerator, denominator)]
        stack = environment("matrix", [[numerator], [denominator]])
        first, last = {"\\atop": ("", ""), "\\brack": ("[", "]"), "\\brace": ("\\{", "\\}")}[token]
        return [*delimiter(first), *stack, *delimiter(last)]

    # One item

    def read_into(self, items: list[Item], token: str) -> None:  # noqa: C901 - one branch a kind of token
        """Read what a token begins and append it to the items."""
        if token == "{":
            inner = self._group()
            items.extend(inner)
            is_staggered = bool(inner) and not inner[-1].is_bare
            if (not inner or is_staggered) and self.peek() in ("_", "^", "'", "\\sb", "\\sp"):
                items.append(Item([EMPTY]))
        elif token in ("_", "^", "\\sb", "\\sp"):
            self._script(items, {"\\sb": "_", "\\sp": "^"}.get(token, token))
        elif token == "'":
            self._primes(items)
        elif token in SPACES:
            items.append(space(SPACES[token]))
        elif token in ("\\hspace", "\\hspace*", "\\hskip", "\\kern", "\\mkern", "\\mskip", "\\vskip"):
            items.append(space(self.length_em(token)))
        elif token in _FONT_COMMANDS:
            items.extend(self._in_font(_nested(self.font, _FONT_COMMANDS[token])))
        elif token in _FONT_SWITCHES:
            self.font = _FONT_SWITCHES[token]
        elif token in _TEXT_COMMANDS:
            items.extend(self._text(token))
        elif token in ("\\operatorname", "\\operatorname*", "\\operatornamewithlimits"):
            items.append(space(1 / 6))
            items.extend(self._operator(has_limits=token != "\\operatorname"))
            if self.peek() not in ("_", "^"):
                items.append(space(1 / 6))
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
            items.append(Item(["\\cdots" if self._is_centered_next() else "\\ldots"]))
        else:
            self._command(items, token)

    def _command(self, items: list[Item], token: str) -> None:  # noqa: C901 - one branch a kind of command
        accent = ACCENT_SYNONYMS.get(token, token)
        if token in _FRACTIONS:
            self.optional_argument() if token == "\\cfrac" else None
            items.append(command("\\frac", self.argument(), self.argument()))
        elif token in _BINOMIALS:
            items.append(command("\\binom", self.argument(), self.argument()))
        elif token in ("\\overset", "\\stackrel", "\\underset"):
            items.append(self._stacked("\\underset" if token == "\\underset" else "\\overset"))
        elif token == "\\sqrt":
            degree = self.optional_argument()
            radicand = self.argument()
            root = Reader(degree).read_list(lambda token: False) if degree else []
            items.append(command("\\root", root, radicand) if root else command("\\sqrt", radicand))
        elif token in ACCENTS or accent in ACCENTS:
            inside = self.argument()
            is_blank = token == "\\underline" and bool(inside) and not trim(inside)
            items.extend(_BLANK if is_blank else [command(accent, inside)])
        elif token in ("\\boxed", "\\fbox", "\\framebox"):
            items.append(command("\\boxed", self._boxed(token)))
        elif token in CANCELLATIONS:
            items.append(command(token, self.argument()))
        elif token == "\\cancelto":
            tip = self.argument()
            items.append(command("\\cancel", self.argument()))
            items[-1].sup = tip
        elif token in _CIRCLED:
            items.append(command("\\textcircled", self.argument()))
        elif token in LABELED_ARROWS:
            below = self.optional_argument()
            arrow = command(token, self.argument())
            under = Reader(below).read_list(lambda token: False) if below else []
            items.append(command("\\underset", under, [arrow]) if under else arrow)
        elif token == "\\substack":
            items.extend(self._substack())
        elif token in ("\\pmod", "\\pod", "\\mod"):
            items.extend(self._modulo(token))
        elif token in ("\\tag", "\\tag*"):
            items.append(command("\\tag", self._text("\\text")))
            items[-1].is_tag = True
        elif token in _LINED_LIMITS:
            items.append(command(_LINED_LIMITS[token], [Item(["\\lim"])]))
        elif token == "\\AA":
            items.extend(Reader("\\mathring{\\mathrm{A}}").read_list(lambda token: False))
        elif token in TRANSPARENT:
            items.extend(self.argument())
        elif token in INVISIBLE:
            text = self.raw_argument()
            if token in ("\\phantom", "\\hphantom"):
                items.append(space(0.5 * len(TOKEN.findall(text.replace(" ", "")))))
        elif token in ("\\color", "\\textcolor", "\\colorbox", "\\raisebox"):
            self.raw_argument()
            if token != "\\color":
                items.extend(self._text("\\mbox") if token == "\\raisebox" else self.argument())
        else:
            self._symbol(items, token)

    def _symbol(self, items: list[Item], token: str) -> None:
        if token.endswith("*") and token.startswith("\\") and len(token) > 2:
            self.position -= 1
            self.tokens[self.position : self.position + 1] = [token[:-1], "*"]
            token = self.next()
            if token not in SYMBOLS and token not in SYNONYMS:
                raise UnreadableError("unknown command", token)
        if len(token) == 1 and not token.isascii():
            items.extend(self._foreign(items, token))
            return
        for symbol in SYNONYMS.get(token, token).split(" "):
            if not (symbol in SYMBOLS or (len(symbol) == 1 and symbol.isalnum() and symbol.isascii())):
                raise UnreadableError(
                    "unknown command" if symbol.startswith("\\") else "unknown character", symbol
                )
            items.append(letter(symbol, self.font))
            self._collapse_dots(items)

    def _foreign(self, items: list[Item], character: str) -> list[Item]:
        """Read a character outside ASCII: a sign, a circled number, a letter of a word, or one not read."""
        if character in letters.SIGNS:
            reader = Reader(letters.SIGNS[character])
            reader.font = self.font
            return reader.read_list(lambda token: False)
        if number := letters.circled_number(character):
            return [command("\\textcircled", [Item([digit]) for digit in number])]
        if letters.is_of_words(character):
            return [self._word_letter(character)]
        if not letters.is_foreign(character):
            raise UnreadableError("unknown character", character)
        is_known = bool(items) and items[-1].tokens == [FOREIGN] and items[-1].is_bare
        return [] if is_known else [letter(FOREIGN, "\\mathrm")]

    def typed_letter(self, token: str) -> Item:
        """Read a letter of a word that is typed as a command, such as an accent and what it stands on."""
        base = self.raw_argument() if letters.takes_base(token) else ""
        return self._word_letter(letters.typed_letter(token, base))

    def _word_letter(self, character: str) -> Item:
        if self.font != "\\mathrm" or not letters.is_of_words(character):
            raise UnreadableError("letter outside upright words", character)
        return letter(character, self.font)

    @staticmethod
    def _collapse_dots(items: list[Item]) -> None:
        """Fold three single dots into one token."""
        last = [item.tokens for item in items[-3:] if item.is_bare]
        for dot, dots in ((".", "\\ldots"), ("\\cdot", "\\cdots")):
            if last == [[dot]] * 3:
                items[-3:] = [Item([dots])]

    # Scripts

    def _script(self, items: list[Item], script: str) -> None:
        content = trim(self.argument())
        if not content:
            return
        base = self._base(items, script)
        if script == "_":
            base.sub = content
        else:
            base.sup = content

    def _primes(self, items: list[Item]) -> None:
        count = 1
        while self.peek() == "'":
            self.position += 1
            count += 1
        content = [Item(["\\prime"]) for _ in range(count)]
        if self.peek() in ("^", "\\sp"):
            self.position += 1
            content += self.argument()
        if items and items[-1].sup and all(item.tokens == ["\\prime"] for item in items[-1].sup):
            items[-1].sup += content
        else:
            self._base(items, "^").sup = content

    @staticmethod
    def _base(items: list[Item], script: str) -> Item:
        if items and items[-1].space_em is None:
            is_taken = items[-1].sub is not None if script == "_" else items[-1].sup is not None
            if not is_taken:
                return items[-1]
        items.append(Item([EMPTY]))
        return items[-1]

    # Commands with rules of their own

    def _operator(self, *, has_limits: bool) -> list[Item]:
        """Read an operator's name; with limits, what stands below it in a display too."""
        name = self._operator_name()
        word = "".join(item.tokens[0] for item in name if item.tokens)
        if not has_limits or self.peek() != "_" or word in OPERATOR_WORDS:
            return name
        self.position += 1
        return [command("\\underset", trim(self.argument()), name)]

    def _stacked(self, name: str) -> Item:
        """Read a sign over or under another; below an operator that has limits it is its limit."""
        small, base = self.argument(), trim(self.argument())
        word = "".join(item.tokens[0] for item in base if item.font == "\\mathrm" and item.is_bare)
        if len(word) == len(base) and OPERATOR_WORDS.get(word) in _WITH_LIMITS:
            base = [Item([OPERATOR_WORDS[word]])]
        if len(base) == 1 and len(base[0].tokens) == 1 and base[0].tokens[0] in _WITH_LIMITS:
            if name == "\\underset" and base[0].sub is None:
                return replace(base[0], sub=trim(small))
            if name == "\\overset" and base[0].sup is None and base[0].tokens[0] in BIG_OPERATORS:
                return replace(base[0], sup=trim(small))
        return command(name, small, base)

    def _operator_name(self) -> list[Item]:
        text = self.raw_argument().replace("-", "")
        inner = Reader(text)
        inner.font = "\\mathrm"
        return trim(inner.read_list(lambda token: False))

    def _is_centered_next(self) -> bool:
        token = self.peek() or ""
        symbol = SYNONYMS.get(token, token)
        return symbol in BINARY or symbol in RELATIONS or symbol in ("\\int", "\\sum", "\\prod")

    def _negated(self) -> list[Item]:
        while self.peek() in SPACES:
            self.position += 1
        items = [item for item in self.argument() if item.space_em is None]
        if len(items) != 1 or len(items[0].tokens) != 1:
            raise UnreadableError("unreadable \\not")
        symbol = items[0].tokens[0]
        items[0].font = ""
        items[0].tokens = NEGATED.get(symbol, f"\\not {symbol}").split(" ")
        return items

    def _modulo(self, token: str) -> list[Item]:
        inside = self.argument() if token != "\\mod" else []
        word = [letter(symbol, "\\mathrm") for symbol in "mod"] if token != "\\pod" else []
        if token == "\\mod":
            return [space(1.0), *word, space(1 / 6)]
        return [space(1.0), *delimiter("("), *word, space(1 / 6), *inside, *delimiter(")")]

    def _delimited(self) -> list[Item]:
        first = self._delimiter_token()
        inside = self.read_list(lambda token: token == "\\right")
        if self.peek() != "\\right":
            raise UnreadableError("unbalanced", "\\left")
        self.position += 1
        last = self._delimiter_token()
        if first == "\\{" and not last and len(inside) == 1 and inside[0].environment == "matrix":
            return environment("cases", inside[0].rows or [])
        return [*delimiter(first), *inside, *delimiter(last)]

    def _delimiter_token(self) -> str:
        token = self.next()
        token = {"<": "\\langle", ">": "\\rangle", ".": ""}.get(token, token)
        symbol = SYNONYMS.get(token, token)
        if symbol and symbol not in SYMBOLS:
            raise UnreadableError("unknown delimiter", token)
        return symbol

    def _boxed(self, token: str) -> list[Item]:
        if token == "\\framebox":
            self.optional_argument()
        text = self.raw_argument()
        is_text = token != "\\boxed" and "$" in text
        return read_text(text, "\\mathrm") if is_text else Reader(text).read_list(lambda token: False)

    def _text(self, command: str) -> list[Item]:
        while command == "\\makebox" and self.peek() == "[":
            self.optional_argument()
        return read_text(self.raw_argument(), _TEXT_COMMANDS[command])

    # Environments

    def _substack(self) -> list[Item]:
        if self.next() != "{":
            raise UnreadableError("missing argument", "\\substack")
        rows = self._rows(lambda token: token == "}")
        self.position += 1
        return environment("matrix", rows)

    def _begin(self) -> list[Item]:
        name = self.raw_argument().replace(" ", "").removesuffix("*")
        rules: frozenset[int] = frozenset()
        if name in ("array", "subarray", "alignedat", "alignat"):
            self.optional_argument()
            preamble = self.raw_argument()
            rules = ruled_columns(preamble) if name == "array" else rules
        elif name in _ALIGNED | _MATRIX_DELIMITERS.keys() | _CASES:
            position = self.position
            if (self.optional_argument() or "c").strip() not in ("t", "b", "c", "r", "l"):
                self.position = position
        elif name not in _DISPLAYS:
            raise UnreadableError("unknown environment", name)
        rows = self._rows(lambda token: token == "\\end")
        self.position += 1
        if self.raw_argument().replace(" ", "").removesuffix("*") != name:
            raise UnreadableError("unbalanced", f"\\begin{{{name}}}")
        if name in _DISPLAYS:
            return [item for row in rows for cell in row for item in cell]
        if name in _ALIGNED:
            return environment("aligned", rows)
        if name in _CASES:
            return environment("cases", rows)
        first, last = _MATRIX_DELIMITERS[name]
        return [*delimiter(first), *environment("matrix", rows, rules), *delimiter(last)]

    def _rows(self, is_end: Callable[[str], bool]) -> Rows:
        rows: Rows = [[]]
        while True:
            cell: list[Item] = []
            while self.peek() in ("\\hline", "\\noalign"):
                if self.next() == "\\hline":
                    cell.append(Item([HLINE]))
                else:
                    self.raw_argument()
            rows[-1].append(cell + self.read_list(is_end))
            token = self.peek()
            if token is None:
                raise UnreadableError("unbalanced", "an environment is not closed")
            if is_end(token):
                return rows
            self.position += 1
            if token in ("\\\\", "\\cr"):
                self._skip_row_options()
                rows.append([])
            elif token != "&":
                raise UnreadableError("unbalanced", token)

    def _skip_row_options(self) -> None:
        if self.position < len(self.tokens) and self.tokens[self.position] == "*":
            self.position += 1
        position = self.position
        option = self.optional_argument() if self.peek() == "[" else None
        if option is not None and not LENGTH.match(option):
            self.position = position


def _nested(outer: str, inner: str) -> str:
    """Return the font of a font command inside another: the inner one, but calligraphic letters stay bold."""
    is_bold = outer in ("\\boldsymbol", BOLD_CALLIGRAPHIC)
    return BOLD_CALLIGRAPHIC if is_bold and inner == "\\mathcal" else inner


def read_text(text: str, font: str) -> list[Item]:
    """Read the argument of a text command: words, spaces, and formulas between dollar signs."""
    words = text.split()
    if len(words) > 2 and sum(len(word) == 1 for word in words) > _SPELT_OUT * len(words):
        text = re.sub(r"(?<!\\) +(?![a-zA-Z]*\\)", "", text)
    items: list[Item] = []
    for place, part in enumerate(re.split(r"(?<!\\)\$", text)):
        if place % 2:
            items.extend(Reader(part).read_list(lambda token: False))
            continue
        parser = Reader("")
        parser.tokens = TOKEN.findall(part)
        parser.font = font
        while parser.position < len(parser.tokens):
            token = parser.tokens[parser.position]
            parser.position += 1
            if token.isspace():
                items.append(space(1 / 3))  # a word space, as in symbols.SPACES
            elif token == "-" and font == "\\mathrm":
                items.append(Item([token], font=font))
            elif token == "'":
                around = parser.tokens[max(0, parser.position - 2) : parser.position + 1]
                if font == "\\mathrm" and len(around) == 3 and around[0].isalpha() and around[2].isalpha():
                    items.append(Item([token], font=font))
            elif letters.is_typed_letter(token):
                items.append(parser.typed_letter(token))
            elif token not in ("{", "}", "\\/"):
                parser.read_into(items, token)
    return items
