import subprocess
import sys

import pytest
from PySide6.QtNetwork import QLocalServer

from img2latex_desktop import single_instance
from img2latex_desktop.single_instance import RequestServer, hand_over


@pytest.fixture
def server(qapp):
    made = RequestServer()
    assert made.listen()
    yield made
    made.close()


def hand_over_elsewhere(qtbot, request):
    """Hand over from another process while this one runs its event loop."""
    name = single_instance._server_name()
    code = (
        "from img2latex_desktop import single_instance as s;"
        f"s._server_name = lambda: {name!r};"
        f"print(s.hand_over({request!r}))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
        return other.stdout.read() == "True\n"


def test_a_request_reaches_the_running_program(qtbot, server):
    with qtbot.waitSignal(server.requested) as requested:
        assert hand_over_elsewhere(qtbot, "snip")
    assert requested.args == ["snip"]


def test_requests_can_follow_each_other(qtbot, server):
    heard = []
    server.requested.connect(heard.append)
    for request in ("snip", "start"):
        assert hand_over_elsewhere(qtbot, request)
    assert heard == ["snip", "start"]


def test_without_a_running_program_nothing_is_handed_over(qapp):
    assert not hand_over("snip")


def test_a_socket_left_by_a_crash_is_cleared_away(qtbot, tmp_path, monkeypatch):
    left = tmp_path / "img2latex"
    left.touch()
    monkeypatch.setattr(single_instance, "_server_name", lambda: str(left))
    server = RequestServer()
    assert server.listen()
    assert hand_over_elsewhere(qtbot, "snip")
    server.close()


def test_a_closed_program_leaves_no_socket(qtbot, server):
    server.close()
    probe = QLocalServer()
    assert probe.listen(single_instance._server_name())
    probe.close()
