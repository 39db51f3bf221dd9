"""One running program, used as a user would: real keys, a real page, another program's clipboard."""

import os
import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop.demo.__main__ import EXAMPLES, FORMULA_ON_PAGE, HOTKEY
from model.reading.recognizer import Recognizer

pytestmark = pytest.mark.gui


def maps_torch(pid):
    return "libtorch" in Path(f"/proc/{pid}/maps").read_text()


def rss_mb(pid):
    [line] = [x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def test_a_formula_on_the_screen_becomes_latex_on_another_programs_clipboard(desktop, app, snip, weights):
    snip(app)
    box = FORMULA_ON_PAGE
    crop = Image.open(EXAMPLES / "page.png").convert("RGB").crop((box.left, box.top, box.right, box.bottom))
    assert desktop.clipboard() == Recognizer(weights, device="cpu").recognize(np.asarray(crop)).latex


def test_torch_is_loaded_in_the_worker_and_never_in_the_gui(app, snip, children):
    snip(app)
    assert not maps_torch(app.process.pid)
    assert any(maps_torch(pid) for pid in children(app.process))
    assert rss_mb(app.process.pid) < 200


def test_escape_cancels_and_the_next_snip_works(desktop, app, snip):
    desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    desktop.press("Escape")
    app.wait_for("Cancelled")
    snip(app)


def test_the_right_button_starts_over(desktop, app, formula):
    desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    with desktop.dragging(formula):
        desktop.ask("xdotool", "click", "3")
    with desktop.dragging(formula):
        pass
    app.wait_for("Chosen: 278 × 104")
    app.wait_for("Copied")


def test_the_command_line_asks_the_running_program_for_a_snip(desktop, app, ask):
    ask("snip")
    app.wait_for("Overlay shown")
    desktop.press("Escape")
    app.wait_for("Cancelled")


def test_a_second_start_leaves_at_once_and_the_first_goes_on(desktop, app, snip, command):
    assert subprocess.run(command, env=desktop.environment, timeout=60, check=False).returncode == 0
    snip(app)


def test_a_picture_whose_recognizer_is_killed_is_read_by_the_next_one(desktop, app, formula, recognizer_pid):
    worker = recognizer_pid(app.process)
    desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    os.kill(worker, signal.SIGSTOP)  # so that it is reading for certain when it is killed
    with desktop.dragging(formula):
        pass
    app.wait_for("Chosen")
    os.kill(worker, signal.SIGKILL)
    app.wait_for("The recognizer's process died while working")
    app.wait_for("Copied")


def test_a_recognizer_killed_while_it_has_nothing_to_do_is_replaced(app, snip, recognizer_pid):
    os.kill(recognizer_pid(app.process), signal.SIGKILL)
    app.wait_for("The recognizer's process died")
    snip(app)
