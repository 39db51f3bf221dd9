"""Any LaTeX formula → its canonical form: one spelling for one picture, as compact tokens.

The formula is read into items (``reader``, ``token_stream``), fonts are pushed down to the letters they
change, rows and columns find their environment (``environments``), and the items are written as compact
tokens (``items``). What cannot be read raises ``UnreadableError`` with a cause that can be counted.
"""

from model.formula.reader.items import Item, UnreadableError, trim, write
from model.formula.reader.reader import Reader


def normalize(latex: str) -> list[str]:
    """Return the compact tokens of a formula's canonical form.

    Args:
        latex: A formula in math mode, with or without the delimiters around it; blanks may set tokens apart.

    Raises:
        UnreadableError: The formula is malformed, empty, or uses what the canonical form does not know.
    """
    parser = Reader(_strip_delimiters(latex))
    items = parser.read_list(lambda token: False)
    if parser.peek() is not None:
        raise UnreadableError("unbalanced", parser.peek() or "")
    tokens = write(items)
    if not tokens:
        raise UnreadableError("empty")
    _check_tags(trim(items), tokens)
    return tokens


def _strip_delimiters(latex: str) -> str:
    text = latex.strip()
    for first, last in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")):
        if text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last):
            return text[len(first) : len(text) - len(last)]
    return text


def _check_tags(items: list[Item], tokens: list[str]) -> None:
    """Refuse a number that stands neither at the end of the formula nor at the end of a row of it."""
    written = sum(token in ("\\tag", "\\tag{") for token in tokens)
    if items[-1].is_tag:
        fitting = int(len(items) > 1)
    elif len(items) == 1 and items[0].environment != "cases":
        fitting = sum(bool(row[-1]) and row[-1][-1].is_tag for row in items[0].rows or [])
    else:
        fitting = 0
    if fitting != written:
        raise UnreadableError("misplaced tag")
