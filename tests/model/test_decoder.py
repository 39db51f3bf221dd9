import pytest
import torch

from model.config import ModelConfig
from model.decoder import CACHE_CHUNK, Decoder

CONFIG = ModelConfig(30, width=32, heads=4, feedforward=64, decoder_layers=2, max_tokens=80)
PAST_ONE_CHUNK = CACHE_CHUNK + 5


@pytest.fixture
def decoder():
    return Decoder(CONFIG).eval()


def token_ids(rows, length):
    return torch.randint(3, CONFIG.vocabulary_size, (rows, length))


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
def test_a_prediction_does_not_depend_on_later_tokens(decoder):
    memory, ids = torch.randn(1, 4, 32), token_ids(1, 9)
    changed = ids.clone()
    changed[:, 5:] = 3
    torch.testing.assert_close(decoder(ids, memory)[:, :5], decoder(changed, memory)[:, :5])


def test_the_longest_formula_fits_and_a_longer_one_is_refused(decoder):
    memory = torch.randn(1, 4, 32)
    assert decoder(token_ids(1, CONFIG.max_tokens + 1), memory).shape == (1, CONFIG.max_tokens + 1, 30)
    with pytest.raises(ValueError, match="max_tokens"):
        decoder(token_ids(1, CONFIG.max_tokens + 2), memory)


def test_first_predictions_are_nearly_uniform():
    decoder = Decoder(ModelConfig(450)).eval()
    with torch.inference_mode():
        logits = decoder(torch.randint(3, 450, (2, 20)), torch.randn(2, 16, 256))
    assert logits.std().item() == pytest.approx(1.0, abs=0.3)
