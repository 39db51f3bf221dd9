from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from model.decoding import Decoding
from model.further_sizes import FurtherSizes


@pytest.fixture
def encoded():
    return []


@pytest.fixture
def encode(encoded):
    def encode(size):
        encoded.append(size)
        return Decoding(torch.full((1, 1, 1), size))

    return encode


@pytest.fixture
def spare_core():
    with ThreadPoolExecutor(1) as executor:
        yield executor


def found(further):
    return [(size, decoding.memory.item()) for size, decoding in further]


def test_without_a_spare_core_each_size_is_encoded_when_it_is_asked_for(encode, encoded):
    further = FurtherSizes(encode, (1.0, 2.0, 3.0), None)
    further.begin()
    assert encoded == []
    size, decoding = next(iter(further))
    assert (size, decoding.memory.item(), encoded) == (1.0, 1.0, [1.0])


def test_with_a_spare_core_the_next_size_is_encoded_while_one_is_in_use(encode, encoded, spare_core):
    further = FurtherSizes(encode, (1.0, 2.0, 3.0), spare_core)
    next(iter(further))
    spare_core.submit(int).result()
    assert encoded == [1.0, 2.0]


def test_nothing_is_encoded_twice_however_often_it_is_begun(encode, encoded, spare_core):
    further = FurtherSizes(encode, (1.0, 2.0), spare_core)
    further.begin()
    further.begin()
    assert found(further) == [(1.0, 1.0), (2.0, 2.0)]
    further.begin()
    assert encoded == [1.0, 2.0]


def test_no_size_is_none(encode, spare_core):
    further = FurtherSizes(encode, (), spare_core)
    further.begin()
    assert found(further) == []


def test_a_failure_on_the_spare_core_reaches_who_asked(spare_core):
    def fail(size):
        raise RuntimeError("out of memory")

    further = FurtherSizes(fail, (1.0,), spare_core)
    further.begin()
    with pytest.raises(RuntimeError, match="out of memory"):
        next(iter(further))
