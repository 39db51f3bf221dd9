"""The program as a user runs it, followed through its log file."""

import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from img2latex_desktop.demo.virtual_desktop import TIMEOUT_S, DesktopError, VirtualDesktop, end, wait_until

COMMAND = (sys.executable, "-m", "img2latex_desktop")


class DrivenApp:
    """The program running on a virtual desktop.

    Attributes:
        process: The GUI process.
    """

    def __init__(self, desktop: VirtualDesktop, folder: Path, command: Sequence[str] = COMMAND) -> None:
        """Start the program.

        Args:
            desktop: Where it is shown.
            folder: Gets what it prints.
            command: Starts it.
        """
        self._log = Path(desktop.environment["XDG_STATE_HOME"], "img2latex", "log", "img2latex.log")
        self._printed = folder / "printed.txt"
        self._read_until = self._log.stat().st_size if self._log.exists() else 0
        self.started = time.monotonic()
        self.process = desktop.start(*command, output=self._printed)

    def wait_for(self, pattern: str, timeout_s: float = TIMEOUT_S) -> float:
        """Wait until the log has a new line that matches, and forget everything up to it.

        Returns:
            The moment it was seen, in seconds of ``time.monotonic``.

        Raises:
            DesktopError: No such line in time, an error in the log instead, or the program ended.
        """
        wait_until(lambda: self._advance(pattern), f"The program did not say “{pattern}”.", timeout_s)
        return time.monotonic()

    def stop(self) -> int:
        """Ask it to quit and return its exit status."""
        return end(self.process)

    def _advance(self, pattern: str) -> bool:
        log = self._log.read_bytes()[self._read_until :] if self._log.exists() else b""
        found = re.search(pattern.encode(), log)
        failure = re.search(rb" ERROR .*?: (.*)", log)
        if found:
            self._read_until += found.end()
        elif failure:
            raise DesktopError(failure[1].decode(errors="replace"))
        elif self.process.poll() is not None:
            printed = self._printed.read_text(errors="replace").strip()
            raise DesktopError(f"The program ended with status {self.process.returncode}. {printed}")
        return found is not None
