"""LaTeX to a picture or to MathML: MathJax, run in Qt's own JavaScript engine.

The engine is loaded with the first formula and not before (0.2 s measured); then a formula takes about 15 ms,
so it runs on the GUI thread, behind the debounce of whoever types.
"""

import contextlib
from pathlib import Path
from typing import cast

from PySide6.QtCore import QLoggingCategory
from PySide6.QtQml import QJSEngine, QJSValue

from img2latex_desktop.errors import TypesettingError


class Typesetter:
    """Draws formulas."""

    def __init__(self, bundle: Path) -> None:
        """Prepare; nothing is loaded yet.

        Args:
            bundle: MathJax as one script that defines ``tex2svg(latex, inline)`` and ``tex2mml(latex)``.
        """
        self._bundle = bundle
        self._engine: QJSEngine | None = None

    def load(self) -> None:
        """Load the engine before it is needed; where that fails, the first formula says so."""
        with contextlib.suppress(TypesettingError):
            self._engine = self._engine or self._made_engine()

    def svg(self, latex: str, *, inline: bool = False) -> bytes:
        """Return the formula as an SVG picture: 1000 units of its view box are 1 em, ink is ``currentColor``.

        Raises:
            TypesettingError: The formula has a mistake, or the engine cannot be loaded.
        """
        return self._call("tex2svg", latex, inline).encode()

    def mathml(self, latex: str) -> str:
        """Return the formula as a MathML element.

        Raises:
            TypesettingError: The formula has a mistake, or the engine cannot be loaded.
        """
        return self._call("tex2mml", latex)

    def _call(self, name: str, *arguments: str | bool) -> str:
        engine = self._engine = self._engine or self._made_engine()
        result = engine.globalObject().property(name).call([QJSValue(argument) for argument in arguments])
        if result.isError():
            raise TypesettingError(result.property("message").toString())
        return result.toString()

    def _made_engine(self) -> QJSEngine:
        try:
            source = self._bundle.read_text(encoding="utf-8")
        except OSError as problem:
            raise TypesettingError("No preview: its bundle is not built. “make run” builds it.") from problem
        # MathJax is older than the rule that this warning is about; it would be printed 31 times.
        QLoggingCategory.setFilterRules("qt.qml.usedbeforedeclared=false")
        engine = QJSEngine()
        engine.globalObject().setProperty("globalThis", engine.globalObject())  # missing in Qt's engine
        loaded = cast("QJSValue", engine.evaluate(source, self._bundle.name))  # its stub promises a tuple
        if loaded.isError():
            raise TypesettingError(f"No preview: its bundle is damaged ({loaded.toString()}).")
        return engine
