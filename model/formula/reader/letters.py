"""Letters of words and characters outside ASCII: how they are typed, and what they are read as."""

import unicodedata

from model.formula.tokens import ACCENTED, CYRILLIC, FOREIGN

# Accents of text, as combining characters, and letters of text that have commands.
_ACCENTS = {
    "\\`": "\u0300", "\\'": "\u0301", "\\^": "\u0302", "\\~": "\u0303", "\\=": "\u0304", "\\u": "\u0306",
    "\\.": "\u0307", '\\"': "\u0308", "\\r": "\u030a", "\\H": "\u030b", "\\v": "\u030c", "\\c": "\u0327",
    "\\k": "\u0328",
}  # fmt: skip
_COMMANDS = {
    "\\ss": "ß", "\\o": "ø", "\\O": "Ø", "\\l": "ł", "\\L": "Ł", "\\ae": "æ", "\\AE": "Æ", "\\oe": "œ",
    "\\OE": "Œ", "\\aa": "å", "\\AA": "Å", "\\i": "ı", "\\dj": "đ",
}  # fmt: skip
SIGNS = {
    "€": "\\euro", "×": "\\times", "÷": "\\div", "±": "\\pm", "·": "\\cdot", "°": "{}^\\circ", "µ": "\\mu",
    "μ": "\\mu", "Ω": "\\Omega", "≤": "\\leq", "≥": "\\geq", "≠": "\\neq", "→": "\\rightarrow",
    "⇌": "\\rightleftharpoons", "∞": "\\infty", "−": "-", "–": "-", "—": "-", "’": "'", "…": "\\ldots",
    "、": ",", "，": ",", "。": ".", "：": ":", "；": ";", "（": "(", "）": ")", "і": "i", "І": "I",
}  # fmt: skip
"""Characters outside ASCII that people type into formulas, as LaTeX."""

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def is_typed_letter(token: str) -> bool:
    """Tell whether a token of text begins a letter that is typed as a command."""
    return token in _ACCENTS or token in _COMMANDS


def typed_letter(token: str, base: str = "") -> str:
    r"""Return the letter that a command stands for, such as ``é`` for ``\'`` before ``e``."""
    if token in _COMMANDS:
        return _COMMANDS[token]
    plain = base.strip().replace("\\i", "i").replace("\\j", "j")
    return unicodedata.normalize("NFC", plain + _ACCENTS[token])


def takes_base(token: str) -> bool:
    """Tell whether a letter's command is an accent, which stands before its letter."""
    return token in _ACCENTS


def is_of_words(character: str) -> bool:
    """Tell whether a character is a letter that words are read with."""
    return character in ACCENTED or character in CYRILLIC


def is_foreign(character: str) -> bool:
    """Tell whether a character is a letter of a script that is not read, or stands for such."""
    return character == FOREIGN or unicodedata.category(character) in ("Lo", "Lm")


def circled_number(character: str) -> str:
    """Return the number in a circled one such as ``①``; empty for any other character."""
    return str(_CIRCLED.index(character) + 1) if character in _CIRCLED else ""
