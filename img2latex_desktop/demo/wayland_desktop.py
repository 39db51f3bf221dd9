"""A Wayland desktop in memory: headless sway, the real portal, a keyboard (wtype) and a camera (grim)."""

import functools
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from img2latex_desktop.demo.virtual_desktop import TIMEOUT_S, Box, DesktopError, end, wait_until
from img2latex_desktop.demo.virtual_pointer import VirtualPointer

PACKAGES = {
    "sway": "sway",
    "swaybg": "swaybg",
    "dbus-daemon": "dbus-daemon",
    "dbus-send": "dbus-bin",
    "grim": "grim",
    "wtype": "wtype",
    "pipewire": "pipewire",  # without it portal-wlr ends at once, though a screenshot has no use for it
    "/usr/libexec/xdg-desktop-portal": "xdg-desktop-portal",
    "/usr/libexec/xdg-desktop-portal-wlr": "xdg-desktop-portal-wlr",
    "/usr/libexec/xdg-desktop-portal-gtk": "xdg-desktop-portal-gtk",
}
"""The programs needed, and the Debian packages they come in; the bus starts the part for GTK by itself."""

PORTALS = {
    "/usr/libexec/xdg-desktop-portal-wlr": "org.freedesktop.impl.portal.desktop.wlr",
    "/usr/libexec/xdg-desktop-portal": "org.freedesktop.portal.Desktop",
}
"""Started here, each with the name it is known by: left to the bus, 1 start of 8 hung."""

REPOSITORY = Path(__file__).resolve().parents[2]
STAND_IN = ("nobody", "nogroup")  # who runs everything where root would: sway refuses root
READING_ALL = (
    *("setpriv", "--reuid", STAND_IN[0], "--regid", STAND_IN[1], "--clear-groups"),
    *("--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"),  # kept by what it starts
    *("--securebits", "+no_setuid_fixup"),  # Qt looks with access(), which else leaves the capability out
)
SYSTEM_PYTHON = "/usr/bin/python3"
REPAINT_ALL = "-Ddamage=rerender"  # sway 1.7 without a screen forgets windows on all outputs but the first
FOREIGN = ("DISPLAY", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "WAYLAND_DISPLAY")


@dataclass(frozen=True)
class Output:
    """One monitor.

    Attributes:
        width: Device pixels.
        height: Device pixels.
        x: Left edge in the layout, logical pixels.
        y: Top edge in the layout, logical pixels.
        scale: Device pixels per logical pixel.
    """

    width: int = 1280
    height: int = 800
    x: int = 0
    y: int = 0
    scale: float = 1.0


def missing_packages() -> list[str]:
    """Return the Debian packages that must be installed first."""
    return sorted({package for program, package in PACKAGES.items() if shutil.which(program) is None})


