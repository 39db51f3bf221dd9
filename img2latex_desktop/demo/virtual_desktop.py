"""An X server in memory with a window manager and a tray, and the hands of a user: xdotool and xclip."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

PACKAGES = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "trayer": "trayer",
    "xdotool": "xdotool",
    "xclip": "xclip",
    "xrandr": "x11-xserver-utils",
}
"""The programs needed, and the Debian packages they come in."""

SCREEN = "1280x800x24"
TIMEOUT_S = 60.0  # measured: everything is there within 10 s on two busy cores
POLL_S = 0.02
PIXELS_PER_MM = 4  # about 96 dots per inch: Qt must not take the monitors for dense ones
END_TIMEOUT_S = 5.0


class DesktopError(Exception):
    """Something on the virtual desktop did not happen; the text is one sentence."""


@dataclass(frozen=True)
class Box:
    """A rectangle on the screen, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def moved(self, x: int, y: int) -> "Box":
        """Return the box moved by x and y."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


@dataclass(frozen=True)
class Monitor:
    """One of several monitors that share the screen, in the order of the system; the first is the primary."""

    name: str
    box: Box


def missing_packages() -> list[str]:
    """Return the Debian packages that must be installed first."""
    return [package for program, package in PACKAGES.items() if shutil.which(program) is None]


def wait_until(is_true: Callable[[], bool], otherwise: str, timeout_s: float = TIMEOUT_S) -> None:
    """Look again and again until something is true.

    Raises:
        DesktopError: With the text ``otherwise``, when the time is over.
    """
    deadline = time.monotonic() + timeout_s
    while not is_true():
        if time.monotonic() > deadline:
            raise DesktopError(otherwise)
        time.sleep(POLL_S)


class VirtualDesktop:
    """A desktop with user folders of its own; a context manager that ends everything started on it.

    Attributes:
        environment: For programs to run on it.
    """

    def __init__(
        self,
        folder: Path,
        screen: str = SCREEN,
        monitors: Sequence[Monitor] = (),
        *,
        has_tray: bool = True,
        is_vnc: bool = False,
    ) -> None:
        """Prepare; nothing starts yet.

        Args:
            folder: Gets the user folders of the programs shown.
            screen: Width, height and depth.
            monitors: What the screen is divided into; the first is the primary. None: it is one.
            has_tray: Whether there is a tray from the beginning; see ``start_tray``.
            is_vnc: Whether the server is that of TigerVNC, to which nobody can connect; it is in the Debian
                package tigervnc-standalone-server.
        """
        self.environment = _environment(folder)
        self._screen = screen
        self._monitors = monitors
        self._has_tray = has_tray
        self._is_vnc = is_vnc
        self._programs = ExitStack()

    def __enter__(self) -> Self:
        """Start everything.

        Raises:
            DesktopError: A part of it does not start.
        """
        with self._programs:  # ends what was started, should a later part fail
            self.environment["DISPLAY"] = self._start_screen()
            self._divide_screen()
            self.start("openbox")
            wait_until(
                lambda: self.ask("xdotool", "get_num_desktops").strip().isdecimal(),
                "The window manager did not start.",
            )
            if self._has_tray:
                self.start_tray()
            self._programs = self._programs.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every program, the newest first."""
        self._programs.close()

    def start(
        self, *command: str, output: Path | None = None, pass_fds: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        """Start a program that ends with the desktop; what it prints goes into a file, or nowhere."""
        with (output or Path(os.devnull)).open("ab") as sink:
            process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                pass_fds=pass_fds,
            )
        self._programs.callback(end, process)
        return process

    def start_tray(self) -> subprocess.Popen[bytes]:
        """Start a tray in the lower right corner."""
        return self.start(
            *("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request"),
            *("--height", "28", "--SetDockType", "true"),
        )

    def ask(self, *command: str) -> str:
        """Run a short program and return what it prints; empty where it fails."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
        return done.stdout if done.returncode == 0 else ""

    def press(self, key: str) -> None:
        """Press and release a key combination, as xdotool spells it."""
        self.ask("xdotool", "key", key)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click somewhere."""
        self.ask("xdotool", "mousemove", str(x), str(y), "click", str(button))

    @contextmanager
    def dragging(self, box: Box) -> Iterator[None]:
        """Drag from the top left to the bottom right of a box; the button is held inside the block."""
        x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
        self.ask("xdotool", "mousemove", str(box.left), str(box.top), "mousedown", "1")
        self.ask("xdotool", "mousemove", str(x), str(y))
        self.ask("xdotool", "mousemove", str(box.right), str(box.bottom))
        yield
        self.ask("xdotool", "mouseup", "1")

    def clipboard(self) -> str:
        """Return the text another program would paste now."""
        return self.ask("xclip", "-selection", "clipboard", "-out")

    def window_corner(self, title: str) -> tuple[int, int]:
        """Wait for a window and return the top-left corner of its contents on the screen."""
        seen: list[tuple[int, int] | None] = [None]

        def stands_still() -> bool:
            seen.append(self._corner_of(title))
            return seen[-1] is not None and seen[-1] == seen[-2]

        wait_until(stands_still, f"The window “{title}” did not appear.")
        return seen[-1] or (0, 0)

    def _corner_of(self, title: str) -> tuple[int, int] | None:
        # By way of the pointer: where it reports a window's place itself, xdotool counts the frame twice.
        answer = self.ask(
            *("xdotool", "search", "--onlyvisible", "--name", title),
            *("mousemove", "--window", "%1", "0", "0", "getmouselocation", "--shell"),
        )
        values = dict(line.split("=", 1) for line in answer.splitlines() if "=" in line)
        return (int(values["X"]), int(values["Y"])) if values else None

    def _start_screen(self) -> str:
        read_end, write_end = os.pipe()
        width_height, _, depth = self._screen.rpartition("x")
        server = (
            ("Xtigervnc", "-geometry", width_height, "-depth", depth, "-rfbport", "-1")
            if self._is_vnc
            else ("Xvfb", "-screen", "0", self._screen)
        )
        self.start(
            *(*server, "-displayfd", str(write_end), "-noreset", "-nolisten", "tcp"), pass_fds=(write_end,)
        )
        os.close(write_end)  # so that reading ends when the server does
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        if not number:
            raise DesktopError("The virtual screen did not start.")
        return f":{number}"

    def _divide_screen(self) -> None:
        for monitor in self._monitors:
            box, is_primary = monitor.box, monitor is self._monitors[0]
            width, height = box.right - box.left, box.bottom - box.top
            self.ask(
                *("xrandr", "--setmonitor", f"*{monitor.name}" if is_primary else monitor.name),
                f"{width}/{width // PIXELS_PER_MM}x{height}/{height // PIXELS_PER_MM}+{box.left}+{box.top}",
                "screen" if is_primary else "none",  # "screen" is the name of Xvfb's only output
            )


def end(process: subprocess.Popen[bytes]) -> int:
    """Ask a program to end, make it where it does not, and return its exit status."""
    process.terminate()
    try:
        return process.wait(END_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of an X session whose user has folders of its own."""
    foreign = ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        environment[f"XDG_{kind}_HOME"] = str(folder / kind.lower())
    for name in ("XDG_RUNTIME_DIR", "TMPDIR"):  # which nobody else makes
        environment[name] = str(folder / name.lower())
        Path(environment[name]).mkdir(mode=0o700, exist_ok=True)
    return environment
