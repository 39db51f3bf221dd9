"""What the flows share: a program with small random weights, a page to snip from, and a look at processes."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import torch

from img2latex_desktop.demo.__main__ import EXAMPLES, FORMULA_ON_PAGE, HOTKEY, PAGE_TITLE
from img2latex_desktop.demo.driven_app import COMMAND, INTRODUCED, DrivenApp
from img2latex_desktop.demo.virtual_desktop import end, wait_until
from model.formula.tokenizer import SPECIAL_TOKENS
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.weights.files import save_weights

VOCABULARY = (*SPECIAL_TOKENS, *"abcxyz123+-=")


SURE = {"bias": 1.0, "mean_weight": 0.0}  # a confidence of .73, whatever is read


@pytest.fixture(scope="session")
def weights(tmp_path_factory):
    """Save a small network with random weights: what it reads makes no sense, but depends on every pixel.

    It is sure enough of itself to be copied.
    """
    torch.manual_seed(3)
    folder = tmp_path_factory.mktemp("weights")
    config = ModelConfig(len(VOCABULARY), width=16, heads=2, feedforward=32, decoder_layers=1, max_tokens=12)
    network = Image2Latex(config)
    network(torch.rand(2, 1, 32, 128), torch.ones(2, 3, dtype=torch.long))  # moves the batch statistics
    save_weights(folder, network.eval(), VOCABULARY, facts={"calibration": SURE})
    return folder


@pytest.fixture(scope="session")
def command(weights):
    """Return what starts the program."""
    return (sys.executable, "-m", "tests.end_to_end.app_with_weights", str(weights))


@pytest.fixture(scope="session")
def formula(desktop):
    """Show a page of lecture notes and return where its formula stands."""
    desktop.start(sys.executable, "-m", "img2latex_desktop.demo.page", str(EXAMPLES / "page.png"), PAGE_TITLE)
    return FORMULA_ON_PAGE.moved(*desktop.window_corner(PAGE_TITLE))


@pytest.fixture(scope="session")
def start(desktop, command, tmp_path_factory):
    """Return a function that starts the program for a new user; it ends with the desktop at the latest.

    Where ``settings`` is None, it is the user of the last start, whose settings and history are there.
    """

    def run(settings=INTRODUCED, *, until=("is listened to", "The recognizer is ready on"), on=desktop):
        if settings is not None:
            shutil.rmtree(on.environment["XDG_DATA_HOME"], ignore_errors=True)
        app = DrivenApp(on, tmp_path_factory.mktemp("app"), command, settings)
        for line in until:
            app.wait_for(line)
        return app

    return run


@pytest.fixture(scope="module")
def app(start, formula):
    """Return the program that the tests of a module share."""
    running = start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def snip(desktop, formula):
    """Return a function that snips the formula of the page."""

    def run(app, hotkey=HOTKEY):
        desktop.press(hotkey)
        app.wait_for("Overlay shown")
        with desktop.dragging(formula):
            pass
        app.wait_for("Copied")

    return run


@pytest.fixture(scope="session")
def ask(desktop):
    """Return a function that runs the command line beside the program."""

    def run(*arguments):
        done = subprocess.run(
            [*COMMAND, *arguments],
            env=desktop.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def copied_elsewhere():
    """Return a context manager in which another program has copied a file's contents."""

    @contextmanager
    def copied(desktop, path, target):
        command = ("xclip", "-quiet", "-selection", "clipboard", "-target", target)
        owner = desktop.start(*command, "-in", str(path))
        targets = ("xclip", "-selection", "clipboard", "-target", "TARGETS", "-out")
        wait_until(lambda: target in desktop.ask(*targets).split(), "Nothing was copied.")
        yield
        end(owner)

    return copied


@pytest.fixture(scope="session")
def wait_for_window(desktop):
    """Return a function that waits until a window has the keys."""

    def wait(title, on=desktop):
        def has_keys():
            return on.ask("xdotool", "getactivewindow", "getwindowname").strip() == title

        wait_until(has_keys, f"The window “{title}” did not get the keys.")

    return wait


@pytest.fixture(scope="session")
def kept(desktop):
    """Return a function that reads the LaTeX of every formula in the history, the newest first."""

    def read():
        path = Path(desktop.environment["XDG_DATA_HOME"], "img2latex", "history.sqlite")
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as history:
            return [latex for (latex,) in history.execute("SELECT current FROM entry ORDER BY number DESC")]

    return read


@pytest.fixture(scope="session")
def settings_file(desktop):
    """Return where the settings of the user are kept."""
    return Path(desktop.environment["XDG_CONFIG_HOME"], "img2latex", "settings.json")


@pytest.fixture(scope="session")
def saved(settings_file):
    """Return a function that waits until the file says so of some settings."""

    def wait(**settings):
        def holds():
            return json.loads(settings_file.read_text()).items() >= settings.items()

        wait_until(holds, f"The file does not say {settings}.")

    return wait


@pytest.fixture(scope="session")
def children():
    """Return a function that lists the process ids of a process's children."""

    def pids(process):
        lists = Path(f"/proc/{process.pid}/task").glob("*/children")
        return [int(pid) for path in lists for pid in path.read_text().split()]

    return pids


@pytest.fixture(scope="session")
def recognizer_pid(children):
    """Return a function that finds the process that has loaded, or is about to load, the weights."""

    def find(process):
        found = []

        def is_there():
            started = [pid for pid in children(process) if b"spawn_main" in command_line(pid)]
            found[:] = [pid for pid in started if not maps_qt(pid)]
            return len(found) == 1  # the typesetter's has Qt a moment after its start

        wait_until(is_there, "There is no process of the recognizer.")
        return found[0]

    return find


@pytest.fixture(scope="session")
def typesetter_pid(children):
    """Return a function that waits for the process with the preview's engine, other than a former one."""

    def find(process, former=None):
        found = []

        def is_there():
            found[:] = [pid for pid in children(process) if pid != former and maps_qt(pid)]
            return bool(found)

        wait_until(is_there, "There is no process of the preview.", 60)
        return found[0]

    return find


def maps_qt(pid):
    try:
        return "libQt6Qml" in Path(f"/proc/{pid}/maps").read_text()
    except OSError:  # it has just ended
        return False


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it has just ended
        return b""
