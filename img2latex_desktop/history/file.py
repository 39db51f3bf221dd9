"""The SQLite file of the history: made, checked, written, and set aside where it is of no use. No Qt."""

import logging
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from img2latex_desktop.base.errors import DamagedHistoryError, HistoryError
from img2latex_desktop.base.language import translate

logger = logging.getLogger(__name__)

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


_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"  # 6 ms an entry measured
# What SQLite's check says of one row; the others, and the tree that holds them, are sound.
_FAULT_OF_A_ROW = re.compile(r"(NULL|NUMERIC|TEXT|non-\w+) value in entry\.")


class FileChange(Enum):
    """What others did to the file since it was written last."""

    NONE = auto()
    WRITTEN = auto()
    REPLACED = auto()
    DELETED = auto()


class HistoryFile:
    """An open file.

    Between two transactions everything is in the file itself and its log is empty: it may be copied, deleted
    or replaced then, and what was deleted from it is nowhere on the disk.

    Attributes:
        connection: To be read from as it is, and written to by ``writing``. Text that is none is bytes.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        """Take a connection that is prepared; without a path it holds everything in memory."""
        self.connection = connection
        self._path = path
        self._stamp = _stamp(path) if path else None

    @contextmanager
    def writing(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """Make one transaction of the block: all of it, or nothing."""
        try:
            with told():
                with self.connection:
                    yield self.connection.execute
                self.connection.execute(_EMPTY_LOG).fetchone()
        finally:
            self._stamp = _stamp(self._path) if self._path else None

    def change(self) -> FileChange:
        """Return what others did to the file meanwhile, of which this connection would see nothing."""
        if self._path is None or (now := _stamp(self._path)) == self._stamp:
            return FileChange.NONE
        if now is None:
            return FileChange.DELETED
        is_same_file = self._stamp is not None and now[:2] == self._stamp[:2]
        return FileChange.WRITTEN if is_same_file else FileChange.REPLACED

    def close(self) -> None:
        """Close the connection; whatever goes wrong, the file can be opened again."""
        with suppress(sqlite3.Error):
            self.connection.close()


def open_file(path: Path, *, is_of_use: bool = True) -> tuple[HistoryFile, str]:
    """Open the file in whatever state it is, or make it.

    One that cannot be used is renamed, and a new one started. Where none can be written, everything is held
    in memory.

    Args:
        path: The file.
        is_of_use: False where it has proven to be damaged, although the check at opening sees nothing.

    Returns:
        The open file, and one sentence that the user should read; empty where all is well.
    """
    try:
        try:
            if not is_of_use:
                raise DamagedHistoryError(translate("History", "The history was damaged."))
            return HistoryFile(_connect(path), path), ""
        except DamagedHistoryError as damage:
            aside = _set_aside(path)
            kept = translate("History", "{} It was kept as {}, and a new one was started.")
            return HistoryFile(_connect(path), path), kept.format(damage, aside.name)
    except HistoryError as problem:
        reason = str(problem)
    except OSError as problem:
        reason = f"{problem.strerror}."
    except Exception as problem:  # a damaged file makes SQLite say almost anything
        logger.exception("The history cannot be opened")
        reason = f"{problem}."
    connection = sqlite3.connect(":memory:")
    _prepare(connection)
    lost = translate(
        "History", "The history in {} is out of reach: {} New formulas are forgotten when you quit."
    )
    return HistoryFile(connection, None), lost.format(path.parent, reason)


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
    except (UnicodeError, OverflowError) as error:  # half a character, or a number that no column holds
        sentence = translate("History", "The history cannot be used ({}).")
        raise HistoryError(sentence.format(error)) from error


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what tells one state of a file from another; None where there is no file."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _text(data: bytes) -> str | bytes:
    """Return text; bytes where it is none, for one such row shall not hide all others."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _connect(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)  # also a file that was copied back carelessly
    connection = sqlite3.connect(path, timeout=BUSY_S)
    try:
        with told(), _damage_told():
            _prepare(connection)
    except HistoryError:
        connection.close()
        raise
    return connection


@contextmanager
def _damage_told() -> Iterator[None]:
    """Take for damage, while a file is opened, what SQLite takes for a mistake of ours: a garbled name."""
    try:
        yield
    except (sqlite3.OperationalError, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) != sqlite3.SQLITE_ERROR:
            raise
        raise DamagedHistoryError(translate("History", "The history was damaged.")) from error


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table in an empty file, check a file that has one, and choose how to write."""
    run = connection.execute
    connection.text_factory = _text
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
    run("PRAGMA synchronous = FULL")  # what is committed outlives a power failure; 3 ms an entry measured
    run("PRAGMA secure_delete = ON")
    if is_new:
        with connection:
            run("BEGIN IMMEDIATE")
            run(_SCHEMA)
            run(f"PRAGMA user_version = {FORMAT}")
    run("SELECT current, seq FROM entry, sqlite_sequence LIMIT 0")  # neither is listed among the columns
    # Measured: 27 ms for 80 MB in the cache.
    found = [text for (text,) in run("PRAGMA quick_check")]
    if found != ["ok"] and not all(_FAULT_OF_A_ROW.match(str(text)) for text in found):
        raise DamagedHistoryError(translate("History", "The history was damaged."))
    with suppress(sqlite3.OperationalError):  # a full disk shall not hide what is there
        run(_EMPTY_LOG).fetchone()


def _set_aside(path: Path) -> Path:
    """Rename the database and its log, which belongs to it, so that nothing is lost."""
    aside = path.with_stem(f"{path.stem}-set-aside-{datetime.now().astimezone():%Y-%m-%d-%H%M%S-%f}")
    path.rename(aside)
    for ending in ("-wal", "-shm"):
        log = path.with_name(path.name + ending)
        if log.exists():
            log.rename(aside.with_name(aside.name + ending))
    return aside
