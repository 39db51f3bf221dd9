"""The file in which a portal hands over its picture of the screen: read with care, and deleted with more.

It shows all that was on the screen, so it is to go at once. But the portal only names it, and a faulty one
may name a document of the user's, a pipe or a folder.
"""

import logging
import os
import stat
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QImage

from img2latex_desktop.base.errors import CaptureError
from img2latex_desktop.base.language import translate

logger = logging.getLogger(__name__)

MAX_BYTES = 512 << 20  # three screens of 7680 × 4320, not even packed, have 400 MB
CLOCK_STEP_S = 0.02  # file systems look at a clock that stands still in between, for 10 ms at most


def take_picture(uri: str | None, asked_at: float) -> QImage:
    """Read the picture, and delete its file where that is surely nothing else.

    Args:
        uri: What the portal calls the file; None where it names none.
        asked_at: When it was asked to take the picture, as ``time.time`` counts.

    Raises:
        CaptureError: The file cannot be read, or holds no picture; it stays as it is.
    """
    file = _file_named(uri)
    try:
        data, facts = _read(file)
    except OSError as problem:
        raise _unreadable(problem.strerror or str(problem)) from problem
    picture = QImage.fromData(data)
    if picture.isNull():
        raise _unreadable(translate("Capture", "it is no picture"))
    if _was_made_for_us(file, facts, asked_at):
        _delete(file, facts)
    else:
        logger.warning("The picture of the screen stays, as it may be something else: %s", file)
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def places() -> list[Path]:
    """Return the folders in which portals leave their pictures, as far as they are known.

    KDE and GNOME use the user's pictures, wlroots the temporary folder, others the session's or a cache.
    """
    location = QStandardPaths.StandardLocation
    named = [
        QStandardPaths.writableLocation(location.PicturesLocation),
        QStandardPaths.writableLocation(location.GenericCacheLocation),
        QStandardPaths.writableLocation(location.TempLocation),
        "/tmp",  # noqa: S108 (where wlroots' portal writes, whatever TMPDIR says)
        os.environ.get("XDG_RUNTIME_DIR", ""),
    ]
    folders = [Path(name).resolve() for name in named if name]
    return [
        folder for folder in folders if folder != Path.home().resolve()
    ]  # as some have set it for pictures


def _file_named(uri: str | None) -> Path:
    url = QUrl(uri or "")
    if not url.isLocalFile() or url.host() or "\0" in url.toLocalFile():
        raise _unreadable(translate("Capture", "the desktop names no file"))
    return Path(url.toLocalFile())


def _read(file: Path) -> tuple[bytes, os.stat_result]:
    """Return what a regular file holds, and what the system knows of it.

    Raises:
        OSError: It is not there, or anything else.
        CaptureError: It is a folder, a pipe or the like, or far too large.
    """
    # Neither by way of a link, which another user may have laid, nor waiting for whoever writes to a pipe.
    with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:  # noqa: PTH123
        facts = os.fstat(opened.fileno())
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > MAX_BYTES:
            raise _unreadable(translate("Capture", "it is no picture"))
        return opened.read(MAX_BYTES), facts


def _was_made_for_us(file: Path, facts: os.stat_result, asked_at: float) -> bool:
    folder = file.parent.resolve()
    return (
        facts.st_uid == os.getuid()
        and min(facts.st_mtime, facts.st_ctime) >= asked_at - CLOCK_STEP_S
        and any(folder.is_relative_to(place) for place in places())
    )


def _delete(file: Path, facts: os.stat_result) -> None:
    try:
        if os.path.samestat(file.lstat(), facts):  # it is still the one that was read
            file.unlink()
    except OSError as problem:
        logger.warning("The picture of the screen cannot be deleted: %s", problem)


def _unreadable(reason: str) -> CaptureError:
    sentence = translate("Capture", "The desktop's picture of the screen cannot be read: {}.")
    return CaptureError(sentence.format(reason))
