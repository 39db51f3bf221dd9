"""The program as a user runs it, followed through its log file."""

import contextlib
import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from img2latex_desktop.demo.virtual_desktop import TIMEOUT_S, DesktopError, VirtualDesktop, end, wait_until

COMMAND = (sys.executable, "-m", "img2latex_desktop")
INTRODUCED = {"is_introduced": True, "language": "en"}
"""Without the first steps, which would take the first press of the hotkey; the log quotes what is shown."""


class DrivenApp:
    """The program running on a virtual desktop.

    Attributes:
        process: The GUI process.
        started: When it was started, in seconds of ``time.time``.
    """

    def __init__(
        self,
        desktop: VirtualDesktop,
        folder: Path,
        command: Sequence[str] = COMMAND,
        settings: Mapping[str, object] | None = INTRODUCED,
    ) -> None:
        """Start the program.

        Args:
            desktop: Where it is shown.
            folder: Gets what it prints.
            command: Starts it.
            settings: What its settings say before the start; None leaves them as they are.
        """
        if settings is not None:
            file = Path(desktop.environment["XDG_CONFIG_HOME"], "img2latex", "settings.json")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(settings), encoding="utf-8")
        self._log = Path(desktop.environment["XDG_STATE_HOME"], "img2latex", "log", "img2latex.log")
        self._printed = folder / "printed.txt"
        self._read_until = self._log.stat().st_size if self._log.exists() else 0
        self._found_at = 0.0
        self.started = time.time()
        self.process = desktop.start(*command, output=self._printed)

    def wait_for(self, pattern: str, timeout_s: float = TIMEOUT_S) -> float:
        """Wait until the log has a new line that matches, and forget everything up to it.

        Returns:
            When the line was written, in seconds of ``time.time``.

        Raises:
            DesktopError: No such line in time, an error in the log instead, or the program ended.
        """
        wait_until(lambda: self._advance(pattern), f"The program did not say “{pattern}”.", timeout_s)
        return self._found_at

    def stop(self) -> int:
        """Ask it to quit and return its exit status."""
        return end(self.process)

    def _advance(self, pattern: str) -> bool:
        log = self._log.read_bytes()[self._read_until :] if self._log.exists() else b""
        found = re.search(pattern.encode(), log)
        failure = re.search(rb" ERROR .*?: (.*)", log)
        if found:
            self._found_at = _time_of(log[log.rfind(b"\n", 0, found.start()) + 1 :])
            self._read_until += found.end()
        elif failure:
            raise DesktopError(failure[1].decode(errors="replace"))
        elif self.process.poll() is not None:
            printed = self._printed.read_text(errors="replace").strip()
            raise DesktopError(f"The program ended with status {self.process.returncode}. {printed}")
        return found is not None


def _time_of(line: bytes) -> float:
    """Read the time at the start of a log line; a line without one was written now."""
    with contextlib.suppress(ValueError):
        return datetime.strptime(line[:23].decode(errors="replace"), "%Y-%m-%d %H:%M:%S,%f").timestamp()  # noqa: DTZ007 (the log is in local time)
    return time.time()
