import functools
import multiprocessing
import sys

import numpy as np
import pytest

from img2latex_desktop.base.errors import ImageError, RecognitionError
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.demo import fuzzing
from img2latex_desktop.demo.fuzzing import ELSE, LIMITS, READ, REFUSED, Reader, fuzz, outcome_of
from img2latex_desktop.demo.hostile_pictures import HARMS, HostilePicture
from img2latex_desktop.demo.virtual_desktop import DesktopError
from img2latex_desktop.service.link import Limits, Overrun
from img2latex_desktop.service.pool import READING_MS
from img2latex_desktop.service.worker import Reading, Refused, Task
from tests import fakes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(autouse=True)
def no_process_is_left():
    yield
    assert not multiprocessing.active_children()


def ink(width=40):
    pixels = np.full((20, width, 3), 255, np.uint8)
    pixels[5, 5] = 0
    return Task(Pixels.from_array(pixels))


def cells(row):
    return [cell.strip() for cell in row.split("|")[1:-1]]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (fakes.reading(), READ),
        (Refused(ImageError("The file is empty.")), REFUSED),
        (Refused(ImageError("Two\nlines.")), ELSE),
        (Refused(RecognitionError("This picture could not be recognized: KeyError")), ELSE),
        (Overrun.TIME, ELSE),
        (Overrun.MEMORY, ELSE),
        (None, ELSE),
    ],
)
def test_only_a_reading_and_one_sentence_about_the_picture_are_allowed(answer, outcome):
    assert outcome_of(answer) == outcome


def test_a_file_has_as_long_as_the_program_gives_it():
    assert LIMITS.seconds * 1000 == READING_MS


def test_each_file_is_counted_where_it_belongs_and_none_is_a_fault(tmp_path):
    lines, faults = fuzz(range(2 * len(HARMS)), 1, tmp_path / "bad", fakes.load)
    rows = [cells(line) for line in lines if line.startswith("| ")][1:]
    assert [row[0] for row in rows[:-1]] == list(HARMS)
    assert all(sum(map(int, row[1:])) == 2 for row in rows[:-1])
    assert sum(map(int, rows[-1][1:])) == 2 * len(HARMS)
    assert rows[-1][3] == "0"
    assert not faults
    assert not (tmp_path / "bad").exists()


def test_a_file_that_kills_its_reader_is_told_and_kept_and_the_next_one_is_read(tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    load = functools.partial(fakes.load_dying, marks, 1)
    lines, faults = fuzz([0, len(HARMS)], 1, tmp_path / "bad", load)
    assert cells(next(line for line in lines if line.startswith("| all 2, seed 1 ")))[1:] == ["1", "0", "1"]
    [kept] = (tmp_path / "bad").iterdir()
    assert faults == [f"{kept} (unusual format or pixels): The process died."]


def test_a_reader_that_does_not_come_to_an_end_is_ended_and_replaced(monkeypatch):
    monkeypatch.setattr(fuzzing, "LIMITS", Limits(0.5, LIMITS.megabytes))
    reader = Reader(functools.partial(fakes.load_stuck, 50))
    assert reader.ask(ink(50)) is Overrun.TIME
    assert isinstance(reader.ask(ink(40)), Reading)
    reader.close()


def test_a_fault_of_the_reader_is_not_taken_for_a_refusal(tmp_path, monkeypatch):
    picture = HostilePicture("no picture", "0.png", fakes.png(13))
    monkeypatch.setattr(fuzzing.hostile_pictures, "make", lambda *_: picture)
    _lines, faults = fuzz([0], 1, tmp_path / "bad", fakes.load)
    assert len(faults) == 1
    assert "the disk is gone" in faults[0]
    assert (tmp_path / "bad" / "0.png").read_bytes() == picture.data


def test_the_memory_of_the_reader_is_seen():
    reader = Reader(fakes.load)
    reader.ask(ink())
    assert 10 < reader.peak_mb < 2000
    reader.close()


@pytest.mark.parametrize(
    ("load", "sentence"),
    [(fakes.load_never, "The weights are damaged"), (fakes.die_loading, "stopped while loading")],
)
def test_a_reader_that_cannot_be_loaded_is_one_sentence(load, sentence):
    with pytest.raises(DesktopError, match=sentence):
        Reader(load)
