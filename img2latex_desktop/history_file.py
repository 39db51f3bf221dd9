"""The SQLite file of the history: made, checked, and set aside where it is of no use. No Qt."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from img2latex_desktop.errors import DamagedHistoryError, HistoryError
from img2latex_desktop.language import translate

FORMAT = 1
BUSY_S = 2.0  # how long another program may hold the file before we give up; a backup needs less

# The picture stands last: a row is searched without touching the pages that its picture fills.
_SCHEMA = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    taken_at TEXT NOT NULL,
    latex TEXT NOT NULL,
    edited TEXT,
    confidence REAL NOT NULL,
    is_favorite INTEGER NOT NULL,
    current TEXT GENERATED ALWAYS AS (coalesce(edited, latex)) VIRTUAL,
    picture BLOB NOT NULL
)
"""
_COLUMNS = {"number", "taken_at", "latex", "edited", "confidence", "is_favorite", "picture"}


def open_file(path: Path) -> tuple[sqlite3.Connection, str]:
    """Open the file in whatever state it is, or make it.

    One that cannot be used is renamed, and a new one started. Where none can be written, everything is held
    in memory.

    Returns:
        The connection, and one sentence that the user should read; empty where all is well.
    """
    try:
        try:
            return _connect(path), ""
        except DamagedHistoryError as damage:
            aside = _set_aside(path)
            kept = translate("History", "{} It was kept as {}, and a new one was started.")
            return _connect(path), kept.format(damage, aside.name)
    except (HistoryError, OSError) as problem:
        reason = f"{problem.strerror}." if isinstance(problem, OSError) else str(problem)
        connection = sqlite3.connect(":memory:")
        _prepare(connection)
        lost = translate(
            "History", "The history in {} is out of reach: {} New formulas are forgotten when you quit."
        )
        return connection, lost.format(path.parent, reason)


@contextmanager
def told() -> Iterator[None]:
    """Turn what SQLite complains about into a HistoryError, whose text is a sentence for the user."""
    try:
        yield
    except sqlite3.Error as error:
        match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # the lower byte is the primary code
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                raise DamagedHistoryError(translate("History", "The history was damaged.")) from error
            case sqlite3.SQLITE_FULL:
                raise HistoryError(translate("History", "The disk is full; free some space.")) from error
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                sentence = translate("History", "Another program is using the history; close it.")
                raise HistoryError(sentence) from error
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
                sentence = translate("History", "The file of the history cannot be written.")
                raise HistoryError(sentence) from error
            case _:
                sentence = translate("History", "The history cannot be used ({}).")
                raise HistoryError(sentence.format(error)) from error


def _connect(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)  # also a file that was copied back carelessly
    connection = sqlite3.connect(path, timeout=BUSY_S)
    try:
        with told():
            _prepare(connection)
    except HistoryError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table in an empty file, check a file that has one, and choose how to write."""
    run = connection.execute
    (version,) = run("PRAGMA user_version").fetchone()
    if version > FORMAT:
        raise DamagedHistoryError(
            translate("History", "The history was from a newer version of this program.")
        )
    is_new = version == 0 and run("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    columns = {name for (name,) in run("SELECT name FROM pragma_table_info('entry')")}
    if not is_new and not columns >= _COLUMNS:
        raise DamagedHistoryError(translate("History", "The file of the history held something else."))
    if is_new:
        run("PRAGMA auto_vacuum = FULL")  # the file shrinks with what is deleted
    run("PRAGMA journal_mode = WAL")
    run("PRAGMA synchronous = FULL")  # what is committed outlives a power failure; 4 ms an entry measured
    run("PRAGMA secure_delete = ON")
    if is_new:
        with connection:
            run("BEGIN IMMEDIATE")
            run(_SCHEMA)
            run(f"PRAGMA user_version = {FORMAT}")
    # Measured: 27 ms for 80 MB in the cache.
    if run("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise DamagedHistoryError(translate("History", "The history was damaged."))


def _set_aside(path: Path) -> Path:
    """Rename the database and its log, which belongs to it, so that nothing is lost."""
    aside = path.with_stem(f"{path.stem}-set-aside-{datetime.now().astimezone():%Y-%m-%d-%H%M%S-%f}")
    path.rename(aside)
    for ending in ("-wal", "-shm"):
        log = path.with_name(path.name + ending)
        if log.exists():
            log.rename(aside.with_name(aside.name + ending))
    return aside
