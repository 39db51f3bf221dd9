from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from model.memories import Memories


@pytest.fixture
def encoded():
    return []


@pytest.fixture
def encode(encoded):
    def encode(size):
        encoded.append(size)
        return torch.full((1, 1, 1), size)

    return encode


@pytest.fixture
def spare_core():
    with ThreadPoolExecutor(1) as executor:
        yield executor


def found(memories):
    return [(size, memory.item()) for size, memory in memories]


def test_without_a_spare_core_each_size_is_encoded_when_it_is_asked_for(encode, encoded):
    memories = Memories(encode, (1.0, 2.0, 3.0), None)
    memories.begin()
    assert encoded == []
    size, memory = next(iter(memories))
    assert (size, memory.item(), encoded) == (1.0, 1.0, [1.0])


def test_with_a_spare_core_the_next_size_is_encoded_while_one_is_in_use(encode, encoded, spare_core):
    memories = Memories(encode, (1.0, 2.0, 3.0), spare_core)
    next(iter(memories))
    spare_core.submit(int).result()
    assert encoded == [1.0, 2.0]


def test_nothing_is_encoded_twice_however_often_it_is_begun(encode, encoded, spare_core):
    memories = Memories(encode, (1.0, 2.0), spare_core)
    memories.begin()
    memories.begin()
    assert found(memories) == [(1.0, 1.0), (2.0, 2.0)]
    memories.begin()
    assert encoded == [1.0, 2.0]


def test_no_size_is_none(encode, spare_core):
    memories = Memories(encode, (), spare_core)
    memories.begin()
    assert found(memories) == []


def test_a_failure_on_the_spare_core_reaches_who_asked(spare_core):
    def fail(size):
        raise RuntimeError("out of memory")

    memories = Memories(fail, (1.0,), spare_core)
    memories.begin()
    with pytest.raises(RuntimeError, match="out of memory"):
        next(iter(memories))
