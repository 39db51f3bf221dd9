"""The life of the program's processes: an early snip, sleep, a clean end, and no end at all."""

import os
import signal
from pathlib import Path

import pytest

from img2latex_desktop.demo.__main__ import HOTKEY
from img2latex_desktop.demo.driven_app import DrivenApp
from img2latex_desktop.demo.virtual_desktop import wait_until

pytestmark = pytest.mark.gui

NOT_READY = ("is listened to",)


def exists(pid):
    return Path(f"/proc/{pid}").exists()


def wait_for_end_of(pids):
    wait_until(lambda: not any(map(exists, pids)), "A process is left.")


@pytest.fixture
def traces(desktop):
    """Return a function that lists what programs have left in the folders for sockets and temporary files."""
    folders = [Path(desktop.environment[name]) for name in ("XDG_RUNTIME_DIR", "TMPDIR")]
    return lambda: {path for folder in folders for path in folder.rglob("*")}


def test_a_snip_made_while_the_recognizer_loads_waits_and_is_served(desktop, start, formula, recognizer_pid):
    app = start(until=NOT_READY)
    worker = recognizer_pid(app.process)
    os.kill(worker, signal.SIGSTOP)  # so that it is loading for as long as this test wants
    desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    with desktop.dragging(formula):
        pass
    app.wait_for("Chosen")
    desktop.window_corner("^Img2LaTeX$")  # the result window, which says that it waits
    os.kill(worker, signal.SIGCONT)
    app.wait_for("The recognizer is ready on")
    app.wait_for("Copied")
    app.stop()


def test_the_preview_is_drawn_beside_the_windows_and_a_process_killed_is_replaced(start, typesetter_pid):
    app = start()
    first = typesetter_pid(app.process)
    assert "libQt6Qml" not in Path(f"/proc/{app.process.pid}/maps").read_text()
    os.kill(first, signal.SIGKILL)
    second = typesetter_pid(app.process, former=first)
    assert app.stop() == 0
    wait_for_end_of([second])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("is_ready", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_quitting_leaves_no_process_socket_lock_or_temporary_file(start, children, traces, number, is_ready):
    before = traces()
    app = start(until=("is listened to", "The recognizer is ready on") if is_ready else NOT_READY)
    its = children(app.process)
    assert its
    assert traces() != before
    app.process.send_signal(number)
    assert app.process.wait(30) == 0
    wait_for_end_of(its)
    assert traces() == before


@pytest.mark.slow
def test_a_recognizer_with_nothing_to_do_is_ended_and_started_for_the_next_snip(
    desktop, command, snip, recognizer_pid, tmp_path
):
    minute_ms = "200"
    app = DrivenApp(desktop, tmp_path, (*command, minute_ms), {"is_introduced": True, "idle_minutes": 1})
    app.wait_for("is listened to")
    worker = recognizer_pid(app.process)
    app.wait_for("The recognizer is asleep")
    wait_for_end_of([worker])
    snip(app)
    app.wait_for("The recognizer is asleep")
    app.stop()


@pytest.mark.slow
def test_a_killed_program_takes_its_worker_along_and_the_next_one_starts(start, children, snip, traces):
    before = traces()
    app = start()
    its = children(app.process)
    app.process.kill()
    wait_for_end_of(its)
    heir = start()
    snip(heir)
    assert heir.stop() == 0
    assert traces() == before
