import queue
import subprocess
import sys
from pathlib import Path

import pytest

from img2latex_desktop.demo.virtual_desktop import wait_until
from img2latex_desktop.worker import Ready
from img2latex_desktop.worker_link import WorkerLink
from tests import fakes

APP_THAT_DIES = """
import multiprocessing, os, queue, signal
from img2latex_desktop.worker_link import WorkerLink
from tests import fakes

heard = queue.Queue()
if __name__ == "__main__":
    WorkerLink(fakes.load, lambda link, message: heard.put(message)).start()
    heard.get(timeout=30)
    [worker] = multiprocessing.active_children()
    print(worker.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_messages_come_from_the_thread_and_the_end_is_quiet():
    heard = queue.Queue()
    link = WorkerLink(fakes.load, lambda link, message: heard.put((link, message)))
    link.start()
    assert heard.get(timeout=30) == (link, Ready("cpu", fakes.WEIGHTS))
    link.end()
    link.finish()
    assert heard.empty()


def test_where_the_system_starts_no_process_the_link_says_that_it_is_gone(monkeypatch):
    def refuse():
        raise OSError("no more processes")

    heard = queue.Queue()
    link = WorkerLink(fakes.load, lambda link, message: heard.put(message))
    monkeypatch.setattr(link._process, "start", refuse)
    link.start()
    link.finish()
    assert heard.get_nowait() is None


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_app_killed_with_no_chance_to_clean_up_takes_its_worker_along(tmp_path):
    program = tmp_path / "app.py"
    program.write_text(APP_THAT_DIES)
    environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, str(program)], env=environment, capture_output=True, text=True, check=False
    )
    folder = Path("/proc", done.stdout.strip())
    wait_until(lambda: not folder.exists(), "The worker is left.", 10)
    assert done.stderr == ""


def test_a_thread_that_stumbles_is_heard_as_a_process_that_is_gone():
    heard = queue.Queue()
    link = WorkerLink(fakes.load, lambda _link, message: heard.put(message))
    link.start()
    assert isinstance(heard.get(timeout=30), Ready)
    link.send(lambda: "which cannot be pickled")
    assert heard.get(timeout=30) is None
    link.end()
    link.finish()
