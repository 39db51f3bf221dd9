"""LaTeX to a picture or to MathML: MathJax, run in Qt's own JavaScript engine.

The engine is loaded with the first formula and not before (0.2 s measured); then a formula takes about 15 ms,
so it runs on the GUI thread, behind the debounce of whoever types. It cannot be interrupted, so what would
take too long is not begun.
"""

import contextlib
import re
from pathlib import Path
from typing import cast

from PySide6.QtCore import QLoggingCategory
from PySide6.QtQml import QJSEngine, QJSValue

from img2latex_desktop.errors import TypesettingError
from img2latex_desktop.language import Sentence, translate
from img2latex_desktop.latex_tokens import depth, tokenized

# Measured on two busy cores: 0.3 s for 2,000 characters of usual LaTeX, which are 1,000 tokens; 1.0 s for the
# worst found, 1,000 letters and signs in one row, where time grows with the square. 100 roots in one another
# take 0.2 s, 300 take 1.1 s.
MAXIMUM_TOKENS = 1000
MAXIMUM_DEPTH = 100
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
)
"""What MathJax says of the mistakes that typing makes; its many other messages stay as they are."""


class Typesetter:
    """Draws formulas."""

    def __init__(self, bundle: Path) -> None:
        """Prepare; nothing is loaded yet.

        Args:
            bundle: MathJax as one script that defines ``tex2svg(latex, inline)`` and ``tex2mml(latex)``.
        """
        self._bundle = bundle
        self._engine: QJSEngine | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether the next formula is drawn without loading the engine first."""
        return self._engine is not None

    def load(self) -> None:
        """Load the engine before it is needed; where that fails, the first formula says so."""
        with contextlib.suppress(TypesettingError):
            self._engine = self._engine or self._made_engine()

    def svg(self, latex: str, *, inline: bool = False) -> bytes:
        """Return the formula as an SVG picture: 1000 units of its view box are 1 em, ink is ``currentColor``.

        Raises:
            TypesettingError: The formula has a mistake or is too long, or the engine cannot be loaded.
        """
        return self._call("tex2svg", latex, inline).encode()

    def mathml(self, latex: str) -> str:
        """Return the formula as a MathML element in display style.

        Raises:
            TypesettingError: The formula has a mistake or is too long, or the engine cannot be loaded.
        """
        return self._call("tex2mml", latex)

    def _call(self, name: str, latex: str, *options: bool) -> str:
        tokens = tokenized(latex)
        if len(tokens) > MAXIMUM_TOKENS or depth(tokens) > MAXIMUM_DEPTH:
            raise TypesettingError(
                translate(
                    "Typesetter",
                    "This formula is too long to be drawn; its LaTeX can be copied all the same.",
                )
            )
        engine = self._engine = self._engine or self._made_engine()
        result = engine.globalObject().property(name).call([QJSValue(latex), *map(QJSValue, options)])
        if result.isError():
            raise TypesettingError(told(result.property("message").toString()))
        return result.toString()

    def _made_engine(self) -> QJSEngine:
        try:
            source = self._bundle.read_text(encoding="utf-8")
        except OSError as problem:
            sentence = translate("Typesetter", "No preview: its bundle is not built. “make run” builds it.")
            raise TypesettingError(sentence) from problem
        # MathJax is older than the rule that this warning is about; it would be printed 31 times.
        QLoggingCategory.setFilterRules("qt.qml.usedbeforedeclared=false")
        engine = QJSEngine()
        engine.globalObject().setProperty("globalThis", engine.globalObject())  # missing in Qt's engine
        loaded = cast("QJSValue", engine.evaluate(source, self._bundle.name))  # its stub promises a tuple
        if loaded.isError():
            sentence = translate("Typesetter", "No preview: its bundle is damaged ({}).")
            raise TypesettingError(sentence.format(loaded.toString()))
        return engine


def told(message: str) -> str:
    """Return a message of MathJax's in the user's language; names in it stay."""
    for mistake in MISTAKES:
        pattern = re.escape(mistake.text.format("\0", "\0")).replace(re.escape("\0"), "(.*)")
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return translate(mistake.context, mistake.text).format(*found.groups())
    return message
