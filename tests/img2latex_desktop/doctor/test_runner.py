import threading
import time

import pytest
from PySide6.QtCore import QTimer

from img2latex_desktop.base.mishaps import Mishap, MishapWatch
from img2latex_desktop.diagnosis import CheckState, ok
from img2latex_desktop.doctor.runner import Check, Doctor, at_once, in_thread

WELL = Check("well", at_once(lambda: ok("yes")))


def broken():
    raise OSError("the disk is gone")


@pytest.fixture
def run(qtbot):
    def run(*checks):
        doctor = Doctor(checks)
        with qtbot.waitSignal(doctor.finished) as finished:
            doctor.start()
        doctor.stop()
        assert finished.args[0] == doctor.results
        return doctor.results

    return run


def test_checks_run_in_their_order(run):
    checks = [Check(str(number), at_once(lambda: ok("yes"))) for number in range(5)]
    assert [result.name for result in run(*checks)] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("begin", [at_once(broken), in_thread(broken)], ids=["here", "in a thread"])
def test_a_check_that_crashes_fails_and_the_others_go_on(run, begin):
    crashed, well = run(Check("crash", begin), WELL)
    assert crashed.finding.state is CheckState.FAILED
    assert "OSError: the disk is gone" in crashed.finding.found
    assert well.finding.state is CheckState.OK


def test_a_check_without_an_answer_is_given_up_and_cleaned_up_behind(run):
    cleaned = []
    late = []

    def begin(report):
        late.append(report)
        return lambda: cleaned.append(True)

    silent, well = run(Check("silent", begin, timeout_s=0.02), WELL)
    assert "no answer" in silent.finding.found
    assert cleaned == [True]
    assert well.finding.state is CheckState.OK


def test_a_callback_that_stumbles_fails_its_check_at_once(qtbot):
    def begin(_report):
        QTimer.singleShot(0, broken)

    doctor = Doctor([Check("stumbling", begin), WELL])
    watch = MishapWatch(doctor.note_mishap)
    with qtbot.waitSignal(doctor.finished):
        doctor.start()
    watch.stop()
    stumbled, well = doctor.results
    assert stumbled.finding.state is CheckState.FAILED
    assert "OSError: the disk is gone" in stumbled.finding.found
    assert well.finding.state is CheckState.OK
    doctor.note_mishap(Mishap("late", frozenset()))
    qtbot.wait(1)
    assert len(doctor.results) == 2


def test_a_second_answer_changes_nothing(run):
    def begin(report):
        report(ok("first"))
        report(ok("second"))

    results = run(Check("twice", begin), WELL)
    assert [result.finding.found for result in results] == ["first", "yes"]


def test_a_check_that_cannot_be_cleaned_up_behind_stops_nobody(run):
    def begin(report):
        report(ok("yes"))
        return broken

    assert len(run(Check("dirty", begin), WELL)) == 2


def test_qt_goes_on_while_a_check_computes(qtbot):
    is_free = threading.Event()
    doctor = Doctor([Check("slow", in_thread(lambda: ok(str(is_free.wait(5)))))])
    with qtbot.waitSignal(doctor.check_started):
        doctor.start()
    begun = time.perf_counter()
    qtbot.wait(10)
    assert time.perf_counter() - begun < 1
    is_free.set()
    with qtbot.waitSignal(doctor.finished):
        pass
    doctor.stop()


def test_stopping_cleans_up_and_reports_nothing_more(qtbot):
    cleaned = []

    def begin(report):
        return lambda: cleaned.append(True)

    doctor = Doctor([Check("silent", begin), WELL])
    with qtbot.waitSignal(doctor.check_started):
        doctor.start()
    with qtbot.assertNotEmitted(doctor.finished, wait=20):
        doctor.stop()
    assert cleaned == [True]
    assert doctor.results == []
