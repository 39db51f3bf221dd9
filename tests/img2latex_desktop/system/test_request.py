import os
import socket
import subprocess
import sys
import threading
import time

import pytest

from img2latex_desktop.base.errors import Img2LatexError
from img2latex_desktop.system import request as module
from img2latex_desktop.system.meeting_point import server_path
from img2latex_desktop.system.request import ACCEPTED, END, Command, Request, hand_over

SNIP = Request(Command.SNIP)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes are met elsewhere")


@pytest.fixture
def program():
    """Stand in for the running program: what it hears, and what it answers."""
    heard, answers = [], []

    def serve():
        connection, _ = listening.accept()
        with connection:
            while data := connection.recv(1024):
                heard.append(data)
                if not answers:
                    return
                for answer in answers:
                    connection.sendall(answer)
                    time.sleep(0.01)

    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(server_path()))
        listening.listen()
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield heard, answers
        thread.join(10)
    server_path().unlink()


@pytest.mark.parametrize(
    "request_",
    [
        *(Request(command) for command in Command if command is not Command.FILE),
        Request(Command.FILE, "/a folder/with\nnew lines/and ü∑.png"),
        Request(Command.FILE, os.fsdecode(b"/no utf-8: \xff.png")),
        Request(Command.FILE, "/" + "long/" * 1000),
    ],
)
def test_a_request_is_read_as_it_was_sent(request_):
    assert Request.decoded(request_.encoded().removesuffix(END)) == request_


@pytest.mark.parametrize(
    "data", [b"", b"dance", b"SNIP", b"file", b"file relative.png", b"snip now", b"\xff", b"settings page"]
)
def test_what_is_no_request_is_refused(data):
    with pytest.raises(ValueError, match=r".+"):
        Request.decoded(data)


def test_no_program_takes_a_request_where_none_runs():
    assert not hand_over([SNIP])


def test_a_socket_nobody_listens_to_takes_no_request():
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(server_path()))
    try:
        assert not hand_over([SNIP])
    finally:
        server_path().unlink()


def test_an_accepted_request_is_handed_over(program):
    heard, answers = program
    answers.append(ACCEPTED + END)
    assert hand_over([SNIP])
    assert heard == [b"snip\0"]


def test_several_requests_go_together_and_the_answers_may_come_in_pieces(program):
    heard, answers = program
    answers += [b"ok\0ok\0o", b"k\0"]
    requests = [Request(Command.FILE, f"/{name}.png") for name in "abc"]
    assert hand_over(requests)
    assert heard == [b"file /a.png\0file /b.png\0file /c.png\0"]


def test_a_request_the_program_does_not_know_is_one_sentence(program):
    program[1].append(b"unknown\0")
    with pytest.raises(Img2LatexError, match="does not know “snip”"):
        hand_over([SNIP])


def test_a_program_that_does_not_answer_is_one_sentence(program, monkeypatch):
    monkeypatch.setattr(module, "ANSWER_TIMEOUT_S", 0.05)
    program[1].append(b"o")
    with pytest.raises(Img2LatexError, match="does not answer"):
        hand_over([SNIP])


def test_a_program_that_leaves_without_an_answer_took_nothing(program):
    assert not hand_over([SNIP])


def test_a_program_of_somebody_else_is_told_nothing(program, monkeypatch):
    monkeypatch.setattr(module, "is_own", lambda _connection: False)
    assert not hand_over([SNIP])
    assert program[0] == []


def test_without_a_folder_of_the_users_own_nobody_is_asked(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert not hand_over([SNIP])


def test_asking_imports_no_qt():
    code = (
        "import sys, img2latex_desktop.system.request\n"
        "print([name for name in sys.modules if 'PySide' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
