import contextlib
import functools
import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop import recognition
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.recognition import RecognizerProcess, RecognizerState
from img2latex_desktop.service import pool
from img2latex_desktop.service.refusals import NO_FORMULA, STOPPED_LOADING, STOPPED_TWICE
from model.picture.view import View
from tests import fakes

WAIT_MS = 30_000  # a process starts in 0.5 s on an idle machine


def ink(width=40, height=20, dot=0):
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[5, 5] = dot
    return Pixels.from_array(pixels)


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
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"worker-link", "recognizer-clock"}


def answers(qtbot, process, count):
    """Wait until ``count`` pictures have an answer and return {number: LaTeX or message}."""
    found = {}
    process.recognized.connect(lambda number, reading: found.update({number: reading.recognition.latex}))
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


def test_a_picture_that_is_not_urgent_lets_later_ones_pass(qtbot, make):
    process = make(fakes.load_slowly)
    second_look = process.submit(ink(40), candidates=5, is_urgent=False)
    pictures = [process.submit(ink(50)), process.submit(ink(60))]
    assert list(answers(qtbot, process, 3)) == [*pictures, second_look]


def test_view_and_candidates_go_along(qtbot, make):
    process = make(fakes.load)
    process.submit(ink(), View(trim_px=4), candidates=3)
    with qtbot.waitSignal(process.recognized, timeout=WAIT_MS) as recognized:
        pass
    reading = recognized.args[1]
    assert reading.recognition.latex == "32 \\times 12"
    assert len(reading.recognition.candidates) == 3
    assert (reading.seen.width, reading.seen.height, reading.seen.channels) == (40, 20, 1)


def test_a_file_is_read_by_the_process_and_a_bad_one_fails_with_its_sentence(qtbot, make, tmp_path):
    Image.fromarray(ink().to_array()).save(tmp_path / "good.tiff")
    (tmp_path / "bad.png").write_bytes(b"")
    process = make(fakes.load)
    numbers = [process.submit(tmp_path / "good.tiff"), process.submit(tmp_path / "bad.png")]
    assert answers(qtbot, process, 2) == {numbers[0]: "40 \\times 20", numbers[1]: "The file is empty."}


def test_a_blank_picture_fails_with_advice(qtbot, make):
    process = make(fakes.load)
    number = process.submit(ink(dot=255))
    assert answers(qtbot, process, 1) == {number: str(NO_FORMULA)}


def test_the_log_says_what_was_not_read_and_why(qtbot, make, tmp_path, caplog):
    caplog.set_level("INFO", "img2latex_desktop")
    process = make(fakes.load)
    process.submit(ink(dot=255))
    process.submit(tmp_path / "missing.png")
    answers(qtbot, process, 2)
    assert f"The picture is not read: {NO_FORMULA}" in caplog.messages
    assert f"{tmp_path / 'missing.png'} is not read: There is no such file." in caplog.messages


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
    assert answers(qtbot, process, 2) == {numbers[0]: str(STOPPED_TWICE), numbers[1]: "50 \\times 20"}


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
    reason = "The recognizer cannot be loaded: The weights are damaged; install the program again."
    assert answers(qtbot, process, 2) == dict.fromkeys(numbers, reason)
    assert process.state is RecognizerState.UNAVAILABLE


def test_a_process_that_dies_loading_is_tried_once_more_and_then_given_up(qtbot, make):
    process = make(fakes.die_loading)
    number = process.submit(ink())
    assert answers(qtbot, process, 1) == {number: str(STOPPED_LOADING)}
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


def test_a_process_with_nothing_to_do_is_put_to_sleep_and_wakes_for_the_next_picture(
    qtbot, make, monkeypatch
):
    monkeypatch.setattr(recognition, "MINUTE_MS", 50)
    process = make(fakes.load)
    process.set_idle_minutes(2)
    process.start()
    wait_for(qtbot, process, RecognizerState.ASLEEP)
    qtbot.waitUntil(lambda: not multiprocessing.active_children(), timeout=WAIT_MS)
    number = process.submit(ink())
    assert process.state is RecognizerState.LOADING
    assert answers(qtbot, process, 1) == {number: "40 \\times 20"}
    wait_for(qtbot, process, RecognizerState.ASLEEP)


def test_zero_minutes_keep_the_process(qtbot, make, monkeypatch):
    monkeypatch.setattr(recognition, "MINUTE_MS", 50)
    process = make(fakes.load)
    process.set_idle_minutes(2)
    process.set_idle_minutes(0)
    process.start()
    wait_for(qtbot, process, RecognizerState.READY)
    qtbot.wait(200)
    assert process.state is RecognizerState.READY


