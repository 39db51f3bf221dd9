"""Messages of MathJax about LaTeX with a mistake, in the user's language."""

import re

from img2latex_desktop.base.language import Sentence, translate

LONGEST = 200  # characters of a message; MathJax repeats what it stumbled over, however long

MISTAKES = (
    Sentence("Typesetter", "Undefined control sequence {}"),
    Sentence("Typesetter", "Missing close brace"),
    Sentence("Typesetter", "Extra close brace or missing open brace"),
    Sentence("Typesetter", "Extra open brace or missing close brace"),
    Sentence("Typesetter", "Extra close brace while looking for {}"),
    Sentence("Typesetter", "Missing argument for {}"),
    Sentence("Typesetter", "Missing \\left or extra \\right"),
    Sentence("Typesetter", "Extra \\left or missing \\right"),
    Sentence("Typesetter", "Missing or unrecognized delimiter for {}"),
    Sentence("Typesetter", "Could not find closing ']' for argument to {}"),
    Sentence("Typesetter", "Double exponent: use braces to clarify"),
    Sentence("Typesetter", "Double subscripts: use braces to clarify"),
    Sentence("Typesetter", "Misplaced {}"),
    Sentence("Typesetter", "{} is allowed only on operators"),
    Sentence("Typesetter", "Unknown environment '{}'"),
    Sentence("Typesetter", "Invalid environment name '{}'"),
    Sentence("Typesetter", "Missing \\end{{{}}}"),
    Sentence("Typesetter", "\\begin{{{}}} ended with \\end{{{}}}"),
    Sentence("Typesetter", "Erroneous nesting of equation structures"),
    Sentence("Typesetter", "{} not allowed in {} environment"),
    Sentence("Typesetter", "Math-mode is not properly terminated"),
    Sentence("Typesetter", "You can't use 'macro parameter character #' in math mode"),
    Sentence("Typesetter", "Missing dimension or its units for {}"),
    Sentence("Typesetter", "Bracket argument to {} must be a dimension"),
    Sentence("Typesetter", "Argument to {} is too large to be drawn"),
)
"""What MathJax says of the mistakes that typing makes; its many other messages stay as they are."""


def told(message: str) -> str:
    """Return a message of MathJax's in the user's language; names in it stay."""
    for mistake in MISTAKES:
        pattern = re.escape(mistake.text.format("\0", "\0")).replace(re.escape("\0"), "(.*)")
        if found := re.fullmatch(pattern, message, re.DOTALL):
            names = (_shortened(name) for name in found.groups())
            return translate(mistake.context, mistake.text).format(*names)
    return _shortened(message)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
