import pytest
import torch

from model.formula.tokenizer import BOS
from model.network.config import ModelConfig
from model.network.decoder import Decoder

CONFIG = ModelConfig(
    30, width=32, heads=4, feedforward=64, decoder_layers=2, max_tokens=80, dropout=0.0, draft_tokens=3
)


@pytest.fixture(scope="module")
def decoder():
    torch.manual_seed(0)
    return Decoder(CONFIG).eval()


def token_ids(rows, length):
    ids = torch.randint(3, 30, (rows, length), generator=torch.Generator().manual_seed(2))
    ids[:, 0] = BOS
    return ids


def memory(rows=2):
    return torch.randn(rows, 12, 32, generator=torch.Generator().manual_seed(3))


def test_guesses_come_beside_the_same_predictions(decoder):
    ids = token_ids(2, 10)
    logits, guesses = decoder.forward_with_drafts(ids, memory())
    torch.testing.assert_close(logits, decoder(ids, memory()))
    assert [guess.shape for guess in guesses] == [(2, 9, 30), (2, 8, 30), (2, 7, 30)]


def test_no_gradient_of_a_guess_leaves_the_draft():
    made = Decoder(CONFIG)
    _, guesses = made.forward_with_drafts(token_ids(2, 10), memory())
    sum(guess.square().mean() for guess in guesses).backward()
    touched = {name.split(".")[0] for name, each in made.named_parameters() if each.grad is not None}
    assert touched == {"draft"}
    assert all(each.grad is not None for each in made.draft.parameters())


def test_a_draft_begins_with_the_eyes_of_the_last_layer():
    made = Decoder(CONFIG)
    made.begin_draft()
    last = made.layers[-1]
    assert torch.equal(made.draft.project_query.weight, last.cross.project_query.weight)
    assert torch.equal(made.draft.project_out.weight, last.cross.project_out.weight)


def test_without_a_draft_nothing_is_guessed():
    made = Decoder(ModelConfig(30, width=32, heads=4, feedforward=64, decoder_layers=1)).eval()
    assert made.forward_with_drafts(token_ids(2, 5), memory())[1] == []
