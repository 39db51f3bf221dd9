import multiprocessing
import signal
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.service.refusals import NO_FORMULA, NOT_A_FORMULA
from img2latex_desktop.service.worker import (
    Loaded,
    Reading,
    Ready,
    Refused,
    Task,
    Unavailable,
    serve,
)
from model.picture.view import NoFormulaError, View
from tests import fakes


def ink(width=40, height=20, dot=0):
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[5, 5] = dot
    return pixels


def task(*size, **options):
    return Task(Pixels.from_array(ink(*size, **options)))


@pytest.fixture(autouse=True)
def _restore_interrupt():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def conversation(load, *tasks):
    """Send everything, close, let the worker answer, and return what it said."""
    ours, theirs = multiprocessing.Pipe()
    answers, for_worker = multiprocessing.Pipe(duplex=False)
    for sent in tasks:
        ours.send(sent)
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
    theirs.close()
    answers.close()
    return said


def test_the_worker_reads_pictures_in_order_and_ends_with_the_pipe():
    said = conversation(fakes.load, task(), task(height=10))
    assert said[0] == Ready("cpu", fakes.WEIGHTS)
    assert [answer.recognition.latex for answer in said[1:]] == ["40 \\times 20", "40 \\times 10"]


def test_an_answer_shows_what_the_network_saw_and_does_not_send_the_picture_back():
    [_, reading] = conversation(fakes.load, task())
    assert reading.seen.to_array().tolist() == ink()[..., 1].tolist()
    assert reading.picture is None
    assert reading.note is None


def test_view_and_candidates_reach_the_recognizer():
    sent = Task(Pixels.from_array(ink()), View(trim_px=3), candidates=4)
    [_, reading] = conversation(fakes.load, sent)
    assert reading.recognition.latex == "34 \\times 14"
    assert len(reading.recognition.candidates) == 4


def test_a_file_is_opened_by_the_worker_and_comes_back_as_a_picture(tmp_path):
    path = tmp_path / "formula.gif"
    Image.fromarray(ink()).save(path, save_all=True, append_images=[Image.fromarray(ink(dot=90))])
    [_, reading] = conversation(fakes.load, Task(path))
    assert reading.recognition.latex == "40 \\times 20"
    assert reading.picture.to_array().tolist() == ink().tolist()
    assert str(reading.note) == "Only the first frame was read."


def test_files_in_gray_color_and_with_alpha_keep_their_channels(tmp_path):
    for mode in ("L", "RGB", "RGBA"):
        Image.fromarray(ink()).convert(mode).save(tmp_path / f"{mode}.png")
    [_, *readings] = conversation(fakes.load, *(Task(path) for path in sorted(tmp_path.iterdir())))
    assert [reading.picture.channels for reading in readings] == [1, 3, 4]


def test_a_file_that_holds_no_picture_is_refused_with_its_sentence(tmp_path):
    path = tmp_path / "formula.png"
    path.write_text("not a picture")
    [_, damaged, missing] = conversation(fakes.load, Task(path), Task(tmp_path / "missing.png"))
    assert isinstance(damaged, Refused)
    assert str(damaged.problem).startswith("This is no readable picture")
    assert str(missing.problem) == "There is no such file."


def test_a_blank_picture_is_refused_with_advice():
    [_, refused] = conversation(fakes.load, task(dot=255))
    assert str(refused.problem) == str(NO_FORMULA)


def test_any_error_of_the_recognizer_becomes_a_sentence_and_the_next_picture_is_read(caplog):
    said = conversation(fakes.load, task(13), task())
    assert str(said[1].problem) == "This picture could not be recognized: the disk is gone"
    assert isinstance(said[2], Reading)


def test_a_recognizer_that_cannot_be_loaded_says_why_and_ends(caplog):
    [said] = conversation(fakes.load_never, task())
    assert isinstance(said, Unavailable)
    reason = "The weights are damaged; install the program again."
    assert str(said.problem) == f"The recognizer cannot be loaded: {reason}"


def test_a_worker_whose_app_is_gone_before_it_is_loaded_ends_without_a_word():
    ours, theirs = multiprocessing.Pipe()
    ours.close()
    serve(theirs, fakes.load)
    theirs.close()


def test_importing_the_worker_loads_neither_torch_nor_what_only_files_need():
    unwanted = {"torch", "numpy", "PIL", "PySide6"}
    code = f"import sys, img2latex_desktop.service.worker; print({unwanted} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.slow  # imports torch
def test_snips_are_read_on_one_thread():
    code = (
        "from img2latex_desktop.service import weights_store, worker;"
        "worker.load_for_snips(weights_store.WeightsStore.of_user(), 'cpu');"
        "import torch; print(torch.get_num_threads())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_a_picture_of_something_else_is_refused_with_advice():
    class Sceptic(fakes.FakeRecognizer):
        def recognize(self, image, *, candidates=1, view=View()):  # noqa: B008  # a frozen value
            raise NoFormulaError("the picture shows no formula")

    _, refused = conversation(lambda: Loaded(Sceptic(), fakes.WEIGHTS), task())
    assert str(refused.problem) == str(NOT_A_FORMULA)
    assert refused.seen.to_array().tolist() == ink()[..., 1].tolist()
