"""What the flows share: a program with small random weights, a page to snip from, and a look at processes."""

import sys
from pathlib import Path

import pytest
import torch

from img2latex_desktop.demo.__main__ import EXAMPLES, FORMULA_ON_PAGE, HOTKEY, PAGE_TITLE
from img2latex_desktop.demo.driven_app import DrivenApp
from model.config import ModelConfig
from model.network import Image2Latex
from model.tokenizer import SPECIAL_TOKENS
from model.weights import save_weights

VOCABULARY = (*SPECIAL_TOKENS, *"abcxyz123+-=")


@pytest.fixture(scope="session")
def weights(tmp_path_factory):
    """Save a small network with random weights: what it reads makes no sense, but depends on every pixel."""
    torch.manual_seed(3)
    folder = tmp_path_factory.mktemp("weights")
    config = ModelConfig(len(VOCABULARY), width=16, heads=2, feedforward=32, decoder_layers=1, max_tokens=12)
    network = Image2Latex(config)
    network(torch.rand(2, 1, 32, 128), torch.ones(2, 3, dtype=torch.long))  # moves the batch statistics
    save_weights(folder, network.eval(), VOCABULARY, facts={})
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
    """Return a function that starts the program; it ends with the desktop at the latest."""

    def run(*, is_ready=True):
        app = DrivenApp(desktop, tmp_path_factory.mktemp("app"), command)
        app.wait_for("is listened to")
        if is_ready:
            app.wait_for("The recognizer is ready on")
        return app

    return run


@pytest.fixture(scope="session")
def snip(desktop, formula):
    """Return a function that snips the formula of the page."""

    def run(app):
        desktop.press(HOTKEY)
        app.wait_for("Overlay shown")
        with desktop.dragging(formula):
            pass
        app.wait_for("Copied")

    return run


@pytest.fixture(scope="session")
def children():
    """Return a function that lists the process ids of a process's children."""

    def pids(process):
        lists = Path(f"/proc/{process.pid}/task").glob("*/children")
        return [int(pid) for path in lists for pid in path.read_text().split()]

    return pids