class WaylandDesktop:
    """A desktop with a bus and user folders of its own; a context manager that ends everything started on it.

    Attributes:
        environment: For programs to run on it.
        folder: Theirs to write in; removed at the end.
        pointer: The mouse; it rests in the top left corner of the first output.
        python: The interpreter they run with; it can import this repository and its packages.
    """

    def __init__(self, outputs: Sequence[Output] = (Output(),), settings: Sequence[str] = ()) -> None:
        """Prepare; nothing starts yet.

        Args:
            outputs: The monitors; sway calls them HEADLESS-1, HEADLESS-2 and so on.
            settings: Further lines of sway's configuration.
        """
        self.environment: dict[str, str] = {}
        self.folder = Path()
        self.python = sys.executable
        self._outputs = outputs
        self._settings = settings
        self._is_root = os.geteuid() == 0
        self._reads_all = False  # the stand-in may read what only root may
        self._programs = ExitStack()

    def __enter__(self) -> Self:
        """Start everything.

        Raises:
            DesktopError: A part of it does not start.
        """
        with self._programs:  # ends what was started, should a later part fail
            self.folder = Path(tempfile.mkdtemp(prefix="wayland-"))
            self._programs.callback(shutil.rmtree, self.folder, ignore_errors=True)
            self.environment = self._make_environment()
            self._give_away()
            self.python = self._find_python()
            self._start_bus()
            self._start_sway()
            self.pointer = self._programs.enter_context(self._plug_in_pointer())
            self._start_portal()
            self._programs = self._programs.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every program, the newest first."""
        self._programs.close()

    def start(self, *command: str, output: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a program that ends with the desktop; what it prints goes into a file, or nowhere."""
        with (output or Path(os.devnull)).open("ab") as sink:
            process = self._run(command, sink, sink)
        self._programs.callback(end, process)
        return process

    def ask(self, *command: str) -> str:
        """Run a short program and return what it prints.

        Raises:
            DesktopError: It fails, for the reason it gave on standard error.
        """
        process = self._run(command, subprocess.PIPE, subprocess.PIPE)
        printed, problem = process.communicate(timeout=TIMEOUT_S)
        if process.returncode != 0:
            raise DesktopError(f"“{' '.join(command)}” failed: {problem.decode(errors='replace').strip()}")
        return printed.decode(errors="replace")

    def press(self, keys: str) -> None:
        """Press and release keys together, such as ``ctrl+alt+m`` or ``Escape``."""
        *modifiers, key = keys.split("+")
        held = [word for name in modifiers for word in ("-M", name)]
        # Each run is a new keyboard: without pauses one key of five was lost while its layout arrived.
        self.ask("wtype", *held, "-s", "50", "-k", key, "-s", "50")

    @contextmanager
    def dragging(self, box: Box) -> Iterator[None]:
        """Drag from the top left to the bottom right of a box in the layout's logical pixels.

        The button is held inside the block.
        """
        self.pointer.move(box.left, box.top)
        self.pointer.hold()
        self.pointer.move((box.left + box.right) // 2, (box.top + box.bottom) // 2)
        self.pointer.move(box.right, box.bottom)
        yield
        self.pointer.release()

    def photograph(self, name: str, *options: str) -> Path:
        """Save what is on the screens, as grim sees it with further options, and return the file."""
        path = self.folder / name
        self.ask("grim", *options, str(path))
        return path

    def _run(
        self, command: Sequence[str], output: IO[bytes] | int, problems: IO[bytes] | int
    ) -> subprocess.Popen[bytes]:
        becomes_stand_in = self._is_root and not self._reads_all  # else setpriv sees to it
        return subprocess.Popen(
            [*(READING_ALL if self._reads_all else ()), *command],
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=problems,
            user=STAND_IN[0] if becomes_stand_in else None,
            group=STAND_IN[1] if becomes_stand_in else None,
            extra_groups=[] if becomes_stand_in else None,
        )

    def _make_environment(self) -> dict[str, str]:
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            environment[f"XDG_{kind}_HOME"] = str(self.folder / kind.lower())
        packages = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
        return environment | {
            "HOME": str(self.folder),
            "NO_AT_BRIDGE": "1",  # or the portal of GTK starts a bus for screen readers, which outlives it
            "TMPDIR": str(self.folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "sway",  # by which the portal finds its part for wlroots
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/bus",
            "SWAYSOCK": f"{runtime}/sway",
            "WLR_BACKENDS": "headless",
            "WLR_RENDERER": "pixman",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_HEADLESS_OUTPUTS": str(len(self._outputs)),
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *packages]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def _give_away(self) -> None:
        if self._is_root:
            shutil.chown(self.folder, *STAND_IN)
            shutil.chown(self.folder / "run", *STAND_IN)

    def _find_python(self) -> str:
        """Return this interpreter, or the system's where only root can read this one.

        Where only root can read its packages either, as in a clone under /root, the stand-in may read all.
        """
        for python, reads_all in ((sys.executable, False), (SYSTEM_PYTHON, False), (sys.executable, True)):
            self._reads_all = reads_all and self._is_root
            try:
                self.ask(python, "-c", "import PySide6.QtCore, img2latex_desktop")
            except (DesktopError, OSError):
                continue
            return python
        raise DesktopError(f"Neither {sys.executable} nor {SYSTEM_PYTHON} runs PySide6 on this desktop.")

    def _start_bus(self) -> None:
        address = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        self.start("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}")
        bus = Path(self.environment["XDG_RUNTIME_DIR"], "bus")
        wait_until(bus.exists, "The session bus did not start.")

    def _start_sway(self) -> None:
        lines = [
            f"output HEADLESS-{number} resolution {o.width}x{o.height} position {o.x} {o.y} scale {o.scale}"
            for number, o in enumerate(self._outputs, 1)
        ]
        configuration = self.folder / "sway.conf"
        configuration.write_text(
            "\n".join([*lines, "xwayland disable", *self._settings, ""]), encoding="utf-8"
        )
        command = ("sway", REPAINT_ALL, "--config", str(configuration))
        self.start(*command, output=self.folder / "sway.log")
        runtime = Path(self.environment["XDG_RUNTIME_DIR"])
        sockets: list[Path] = []

        def is_up() -> bool:
            sockets[:] = [path for path in runtime.glob("wayland-*") if path.suffix != ".lock"]
            return bool(sockets) and Path(self.environment["SWAYSOCK"]).exists()

        wait_until(is_up, "sway did not start.")
        self.environment["WAYLAND_DISPLAY"] = sockets[0].name

    def _plug_in_pointer(self) -> VirtualPointer:
        """Return a mouse that stays: one that comes with its first click is heard too late."""
        left, top = min(each.x for each in self._outputs), min(each.y for each in self._outputs)
        right = max(each.x + math.ceil(each.width / each.scale) for each in self._outputs)
        bottom = max(each.y + math.ceil(each.height / each.scale) for each in self._outputs)
        display = Path(self.environment["XDG_RUNTIME_DIR"], self.environment["WAYLAND_DISPLAY"])
        pointer = VirtualPointer(display, left, top, right - left, bottom - top)
        pointer.move(self._outputs[0].x, self._outputs[0].y)  # sway paints its cursor into what grim sees
        return pointer

    def _start_portal(self) -> None:
        self.start("pipewire")
        socket = Path(self.environment["XDG_RUNTIME_DIR"], "pipewire-0")
        wait_until(socket.exists, "pipewire did not start.")
        self.ask("dbus-update-activation-environment", "WAYLAND_DISPLAY", "SWAYSOCK")  # the portals need them
        for program, name in PORTALS.items():
            self.start(program)
            wait_until(functools.partial(self._is_on_bus, name), f"{program} did not start.")

    def _is_on_bus(self, name: str) -> bool:
        bus = "org.freedesktop.DBus"
        question = (f"--dest={bus}", "/", f"{bus}.NameHasOwner", f"string:{name}")
        return "true" in self.ask("dbus-send", "--session", "--print-reply=literal", *question)
