"""Set-up of logging, called once by an entry point; importing this module configures nothing."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_NAME = "img2latex.log"
LOG_BYTES = (
    500_000  # some thousand snips: enough to look back a few weeks, small enough to attach to a report
)
LINE = "%(asctime)s %(levelname)-7s %(processName)s %(name)s: %(message)s"


def set_up_logging(folder: Path | None = None, *, verbose: bool = False) -> None:
    """Send this program's log to standard error and, where given, into a rotating file.

    Args:
        folder: Receives ``img2latex.log`` and one older file; without it, or where it cannot be written,
            standard error alone.
        verbose: Show everything on standard error, not only warnings; the file always gets ``INFO`` and up.
    """
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.DEBUG if verbose else logging.WARNING)
    handlers: list[logging.Handler] = [screen]
    unwritable: OSError | None = None
    if folder is not None:
        try:
            handlers.append(
                RotatingFileHandler(folder / LOG_NAME, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
            )
        except OSError as problem:
            unwritable = problem
    for handler in handlers:
        handler.setFormatter(logging.Formatter(LINE))
        root.addHandler(handler)
    logging.getLogger("PIL").setLevel(logging.WARNING)  # it logs every chunk of every PNG
    if unwritable is not None:
        logging.getLogger(__name__).warning("The log file cannot be written: %s", unwritable)