def test_no_process_sleeps_while_it_reads(qtbot, make, monkeypatch):
    monkeypatch.setattr(recognition, "MINUTE_MS", 50)
    process = make(functools.partial(fakes.load_sluggish, 0.5))
    process.set_idle_minutes(2)
    number = process.submit(ink())
    assert answers(qtbot, process, 1) == {number: "40 \\times 20"}


def test_after_a_restart_another_recognizer_reads_what_waits_and_what_was_being_read(qtbot, make):
    process = make(functools.partial(fakes.load_sluggish, 60.0))
    numbers = [process.submit(ink(40)), process.submit(ink(50)), process.submit(ink(60))]
    wait_for(qtbot, process, RecognizerState.WORKING)
    process.cancel(numbers[1])
    started = time.monotonic()
    process.restart(fakes.load)
    assert time.monotonic() - started < 0.5
    assert answers(qtbot, process, 2) == {numbers[0]: "40 \\times 20", numbers[2]: "60 \\times 20"}
    assert len(multiprocessing.active_children()) == 1


def test_stop_does_not_wait_for_a_process_that_does_not_read(qtbot, make):
    process = make(fakes.load)
    process.start()
    wait_for(qtbot, process, RecognizerState.READY)
    os.kill(worker_pid(), signal.SIGSTOP)
    process.submit(ink(2000, 1000))
    process.stop()
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks into /proc")
def test_processes_that_come_and_go_leave_no_open_files(qtbot, make):
    def come_and_go():
        process = make(fakes.load)
        process.start()
        wait_for(qtbot, process, RecognizerState.READY)
        process.restart(fakes.load)
        wait_for(qtbot, process, RecognizerState.READY)
        process.stop()

    def pipes_and_sockets():
        """Name each by its inode, so that what other threads close meanwhile does not count."""
        names = set()
        for file in Path("/proc/self/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                names.add(str(file.readlink()))
        return {name for name in names if name.startswith(("pipe:", "socket:"))}

    come_and_go()  # what stays from now on, as the pipe of Python's resource tracker, is opened once
    before = pipes_and_sockets()
    come_and_go()
    assert pipes_and_sockets() <= before


def test_a_picture_that_is_read_for_too_long_is_given_up_and_the_next_one_read(
    qtbot, make, monkeypatch, caplog
):
    monkeypatch.setattr(pool, "READING_MS", 300)
    process = make(functools.partial(fakes.load_stuck, 13_000))
    stuck, good = process.submit(ink(13_000)), process.submit(ink(40))
    assert answers(qtbot, process, 2) == {
        stuck: "The picture took longer than 0 s and was given up; cut out the formula and try again.",
        good: "40 \\times 20",
    }


def test_a_picture_that_nobody_wants_any_more_does_not_hold_up_the_next_one(qtbot, make, monkeypatch, caplog):
    monkeypatch.setattr(pool, "GRACE_MS", 100)
    process = make(functools.partial(fakes.load_stuck, 13_000))
    stuck = process.submit(ink(13_000))
    wait_for(qtbot, process, RecognizerState.WORKING)
    process.cancel(stuck)
    good = process.submit(ink(40))
    assert answers(qtbot, process, 1) == {good: "40 \\times 20"}


def test_a_cancelled_picture_that_is_read_soon_costs_no_process(qtbot, make):
    process = make(functools.partial(fakes.load_sluggish, 0.3))
    process.start()
    wait_for(qtbot, process, RecognizerState.READY)
    before = worker_pid()
    process.cancel(process.submit(ink(50)))
    good = process.submit(ink(40))
    assert answers(qtbot, process, 1) == {good: "40 \\times 20"}
    assert worker_pid() == before


def test_a_cancelled_last_picture_leaves_a_process_that_is_ready(qtbot, make, monkeypatch, caplog):
    monkeypatch.setattr(pool, "GRACE_MS", 100)
    process = make(functools.partial(fakes.load_stuck, 13_000))
    stuck = process.submit(ink(13_000))
    wait_for(qtbot, process, RecognizerState.WORKING)
    process.cancel(stuck)
    wait_for(qtbot, process, RecognizerState.LOADING)
    wait_for(qtbot, process, RecognizerState.READY)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_in_place_of_a_file_is_refused_at_once(qtbot, make, tmp_path):
    os.mkfifo(tmp_path / "formula.png")
    process = make(fakes.load)
    number = process.submit(tmp_path / "formula.png")
    assert answers(qtbot, process, 1) == {number: "This is a pipe or a device; save the picture as a file."}
