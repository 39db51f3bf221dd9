"""Pictures from files: one opens like a snip, several queue up in a window of their own."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from img2latex_desktop.capture.pixels import to_image
from img2latex_desktop.flows.copying import Copying
from img2latex_desktop.flows.results import ResultFlow
from img2latex_desktop.recognition import RecognizerProcess
from img2latex_desktop.service.worker import Reading
from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.ui.result.drop_queue import DropQueue

PATIENCE_MS = 300  # a single file that takes longer shows that it is being read; then it opens all the same


class FileFlow(QObject):
    """Reads files one after the other and shows how far they are."""

    noted = Signal(str)
    """A sentence about what was left out of a file, such as the later frames of an animation."""

    def __init__(
        self,
        recognizer: RecognizerProcess,
        queue: DropQueue,
        results: ResultFlow,
        copying: Copying,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._recognizer = recognizer
        self._queue = queue
        self._results = results
        self._copying = copying
        self._waiting: dict[int, Path] = {}
        self._readings: dict[int, tuple[Reading, int | None]] = {}  # with the request that kept each
        self._is_single = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_queue)
        recognizer.recognized.connect(self._take)
        recognizer.failed.connect(self._fail)
        queue.copy_requested.connect(self._copy)
        queue.open_requested.connect(self._open)
        queue.cancelled.connect(self._cancel)
        queue.closed.connect(self._readings.clear)

    def read(self, paths: list[Path]) -> None:
        """Read pictures in their order; whether they hold any shows in the recognizer's process."""
        if not paths:
            return
        self._is_single = len(paths) == 1 and not self._waiting and not self._queue.isVisible()
        for path in paths:
            number = self._recognizer.submit(path)
            self._waiting[number] = path
            self._queue.add(number, path)
        self._show_next()
        if self._is_single:
            self._patience.start()
        else:
            self._show_queue()

    def _take(self, number: int, reading: Reading) -> None:
        if number not in self._waiting or reading.picture is None:
            return
        path = self._waiting.pop(number)
        self._readings[number] = reading, self._results.keep(to_image(reading.picture), reading)
        self._queue.show_result(number, reading.recognition.latex)
        self._show_next()
        if reading.note:
            self.noted.emit(f"{path.name}: {reading.note}")
        if self._is_single:
            self._patience.stop()
            self._open(number)
            self._queue.close()

    def _fail(self, number: int, message: str) -> None:
        if self._waiting.pop(number, None) is not None:
            self._is_single = False
            self._show_queue()
            self._queue.show_failure(number, message)
            self._show_next()

    def _show_next(self) -> None:
        if self._waiting:
            self._queue.show_reading(next(iter(self._waiting)))

    def _show_queue(self) -> None:
        self._patience.stop()
        self._queue.show()
        self._queue.raise_()
        self._queue.activateWindow()

    def _open(self, number: int) -> None:
        reading, kept = self._readings[number]
        if reading.picture is not None:
            self._results.show_reading(to_image(reading.picture), reading, kept)

    def _copy(self, formulas: list[str]) -> None:
        content = CopyContent(text="\n".join(formulas))
        self._copying.copy(content, lambda _: self._queue.confirm_copied(), self.noted.emit)

    def _cancel(self, numbers: list[int]) -> None:
        for number in numbers:
            self._recognizer.cancel(number)
            self._waiting.pop(number, None)
