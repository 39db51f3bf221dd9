"""Qt's side of the history: one thread owns the file, so that the GUI's thread never waits for the disk.

Requests are served in their order; each is answered by a signal on the GUI's thread. Whatever one of them
trips over, the next is served. In private mode nobody calls ``add``: the keeper knows nothing of it.
"""

import logging
import queue
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter

from img2latex_desktop.base.errors import DamagedHistoryError, HistoryError
from img2latex_desktop.base.language import translate
from img2latex_desktop.base.mishaps import ToldThread
from img2latex_desktop.history.export import export, sweep_draft
from img2latex_desktop.history.file import FileChange
from img2latex_desktop.history.store import History, open_history

logger = logging.getLogger(__name__)

Answer = Callable[[], None]
Job = Callable[[History], Answer]
"""Works in the thread and returns what to do afterwards on the GUI's."""


class HistoryKeeper(QObject):
    """Keeps the history and answers questions about it."""

    opened = Signal(str)
    """The history is there: one sentence that the user should read, empty where all is well."""
    added = Signal(int, object)
    """The number ``add`` gave, and the Entry."""
    changed = Signal()
    """Something was added, changed, deleted or restored."""
    found = Signal(int, object, int)
    """The number of the search, a list of Entry, and how many there are in all."""
    exported = Signal(object)
    """The Path of the file written."""
    failed = Signal(str)
    """One sentence why a request was not served."""
    _answered = Signal(object)

    def __init__(self, path: Path, megabytes: int, parent: QObject | None = None) -> None:
        """Prepare; requests made before ``start`` wait for it.

        Args:
            path: File of the history, in a folder that exists.
            megabytes: Bound on all pictures together; see ``History.set_bound``.
        """
        super().__init__(parent)
        self._path = path
        self._megabytes = megabytes
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: ToldThread | None = None
        self._last_number = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Open the history in its thread; returns at once."""
        if self._thread is None:
            self._thread = ToldThread("history-keeper", self._serve, self.failed.emit, is_daemon=False)
            self._thread.start()

    def stop(self) -> None:
        """Serve what was asked before, close the file and join the thread."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def add(self, image: QImage, latex: str, confidence: float) -> int:
        """Keep a formula that was read just now.

        Returns:
            A number; ``added`` with it follows, or ``failed``.
        """
        self._last_number += 1
        number, taken_at, image = self._last_number, datetime.now(UTC), QImage(image)

        def job(history: History) -> Answer:
            entry = history.add(taken_at, _png(image), latex, confidence)

            def tell() -> None:
                self.added.emit(number, entry)
                self.changed.emit()

            return tell

        self._jobs.put(job)
        return number

    def edit(self, number: int, latex: str) -> None:
        """Note how the user left the LaTeX of an entry."""
        self._write(lambda history: history.edit(number, latex))

    def set_favorite(self, number: int, is_favorite: bool) -> None:
        """Mark an entry, or take its mark away."""
        self._write(lambda history: history.set_favorite(number, is_favorite))

    def delete(self, numbers: list[int]) -> None:
        """Delete entries; ``restore`` brings them back until ``forget_deleted``."""
        self._write(lambda history: history.delete(numbers))

    def restore(self) -> None:
        """Undo the last deletion that is not undone yet."""
        self._write(History.restore)

    def forget_deleted(self) -> None:
        """Forget what could be restored."""
        self._write(History.forget_deleted)

    def clear(self, keeps_favorites: bool) -> None:
        """Delete everything, or everything but the favorites, for good."""
        self._write(lambda history: history.clear(keeps_favorites=keeps_favorites))

    def set_bound(self, megabytes: int) -> None:
        """Change how large all pictures together may grow."""
        self._megabytes = megabytes
        self._write(lambda history: history.set_bound(megabytes))

    def search(self, number: int, text: str, favorites_only: bool, limit: int, offset: int) -> None:
        """Find entries, newest first; ``found`` with this number follows, or ``failed``.

        See ``History.search`` for the arguments.
        """

        def job(history: History) -> Answer:
            entries = history.search(text, favorites_only=favorites_only, limit=limit, offset=offset)
            total = history.count(text, favorites_only=favorites_only)
            return partial(self.found.emit, number, entries, total)

        self._jobs.put(job)

    def export(self, path: Path, text: str, favorites_only: bool) -> None:
        """Write what a search finds, oldest first; ``exported`` follows, or ``failed``.

        See ``history_export.export`` for the formats.
        """

        def job(history: History) -> Answer:
            export(path, history.oldest_first(text, favorites_only=favorites_only), self._path.parent)
            return partial(self.exported.emit, path)

        self._jobs.put(job)

    def _write(self, work: Callable[[History], None]) -> None:
        def job(history: History) -> Answer:
            work(history)
            return self.changed.emit

        self._jobs.put(job)

    def _serve(self) -> None:
        sweep_draft(self._path.parent)
        history = self._open()
        for job in iter(self._jobs.get, None):
            try:
                history = self._follow_file(history)
                for is_of_use in (True, False):
                    try:
                        answer = job(history)
                        break
                    except DamagedHistoryError:  # opening sets aside what is seen to be damaged, or else all
                        history.close()
                        history = self._open(is_of_use=is_of_use)
                else:
                    answer = job(history)
            except HistoryError as problem:
                logger.warning("History: %s", problem)
                answer = partial(self.failed.emit, str(problem))
            except Exception as problem:
                logger.exception("A request to the history failed")
                sentence = translate("History", "The history cannot be used ({}).")
                answer = partial(self.failed.emit, sentence.format(problem))
            self._answered.emit(answer)
        history.close()

    def _follow_file(self, history: History) -> History:
        """Return the history, opened anew where others have changed, replaced or deleted its file."""
        match history.change():
            case FileChange.NONE:
                return history
            case FileChange.WRITTEN:  # by a second program on another display, for one
                notice = ""
            case FileChange.REPLACED:
                notice = translate(
                    "History", "The file of the history was replaced; you see what it holds now."
                )
            case FileChange.DELETED:
                notice = translate("History", "The file of the history was deleted; a new one was started.")
                with suppress(OSError):
                    self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        history.close()
        history = self._open(notice)
        self._answered.emit(self.changed.emit)
        return history

    def _open(self, cause: str = "", *, is_of_use: bool = True) -> History:
        history, notice = open_history(self._path, self._megabytes, is_of_use=is_of_use)
        notice = notice or cause
        if notice:
            logger.warning("History: %s", notice)
        self._answered.emit(partial(self.opened.emit, notice))
        return history

    def _deliver(self, answer: Answer) -> None:
        answer()


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, b"PNG").write(image):
        raise HistoryError(translate("History", "The picture of a formula cannot be kept; there was none."))
    return bytes(buffer.data().data())
