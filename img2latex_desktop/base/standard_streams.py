"""Standard input, output and error of a command line, whatever its caller has made of them. No Qt."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper


class _Remarks(TextIOWrapper):
    """Standard error on which nobody fails: where it cannot be written, results matter more than remarks."""

    def write(self, text: str, /) -> int:
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


def complete() -> None:
    """Give this process and all that it starts three streams that work as well as they can.

    A stream that the caller has closed is None in Python, and its number goes to the next file opened.
    Input is empty then, remarks go nowhere, and writing a result fails, as it must: it would be lost. What a
    stream cannot encode, such as a name of a file in another encoding, is written with backslashes.
    """
    for number, (name, flags) in enumerate(
        [("stdin", os.O_RDONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)]
    ):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, flags)
            if nothing != number:
                os.dup2(nothing, number)
                os.close(nothing)
            os.set_inheritable(number, True)
            mode = "r" if name == "stdin" else "w"
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr = _Remarks(
            sys.stderr.buffer, sys.stderr.encoding, errors="backslashreplace", line_buffering=True
        )
