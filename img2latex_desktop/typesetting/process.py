"""Typesetting process: MathJax, in Qt's own JavaScript engine.

The engine cannot be interrupted and takes what memory it wants, so it has a process of its own. Of Qt only
what needs no screen is imported, inside the functions that run there.

The conversation over the pipe, one message at a time:
    process → ``Ready`` or ``Unavailable`` (and it ends)
    app → ``Formula``; process → ``Drawn``, ``Mistake`` or ``Undrawable``
The process ends when the pipe does, and by itself between two formulas once it has grown.
"""

import faulthandler
import logging
import os
import re
import signal
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, cast

import psutil

from img2latex_desktop.base.language import Sentence

if TYPE_CHECKING:
    from PySide6.QtQml import QJSEngine

logger = logging.getLogger(__name__)

NOT_BUILT = Sentence("Typesetter", "No preview: its bundle is not built. “make run” builds it.")
DAMAGED = Sentence("Typesetter", "No preview: its bundle is damaged ({reason}).")
NOT_LOADED = Sentence("Typesetter", "No preview: it cannot be loaded ({reason}).")
TOO_LARGE = Sentence(
    "Typesetter", "This formula is too large to be drawn; its LaTeX can be copied all the same."
)
NOT_DRAWN = Sentence("Typesetter", "This formula cannot be drawn; its LaTeX can be copied all the same.")

# What the app waits for at most, and what a process whose app was killed meanwhile gives itself.
DEADLINE_S = 5.0
OWN_DEADLINE_S = 2 * DEADLINE_S
# The engine gives nothing back: measured, 110 MB at first, 157 MB after 1,000 usual formulas.
GROWN_BY_MB = 200
LARGEST_PICTURE = 3_000_000  # characters; 1,000 letters of the largest outlines are 1.1 million
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Form(Enum):
    """What a formula becomes; the value names the bundle's function."""

    SVG = "tex2svg"
    MATHML = "tex2mml"


@dataclass(frozen=True)
class Formula:
    """LaTeX to be typeset.

    Attributes:
        latex: Without the dollars around it.
        form: SVG: 1000 units of its view box are 1 em, ink is ``currentColor``. MathML: in display style.
        is_inline: Whether the picture is to be as small as in a line of text.
    """

    latex: str
    form: Form = Form.SVG
    is_inline: bool = False


@dataclass(frozen=True)
class Ready:
    """The engine is loaded."""


@dataclass(frozen=True)
class Unavailable:
    """The engine cannot be loaded."""

    problem: Sentence


@dataclass(frozen=True)
class Drawn:
    """The source of a picture or a MathML element."""

    source: str


@dataclass(frozen=True)
class Mistake:
    """The LaTeX has a mistake, in MathJax's words."""

    message: str


@dataclass(frozen=True)
class Undrawable:
    """There is nothing wrong with the LaTeX, but no picture of it."""

    problem: Sentence


def serve(connection: Connection, bundle: Path) -> None:
    """Load the engine, then typeset until the app goes away.

    Args:
        connection: This end of the pipe.
        bundle: MathJax as one script that defines ``tex2svg(latex, inline)`` and ``tex2mml(latex)``.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches both; the app ends this one
    with suppress(EOFError, OSError):  # the app is gone
        _converse(connection, bundle)


def _converse(connection: Connection, bundle: Path) -> None:
    try:
        engine = _loaded(bundle)
    except Exception as problem:
        logger.exception("The preview cannot be loaded")
        connection.send(Unavailable(NOT_LOADED.format(reason=str(problem) or type(problem).__name__)))
        return
    if isinstance(engine, Unavailable):
        connection.send(engine)
        return
    connection.send(Ready())
    process = psutil.Process()
    bound = process.memory_info().rss + GROWN_BY_MB * 2**20
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        while process.memory_info().rss < bound:
            formula = connection.recv()
            # A thread of C, which needs no turn of Python's: the engine gives none.
            faulthandler.dump_traceback_later(OWN_DEADLINE_S, exit=True, file=nowhere)
            answer = _typeset(engine, formula)
            faulthandler.cancel_dump_traceback_later()
            connection.send(answer)


def _loaded(bundle: Path) -> "QJSEngine | Unavailable":
    from PySide6.QtCore import QCoreApplication, QLoggingCategory
    from PySide6.QtQml import QJSEngine, QJSValue

    try:
        source = bundle.read_text(encoding="utf-8")
    except OSError:
        return Unavailable(NOT_BUILT)
    except UnicodeDecodeError as damage:
        return Unavailable(DAMAGED.format(reason=str(damage)))
    # MathJax is older than the rule that this warning is about; it would be printed 31 times.
    QLoggingCategory.setFilterRules("qt.qml.usedbeforedeclared=false")
    engine = QJSEngine(QCoreApplication([]))
    engine.globalObject().setProperty("globalThis", engine.globalObject())  # missing in Qt's engine
    loaded = cast("QJSValue", engine.evaluate(source, bundle.name))  # its stub promises a tuple
    functions = [engine.globalObject().property(form.value) for form in Form]
    if loaded.isError() or not all(function.isCallable() for function in functions):
        return Unavailable(DAMAGED.format(reason=loaded.toString()))
    return engine


def _typeset(engine: "QJSEngine", formula: Formula) -> Drawn | Mistake | Undrawable:
    try:
        drawn = _call(engine, Form.SVG, formula)
        if formula.form is Form.SVG or not isinstance(drawn, Drawn):
            return drawn
        return _call(engine, formula.form, formula)  # of what can be drawn alone: its size is known only so
    except Exception:
        logger.exception("A formula could not be typeset")
        return Undrawable(NOT_DRAWN)


def _call(engine: "QJSEngine", form: Form, formula: Formula) -> Drawn | Mistake | Undrawable:
    from PySide6.QtQml import QJSValue

    arguments = [QJSValue(_as_xml(formula.latex)), QJSValue(formula.is_inline)]
    result = engine.globalObject().property(form.value).call(arguments)
    text = _as_xml(result.property("message").toString() if result.isError() else result.toString())
    if not result.isError():
        return Drawn(text) if len(text) <= LARGEST_PICTURE else Undrawable(TOO_LARGE)
    match result.property("name").toString():
        case "TexError":
            return Mistake(text)
        case "TooLargeError":
            return Undrawable(TOO_LARGE)
        case kind:
            logger.warning("MathJax fails at a formula: %s: %s", kind, text)
            return Undrawable(NOT_DRAWN)


def _as_xml(text: str) -> str:
    """Replace characters that no picture and no MathML can hold, such as control characters."""
    return NOT_IN_XML.sub("\ufffd", text)
