import pytest
import torch

from model.network.stepping import CACHE_CHUNK
from tests.small_decoder import build, token_ids

PAST_ONE_CHUNK = CACHE_CHUNK + 5


@pytest.fixture
def decoder():
    return build()


@torch.inference_mode()
def test_cached_decoding_equals_uncached(decoder):
    memory, ids = torch.randn(3, 11, 32), token_ids(3, PAST_ONE_CHUNK)
    cache = decoder.start(memory)
    steps = [decoder.step(ids[:, at], cache) for at in range(PAST_ONE_CHUNK)]
    assert cache.length == PAST_ONE_CHUNK
    torch.testing.assert_close(torch.stack(steps, dim=1), decoder(ids, memory), rtol=1e-4, atol=1e-4)


@torch.inference_mode()
def test_several_positions_at_once_equal_one_after_another(decoder):
    memory, ids = torch.randn(2, 6, 32), token_ids(2, PAST_ONE_CHUNK)
    cache = decoder.start(memory)
    parts = [decoder.extend(part, cache) for part in ids.split((1, 7, 2, PAST_ONE_CHUNK - 10), dim=1)]
    assert cache.length == PAST_ONE_CHUNK
    torch.testing.assert_close(torch.cat(parts, dim=1), decoder(ids, memory), atol=1e-4, rtol=1e-4)


@torch.inference_mode()
def test_positions_may_be_forgotten(decoder):
    memory, ids = torch.randn(1, 6, 32), token_ids(1, 12)
    cache = decoder.start(memory)
    decoder.extend(torch.cat((ids[:, :4], ids[:, 8:]), dim=1), cache)
    cache.length = 4
    torch.testing.assert_close(
        decoder.extend(ids[:, 4:], cache), decoder(ids, memory)[:, 4:], atol=1e-4, rtol=1e-4
    )


@torch.inference_mode()
def test_reordered_rows_go_on_from_where_they_were(decoder):
    memory, ids = torch.randn(3, 11, 32), token_ids(3, 6)
    cache = decoder.start(memory)
    for at in range(5):
        decoder.step(ids[:, at], cache)
    order = torch.tensor([2, 0])
    cache.select(order)
    logits = decoder.step(ids[order, 5], cache)
    torch.testing.assert_close(logits, decoder(ids, memory)[order, 5], rtol=1e-4, atol=1e-4)


@torch.inference_mode()
def test_rows_of_one_image_may_multiply(decoder):
    memory, ids = torch.randn(1, 11, 32), token_ids(4, 2)
    ids[:, 0] = 1
    cache = decoder.start(memory)
    decoder.step(ids[:1, 0], cache)
    cache.select(torch.zeros(4, dtype=torch.long))
    logits = decoder.step(ids[:, 1], cache)
    expected = decoder(ids, memory.expand(4, -1, -1))[:, 1]
    torch.testing.assert_close(logits, expected, rtol=1e-4, atol=1e-4)


@torch.inference_mode()
def test_steps_follow_weights_that_were_changed_since_the_last_image(decoder):
    memory, ids = torch.randn(1, 6, 32), token_ids(1, 4)
    before = decoder.extend(ids, decoder.start(memory))
    decoder.layers[0].feedforward.narrow.weight.mul_(3)
    after = decoder.extend(ids, decoder.start(memory))
    assert not torch.allclose(before, after)
    torch.testing.assert_close(after, decoder(ids, memory), rtol=1e-4, atol=1e-4)
