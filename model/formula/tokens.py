r"""The compact-token language: which token takes arguments, which opens what, which letters a font can set.

A formula is a list of compact tokens. A command's single-token argument follows bare (``\frac a b``); an
argument of several tokens is opened by a brace fused with what opens it and closed by ``}``::

    x_{i+1}          x _{ i + 1 }
    \frac{a+1}{b}    \frac{ a + 1 } b
    \frac{a}{b+1}    \frac a { b + 1 }
    \frac{a+1}{b+1}  \frac{ a + 1 }{ b + 1 }
    \mathrm{kg}      \mathrm{ k g }

Everything not named in the tables below is an atom: a token that stands for itself.
"""

import string

GREEK_LOWER = frozenset(
    "\\" + name
    for name in (
        "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda "
        "mu nu xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma"
    ).split()
)
GREEK_UPPER = frozenset(
    "\\" + name for name in "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)
LETTERS = frozenset(string.ascii_letters)
CAPITALS = frozenset(string.ascii_uppercase)
DIGITS = frozenset(string.digits)
TEXT_SPACE = "~"  # a word space, written inside upright text only; no blank in it, blanks set tokens apart
UNDERSCORE = "\\_"
# Letters in a row of a script that is not read: the geta mark, which printers set for a missing glyph.
FOREIGN = "〓"
# Letters of words in languages of Latin and Cyrillic script, besides the plain ones.
ACCENTED = frozenset(
    "àáâãäåāăąæçćčďđèéêëēėęěğìíîïīįıķļłñńňòóôõöøőœřŕśšşșßťţțùúûüūůűųýÿźżž"
    "ÀÁÂÃÄÅĀĂĄÆÇĆČĎĐÈÉÊËĘĚĞÌÍÎÏİŁÑŃŇÒÓÔÕÖØŐŒŘŚŠŞȘŤŢȚÙÚÛÜŮŰÝŹŻŽ"
)
CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁЇЄҐ")

BOLD_CALLIGRAPHIC = "\\mathbfcal"  # printed as \\boldsymbol{\\mathcal{…}}

# What each font changes visibly; any other token under the font looks the same without it.
FONTS: dict[str, frozenset[str]] = {
    "\\mathbb": CAPITALS | {"1"},
    "\\mathcal": CAPITALS,
    "\\mathscr": CAPITALS,
    "\\mathfrak": LETTERS,
    "\\mathbf": LETTERS | DIGITS | GREEK_UPPER,
    # hyphen, apostrophe and underscore of words
    "\\mathrm": LETTERS | ACCENTED | CYRILLIC | {TEXT_SPACE, "-", "'", UNDERSCORE, FOREIGN},
    "\\mathsf": LETTERS | DIGITS | {UNDERSCORE},
    "\\mathtt": LETTERS | DIGITS | {UNDERSCORE},
    BOLD_CALLIGRAPHIC: CAPITALS,
    "\\boldsymbol": LETTERS | GREEK_LOWER | {"\\nabla", "\\partial", "\\ell", "\\hbar", "\\infty"},
}

SCRIPTS = ("_", "^")

ACCENTS = frozenset(
    "\\hat \\tilde \\bar \\vec \\dot \\ddot \\dddot \\acute \\grave \\check \\breve \\mathring \\underline "
    "\\overbrace \\underbrace \\overleftarrow \\overleftrightarrow".split()
)

LABELED_ARROWS = frozenset(
    "\\xrightarrow \\xleftarrow \\xleftrightarrow \\xRightarrow \\xLeftarrow \\xLeftrightarrow \\xmapsto "
    "\\xhookrightarrow \\xhookleftarrow \\xrightleftharpoons \\xleftrightharpoons \\xlongequal".split()
)
CANCELLATIONS = frozenset("\\cancel \\bcancel \\xcancel".split())

# Number of arguments of every command that has any; fonts and scripts take one.
ARITY: dict[str, int] = {
    "\\frac": 2,
    "\\binom": 2,
    "\\overset": 2,
    "\\underset": 2,
    "\\root": 2,  # degree, radicand; printed as \sqrt[degree]{radicand}
    "\\sqrt": 1,
    "\\not": 1,
    "\\boxed": 1,
    "\\textcircled": 1,
    "\\tag": 1,  # at the very end, or at the end of rows of an environment that is the whole formula
    **dict.fromkeys(sorted(LABELED_ARROWS), 1),
    **dict.fromkeys(sorted(CANCELLATIONS), 1),
    **dict.fromkeys(ACCENTS, 1),
    **dict.fromkeys(FONTS, 1),
    **dict.fromkeys(SCRIPTS, 1),
}

ENVIRONMENTS = ("matrix", "cases", "aligned")

QUAD = "\\quad"
CELL, ROW, HLINE = "&", "\\\\", "\\hline"
RULED_CELL = "&|"  # the next cell, behind a vertical rule
OPEN_SECOND, CLOSE_OPEN, CLOSE = "{", "}{", "}"
EMPTY = "{}"  # an atom: an empty base or argument


def compact(name: str, arguments: list[list[str]]) -> list[str]:
    """Write a command and its arguments, each a list of compact tokens, as compact tokens."""
    out: list[str] = []
    is_open = False
    for position, argument in enumerate(arguments):
        tokens = argument or [EMPTY]
        is_long = len(tokens) > 1
        if position == 0:
            out.append(name + "{" if is_long else name)
        elif is_open:
            out.append(CLOSE_OPEN if is_long else CLOSE)
        elif is_long:
            out.append(OPEN_SECOND)
        out.extend(tokens)
        is_open = is_long
    if is_open:
        out.append(CLOSE)
    return out


def structural_tokens() -> list[str]:
    """List every token that carries structure, in a fixed order; a vocabulary contains them all."""
    tokens = [CELL, RULED_CELL, ROW, HLINE, OPEN_SECOND, CLOSE_OPEN, CLOSE, EMPTY, QUAD, TEXT_SPACE]
    for name in ARITY:
        tokens.append(name)
        if name != "\\not":
            tokens.append(name + "{")
    for name in ENVIRONMENTS:
        tokens += [f"\\begin{{{name}}}", f"\\end{{{name}}}"]
    return tokens
