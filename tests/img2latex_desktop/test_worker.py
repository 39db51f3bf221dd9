import multiprocessing
import signal

import numpy as np
import pytest

from img2latex_desktop.worker import NO_FORMULA, Ready, Refused, RgbPixels, Unavailable, serve
from tests import fakes


def picture(width=40, height=20, dot=255):
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[5, 5] = dot
    return RgbPixels(width, height, pixels.tobytes())


@pytest.fixture(autouse=True)
def _restore_interrupt():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def conversation(load, *images):
    """Send everything, close, let the worker answer, and return what it said."""
    ours, theirs = multiprocessing.Pipe()
    answers, for_worker = multiprocessing.Pipe(duplex=False)
    for image in images:
        ours.send(image)
    ours.close()

    class BothEnds:
        recv = theirs.recv
        send = for_worker.send

    serve(BothEnds, load)
    for_worker.close()
    said = []
    while answers.poll():
        try:
            said.append(answers.recv())
        except EOFError:
            break
    return said


def test_it_says_ready_answers_each_picture_and_ends_with_the_pipe():
    said = conversation(fakes.load, picture(), picture(height=10))
    assert said == [Ready("cpu"), fakes.recognition("40 \\times 20"), fakes.recognition("40 \\times 10")]


def test_a_blank_picture_is_refused_with_advice():
    assert conversation(fakes.load, picture(dot=0))[1] == Refused(NO_FORMULA)


def test_any_error_of_the_recognizer_becomes_a_sentence_and_the_next_picture_is_read(caplog):
    said = conversation(fakes.load, picture(width=13), picture())
    assert said[1] == Refused("This picture could not be recognized: the disk is gone")
    assert said[2] == fakes.recognition("40 \\times 20")


def test_a_recognizer_that_cannot_be_loaded_says_why_and_ends(caplog):
    assert conversation(fakes.load_never, picture()) == [
        Unavailable("The weights are damaged; install the program again.")
    ]
