"""The check of the recognizer: starts its process, where none runs, and has it read a bundled picture."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from img2latex_desktop.base.language import translate
from img2latex_desktop.diagnosis import failed, ok
from img2latex_desktop.doctor.runner import Begin, Report
from img2latex_desktop.recognition import RecognizerProcess, RecognizerState
from img2latex_desktop.service.worker import Reading

TIMEOUT_S = 90.0  # measured: 4 s; a cold disk and a busy machine take several times as long


def recognizer_check(recognizer: RecognizerProcess, picture: Path) -> Begin:
    """Make a check that reads one picture and takes the time."""

    def begin(report: Report) -> Callable[[], None]:
        return _Trial(recognizer, picture, report).end

    return begin


class _Trial(QObject):
    """One picture on its way through the recognizer's process."""

    def __init__(self, recognizer: RecognizerProcess, picture: Path, report: Report) -> None:
        super().__init__()
        self._recognizer = recognizer
        self._report = report
        self._was_ready = recognizer.state is RecognizerState.READY
        self._begun = self._reading_since = time.perf_counter()
        recognizer.state_changed.connect(self._note_state)
        recognizer.recognized.connect(self._note_result)
        recognizer.failed.connect(self._note_failure)
        self._number = recognizer.submit(picture)

    def end(self) -> None:
        """Forget the picture."""
        self._recognizer.state_changed.disconnect(self._note_state)
        self._recognizer.recognized.disconnect(self._note_result)
        self._recognizer.failed.disconnect(self._note_failure)
        self._recognizer.cancel(self._number)
        self.deleteLater()

    def _note_state(self, state: RecognizerState) -> None:
        if state is RecognizerState.WORKING:
            self._reading_since = time.perf_counter()

    def _note_result(self, number: int, reading: Reading) -> None:
        if number != self._number:
            return
        reading_ms = (time.perf_counter() - self._reading_since) * 1000
        found = translate("Doctor", "An example was read in {:.0f} ms: {}")
        found = found.format(reading_ms, reading.recognition.latex)
        if not self._was_ready:
            waited = translate("Doctor", "It was ready after {:.1f} s.")
            found = f"{waited.format(self._reading_since - self._begun)} {found}"
        self._report(ok(found))

    def _note_failure(self, number: int, message: str) -> None:
        if number == self._number:
            remedy = translate(
                "Doctor", "install the program again; “img2latex recognize FILE” shows the same"
            )
            self._report(failed(message, remedy))
