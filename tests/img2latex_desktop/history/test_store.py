import os
import random
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from img2latex_desktop.base.errors import HistoryError
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


def test_what_is_added_is_found_as_it_was(history):
    added = history.add(NOON, b"\x89PNG\0", r"\frac{a}{b}", 0.75)
    assert history.search() == [added]
    assert (added.taken_at, added.picture, added.confidence) == (NOON, b"\x89PNG\0", 0.75)
    assert not added.is_favorite
    assert added.edited is None


def test_times_are_kept_in_utc(history):
    berlin = timezone(timedelta(hours=1))
    history.add(datetime(2025, 1, 31, 13, 0, tzinfo=berlin), b"", "x", 0.5)
    assert history.search()[0].taken_at == NOON
    assert history.search()[0].taken_at.tzinfo is UTC


def test_the_newest_comes_first(history):
    for latex in "abc":
        add(history, latex)
    assert latex_of(history.search()) == ["c", "b", "a"]
    assert latex_of(history.oldest_first()) == ["a", "b", "c"]


def test_pages_follow_each_other(history):
    for number in range(5):
        add(history, str(number))
    assert latex_of(history.search(limit=2)) == ["4", "3"]
    assert latex_of(history.search(limit=2, offset=2)) == ["2", "1"]
    assert latex_of(history.search(limit=2, offset=4)) == ["0"]
    assert history.count() == 5


def test_an_edit_counts_and_the_reading_stays(history):
    number = add(history, "x").number
    history.edit(number, "y")
    (entry,) = history.search("y")
    assert (entry.current, entry.edited, entry.latex) == ("y", "y", "x")
    assert history.search("x") == []


def test_an_edit_back_to_the_reading_is_none(history):
    number = add(history, "x").number
    history.edit(number, "y")
    history.edit(number, "x")
    assert history.search()[0].edited is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sum", [r"\sum_{n} 100\%"]),
        (r"\frac{a}", [r"\frac{a}{b}"]),
        ("b a", [r"\frac{a}{b}"]),
        ("b missing", []),
        ("100%", []),
        ("%", [r"\sum_{n} 100\%"]),
        ("_", [r"\sum_{n} 100\%"]),
        ("*", []),
        ("'; DROP TABLE entry", []),
        ("gamma", [r"\Gamma", r"\gamma"]),
        ("Gamma", [r"\Gamma"]),
        ("", [r"\Gamma", r"\gamma", r"\sum_{n} 100\%", r"\frac{a}{b}"]),
        ("  ", [r"\Gamma", r"\gamma", r"\sum_{n} 100\%", r"\frac{a}{b}"]),
    ],
)
def test_every_word_of_a_search_must_occur_literally(history, text, found):
    for latex in (r"\frac{a}{b}", r"\sum_{n} 100\%", r"\gamma", r"\Gamma"):
        add(history, latex)
    assert latex_of(history.search(text)) == found
    assert history.count(text) == len(found)


def test_favorites_can_be_searched_alone(history):
    add(history, "a")
    number = add(history, "b").number
    history.set_favorite(number, True)
    assert latex_of(history.search(favorites_only=True)) == ["b"]
    assert history.count("a", favorites_only=True) == 0
    history.set_favorite(number, False)
    assert history.search(favorites_only=True) == []


def test_deletions_are_undone_one_after_the_other(history):
    numbers = [add(history, latex).number for latex in "abcd"]
    history.set_favorite(numbers[1], True)
    history.edit(numbers[1], "B")
    before = history.search()
    history.delete(numbers[:2])
    history.delete(numbers[3:])
    assert latex_of(history.search()) == ["c"]
    history.restore()
    assert latex_of(history.search()) == ["d", "c"]
    history.restore()
    assert history.search() == before
    history.restore()
    assert history.search() == before


def test_a_forgotten_deletion_is_not_restored(history):
    history.delete([add(history, "a").number])
    history.forget_deleted()
    history.restore()
    assert history.count() == 0


def test_deleting_what_is_gone_changes_nothing(history):
    add(history, "a")
    history.delete([77])
    history.restore()
    assert history.count() == 1


@pytest.mark.parametrize(("keeps_favorites", "left"), [(True, ["b"]), (False, [])])
def test_clear_leaves_favorites_if_asked(history, keeps_favorites, left):
    numbers = [add(history, latex).number for latex in "abc"]
    history.set_favorite(numbers[1], True)
    history.delete(numbers[2:])
    history.clear(keeps_favorites=keeps_favorites)
    history.restore()
    assert latex_of(history.search()) == left


