import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from model.reading.encode_ahead import MultiScaleEncoder
from model.reading.hypothesis import Hypothesis

SIZES = (1.0, 2.0, 3.0)


class Sized:
    """In the place of a session: an image at a size."""

    def __init__(self, size):
        self.size = size


class Reader:
    """Encodes and writes; notes at which sizes, and what was done on the spare core."""

    def __init__(self):
        self.encoded, self.written, self.spared = [], [], set()

    def encode(self, size):
        self._note("encode", size, self.encoded)
        return Sized(size)

    def write(self, session):
        size = session.size
        self._note("write", size, self.written)
        return Hypothesis((int(size),), (0.0, 0.0))

    def _note(self, deed, size, done):
        done.append(size)
        if threading.current_thread() is not threading.main_thread():
            self.spared.add((deed, size))


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def spare_core():
    with ThreadPoolExecutor(1) as executor:
        yield executor


def found(further, reader):
    return [
        (one.size, session.size, one.hypotheses[0].token_ids) for one, session in further.read(reader.write)
    ]


WANTED = [(1.0, 1.0, (1,)), (2.0, 2.0, (2,)), (3.0, 3.0, (3,))]


def test_without_a_spare_core_each_size_is_read_when_it_is_asked_for(reader):
    further = MultiScaleEncoder(reader.encode, SIZES, None)
    further.begin()
    assert reader.encoded == []
    readings = further.read(reader.write)
    assert next(readings)[0].size == 1.0
    assert (reader.encoded, reader.written) == ([1.0], [1.0])
    assert [one.size for one, _ in readings] == [2.0, 3.0]


def test_a_spare_core_looks_at_all_sizes_and_reads_all_but_the_first(reader, spare_core):
    further = MultiScaleEncoder(reader.encode, SIZES, spare_core)
    further.begin()
    assert found(further, reader) == WANTED
    encodings = {("encode", size) for size in SIZES}
    assert reader.spared == encodings | {("write", 2.0), ("write", 3.0)}


def test_nothing_is_done_twice_however_often_it_is_begun(reader, spare_core):
    further = MultiScaleEncoder(reader.encode, SIZES, spare_core)
    further.begin()
    further.begin()
    assert found(further, reader) == WANTED
    assert (reader.encoded, sorted(reader.written)) == ([*SIZES], [*SIZES])


def test_what_nobody_asks_for_any_more_is_not_begun(reader, spare_core):
    further, at_first, goes_on = (
        MultiScaleEncoder(reader.encode, SIZES, spare_core),
        threading.Event(),
        threading.Event(),
    )

    def write(session):
        if session.size == 2.0:
            at_first.set()
            goes_on.wait(timeout=10)
        return reader.write(session)

    readings = further.read(write)
    assert next(readings)[0].size == 1.0
    assert at_first.wait(timeout=10)
    readings.close()
    goes_on.set()
    spare_core.submit(int).result()
    assert sorted(reader.written) == [1.0, 2.0]


@pytest.mark.parametrize("has_spare_core", [False, True])
def test_no_size_is_none(reader, spare_core, has_spare_core):
    further = MultiScaleEncoder(reader.encode, (), spare_core if has_spare_core else None)
    further.begin()
    assert found(further, reader) == []


@pytest.mark.parametrize("place", [0, 1])
def test_a_failure_on_the_spare_core_reaches_who_asked(reader, spare_core, place):
    def encode(size):
        if size == SIZES[place]:
            raise RuntimeError("out of memory")
        return reader.encode(size)

    further = MultiScaleEncoder(encode, SIZES, spare_core)
    further.begin()
    with pytest.raises(RuntimeError, match="out of memory"):
        found(further, reader)
