"""No process of the program takes modules out of the folder that it happens to be run in."""

import contextlib
import os
import sys
from pathlib import Path


def secure() -> None:
    """Have this process, and those that multiprocessing starts, find modules only where they are installed.

    Python looks first beside the script, with ``-m`` in the working folder; a child of multiprocessing, and
    the process that watches over its semaphores, look in the working folder until they are told better. So a
    file called ``pickle.py`` among downloads would be run. To be called before anything is imported; where
    Python is run with ``-m``, it has looked around by then, unless it is run with ``-P`` as well.
    """
    if getattr(sys, "frozen", False):  # it looks into itself alone, and its processes take no other options
        return
    if not sys.flags.safe_path and sys.path and sys.path[0] in _folders_at_hand():
        del sys.path[0]
    from multiprocessing import util

    flags = util._args_from_interpreter_flags  # type: ignore[attr-defined]  # in no other way can it be told
    if "-P" not in flags():
        util._args_from_interpreter_flags = lambda: [*flags(), "-P"]  # type: ignore[attr-defined]


def _folders_at_hand() -> set[str]:
    """Return what Python may have put first, but for the folder that this program itself lies in."""
    folders = {"", str(Path(os.path.realpath(sys.argv[0])).parent)}
    with contextlib.suppress(OSError):  # it has been deleted
        folders.add(str(Path.cwd()))
    own = Path(__file__).resolve().parents[2]
    return {folder for folder in folders if Path(folder).resolve() != own}
