"""Pictures that come another way than by the hotkey: clipboard, files, the last region, further lines."""

import os
import signal
from contextlib import contextmanager

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop.demo.__main__ import EXAMPLES
from img2latex_desktop.demo.virtual_desktop import wait_until
from model.formula.formats.latex import appended
from model.reading.recognizer import Recognizer

pytestmark = pytest.mark.gui

INTEGRAL, SUM, MATRIX = (
    EXAMPLES / f"{name}.png" for name in ("gaussian_integral", "basel_sum", "rotation_matrix")
)


@pytest.fixture(scope="module")
def latex_of(weights):
    """Return a function that reads a picture without the program."""
    recognizer = Recognizer(weights, device="cpu")
    return lambda path: recognizer.recognize(np.asarray(Image.open(path).convert("RGB"))).latex


@contextmanager
def stopped(pid):
    """Let a process do nothing for a while."""
    os.kill(pid, signal.SIGSTOP)
    yield
    os.kill(pid, signal.SIGCONT)


def test_the_picture_on_the_clipboard_is_read(desktop, app, ask, copied_elsewhere, latex_of):
    with copied_elsewhere(desktop, INTEGRAL, "image/png"):
        ask("clipboard")
        app.wait_for("Copied")
    assert desktop.clipboard() == latex_of(INTEGRAL)


def test_a_clipboard_without_a_picture_is_left_alone(desktop, app, ask, snip):
    snip(app)
    before = desktop.clipboard()
    ask("clipboard")
    ask("snip")
    app.wait_for("Overlay shown")
    desktop.press("Escape")
    app.wait_for("Cancelled")
    assert desktop.clipboard() == before


def test_a_second_start_with_a_file_opens_it_in_the_running_program(
    desktop, app, ask, wait_for_window, latex_of
):
    ask(str(SUM))
    app.wait_for("Result shown")
    wait_for_window("Img2LaTeX")
    desktop.press("Return")
    app.wait_for("Copied")
    assert desktop.clipboard() == latex_of(SUM)


def test_a_file_that_takes_long_shows_so_and_opens_all_the_same(
    desktop, app, ask, wait_for_window, recognizer_pid
):
    with stopped(recognizer_pid(app.process)):
        ask(str(SUM))
        wait_for_window("Reading pictures")
    app.wait_for("Result shown")
    wait_for_window("Img2LaTeX")
    desktop.press("Escape")


def test_several_files_queue_up_and_are_copied_together(
    desktop, app, ask, wait_for_window, recognizer_pid, latex_of, kept
):
    count = len(kept())
    with stopped(recognizer_pid(app.process)):
        ask("open", str(INTEGRAL), str(EXAMPLES / "README.md"), str(SUM), str(MATRIX))
        wait_for_window("Reading pictures")
    wait_until(lambda: len(kept()) == count + 3, "The pictures were not read.")
    desktop.press("alt+c")
    app.wait_for("Copied")
    assert desktop.clipboard().split("\n") == [latex_of(path) for path in (INTEGRAL, SUM, MATRIX)]
    desktop.press("Escape")


def test_the_last_region_is_snipped_again_without_being_chosen(desktop, app, ask, snip):
    snip(app)
    before = desktop.clipboard()
    desktop.press("Escape")
    ask("repeat")
    app.wait_for("Chosen: 278 × 104")
    app.wait_for("Copied")
    assert desktop.clipboard() == before


def test_the_hotkey_with_shift_appends_a_line(desktop, app, snip):
    snip(app)
    line = desktop.clipboard()
    snip(app, "ctrl+alt+shift+m")
    assert desktop.clipboard() == appended(line, line)


def test_the_command_line_appends_a_line(desktop, app, ask, snip, formula):
    snip(app)
    line = desktop.clipboard()
    ask("snip", "--append")
    app.wait_for("Overlay shown")
    with desktop.dragging(formula):
        pass
    app.wait_for("Copied")
    assert desktop.clipboard() == appended(line, line)
