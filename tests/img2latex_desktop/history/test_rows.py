import os
import sqlite3
from datetime import UTC, datetime

import pytest

from img2latex_desktop.base.errors import DamagedHistoryError
from img2latex_desktop.history.store import open_history

NOON = datetime(2025, 1, 31, 12, 0, tzinfo=UTC)
NOT_UTF8 = "CAST(x'78ff' AS TEXT)"
DAMAGES = [
    "taken_at = '2025-13-31T12:00:00+00:00'",
    "taken_at = '2025-01-31T12:00:00'",
    "taken_at = '0001-01-01T00:00:00+00:00'",
    "taken_at = '9999-12-31T23:59:59+00:00'",
    "taken_at = ''",
    "taken_at = x'00'",
    f"taken_at = {NOT_UTF8}",
    "picture = 'text'",
    "picture = 7",
    "latex = x'78'",
    f"latex = {NOT_UTF8}",
    "latex = CAST(x'eda080' AS TEXT)",
    "edited = x'78'",
    f"edited = {NOT_UTF8}",
    "confidence = 'sure'",
    "confidence = x'00'",
    "confidence = 1.5",
    "confidence = -9e999",
    "is_favorite = 'yes'",
    "is_favorite = x'01'",
    "number = 9223372036854775807",
    "number = 2147483648",
]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.sqlite"


def history_of(path, *formulas):
    history, notice = open_history(path, 100)
    assert notice == ""
    for latex in formulas:
        history.add(NOON, b"\x89PNG", latex, 0.9)
    return history


def run(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_row_costs_itself_and_is_said(path, damage):
    history_of(path, "a", "b", "c").close()
    run(path, f"UPDATE entry SET {damage} WHERE number = 2")  # noqa: S608
    history, notice = open_history(path, 100)
    assert notice == "Damaged formulas were taken out of the history: 1."
    assert [entry.latex for entry in history.search()] == ["c", "a"]
    assert [entry.latex for entry in history.oldest_first()] == ["a", "c"]
    assert history.count() == 2
    assert history.add(NOON, b"\x89PNG", "d", 0.9).number == 4
    history.close()
    assert open_said(path) == ""  # it is said once


def open_said(path):
    history, notice = open_history(path, 100)
    history.close()
    return notice


def test_nothing_where_something_must_be_costs_the_row_alone(path):
    history_of(path, "a", "b", "c").close()
    run(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'entry'",
        "PRAGMA writable_schema = RESET",
        "UPDATE entry SET picture = NULL, latex = NULL WHERE number = 2",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(replace(replace(sql, 'TEXT', 'TEXT NOT NULL'),"
        " 'edited TEXT NOT NULL', 'edited TEXT'), 'BLOB', 'BLOB NOT NULL') WHERE name = 'entry'",
    )
    history, notice = open_history(path, 100)
    assert notice == "Damaged formulas were taken out of the history: 1."
    assert [entry.latex for entry in history.search()] == ["c", "a"]
    history.close()


def test_damaged_rows_are_kept_until_everything_is_deleted(path):
    picture = os.urandom(5000)
    history = history_of(path, "a")
    history.add(NOON, picture, "secret", 0.9)
    history.close()
    run(path, "UPDATE entry SET taken_at = 'never' WHERE number = 2")
    history, _ = open_history(path, 100)
    (row,) = history._connection.execute("SELECT picture, latex FROM damaged")
    assert row == (picture, "secret")
    history.clear(keeps_favorites=True)
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"secret" not in left
    assert picture[:50] not in left
    history.close()


def test_a_row_damaged_while_the_file_is_open_is_damage(path):
    history = history_of(path, "a", "b")
    history._connection.execute("UPDATE entry SET taken_at = 'never' WHERE number = 2")
    with pytest.raises(DamagedHistoryError):
        history.search()
    history.close()


@pytest.mark.parametrize("counter", ["9223372036854775807", "-1", "'text'"])
def test_a_damaged_counter_of_rows_is_set_right(path, counter):
    history_of(path, "a").close()
    run(path, f"UPDATE sqlite_sequence SET seq = {counter}")  # noqa: S608
    history, notice = open_history(path, 100)
    assert notice == ""
    assert history.add(NOON, b"\x89PNG", "b", 0.9).number == 2
    history.close()
