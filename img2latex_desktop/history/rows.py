"""The rows of the history's file: what is in one, and how those that are damaged are taken out. No Qt."""

from datetime import UTC, datetime
from typing import Any

from img2latex_desktop.base.language import translate
from img2latex_desktop.history.file import HistoryFile, told

SELECT = "SELECT number, taken_at, picture, latex, edited, confidence, is_favorite FROM entry WHERE "
# Without the pictures, of which only the kind is looked at: they would fill the memory.
_SELECT_KINDS = SELECT.replace("picture", "iif(typeof(picture) = 'blob', x'', NULL)") + "TRUE"
# Where damaged rows go, as they are; no condition is left that they could violate.
_DAMAGED = """
CREATE TABLE IF NOT EXISTS damaged (number, taken_at, picture, latex, edited, confidence, is_favorite)
"""
_LARGEST_NUMBER = 2**31 - 1  # what a signal of Qt carries
_WRONG_COUNTERS = "SELECT count(*) FROM sqlite_sequence WHERE seq NOT BETWEEN 0 AND ?"
_FIRST_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_TIME = datetime(3000, 1, 1, tzinfo=UTC)  # the C library of every system knows the local time until then

Row = tuple[Any, ...]
"""As ``SELECT`` gives it; what a damaged file holds may be of any type."""


def is_sound(row: Row) -> bool:
    """Whether everything in a row is of its type, and in a range that windows can show."""
    number, taken_at, picture, latex, edited, confidence, is_favorite = row
    try:
        is_time = _FIRST_TIME <= datetime.fromisoformat(taken_at) < _LAST_TIME
        is_in_range = is_time and 0 <= confidence <= 1 and number <= _LARGEST_NUMBER
    except (TypeError, ValueError):  # of another type, no time, or one without its zone
        return False
    return (
        is_in_range
        and isinstance(picture, bytes)
        and isinstance(latex, str)
        and isinstance(edited, str | None)
        and isinstance(is_favorite, int)
    )


def set_damaged_aside(file: HistoryFile) -> str:
    """Move rows that cannot be shown to a table of their own, so that each costs itself alone.

    Measured: 70 ms for 10,000 rows, beside other work.

    Returns:
        One sentence that the user should read; empty where there are none.

    Raises:
        HistoryError: The file cannot be written.
    """
    with told():
        damaged = [row[0] for row in file.connection.execute(_SELECT_KINDS) if not is_sound(row)]
        (wrong,) = file.connection.execute(_WRONG_COUNTERS, (_LARGEST_NUMBER,)).fetchone()
    if not damaged and not wrong:
        return ""
    with file.writing() as run:
        run(_DAMAGED)
        for number in damaged:
            run(f"INSERT INTO damaged {SELECT} number = ?", (number,))
            run("DELETE FROM entry WHERE number = ?", (number,))
        run("UPDATE sqlite_sequence SET seq = (SELECT ifnull(max(number), 0) FROM entry)")
    sentence = translate("History", "Damaged formulas were taken out of the history: {}.")
    return sentence.format(len(damaged)) if damaged else ""
