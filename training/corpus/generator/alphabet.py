"""Alphabet of generated formulas, in the spellings people use; symbols of the canonical form."""

from model.formula.reader.symbols import BIG_OPERATORS, BINARY, DELIMITERS, OPERATORS, RELATIONS, SYMBOLS
from model.formula.tokens import GREEK_LOWER, GREEK_UPPER, LABELED_ARROWS


def listed(words: str) -> tuple[str, ...]:
    """Split at blanks."""
    return tuple(words.split())


def commands(names: str) -> tuple[str, ...]:
    """Split at blanks and put a backslash before each."""
    return tuple("\\" + name for name in names.split())


LATIN = tuple("abcdefghijklmnopqrstuvwxyz")
CAPITALS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
GREEK = tuple(sorted(GREEK_LOWER))
GREEK_CAPITALS = tuple(sorted(GREEK_UPPER))
FUNCTIONS = tuple(sorted(OPERATORS - {r"\bmod"}))
ELEMENTARY = commands("sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln exp")
LARGE = tuple(sorted(BIG_OPERATORS))
BETWEEN = tuple(sorted(RELATIONS | BINARY))  # what stands between two things
# What stands for itself; not ' @ `, which are spelled with care in text only.
ALONE = tuple(sorted(SYMBOLS - RELATIONS - BINARY - BIG_OPERATORS - OPERATORS - DELIMITERS - set("'@`")))

EDGES = tuple(sorted(DELIMITERS))
LABELED = tuple(sorted(LABELED_ARROWS))

# Other commands for the same pictures: a reader of raw LaTeX must know them too.
SAME_ARROWS = commands("to gets iff implies impliedby longrightarrow")
ARROWS = (*sorted(name for name in RELATIONS if "arrow" in name or "harpoon" in name), *SAME_ARROWS)
ACCENTS = commands(
    "hat hat widehat tilde tilde widetilde bar bar overline vec dot ddot dddot check breve acute grave "
    "mathring underline"
)
WIDE_ACCENTS = commands(
    "widehat widetilde overline underline overrightarrow overleftarrow overleftrightarrow overbrace "
    "underbrace"
)
FONTS = {
    r"\mathbb": CAPITALS,
    r"\mathcal": CAPITALS,
    r"\mathfrak": CAPITALS + LATIN,
    r"\mathscr": CAPITALS,
    r"\mathbf": CAPITALS + LATIN + tuple("0123456789"),
    r"\mathrm": CAPITALS + LATIN,
    r"\mathsf": CAPITALS + LATIN,
    r"\mathtt": CAPITALS + LATIN,
    r"\boldsymbol": CAPITALS + LATIN + GREEK,
}
FENCES = (
    ("(", ")"),
    ("[", "]"),
    (r"\{", r"\}"),
    ("|", "|"),
    (r"\|", r"\|"),
    (r"\langle", r"\rangle"),
    (r"\lfloor", r"\rfloor"),
    (r"\lceil", r"\rceil"),
)
