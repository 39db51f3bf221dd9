"""Checks of what is installed: versions and the libraries that Qt loads. No Qt, which may not even import."""

import ctypes
import importlib.metadata
import os
import platform
import sys
from collections.abc import Mapping

from img2latex_desktop import __version__
from img2latex_desktop.base.language import translate
from img2latex_desktop.diagnosis import Finding, failed, ok, skipped
from img2latex_desktop.system.session import is_wayland

COMMON_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt needs on every Linux, with the Debian package it comes in. Source: ldd of Qt 6.12's plugins."""
X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
}
"""The same for X11; the last four are needed by mss, too."""
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def check_versions() -> Finding:
    """Name what is running; there is nothing that could be wrong."""
    found = translate("Doctor", "Img2LaTeX {}, Python {}, Qt {}, torch {}, {} on {}, desktop {}.")
    python, qt, torch = platform.python_version(), _version("PySide6_Essentials"), _version("torch")
    return ok(found.format(__version__, python, qt, torch, _system(), platform.machine(), _desktop()))


def check_libraries() -> Finding:
    """Load each library that Qt would load; where one is missing, Qt ends the whole process."""
    if sys.platform != "linux":
        return skipped(translate("Doctor", "They come with the program on this system."))
    missing = missing_libraries()
    if not missing:
        found = translate("Doctor", "All {} libraries that Qt needs are there.")
        return ok(found.format(len(_needed_libraries())))
    found = translate("Doctor", "Missing: {}.").format(", ".join(missing))
    return failed(found, installation_command(missing, _release_of_linux()))


def missing_libraries() -> dict[str, str]:
    """Return the libraries that cannot be loaded, with their Debian packages."""
    return {name: package for name, package in _needed_libraries().items() if not _loads(name)}


def installation_command(libraries: Mapping[str, str], release: Mapping[str, str]) -> str:
    """Return what installs libraries.

    Args:
        libraries: Names of libraries and their Debian packages.
        release: The entries of /etc/os-release.
    """
    family = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
    provided = " ".join(f"'{name}()(64bit)'" for name in libraries)  # RPM finds a package by its content
    if "debian" in family or "ubuntu" in family:
        return f"sudo apt install {' '.join(libraries.values())}"
    if "suse" in family or "opensuse" in family:
        return f"sudo zypper install --capability {provided}"
    if "fedora" in family or "rhel" in family:
        return f"sudo dnf install {provided}"
    if "arch" in family:
        return translate("Doctor", "pacman -F {} names the packages to install").format(" ".join(libraries))
    return translate("Doctor", "install the packages that hold {}").format(", ".join(libraries))


def _needed_libraries() -> dict[str, str]:
    return COMMON_LIBRARIES | (WAYLAND_LIBRARIES if is_wayland() else X11_LIBRARIES)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:  # a frozen build carries no such records
        return translate("Doctor", "of unknown version")


def _system() -> str:
    if sys.platform == "linux":
        return _release_of_linux().get("PRETTY_NAME", "Linux")
    return f"{platform.system()} {platform.release()}"


def _release_of_linux() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _desktop() -> str:
    return os.environ.get("XDG_CURRENT_DESKTOP") or translate("Doctor", "unnamed")
