"""What every test gets: no real display, no user's own folders, and the same random numbers each time."""

import gc
import os
import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pytest

from tests.needed_programs import path_without, write_stand_ins

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first test makes an application object
os.environ.pop("WAYLAND_DISPLAY", None)
os.environ.pop("XDG_SESSION_TYPE", None)


def pytest_configure(config):
    gc.disable()  # as in the program, see img2latex_desktop/garbage.py
    # Qt's offscreen platform says so whenever a window is to come to the front.
    config.addinivalue_line("qt_log_ignore", r"^This plugin does not support (raise|propagateSizeHints)\(\)")


_STAND_INS = tempfile.TemporaryDirectory(prefix="img2latex-stand-ins-")
_FOLDERS = write_stand_ins(Path(_STAND_INS.name))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Hide programs that the markers of a test do not name: they are not installed for it everywhere."""
    markers = {marker.name for marker in item.iter_markers()}
    os.environ["PATH"] = path_without(_FOLDERS, markers, os.environ["PATH"])


def pytest_sessionfinish():
    """Empty the clipboard: that of the offscreen platform ends after Python, which made what is in it."""
    from PySide6.QtGui import QGuiApplication

    if isinstance(QGuiApplication.instance(), QGuiApplication):
        QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def garbage():
    """Collect garbage in the thread of the windows, between two tests."""
    from img2latex_desktop.garbage import collect_what_is_due

    yield
    collect_what_is_due()


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory, monkeypatch):
    """Keep settings, data, logs and the local socket of the test away from the user's."""
    folder = tmp_path_factory.mktemp("user")
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    monkeypatch.setenv("DISPLAY", f":test-{os.getpid()}")  # names the meeting point of a second start
    return folder


@pytest.fixture(autouse=True)
def fixed_seeds():
    """Start every test from the same state of the random number generators; tests of torch seed torch."""
    random.seed(1)
    np.random.seed(1)


@pytest.fixture(scope="session")
def desktop(tmp_path_factory):
    """Start one X server with window manager and tray for all tests that need a real display."""
    from img2latex_desktop.demo.virtual_desktop import VirtualDesktop

    with VirtualDesktop(tmp_path_factory.mktemp("desktop")) as running:
        yield running


@pytest.fixture(scope="module")
def foreign_desktop(tmp_path_factory):
    """Start a desktop apart: a new layout keeps its window manager busy for a moment."""
    from img2latex_desktop.demo.virtual_desktop import VirtualDesktop

    with VirtualDesktop(tmp_path_factory.mktemp("foreign")) as running:
        yield running


@pytest.fixture(scope="session")
def frozen():
    """Freeze the program, unless that was done and nothing in it is newer; return its folder."""
    root = Path(__file__).resolve().parents[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "dist"], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "dist" / "img2latex"
