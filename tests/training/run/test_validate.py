import json
import math
from dataclasses import replace

import pytest
import torch

from model.formula.tokenizer import Tokenizer
from model.network.image2latex import Image2Latex
from model.reading.hypothesis import Hypothesis
from training.run.validate import Reading, Validator


@pytest.fixture
def tokenizer(tiny_data):
    return Tokenizer(json.loads((tiny_data / "vocabulary.json").read_text()))


@pytest.fixture
def network(tiny_config, tokenizer):
    torch.manual_seed(0)
    return Image2Latex(replace(tiny_config.model, vocabulary_size=len(tokenizer)))


def test_a_network_that_knows_nothing_has_the_loss_of_a_uniform_guess(tiny_config, tokenizer, network):
    with torch.no_grad():
        network.decoder.embedding.weight.zero_()
    found = Validator(tiny_config.validation, tokenizer, torch.device("cpu")).run(network)
    assert found.loss == pytest.approx(math.log(len(tokenizer)), rel=1e-5)
    assert found.exact_match == 0


def test_validation_repeats_itself_and_draws_no_random_numbers(tiny_config, tokenizer, network):
    validator = Validator(tiny_config.validation, tokenizer, torch.device("cpu"))
    state = torch.get_rng_state()
    first = validator.run(network.train())
    assert torch.equal(torch.get_rng_state(), state)
    assert validator.run(network) == first


def test_pairs_show_truth_and_reading_as_text(tiny_config, tokenizer, network):
    found = Validator(tiny_config.validation, tokenizer, torch.device("cpu")).run(network)
    assert "a = b + 2" in {truth for truth, _ in found.pairs}


def test_only_the_wanted_number_of_pictures_is_read(tiny_config, tokenizer, network):
    few = replace(tiny_config.validation, greedy_samples=3)
    validator = Validator(few, tokenizer, torch.device("cpu"))
    assert len(validator.read(network)) == 3


def test_a_reading_is_right_only_if_every_token_is():
    assert Reading((3, 4), Hypothesis((3, 4), (0.0, 0.0, 0.0))).is_right
    assert not Reading((3, 4), Hypothesis((3,), (0.0, 0.0))).is_right
