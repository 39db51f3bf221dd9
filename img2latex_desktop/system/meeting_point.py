"""Socket of the running program for later starts, in a folder of the user's alone. No Qt.

Whoever may write beside it could listen there first, and would be sent the paths of the user's pictures.
"""

import errno
import getpass
import hashlib
import os
import platform
import re
import socket
import stat
import struct
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from img2latex_desktop.base.paths import run_folder


def server_path() -> Path:
    """Return the socket, or the name of a pipe on Windows.

    It is per user, and per display, since a window on another display is of no use to the caller.

    Raises:
        OSError: No folder is the user's alone, and none can be made.
    """
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", "")
    display = re.sub(r"(:\d+)\.\d+$", r"\1", display)  # :0.0 is a screen of the display :0
    if sys.platform == "win32":
        return Path(r"\\.\pipe", _name(getpass.getuser(), display))
    user = str(os.getuid())  # names of accounts may be changed
    for folder in _session_folders():
        if is_private(folder):
            return folder / _name(user, display)
    folder = run_folder()
    if not is_private(folder):
        raise PermissionError(errno.EACCES, "it is not this user's alone", str(folder))
    return folder / _name(user, display, platform.node())  # a home may be that of several machines


def is_private(folder: Path) -> bool:
    """Tell whether a folder belongs to this user, and nobody else may look in or change what is there."""
    try:
        status = folder.stat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


def is_own(connection: socket.socket) -> bool:
    """Tell whether the process at the other end is this user's, as far as the system says."""
    if sys.platform != "linux":  # elsewhere the folder has to do
        return True
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, user, _ = struct.unpack("3i", credentials)
    return bool(user == os.getuid())


def _session_folders() -> Iterator[Path]:
    """Yield the folders that the system may have made for the user: Linux the first, macOS the second."""
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):
        yield Path(runtime)
    yield Path(tempfile.gettempdir())


def _name(*parts: str) -> str:
    return f"img2latex-{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:12]}"
