"""Starting the program when the user logs in: one class for each way a system has. No Qt."""

import configparser
import contextlib
import plistlib
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from platformdirs import user_config_path

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.base.errors import SettingsError
from img2latex_desktop.base.language import translate

SECTION = "Desktop Entry"


class Autostart(Protocol):
    """One way of being started at login."""

    def is_enabled(self) -> bool:
        """Return whether the program is started at login; what cannot be read is not."""

    def enable(self, command: Sequence[str]) -> None:
        """Start a command, given as program and arguments, at each login from now on.

        Raises:
            SettingsError: The system refused.
        """

    def disable(self) -> None:
        """No longer start at login; does nothing where it was so already.

        Raises:
            SettingsError: The system refused.
        """


class AutostartEntry:
    """Linux: a desktop entry in the autostart folder (freedesktop.org, Desktop Application Autostart 0.5)."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{APPLICATION_ID}.desktop"

    def is_enabled(self) -> bool:
        """Return whether there is an entry that neither the user nor the desktop has switched off."""
        parser = configparser.RawConfigParser(strict=False, delimiters="=", comment_prefixes="#")
        try:
            parser.read_string(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, configparser.Error):
            return False
        hidden = parser.get(SECTION, "Hidden", fallback="false")
        allowed = parser.get(SECTION, "X-GNOME-Autostart-enabled", fallback="true")
        return parser.has_section(SECTION) and hidden != "true" and allowed != "false"

    def enable(self, command: Sequence[str]) -> None:
        """Write the entry, in a folder made where it is missing."""
        lines = [
            f"[{SECTION}]",
            "Type=Application",
            "Name=Img2LaTeX",
            f"Exec={exec_value(command)}",
            f"TryExec={_string_value(command[0])}",  # a desktop skips the entry once the program is removed
            "Terminal=false",
        ]
        with _refusal_told():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def disable(self) -> None:
        """Delete the entry."""
        with _refusal_told():
            self._file.unlink(missing_ok=True)


class LaunchAgent:
    """MacOS: a property list that launchd reads at login. Written by its manual page, not tried on a Mac."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{APPLICATION_ID}.plist"

    def is_enabled(self) -> bool:
        """Return whether there is a list that is not marked as disabled."""
        try:
            content = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return False
        return isinstance(content, dict) and not content.get("Disabled", False)

    def enable(self, command: Sequence[str]) -> None:
        """Write the list, in a folder made where it is missing."""
        content = {
            "Label": APPLICATION_ID,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",  # else the system may slow it down as a background job
            "LimitLoadToSessionType": "Aqua",  # not for a login without a screen, as by ssh
        }
        with _refusal_told():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(plistlib.dumps(content))

    def disable(self) -> None:
        """Delete the list."""
        with _refusal_told():
            self._file.unlink(missing_ok=True)


if sys.platform == "win32":
    import winreg

    class RunKey:
        """Windows: a value under the user's Run key. Checked for its types only, not tried on Windows."""

        RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
        APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

        def is_enabled(self) -> bool:
            """Return whether there is a value that the Task Manager has not switched off."""
            switch = self._read(self.APPROVED)
            is_switched_off = isinstance(switch, bytes) and bool(switch[:1]) and switch[0] % 2 == 1
            return self._read(self.RUN) is not None and not is_switched_off

        def enable(self, command: Sequence[str]) -> None:
            """Write the value, and take back what the Task Manager was told."""
            with _refusal_told(), winreg.CreateKey(winreg.HKEY_CURRENT_USER, self.RUN) as key:
                winreg.SetValueEx(key, APPLICATION_ID, 0, winreg.REG_SZ, subprocess.list2cmdline(command))
                self._delete(self.APPROVED)

        def disable(self) -> None:
            """Delete the value."""
            with _refusal_told():
                self._delete(self.RUN)

        def _read(self, path: str) -> object:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                    return winreg.QueryValueEx(key, APPLICATION_ID)[0]
            except OSError:
                return None

        def _delete(self, path: str) -> None:
            with (
                contextlib.suppress(FileNotFoundError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, access=winreg.KEY_SET_VALUE) as key,
            ):
                winreg.DeleteValue(key, APPLICATION_ID)


def autostart_of_this_system() -> Autostart:
    """Return the way this system has."""
    if sys.platform == "win32":
        return RunKey()
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents")
    return AutostartEntry(user_config_path() / "autostart")


def own_command() -> tuple[str, ...]:
    """Return the command that starts this very installation, from any folder.

    Returns:
        The program of a frozen build, or the interpreter that runs us, without a console on Windows.
    """
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    windowless = Path(sys.executable).with_name("pythonw.exe")
    interpreter = str(windowless) if windowless.exists() else sys.executable
    return (interpreter, "-P", "-m", "img2latex_desktop")  # -P: no module of ours is taken from the folder


def exec_value(command: Sequence[str]) -> str:
    """Return a command as the value of the key Exec of a desktop entry.

    Quoted twice, as its specification asks: each argument for the parser of the command, then all of it as a
    string of a desktop entry.
    """
    return _string_value(" ".join(_exec_argument(argument) for argument in command))


def _string_value(text: str) -> str:
    for character, escape in (("\\", r"\\"), ("\n", r"\n"), ("\t", r"\t"), ("\r", r"\r")):
        text = text.replace(character, escape)
    return text


def _exec_argument(argument: str) -> str:
    argument = argument.replace("%", "%%")
    if argument and not re.search(r"[\s\"'\\><~|&;$*?#()`]", argument):
        return argument
    return '"' + re.sub(r'(["`$\\])', r"\\\1", argument) + '"'


@contextlib.contextmanager
def _refusal_told() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        sentence = translate("Autostart", "Starting at login cannot be changed: {}.")
        raise SettingsError(sentence.format(problem)) from problem
