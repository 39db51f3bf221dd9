"""Every later start is another process, as in life."""

import signal
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QLockFile

from img2latex_desktop.system import single_instance
from img2latex_desktop.system.meeting_point import server_path
from img2latex_desktop.system.request import MAX_BYTES, Command, Request, hand_over
from img2latex_desktop.system.single_instance import take_over

SNIP = Request(Command.SNIP)
WAIT_MS = 20_000

ASK = """
import sys
from img2latex_desktop.system.request import Request, hand_over
print(hand_over([Request.decoded(request.encode()) for request in sys.argv[1:]]))
"""
START = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from img2latex_desktop.system.request import Command, Request
from img2latex_desktop.system.single_instance import take_over

qt = QCoreApplication()
input()
server = take_over([Request(Command.START)])
print("runs" if server else "leaves", flush=True)
if server:
    server.requested.connect(lambda request: print(request, flush=True))
    QTimer.singleShot(30_000, qt.quit)
    qt.exec()
"""


@pytest.fixture
def server(qapp):
    made = take_over([SNIP])
    assert made is not None
    yield made
    made.close()


def finish(qtbot, process):
    """Let this process serve until the other has ended, and return what that printed."""
    with process:
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=WAIT_MS)
        return process.stdout.read()


def ask(qtbot, *requests):
    command = [sys.executable, "-c", ASK, *map(str, requests)]
    return finish(
        qtbot, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    )


@contextmanager
def another_start():
    """Prepare a program; it starts when a line is written to it."""
    process = subprocess.Popen(
        [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.kill()


def send(data):
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(WAIT_MS / 1000)
    connection.connect(str(server_path()))
    connection.sendall(data)
    return connection


def test_a_request_reaches_the_running_program(qtbot, server):
    with qtbot.waitSignal(server.requested) as requested:
        assert ask(qtbot, SNIP) == "True\n"
    assert requested.args == [SNIP]


def test_every_path_arrives_as_it_was_and_in_order(qtbot, server):
    heard = []
    server.requested.connect(heard.append)
    files = [
        Request(Command.FILE, path) for path in ("/a b.png", "/new\nline.png", "/∑ ü.png", "/" + "x" * 9000)
    ]
    assert ask(qtbot, *files) == "True\n"
    assert heard == files


def test_a_request_of_a_later_version_is_refused_and_ignored(qtbot, server):
    heard = []
    server.requested.connect(heard.append)
    with send(b"dance wildly\0snip\0") as connection:
        qtbot.waitUntil(lambda: heard == [SNIP])
        assert connection.recv(100) == b"unknown\0ok\0"


def test_a_request_that_arrives_in_pieces_is_taken_once_it_is_whole(qtbot, server):
    heard = []
    server.requested.connect(heard.append)
    with send(b"sn") as connection:
        qtbot.wait(20)
        assert heard == []
        connection.sendall(b"ip\0")
        qtbot.waitUntil(lambda: heard == [SNIP])


def test_a_request_without_end_is_cut_off(qtbot, server):
    heard = []
    server.requested.connect(heard.append)
    with send(b"file /") as connection:
        connection.setblocking(False)
        sent = 0

        def is_cut_off():
            nonlocal sent
            try:
                sent += connection.send(b"x" * 4096)
            except BlockingIOError:
                return False
            except OSError:
                return True
            return False

        qtbot.waitUntil(is_cut_off)
    assert sent < 20 * MAX_BYTES
    assert heard == []


def test_a_program_that_leaves_while_it_asks_does_no_harm(qtbot, server):
    send(b"sn").close()
    send(b"snip").close()
    assert ask(qtbot, SNIP) == "True\n"


def test_nobody_else_may_connect(server):
    assert stat.S_IMODE(server_path().stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO) == 0


def test_a_second_start_hands_its_request_over_and_leaves(qtbot, server):
    with another_start() as second:
        second.stdin.write("\n")
        second.stdin.close()
        with qtbot.waitSignal(server.requested, timeout=WAIT_MS) as requested:
            pass
        assert second.stdout.readline() == "leaves\n"
    assert requested.args == [Request(Command.START)]


def test_of_starts_at_the_same_moment_exactly_one_runs():
    with another_start() as one, another_start() as two, another_start() as three:
        starts = [one, two, three]
        for start in starts:
            start.stdin.write("\n")
        for start in starts:
            start.stdin.close()
        said = [start.stdout.readline() for start in starts]
        assert sorted(said) == ["leaves\n", "leaves\n", "runs\n"]
        running = starts[said.index("runs\n")]
        assert [running.stdout.readline() for _ in range(2)] == ["start\n", "start\n"]


def test_what_a_killed_program_left_is_cleared_away(qtbot):
    with another_start() as killed:
        killed.stdin.write("\n")
        killed.stdin.flush()
        assert killed.stdout.readline() == "runs\n"
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert server_path().exists()
    server = take_over([SNIP])
    assert server is not None
    assert ask(qtbot, SNIP) == "True\n"
    server.close()


def test_a_lock_that_seems_to_be_held_keeps_nobody_out_for_long(qtbot, monkeypatch):
    monkeypatch.setattr(single_instance, "CLAIM_TIMEOUT_S", 0.1)
    held = QLockFile(str(single_instance._lock_path()))
    assert held.tryLock(0)
    server = take_over([SNIP])
    assert server is not None
    assert ask(qtbot, SNIP) == "True\n"
    server.close()
    held.unlock()


def test_without_a_place_to_meet_a_program_runs_and_is_not_found(qapp, monkeypatch, tmp_path, caplog):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    alone = take_over([SNIP])
    assert alone is not None
    assert str(tmp_path / "file") in caplog.text
    assert not hand_over([SNIP])
    alone.close()


def test_a_closed_program_leaves_nothing_behind(server):
    name = server_path().name
    server.close()
    assert not [path for path in server_path().parent.iterdir() if path.name.startswith(name)]
    assert not hand_over([SNIP])
