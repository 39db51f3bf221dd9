import functools
import multiprocessing
import os
import signal
import time

import numpy as np
import pytest

from img2latex_desktop.recognition import (
    STOPPED_LOADING,
    STOPPED_TWICE,
    RecognizerProcess,
    RecognizerState,
)
from img2latex_desktop.worker import NO_FORMULA, RgbPixels
from tests import fakes

WAIT_MS = 30_000  # a process starts in 0.5 s on an idle machine


def ink(width=40, height=20, dot=0):
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[5, 5] = dot
    return RgbPixels(width, height, pixels.tobytes())


@pytest.fixture
def make():
    made = []

    def build(load):
        made.append(RecognizerProcess(load))
        return made[-1]

    yield build
    for process in made:
        process.stop()
    assert not multiprocessing.active_children()


def answers(qtbot, process, count):
    """Wait until ``count`` pictures have an answer and return {number: LaTeX or message}."""
    found = {}
    process.recognized.connect(lambda number, result: found.update({number: result.latex}))
    process.failed.connect(lambda number, message: found.update({number: message}))
    qtbot.waitUntil(lambda: len(found) >= count, timeout=WAIT_MS)
    return found


def wait_for(qtbot, process, state):
    qtbot.waitUntil(lambda: process.state is state, timeout=WAIT_MS)


def worker_pid():
    [child] = multiprocessing.active_children()
    return child.pid


def test_pictures_submitted_before_the_recognizer_is_loaded_are_read_in_order(qtbot, make):
    process = make(fakes.load_slowly)
    started = time.monotonic()
    numbers = [process.submit(ink(width)) for width in (40, 50)]
    assert time.monotonic() - started < 0.5  # nobody waited for the load
    assert process.state is RecognizerState.LOADING
    found = answers(qtbot, process, 2)
    assert found == {numbers[0]: "40 \\times 20", numbers[1]: "50 \\times 20"}
    wait_for(qtbot, process, RecognizerState.READY)


def test_a_blank_picture_fails_with_advice(qtbot, make):
    process = make(fakes.load)
    number = process.submit(ink(dot=255))
    assert answers(qtbot, process, 1) == {number: NO_FORMULA}


def test_a_large_picture_does_not_make_the_caller_wait(qtbot, make):
    process = make(fakes.load)
    process.start()
    wait_for(qtbot, process, RecognizerState.READY)
    os.kill(worker_pid(), signal.SIGSTOP)
    started = time.monotonic()
    number = process.submit(ink(2000, 1000))  # 6 MB; a pipe holds 64 kB
    assert time.monotonic() - started < 0.5
    os.kill(worker_pid(), signal.SIGCONT)
    assert answers(qtbot, process, 1) == {number: "2000 \\times 1000"}


def test_a_process_that_dies_over_a_picture_is_replaced_and_the_picture_read(qtbot, make, tmp_path):
    process = make(functools.partial(fakes.load_dying, tmp_path, 1))
    number = process.submit(ink())
    assert answers(qtbot, process, 1) == {number: "40 \\times 20"}


def test_a_picture_that_kills_twice_fails_and_the_next_one_is_read(qtbot, make, tmp_path):
    process = make(functools.partial(fakes.load_dying, tmp_path, 2))
    numbers = [process.submit(ink(40)), process.submit(ink(50))]
    assert answers(qtbot, process, 2) == {numbers[0]: STOPPED_TWICE, numbers[1]: "50 \\times 20"}


def test_a_process_killed_while_idle_is_noticed_and_replaced(qtbot, make):
    process = make(fakes.load)
    process.start()
    wait_for(qtbot, process, RecognizerState.READY)
    os.kill(worker_pid(), signal.SIGKILL)
    wait_for(qtbot, process, RecognizerState.LOADING)
    wait_for(qtbot, process, RecognizerState.READY)


def test_a_recognizer_that_cannot_be_loaded_fails_every_picture_with_its_reason(qtbot, make):
    process = make(fakes.load_never)
    numbers = [process.submit(ink()), process.submit(ink())]
    reason = "The weights are damaged; install the program again."
    assert answers(qtbot, process, 2) == dict.fromkeys(numbers, reason)
    assert process.state is RecognizerState.UNAVAILABLE


def test_a_process_that_dies_loading_is_tried_once_more_and_then_given_up(qtbot, make):
    process = make(fakes.die_loading)
    number = process.submit(ink())
    assert answers(qtbot, process, 1) == {number: STOPPED_LOADING}
    assert process.state is RecognizerState.UNAVAILABLE


def test_a_cancelled_picture_has_no_answer(qtbot, make):
    process = make(fakes.load_slowly)
    cancelled, kept = process.submit(ink(40)), process.submit(ink(50))
    process.cancel(cancelled)
    assert answers(qtbot, process, 1) == {kept: "50 \\times 20"}


def test_stop_while_loading_ends_the_process_at_once(qtbot, make):
    process = make(fakes.load_slowly)
    process.start()
    qtbot.waitUntil(lambda: bool(multiprocessing.active_children()), timeout=WAIT_MS)
    process.stop()
    assert not multiprocessing.active_children()
    assert process.state is RecognizerState.STOPPED


def test_a_stopped_recognizer_starts_again_for_the_next_picture(qtbot, make):
    process = make(fakes.load)
    process.start()
    wait_for(qtbot, process, RecognizerState.READY)
    process.stop()
    number = process.submit(ink())
    assert answers(qtbot, process, 1) == {number: "40 \\times 20"}
