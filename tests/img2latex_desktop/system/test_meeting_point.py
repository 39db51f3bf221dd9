import os
import socket
import stat
import sys
import tempfile

import pytest

from img2latex_desktop.system.meeting_point import is_own, is_private, server_path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes are met elsewhere")


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Return the folder for what the system has no place for, while there is none of the session."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    return tmp_path / "cache"


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_screen_of_a_display_and_the_way_it_is_named_do_not_matter(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":7")
    path = server_path()
    monkeypatch.setenv("DISPLAY", ":7.0")
    assert server_path() == path
    monkeypatch.setenv("DISPLAY", ":8")
    assert server_path() != path


def test_programs_meet_in_the_runtime_folder_of_the_user(cache, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert server_path().parent == tmp_path
    assert not cache.exists()


def test_a_temporary_folder_of_the_users_own_will_do(cache, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert server_path().parent == tmp_path


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o750, 0o701])
def test_they_never_meet_where_others_may_look_or_write(cache, tmp_path, monkeypatch, mode):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(mode)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "shared"))
    assert not is_private(tmp_path / "shared")
    assert server_path().parent == cache / "img2latex" / "run"
    assert mode_of(server_path().parent) == 0o700


def test_without_a_runtime_folder_they_meet_in_one_that_is_made_for_the_user_alone(
    cache, tmp_path, monkeypatch
):
    for unusable in (str(tmp_path / "missing"), "", __file__):
        monkeypatch.setenv("XDG_RUNTIME_DIR", unusable)
        assert server_path().parent == cache / "img2latex" / "run"
    server_path().parent.chmod(0o777)
    assert mode_of(server_path().parent) == 0o700


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_not_used(cache, tmp_path, monkeypatch):
    for folder in (tmp_path / "run", cache / "img2latex" / "run"):
        folder.mkdir(parents=True, mode=0o700)
        os.chown(folder, 1234, 1234)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    with pytest.raises(PermissionError, match="not this user's alone"):
        server_path()


def test_where_no_folder_can_be_made_that_is_an_error_that_names_it(cache):
    cache.write_text("in the way")
    with pytest.raises(OSError, match=str(cache)):
        server_path()


def test_another_machine_with_the_same_home_has_a_meeting_point_of_its_own(cache, monkeypatch):
    here = server_path()
    monkeypatch.setattr("platform.node", lambda: "elsewhere")
    assert server_path() != here


def test_the_user_at_the_other_end_is_known():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert is_own(ours)


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="only root can become somebody else")
def test_another_user_at_the_other_end_is_told_from_this_one(tmp_path):
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as asking:
        os.seteuid(1234)  # what a socket remembers is who it was that listened
        try:
            listening.bind(f"\0img2latex-test-{os.getpid()}")
            listening.listen()
        finally:
            os.seteuid(0)
        asking.connect(f"\0img2latex-test-{os.getpid()}")
        assert not is_own(asking)
