import os
import shutil
import sqlite3
import time
from datetime import UTC, datetime, timedelta

import pytest

from img2latex_desktop.base.errors import DamagedHistoryError
from img2latex_desktop.history.file import FileChange
from img2latex_desktop.history.store import open_history

NOON = datetime(2025, 1, 31, 12, 0, tzinfo=UTC)
BIG = 1000  # megabytes: no test comes near
MB = 1_000_000


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.sqlite"


@pytest.fixture
def history(path):
    path.parent.mkdir()
    opened, notice = open_history(path, BIG)
    assert notice == ""
    yield opened
    opened.close()


def add(history, latex, picture=b"PNG", minutes=0):
    return history.add(NOON + timedelta(minutes=minutes), picture, latex, 0.9)


def latex_of(entries):
    return [entry.current for entry in entries]


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")
def test_nobody_else_may_read_the_files(history, path):
    add(history, "x")
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def damage_text(path):
    path.write_text("This is no database, however long one looks at it. " * 100)


def damage_truncated(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_middle(path):
    content = bytearray(path.read_bytes())
    content[4096:20_000] = os.urandom(20_000 - 4096)
    path.write_bytes(content)


def damage_schema(path):
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE entry")
        connection.execute("CREATE TABLE entry (number INTEGER, song TEXT)")
    connection.close()


def damage_foreign(path):
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (number INTEGER, song TEXT)")
    connection.close()


def damage_name(path):
    """Turn one letter of a column's name into a byte that begins no character."""
    content = path.read_bytes()
    assert content.count(b"confidence REAL") == 1
    path.write_bytes(content.replace(b"confidence REAL", b"confid\xf3nce REAL"))


def damage_expression(path):
    content = path.read_bytes()
    assert content.count(b"coalesce(") == 1
    path.write_bytes(content.replace(b"coalesce(", b"coahesce("))


def damage_computed_name(path):
    path.write_bytes(path.read_bytes().replace(b"current TEXT", b"curreNx TEXT"))


def damage_counter(path):
    path.write_bytes(path.read_bytes().replace(b"sqlite_sequence", b"sqlite_sequenbe"))


def damage_header(path):
    with path.open("r+b") as file:
        file.seek(47)  # the lowest byte of the schema's format
        file.write(b"\x40")


def damage_newer(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (damage_text, "was damaged"),
        (damage_truncated, "was damaged"),
        (damage_middle, "was damaged"),
        (damage_name, "something else"),
        (damage_counter, "was damaged"),
        (damage_expression, "was damaged"),
        (damage_computed_name, "was damaged"),
        (damage_header, "was damaged"),
        (damage_schema, "something else"),
        (damage_foreign, "something else"),
        (damage_newer, "newer version"),
    ],
)
def test_a_file_of_no_use_is_set_aside_and_a_new_one_started(history, path, damage, reason):
    for latex in "abcdef":
        add(history, latex, os.urandom(10_000))
    history.close()
    damage(path)
    content = path.read_bytes()

    fresh, notice = open_history(path, BIG)

    (aside,) = path.parent.glob("history-set-aside-*.sqlite")
    assert aside.read_bytes() == content
    assert reason in notice
    assert aside.name in notice
    assert "\n" not in notice
    assert fresh.count() == 0
    add(fresh, "x")
    fresh.close()
    reopened, notice = open_history(path, BIG)
    assert (notice, reopened.count()) == ("", 1)
    reopened.close()


def test_an_empty_file_becomes_a_history(path):
    path.parent.mkdir()
    path.touch()
    opened, notice = open_history(path, BIG)
    assert (notice, opened.count()) == ("", 0)
    opened.close()


def test_damage_met_later_is_told_apart(history, path):
    for _ in range(40):
        add(history, "x", os.urandom(100_000))  # together more than SQLite holds in memory
    history.close()
    opened, _ = open_history(path, BIG)
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(path.stat().st_size - 4096))
    with pytest.raises(DamagedHistoryError, match="damaged"):
        opened.search()
    opened.close()


def assert_held_in_memory(opened, notice, reason):
    assert reason in notice
    assert "forgotten when you quit" in notice
    add(opened, "x")
    assert latex_of(opened.search()) == ["x"]
    opened.close()


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(path):
    path.parent.mkdir(mode=0o500)
    assert_held_in_memory(*open_history(path, BIG), "Permission denied")


def test_a_missing_folder_is_told(path):
    assert_held_in_memory(*open_history(path, BIG), "No such file or directory")


def test_a_folder_in_place_of_the_file_is_told(path):
    path.mkdir(parents=True)
    assert_held_in_memory(*open_history(path, BIG), "directory")


def test_a_file_held_by_another_program_is_left_alone(history, path, monkeypatch):
    add(history, "kept")
    history.close()
    monkeypatch.setattr("img2latex_desktop.history.file.BUSY_S", 0.05)
    other = sqlite3.connect(path)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    assert_held_in_memory(*open_history(path, BIG), "Another program")
    other.close()
    assert list(path.parent.iterdir()) == [path]
    again, notice = open_history(path, BIG)
    assert (notice, latex_of(again.search())) == ("", ["kept"])
    again.close()


def test_what_others_do_to_the_file_is_seen(history, path, tmp_path):
    add(history, "x")
    shutil.copy(path, tmp_path / "copy")
    assert history.change() is FileChange.NONE
    history.search()
    assert history.change() is FileChange.NONE
    time.sleep(0.05)  # longer than the file system's clock takes to tick
    path.write_bytes((tmp_path / "copy").read_bytes())
    assert history.change() is FileChange.WRITTEN
    (tmp_path / "copy").replace(path)
    assert history.change() is FileChange.REPLACED
    path.unlink()
    assert history.change() is FileChange.DELETED


def test_nobody_changes_what_is_held_in_memory(path):
    opened, _ = open_history(path, BIG)
    assert opened.change() is FileChange.NONE
    opened.close()


def test_between_two_requests_the_file_alone_is_the_whole_history(history, path, tmp_path):
    add(history, "x")
    shutil.copy(path, tmp_path / "copy.sqlite")
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0
    copy, notice = open_history(tmp_path / "copy.sqlite", BIG)
    assert (notice, latex_of(copy.search())) == ("", ["x"])
    copy.close()


def test_whatever_sqlite_raises_becomes_a_sentence(path, monkeypatch, caplog):
    path.parent.mkdir()

    def fail(*_, **__):
        raise SystemError("error return without exception set")

    connect = sqlite3.connect
    monkeypatch.setattr(
        "img2latex_desktop.history.file.sqlite3.connect",
        lambda place, **options: connect(place) if place == ":memory:" else fail(),
    )
    assert_held_in_memory(*open_history(path, BIG), "without exception set")
