import re

import pytest

from img2latex_desktop.base.paths import RESOURCES
from img2latex_desktop.diagnosis import CheckState
from img2latex_desktop.doctor.recognizer import recognizer_check
from img2latex_desktop.doctor.runner import Check, Doctor
from img2latex_desktop.recognition import RecognizerProcess
from tests.fakes import load, load_never

EXAMPLE = RESOURCES / "examples" / "quadratic_formula.png"


@pytest.fixture
def examine(qtbot):
    processes = []

    def examine(load):
        recognizer = RecognizerProcess(load)
        processes.append(recognizer)
        doctor = Doctor([Check("Recognizer", recognizer_check(recognizer, EXAMPLE)) for _ in range(2)])
        with qtbot.waitSignal(doctor.finished, timeout=30_000):
            doctor.start()
        doctor.stop()
        return [result.finding for result in doctor.results]

    yield examine
    for recognizer in processes:
        recognizer.stop()


def test_the_time_to_start_and_the_time_to_read_are_told_apart(examine):
    first, second = examine(load)
    reading = r"An example was read in \d+ ms: 340 .times 138"
    assert re.fullmatch(rf"It was ready after \d+\.\d s\. {reading}", first.found)
    assert re.fullmatch(reading, second.found)


def test_weights_that_cannot_be_loaded_fail_in_their_own_words(examine):
    first, _ = examine(load_never)
    assert first.state is CheckState.FAILED
    assert "The weights are damaged" in first.found
