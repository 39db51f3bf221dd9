"""The history as a file for others: a LaTeX document, Markdown, or JSON lines with the pictures. No Qt."""

import base64
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from img2latex_desktop.base.errors import HistoryError
from img2latex_desktop.base.language import translate
from img2latex_desktop.history.store import Entry

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


_DRAFT = re.compile(r"\..+\.(tex|md|jsonl)\.\d+", re.DOTALL | re.IGNORECASE)
NOTE_NAME = "unfinished-export"


def export(path: Path, entries: Iterable[Entry], folder: Path) -> None:
    """Write entries, in their order, in the format that the ending of the file's name says.

    A file of that name is replaced once the new one is complete.

    Args:
        path: The file to write.
        entries: What to write.
        folder: The program's own; notes there what ``sweep_draft`` removes, should this process be killed.

    Raises:
        HistoryError: The ending is not .tex, .md or .jsonl, or the file cannot be written.
    """
    lines = _FORMATS.get(path.suffix.lower())
    if lines is None:
        raise HistoryError(translate("History", "Choose a name that ends in {}.").format(", ".join(_FORMATS)))
    draft = path.absolute().with_name(f".{path.name}.{os.getpid()}")
    note = folder / NOTE_NAME
    try:
        with suppress(OSError):  # the export matters more
            note.write_bytes(os.fsencode(draft))
        with draft.open("w", encoding="utf-8") as file:
            file.writelines(lines(entries))
        draft.replace(path)
    except OSError as problem:
        sentence = translate("History", "{} cannot be written: {}.")
        raise HistoryError(sentence.format(path.name, problem.strerror)) from problem
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
            note.unlink(missing_ok=True)


def sweep_draft(folder: Path) -> None:
    """Remove what an export left behind whose process was killed.

    Args:
        folder: As in ``export``.
    """
    note = folder / NOTE_NAME
    with suppress(OSError, ValueError):  # there is none, as almost always; or it is out of reach
        draft = Path(os.fsdecode(note.read_bytes()))
        if _DRAFT.fullmatch(draft.name) and not draft.is_symlink() and draft.is_file():
            draft.unlink()
        note.unlink()


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
