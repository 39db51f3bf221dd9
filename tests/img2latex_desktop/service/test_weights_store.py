import signal
import subprocess
import sys

import pytest
from filelock import FileLock

from img2latex_desktop.base.errors import WeightsInstallError
from img2latex_desktop.service.weights_store import (
    LOCK_NAME,
    OVERTAKEN,
    STATE_NAME,
    WeightsChoice,
    WeightsStore,
)
from model.weights.archive import MANIFEST_NAME, WEIGHTS_NAME
from tests import plain_weights


def write(folder, content, created="2026-01-01", samples_seen=0):
    return plain_weights.write(folder, content, facts={"created": created, "samples_seen": samples_seen})


@pytest.fixture
def store(tmp_path):
    return WeightsStore(write(tmp_path / "shipped", b"shipped"), tmp_path / "user" / "weights")


def install(store, content, created="2026-01-01"):
    with store.unfinished() as folder:
        write(folder, content, created)
        store.adopt(folder)
    return folder


def in_use(store):
    return (store.choose_whole().folder / WEIGHTS_NAME).read_bytes()


def folders(store):
    return {path for path in store.folder.iterdir() if path.is_dir()}


def test_where_nothing_is_installed_the_shipped_are_used_and_no_folder_is_made(store):
    assert store.choose() == store.choose_whole() == WeightsChoice(store.shipped)
    assert not store.folder.parent.exists()


def test_installed_weights_are_used_and_only_the_user_can_look_in(store):
    folder = install(store, b"a")
    assert store.choose() == WeightsChoice(folder, is_installed=True)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (store.folder.parent, store.folder, folder))


def test_going_back_leads_to_those_before_and_then_to_the_shipped(store):
    install(store, b"a")
    install(store, b"b")
    assert in_use(store) == b"b"
    store.roll_back()
    assert in_use(store) == b"a"
    store.roll_back()
    assert in_use(store) == b"shipped"
    assert folders(store) == set()
    with pytest.raises(WeightsInstallError, match="its own weights already"):
        store.roll_back()


def test_one_step_leads_back_to_the_shipped(store):
    install(store, b"a")
    install(store, b"b")
    store.roll_back(to_shipped=True)
    assert in_use(store) == b"shipped"


def test_the_newest_and_those_before_are_kept_and_no_more(store):
    last = [install(store, content) for content in (b"a", b"b", b"c")][-2:]
    assert folders(store) == set(last)
    store.roll_back()
    assert in_use(store) == b"b"


def test_the_same_weights_again_do_not_push_out_those_before(store):
    install(store, b"a")
    install(store, b"b")
    install(store, b"b")
    store.roll_back()
    assert in_use(store) == b"a"


def test_what_is_not_adopted_is_gone(store):
    install(store, b"a")
    with store.unfinished() as folder:
        write(folder, b"b")
    assert in_use(store) == b"a"
    assert not folder.exists()


def test_damaged_weights_give_way_to_the_shipped_with_a_reason(store):
    folder = install(store, b"a")
    (folder / WEIGHTS_NAME).write_bytes(b"x")
    choice = store.choose_whole()
    assert choice.folder == store.shipped
    assert "is damaged" in str(choice.problem)
    (folder / MANIFEST_NAME).unlink()
    assert "cannot be read" in str(store.choose_whole().problem)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"\xff", b"{}", b"[" * 100_000),
        b'{"names": ["../../shipped"], "shipped_sha256": ""}',
        b'{"names": ["weights-\\u0000"], "shipped_sha256": ""}',
        b'{"names": ["weights-\\ud800"], "shipped_sha256": ""}',
    ],
)
def test_a_damaged_state_gives_way_to_the_shipped_until_weights_are_installed_or_given_up(store, content):
    install(store, b"a")
    for mend in (store.roll_back, lambda: install(store, b"b")):
        (store.folder / STATE_NAME).write_bytes(content)
        choice = store.choose()
        assert choice.folder == store.shipped
        assert STATE_NAME in str(choice.problem)
        mend()
        assert store.choose().problem is None
    assert in_use(store) == b"b"


def test_older_weights_may_be_installed_but_yield_to_newer_ones_of_a_renewed_program(store):
    install(store, b"a", created="2025-01-01")
    assert in_use(store) == b"a"
    write(store.shipped, b"renewed", created="2026-01-01")
    assert store.choose() == WeightsChoice(store.shipped, note=OVERTAKEN)
    install(store, b"a", created="2025-01-01")  # if one wants them all the same
    assert in_use(store) == b"a"


def test_weights_newer_than_those_of_a_renewed_program_stay_in_use(store):
    install(store, b"a", created="2027-01-01")
    write(store.shipped, b"renewed", created="2026-06-01")
    assert in_use(store) == b"a"


def test_of_one_day_those_that_saw_more_pictures_are_the_newer(store):
    install(store, b"a", created="2026-01-01")
    write(store.shipped, b"renewed", created="2026-01-01", samples_seen=1)
    assert in_use(store) == b"renewed"


def test_two_installations_at_once_are_refused(store):
    store.folder.mkdir(parents=True)
    with (
        FileLock(store.folder / LOCK_NAME),
        pytest.raises(WeightsInstallError, match="just being installed"),
        store.unfinished(),
    ):
        pass


def test_beside_weights_named_by_their_folder_none_can_be_installed(store):
    fixed = WeightsStore(store.shipped)
    assert fixed.choose() == WeightsChoice(store.shipped)
    with pytest.raises(WeightsInstallError), fixed.unfinished():
        pass


KILLED_INSTALLATION = """
import os, signal, sys
from pathlib import Path
from filelock import FileLock
from img2latex_desktop.service.weights_store import WeightsStore

shipped, new, folder, left = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])

def count(event, arguments):
    global left
    events = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir")
    if event in events and str(folder) in str(arguments[0]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
store = WeightsStore(shipped, folder)
with store.unfinished() as unfinished:
    for path in new.iterdir():
        (unfinished / path.name).write_bytes(path.read_bytes())
    store.adopt(unfinished)
"""


def test_killed_at_any_moment_an_installation_leaves_the_old_or_the_new_weights(store, tmp_path):
    new = write(tmp_path / "new", b"new")
    install(store, b"before")
    install(store, b"old")
    found = []
    for moment in range(100):
        command = (sys.executable, "-c", KILLED_INSTALLATION, store.shipped, new, store.folder, str(moment))
        status = subprocess.run(command, check=False).returncode
        found.append(in_use(store))
        assert store.choose_whole().problem is None
        if status == 0:
            break
        assert status == -signal.SIGKILL
        install(store, b"old")  # which must not be kept from it, and sweeps up
        assert len(folders(store)) == 2
    assert found == sorted(found, reverse=True)  # old, up to one moment, and new from then on
    assert found.count(b"old") > 8
    assert found.count(b"new") > 1
