import functools
import os
import queue
import subprocess
import sys
import time
from pathlib import Path

import pytest

from img2latex_desktop.demo.virtual_desktop import wait_until
from img2latex_desktop.service.link import Limits, Overrun, WorkerLink
from img2latex_desktop.service.worker import Ready, serve
from tests import fakes

SERVE = functools.partial(serve, load=fakes.load)
APP_THAT_DIES = """
import functools, multiprocessing, os, queue, signal
from img2latex_desktop.service.worker import serve
from img2latex_desktop.service.link import WorkerLink
from tests import fakes

heard = queue.Queue()
if __name__ == "__main__":
    serve = functools.partial(serve, load=fakes.load)
    WorkerLink(serve, lambda link, message: heard.put(message)).start()
    heard.get(timeout=30)
    [worker] = multiprocessing.active_children()
    print(worker.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_messages_come_from_the_thread_and_the_end_is_quiet():
    heard = queue.Queue()
    link = WorkerLink(SERVE, lambda link, message: heard.put((link, message)))
    link.start()
    assert heard.get(timeout=30) == (link, Ready("cpu", fakes.WEIGHTS))
    link.end()
    link.finish()
    assert heard.empty()


def test_where_the_system_starts_no_process_the_link_says_that_it_is_gone(monkeypatch):
    def refuse():
        raise OSError("no more processes")

    heard = queue.Queue()
    link = WorkerLink(SERVE, lambda link, message: heard.put(message))
    monkeypatch.setattr(link._process, "start", refuse)
    link.start()
    link.finish()
    assert heard.get_nowait() is None


def obey(connection):
    """Do what a task says, and say its name."""
    kept = []
    while True:
        name, seconds, megabytes = connection.recv()
        kept.append(os.urandom(2**20) * megabytes)  # written to, so that it is really there
        time.sleep(seconds)
        connection.send(name)


@pytest.fixture
def start():
    """Return a function that starts a process with limits, and returns its link and what it says."""
    links = []

    def start(limits):
        heard = queue.Queue()
        links.append(WorkerLink(obey, lambda _, said: heard.put(said), limits=limits))
        links[-1].start()
        return links[-1], heard

    yield start
    for link in links:
        link.end()
        link.finish()


@pytest.mark.parametrize(
    ("limits", "task", "overrun"),
    [
        (Limits(seconds=0.5, megabytes=10_000), ("long", 60, 0), Overrun.TIME),
        (Limits(seconds=60, megabytes=200), ("large", 60, 300), Overrun.MEMORY),
    ],
)
def test_a_task_beyond_a_limit_ends_its_process_and_is_told(start, limits, task, overrun):
    link, heard = start(limits)
    link.send(task)
    assert heard.get(timeout=30) is overrun
    link.join(10)
    assert not link.is_alive()
    assert heard.empty()


def test_time_between_two_tasks_counts_for_neither(start):
    link, heard = start(Limits(seconds=5.0, megabytes=10_000))
    for name in ("first", "second"):
        link.send((name, 0, 0))
        assert heard.get(timeout=30) == name
        time.sleep(5.2)
    assert link.is_alive()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_app_killed_with_no_chance_to_clean_up_takes_its_worker_along(tmp_path):
    program = tmp_path / "app.py"
    program.write_text(APP_THAT_DIES)
    environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    done = subprocess.run(
        [sys.executable, str(program)], env=environment, capture_output=True, text=True, check=False
    )
    folder = Path("/proc", done.stdout.strip())
    wait_until(lambda: not folder.exists(), "The worker is left.", 10)
    assert done.stderr == ""


def test_a_thread_that_stumbles_is_heard_as_a_process_that_is_gone():
    heard = queue.Queue()
    link = WorkerLink(SERVE, lambda _link, message: heard.put(message))
    link.start()
    assert isinstance(heard.get(timeout=30), Ready)
    link.send(lambda: "which cannot be pickled")
    assert heard.get(timeout=30) is None
    link.end()
    link.finish()
