"""Of one image written down; the small network is that of the searches."""

import pytest
import torch

from model.formula.tokenizer import BOS, EOS
from model.reading.decoding import Decoding
from tests.model.reading.test_search import memories, network


@pytest.fixture(autouse=True)
def _inference():
    with torch.inference_mode():
        yield


@pytest.fixture
def made():
    """A network that notes how many tokens it is fed at once."""
    made = network()
    made.fed = []
    extend = made.extend
    made.extend = lambda token_ids, cache: made.fed.append(token_ids.shape[1]) or extend(token_ids, cache)
    return made


def test_a_formula_is_scored_as_the_whole_sequence_is(made):
    formula = (5, 6, 9, 7)
    whole = made.decode(torch.tensor([[BOS, *formula]]), memories(1))[0].log_softmax(dim=-1)
    expected = whole.gather(1, torch.tensor([*formula, EOS])[:, None])[:, 0].tolist()
    assert Decoding(memories(1)).score(made, formula) == pytest.approx(expected, abs=1e-4)


def test_what_formulas_share_is_fed_once(made):
    decoding = Decoding(memories(1))
    scored = [decoding.score(made, formula) for formula in ((5, 6, 7), (5, 6, 7), (5, 6), (5, 6, 8, 9))]
    assert made.fed == [4, 2]  # bos and three tokens; the last two
    assert scored[0] == scored[1]
    assert scored[2][:2] == scored[0][:2]
    assert [len(log_probs) for log_probs in scored] == [4, 4, 3, 5]


def test_what_is_forgotten_is_fed_again(made):
    decoding = Decoding(memories(1))
    scored = decoding.score(made, (5, 6, 7))
    decoding.keep(2)
    assert len(decoding) == decoding.shared((5, 6, 7)) == 2
    assert decoding.score(made, (5, 6, 7)) == pytest.approx(scored, abs=1e-4)
    assert made.fed == [4, 2]


def test_nothing_is_guessed_before_something_is_fed():
    guessing = network(draft_tokens=2)
    assert Decoding(memories(1)).guess(guessing, BOS, 0, 3) == []
    assert Decoding(memories(1)).start(guessing).guess(guessing, BOS, 0, 3) == []


def test_on_its_own_device_it_stays_itself_and_elsewhere_begins_anew(made):
    decoding = Decoding(memories(1))
    decoding.score(made, (5, 6))
    assert decoding.to(torch.device("cpu")) is decoding
    assert len(decoding.to(torch.device("meta"))) == 0


def test_several_images_are_not_written_down():
    with pytest.raises(ValueError, match="one image"):
        Decoding(memories(2))
