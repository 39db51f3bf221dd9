"""The history as a file for others: a LaTeX document, Markdown, or JSON lines with the pictures. No Qt."""

import base64
import contextlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from img2latex_desktop.errors import HistoryError
from img2latex_desktop.history import Entry
from img2latex_desktop.language import translate

# mathrsfs has \mathscr, mathdots \iddots; all else that the recognizer writes is in AMS's packages.
_TEX_HEAD = r"""\documentclass{article}
\usepackage{amsmath,amssymb,mathrsfs}
\IfFileExists{mathdots.sty}{\usepackage{mathdots}}{\newcommand{\iddots}{\ddots}}
\begin{document}
"""
_TEX_DISPLAY = (r"\[", r"\]")
_TEX_FOOT = "\n\\end{document}\n"
# What opens a display of its own, around which \[ and \] would be an error; "\\[2pt]" opens none.
_OWN_DISPLAY = re.compile(
    r"\\begin\{(equation|align|gather|multline|alignat|flalign|displaymath)\*?\}|(?<!\\)\\\[|\$\$"
)


def export(path: Path, entries: Iterable[Entry]) -> None:
    """Write entries, in their order, in the format that the ending of the file's name says.

    A file of that name is replaced once the new one is complete.

    Raises:
        HistoryError: The ending is not .tex, .md or .jsonl, or the file cannot be written.
    """
    lines = _FORMATS.get(path.suffix.lower())
    if lines is None:
        raise HistoryError(translate("History", "Choose a name that ends in {}.").format(", ".join(_FORMATS)))
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.writelines(lines(entries))
        draft.replace(path)
    except OSError as problem:
        sentence = translate("History", "{} cannot be written: {}.")
        raise HistoryError(sentence.format(path.name, problem.strerror)) from problem
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _tex(entries: Iterable[Entry]) -> Iterator[str]:
    yield _TEX_HEAD
    for entry in entries:
        yield f"\n% {_date(entry)}\n{_display(entry, *_TEX_DISPLAY)}\n"
    yield _TEX_FOOT


def _markdown(entries: Iterable[Entry]) -> Iterator[str]:
    yield "# " + translate("History", "Formulas") + "\n"
    for entry in entries:
        yield f"\n<!-- {_date(entry)} -->\n{_display(entry, '$$', '$$')}\n"


def _json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        values = {
            "taken_at": entry.taken_at.isoformat(),
            "latex": entry.current,
            "latex_as_read": entry.latex,
            "confidence": entry.confidence,
            "is_favorite": entry.is_favorite,
            "picture_png_base64": base64.b64encode(entry.picture).decode(),
        }
        yield json.dumps(values, ensure_ascii=False) + "\n"


def _display(entry: Entry, opening: str, closing: str) -> str:
    """Return the formula set off from text; the closing stands on its own line, in case of a comment."""
    # A blank line ends a paragraph, which TeX forbids within a formula.
    latex = "\n".join(line for line in entry.current.splitlines() if line.strip())
    return latex if _OWN_DISPLAY.search(latex) else f"{opening}\n{latex}\n{closing}"


def _date(entry: Entry) -> str:
    star = ", " + translate("History", "favorite") if entry.is_favorite else ""
    return f"{entry.taken_at.astimezone():%Y-%m-%d %H:%M}{star}"


_FORMATS: dict[str, Callable[[Iterable[Entry]], Iterator[str]]] = {
    ".tex": _tex,
    ".md": _markdown,
    ".jsonl": _json_lines,
}
