import functools
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import CancelledError, wait

import numpy as np
import pytest

from img2latex_desktop.base.errors import ImageError, RecognitionError
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.service import pool
from img2latex_desktop.service.pool import RecognizerPool
from img2latex_desktop.service.refusals import STOPPED_TWICE
from img2latex_desktop.service.slot import RecognizerState
from img2latex_desktop.service.worker import Task
from tests import fakes

WAIT_S = 30.0  # a process starts in 0.5 s on an idle machine


def task(width=40, dot=0):
    pixels = np.full((20, width, 3), 255, np.uint8)
    pixels[5, 5] = dot
    return Task(Pixels.from_array(pixels))


@pytest.fixture
def make():
    made = []

    def build(load, **options):
        made.append(RecognizerPool(load, **options))
        return made[-1]

    yield build
    for each in made:
        each.stop()
    assert not multiprocessing.active_children()
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"worker-link", "recognizer-clock"}


def latex(future):
    return future.result(WAIT_S).recognition.latex


def wait_for(made, state):
    give_up_at = time.monotonic() + WAIT_S
    while made.state is not state:
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def test_a_process_killed_over_a_picture_is_replaced_and_the_picture_read(make):
    made = make(functools.partial(fakes.load_sluggish, 0.5))
    future = made.submit(task())
    wait_for(made, RecognizerState.WORKING)
    [child] = multiprocessing.active_children()
    os.kill(child.pid, signal.SIGKILL)
    assert latex(future) == "40 \\times 20"


def test_a_picture_that_kills_twice_fails_with_a_sentence(make, tmp_path):
    made = make(functools.partial(fakes.load_dying, tmp_path, 2))
    with pytest.raises(RecognitionError) as raised:
        made.submit(task()).result(WAIT_S)
    assert str(raised.value) == str(STOPPED_TWICE)


def test_a_blank_picture_fails_as_a_picture(make):
    with pytest.raises(ImageError):
        make(fakes.load).submit(task(dot=255)).result(WAIT_S)


def test_a_picture_beyond_its_deadline_fails_and_the_next_is_read(make, monkeypatch):
    monkeypatch.setattr(pool, "READING_MS", 300)
    made = make(functools.partial(fakes.load_stuck, 1300))
    stuck, good = made.submit(task(1300)), made.submit(task())
    with pytest.raises(RecognitionError, match="took longer"):
        stuck.result(WAIT_S)
    assert latex(good) == "40 \\times 20"


def test_urgent_pictures_are_read_first_and_each_kind_in_order(make):
    made = make(fakes.load_slowly)
    order = []
    futures = [made.submit(task(width), is_urgent=width < 60) for width in (70, 80, 40, 50)]
    for future in futures:
        future.add_done_callback(lambda done: order.append(latex(done).split()[0]))
    wait(futures, WAIT_S)
    assert order == ["40", "50", "70", "80"]


def test_a_cancelled_picture_leaves_the_queue(make):
    made = make(fakes.load_slowly)
    cancelled, kept = made.submit(task(50)), made.submit(task())
    assert cancelled.cancel()
    assert latex(kept) == "40 \\times 20"
    assert wait([cancelled], 0).done == {cancelled}


def test_cancelling_a_picture_ends_the_process_that_hangs_over_it(make, monkeypatch):
    monkeypatch.setattr(pool, "GRACE_MS", 100)
    made = make(functools.partial(fakes.load_stuck, 1300))
    stuck = made.submit(task(1300))
    wait_for(made, RecognizerState.WORKING)
    assert stuck.cancel()
    assert latex(made.submit(task())) == "40 \\times 20"


def test_an_idle_process_sleeps_and_wakes(make):
    made = make(fakes.load)
    made.set_idle_s(0.1)
    made.wake()
    wait_for(made, RecognizerState.ASLEEP)
    made.wake()
    assert made.state is RecognizerState.LOADING
    assert latex(made.submit(task())) == "40 \\times 20"
    wait_for(made, RecognizerState.ASLEEP)


def test_stopping_answers_every_picture(make):
    made = make(functools.partial(fakes.load_sluggish, 60.0))
    futures = [made.submit(task()) for _ in range(3)]
    wait_for(made, RecognizerState.WORKING)
    made.stop()
    assert wait(futures, 0).done == set(futures)
    for future in futures:
        with pytest.raises(CancelledError):
            future.result()


def test_two_processes_read_at_the_same_time(make):
    made = make(functools.partial(fakes.load_sluggish, 1.0), processes=2)
    futures = [made.submit(task(width)) for width in (40, 50, 60)]
    assert {latex(future).split()[0] for future in futures} == {"40", "50", "60"}
    assert len(multiprocessing.active_children()) == 2
