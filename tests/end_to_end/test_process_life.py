"""The life of the program's processes: an early snip, a clean end, and no end at all."""

import signal
from pathlib import Path

import pytest

from img2latex_desktop.demo.virtual_desktop import wait_until

pytestmark = pytest.mark.gui


def sockets():
    return set(Path("/tmp").glob("img2latex-*"))


def wait_for_end_of(pids):
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), "A process is left.", 10)


def test_a_snip_made_while_the_recognizer_loads_is_served(start, snip):
    app = start(is_ready=False)
    snip(app)
    app.stop()


@pytest.mark.parametrize("request_to_quit", [signal.SIGTERM, signal.SIGINT])
def test_quitting_leaves_no_process_and_no_socket(start, children, request_to_quit):
    before = sockets()
    app = start()
    workers = children(app.process)
    app.process.send_signal(request_to_quit)
    assert app.process.wait(10) == 0
    wait_for_end_of(workers)
    assert sockets() == before


@pytest.mark.slow
def test_a_killed_program_takes_its_worker_along_and_the_next_one_starts(start, children, snip):
    app = start()
    workers = children(app.process)
    app.process.kill()
    wait_for_end_of(workers)
    heir = start()
    snip(heir)
    assert heir.stop() == 0
