"""Runs checks one after another without holding up Qt; one that crashes or hangs does not stop the others."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from img2latex_desktop.base.language import translate
from img2latex_desktop.base.mishaps import Mishap, ToldThread
from img2latex_desktop.diagnosis import CheckResult, Finding, failed

logger = logging.getLogger(__name__)

Report = Callable[[Finding], None]
"""Takes what a check found, once; may be called from any thread."""
Begin = Callable[[Report], Callable[[], None] | None]
"""Starts a check and returns at once, with what cleans up behind it, if anything."""

TIMEOUT_S = 15.0
JOIN_TIMEOUT_S = 0.2  # a thread that has reported ends at once; one that hangs must not hold up Qt


@dataclass(frozen=True)
class Check:
    """One self-test.

    Attributes:
        name: Names what is tried.
        begin: Starts it.
        timeout_s: When to go on without an answer.
    """

    name: str
    begin: Begin
    timeout_s: float = TIMEOUT_S


class Doctor(QObject):
    """Runs checks in their order."""

    check_started = Signal(str)
    """Its name."""
    check_finished = Signal(object)
    """A CheckResult."""
    finished = Signal(object)
    """list[CheckResult], in the order of the checks."""
    _reported = Signal(int, object)
    """From any thread: the number of the check, and the Finding."""
    _stumbled = Signal(str)
    """From any thread: one sentence."""

    def __init__(self, checks: Sequence[Check], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._checks = list(checks)
        self._results: list[CheckResult] = []
        self._is_running = False
        self._clean_up: Callable[[], None] | None = None
        self._timeout = QTimer(self, singleShot=True)
        self._timeout.timeout.connect(self._give_up)
        self._reported.connect(self._note, Qt.ConnectionType.QueuedConnection)
        self._stumbled.connect(self._blame_check, Qt.ConnectionType.QueuedConnection)

    @property
    def results(self) -> list[CheckResult]:
        """What has been found so far."""
        return list(self._results)

    def start(self) -> None:
        """Run every check once; ``finished`` follows."""
        if not self._is_running and not self._results:
            self._is_running = True
            QTimer.singleShot(0, self, self._begin_next)

    def stop(self) -> None:
        """Clean up behind the check that is running; nothing is reported afterwards."""
        self._is_running = False
        self._end_check()

    def note_mishap(self, mishap: Mishap) -> None:
        """Blame what nobody foresaw on the check that is running; from any thread."""
        self._stumbled.emit(mishap.sentence)

    def _begin_next(self) -> None:
        number = len(self._results)
        if not self._is_running:
            return
        if number == len(self._checks):
            self._is_running = False
            self.finished.emit(self.results)
            return
        check = self._checks[number]
        self.check_started.emit(check.name)
        self._timeout.start(round(check.timeout_s * 1000))
        try:
            self._clean_up = check.begin(lambda finding: self._reported.emit(number, finding))
        except Exception as problem:  # whatever a check trips over, the others go on
            logger.exception("The check “%s” failed itself", check.name)
            self._note(number, crashed(problem))

    def _note(self, number: int, finding: Finding) -> None:
        if not self._is_running or number != len(self._results):
            return  # a second report, or one that comes after the time-out
        self._end_check()
        result = CheckResult(self._checks[number].name, finding)
        self._results.append(result)
        logger.info("%s: %s, %s", result.name, finding.state.value, finding.found)
        self.check_finished.emit(result)
        QTimer.singleShot(0, self, self._begin_next)

    def _blame_check(self, sentence: str) -> None:
        if self._timeout.isActive():  # and not between two checks
            remedy = translate("Doctor", "copy this report into a bug report")
            self._note(len(self._results), failed(sentence, remedy))

    def _give_up(self) -> None:
        check = self._checks[len(self._results)]
        found = translate("Doctor", "There was no answer within {} s.").format(round(check.timeout_s))
        remedy = translate("Doctor", "log out and in again, then run this once more")
        self._note(len(self._results), failed(found, remedy))

    def _end_check(self) -> None:
        self._timeout.stop()
        clean_up, self._clean_up = self._clean_up, None
        if clean_up is not None:
            try:
                clean_up()
            except Exception:
                logger.exception("A check could not be cleaned up behind")


def in_thread(examine: Callable[[], Finding]) -> Begin:
    """Make a check of a function that would hold up Qt."""

    def begin(report: Report) -> Callable[[], None]:
        # A finding that cannot be reported is one that nobody waits for any more.
        thread = ToldThread("doctor", lambda: report(_safely(examine)), lambda _sentence: None)
        thread.start()
        return lambda: thread.join(JOIN_TIMEOUT_S)

    return begin


def at_once(examine: Callable[[], Finding]) -> Begin:
    """Make a check of a function that is quick, or that has to run where Qt does."""

    def begin(report: Report) -> None:
        report(examine())

    return begin


def crashed(problem: Exception) -> Finding:
    """Return the finding of a check that failed itself."""
    found = translate("Doctor", "The check itself failed: {}: {}.")
    remedy = translate("Doctor", "copy this report into a bug report")
    return failed(found.format(type(problem).__name__, problem), remedy)


def _safely(examine: Callable[[], Finding]) -> Finding:
    try:
        return examine()
    except Exception as problem:
        logger.exception("A check failed itself")
        return crashed(problem)
