import pytest
import torch

from model.network.config import ModelConfig
from model.network.decoder import Decoder
from tests.small_decoder import CONFIG, build, token_ids


@pytest.fixture
def decoder():
    return build()


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