def test_the_oldest_go_when_the_bound_is_exceeded_but_favorites_stay(history):
    history.set_bound(1)
    first = add(history, "favorite", bytes(400_000))
    history.set_favorite(first.number, True)
    for latex in ("old", "newer", "newest"):
        add(history, latex, bytes(250_000))
    assert latex_of(history.search()) == ["newest", "newer", "favorite"]


def test_the_newest_stays_however_large(history):
    history.set_bound(1)
    add(history, "old", bytes(2 * MB))
    add(history, "new", bytes(2 * MB))
    assert latex_of(history.search()) == ["new"]


def test_a_smaller_bound_holds_at_once(history):
    for latex in "abc":
        add(history, latex, bytes(MB))
    history.set_bound(2)
    assert latex_of(history.search()) == ["c", "b"]


def test_the_file_shrinks_with_what_is_deleted(history, path):
    add(history, "large", os.urandom(3 * MB))
    history.clear(keeps_favorites=False)
    assert sum(file.stat().st_size for file in path.parent.iterdir()) < 200_000


@pytest.mark.parametrize("way", ["delete", "clear", "bound"])
def test_what_is_deleted_is_gone_from_the_disk(history, path, way):
    picture = os.urandom(30_000)
    secret = add(history, "secret formula", picture)
    history.edit(secret.number, "edited secret")
    if way == "delete":
        history.delete([secret.number])
    elif way == "clear":
        history.clear(keeps_favorites=True)
    else:
        history.set_bound(0)
        add(history, "another")
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for trace in (b"secret", picture[:50], picture[10_000:10_050], picture[-50:]):
        assert trace not in left


def test_entries_outlive_closing(history, path):
    add(history, "x")
    history.close()
    again, notice = open_history(path, BIG)
    assert (notice, latex_of(again.search())) == ("", ["x"])
    again.close()


def test_a_lock_while_running_is_told_and_passes(history, path):
    history._connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HistoryError, match="Another program"):
        add(history, "x")
    other.close()
    add(history, "y")
    assert latex_of(history.search()) == ["y"]


def test_a_full_disk_is_told_and_leaves_the_rest(history):
    add(history, "small")
    history._connection.execute("PRAGMA max_page_count = 20")  # SQLite then answers as a full disk does
    with pytest.raises(HistoryError, match="disk is full"):
        add(history, "large", os.urandom(200_000))
    assert latex_of(history.search()) == ["small"]
    history.edit(1, "still writable")
    assert latex_of(history.search()) == ["still writable"]


def test_a_closed_history_says_so_in_a_sentence(history):
    history.close()
    with pytest.raises(HistoryError, match="cannot be used"):
        history.search()


ADD_FOREVER = """
import os, sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from img2latex_desktop.history.store import open_history

history, notice = open_history(Path(sys.argv[1]), 1000)
assert not notice, notice
assert "torch" not in sys.modules and "PySide6" not in sys.modules

def say(number, latex):
    os.write(1, f"{number} {latex}\\n".encode())  # at once, so that a kill leaves no half of a line

for turn in count():
    entry = history.add(datetime.now(UTC), os.urandom(20_000), sys.argv[2] + f".{turn}", 0.9)
    say(entry.number, entry.latex)
    if turn % 3 == 2:
        history.delete([entry.number - 1])
        say(-(entry.number - 1), "")
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_at_most_the_snip_in_flight(path):
    path.parent.mkdir()
    alive, deleted = {}, set()
    for turn in range(50):
        # GIVEN a process that adds entries and says so after each
        process = subprocess.Popen(
            [sys.executable, "-c", ADD_FOREVER, str(path), str(turn)], stdout=subprocess.PIPE, text=True
        )
        lines = [process.stdout.readline()]
        # WHEN it is killed at any moment, the first writing of the file included
        time.sleep(random.random() * 0.1)
        process.kill()
        lines += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        for line in lines:
            number, latex = line.rstrip("\n").split(" ")
            if latex:
                alive[int(number)] = latex
            else:
                deleted.add(-int(number))
        # THEN all that it said is true, and the file is sound
        opened, notice = open_history(path, BIG)
        assert notice == ""
        found = {entry.number: entry.latex for entry in opened.search()}
        opened.close()
        assert not deleted & found.keys()
        lost = {number for number in alive.keys() - deleted if found.get(number) != alive[number]}
        in_flight = max(alive) - 1  # a deletion may have been done and not yet said
        assert lost <= {in_flight}
        deleted |= lost
    assert len(alive) > 100
