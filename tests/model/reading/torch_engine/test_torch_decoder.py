"""The plain layers with their KV cache are those of ``model.network``, however tokens are fed."""

import numpy as np
import pytest
import torch

from model.formula.tokenizer import BOS, EOS
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.reading.torch_engine.decoder import TorchDecoder
from model.reading.torch_engine.kv_cache import CACHE_CHUNK
from model.reading.torch_engine.placement import PlacedNetwork

CONFIG = ModelConfig(
    30, width=32, heads=4, feedforward=64, decoder_layers=2, max_tokens=80, dropout=0.0, draft_tokens=3
)
PAST_ONE_CHUNK = CACHE_CHUNK + 5
CLOSE = {"rtol": 1e-4, "atol": 1e-4}


@pytest.fixture
def network():
    torch.manual_seed(0)
    return Image2Latex(CONFIG).eval()


def memory(rows):
    return torch.randn(rows, 11, CONFIG.width, generator=torch.Generator().manual_seed(3))


def token_ids(rows, length):
    ids = np.random.default_rng(2).integers(3, CONFIG.vocabulary_size, (rows, length))
    ids[:, 0] = BOS
    return ids


def whole(network, memory, ids):
    """Return the log-probabilities of the network itself, all tokens fed at once."""
    with torch.inference_mode():
        return network.decode(torch.from_numpy(ids), memory).log_softmax(-1).numpy()


def test_steps_equal_the_whole_sequence(network):
    ids = token_ids(3, PAST_ONE_CHUNK)
    decoder = TorchDecoder(PlacedNetwork(network), memory(3))
    steps = [decoder.feed(ids[:, at : at + 1]) for at in range(PAST_ONE_CHUNK)]
    np.testing.assert_allclose(np.concatenate(steps, axis=1), whole(network, memory(3), ids), **CLOSE)


def test_several_positions_at_once_equal_one_after_another(network):
    ids = token_ids(2, PAST_ONE_CHUNK)
    decoder = TorchDecoder(PlacedNetwork(network), memory(2))
    parts = [decoder.feed(part) for part in np.split(ids, (1, 8, 10), axis=1)]
    np.testing.assert_allclose(np.concatenate(parts, axis=1), whole(network, memory(2), ids), **CLOSE)


def test_positions_may_be_forgotten(network):
    ids = token_ids(1, 12)
    decoder = TorchDecoder(PlacedNetwork(network), memory(1))
    decoder.feed(np.concatenate((ids[:, :4], ids[:, 8:]), axis=1))
    decoder.keep(4)
    np.testing.assert_allclose(decoder.feed(ids[:, 4:]), whole(network, memory(1), ids)[:, 4:], **CLOSE)


def test_reordered_rows_go_on_from_where_they_were(network):
    ids, order = token_ids(3, 6), [2, 0]
    decoder = TorchDecoder(PlacedNetwork(network), memory(3))
    decoder.feed(ids[:, :5])
    decoder.select(order)
    after = decoder.feed(ids[order, 5:])[:, 0]
    np.testing.assert_allclose(after, whole(network, memory(3), ids)[order, 5], **CLOSE)


def test_rows_of_one_image_may_multiply(network):
    ids = token_ids(4, 2)
    decoder = TorchDecoder(PlacedNetwork(network), memory(1))
    decoder.feed(ids[:1, :1])
    decoder.select([0] * 4)
    expected = whole(network, memory(1).expand(4, -1, -1), ids)[:, 1]
    np.testing.assert_allclose(decoder.feed(ids[:, 1:])[:, 0], expected, **CLOSE)


def test_a_decoder_follows_weights_that_were_changed_since_the_last_image(network):
    ids = token_ids(1, 4)
    before = TorchDecoder(PlacedNetwork(network), memory(1)).feed(ids)
    with torch.no_grad():
        network.decoder.layers[0].feedforward.narrow.weight.mul_(3)
    after = TorchDecoder(PlacedNetwork(network), memory(1)).feed(ids)
    assert not np.allclose(before, after)
    np.testing.assert_allclose(after, whole(network, memory(1), ids), **CLOSE)


def test_it_works_in_bfloat16(network):
    ids = token_ids(2, 5)
    with torch.autocast("cpu", torch.bfloat16):
        after = TorchDecoder(PlacedNetwork(network), memory(2)).feed(ids)
    assert after.dtype == np.float32
    np.testing.assert_allclose(after, whole(network, memory(2), ids), rtol=0.05, atol=0.1)


def test_search_is_told_what_training_taught_the_draft(network):
    ids, length = token_ids(1, 10), 6
    decoder = TorchDecoder(PlacedNetwork(network), memory(1))
    decoder.feed(ids[:, :length])
    guessed = decoder.guess(int(ids[0, length]), length - 1, 3)
    # teacher forcing along what was guessed
    line = torch.tensor([[*ids[0, : length + 1].tolist(), *guessed, 3, 3]])
    with torch.inference_mode():
        _, guesses = network.decode_with_drafts(line, memory(1))
    expected = [int(guess[0, length - 1].argmax()) for guess in guesses]
    assert guessed == (expected[: expected.index(EOS)] if EOS in expected else expected)
    assert guessed


def test_guesses_end_where_the_longest_formula_does(network):
    decoder = TorchDecoder(PlacedNetwork(network), memory(1))
    decoder.feed(token_ids(1, 80))
    assert decoder.guess(5, 79, 3) == []


def test_nothing_is_guessed_before_something_is_fed_or_without_a_draft(network):
    assert TorchDecoder(PlacedNetwork(network), memory(1)).guess(BOS, 0, 3) == []
    plain = Image2Latex(ModelConfig(30, width=32, heads=4, feedforward=64, decoder_layers=1)).eval()
    decoder = TorchDecoder(PlacedNetwork(plain), memory(1))
    decoder.feed(token_ids(1, 4))
    assert decoder.guess(5, 3, 3) == []


class Moved(PlacedNetwork):
    """Says, once told so, that its network is no longer where memory is, as after leaving a full GPU."""

    has_moved = False

    @property
    def device(self):
        return torch.device("cpu", 0) if self.has_moved else super().device


@pytest.mark.parametrize(("images", "order"), [(1, [0, 0, 0]), (3, [2, 0, 1])])
def test_a_decoder_whose_network_has_moved_goes_on_with_all_that_was_fed(network, images, order):
    ids = token_ids(3, 8)
    ids[:, 0] = BOS
    placed = Moved(network)
    decoder = TorchDecoder(placed, memory(images))
    decoder.feed(ids[:images, :1])
    decoder.select(order)
    decoder.feed(ids[:, 1:5])
    placed.has_moved = True
    expected = whole(network, memory(images)[order], ids)
    np.testing.assert_allclose(decoder.feed(ids[:, 5:]), expected[:, 5:], **CLOSE)
