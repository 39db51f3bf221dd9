import itertools

import numpy as np
import pytest
import torch

from model.formula.grammar import Grammar
from model.formula.printer import to_latex
from model.formula.tokenizer import BOS, EOS, SPECIAL_TOKENS, Tokenizer
from model.reading.search import beam_search, greedy_search
from tests.small_engine import GRAMMAR, VOCABULARY, Encoded, RandomDecoder, log_probs_of, memories, network


def random_logits(rows, seed=0):
    np.random.seed(seed)
    return Encoded(network(seed=seed), memories(rows), RandomDecoder)


@pytest.mark.parametrize("seed", range(4))
def test_greedy_output_under_random_logits_is_well_formed_within_its_length(seed):
    found = greedy_search(random_logits(16, seed), GRAMMAR, max_tokens=25)
    assert len({hypothesis.token_ids for hypothesis in found}) > 4
    for hypothesis in found:
        assert len(hypothesis.token_ids) <= 25
        assert GRAMMAR.accepts(hypothesis.token_ids)
        assert to_latex(Tokenizer(VOCABULARY).decode(hypothesis.token_ids))


@pytest.mark.parametrize("seed", range(4))
def test_beam_output_under_random_logits_is_well_formed_within_its_length(seed):
    found = beam_search(random_logits(1, seed), GRAMMAR, beam_width=5, max_tokens=25)
    for hypothesis in found:
        assert len(hypothesis.token_ids) <= 25
        assert GRAMMAR.accepts(hypothesis.token_ids)


@pytest.mark.parametrize("max_tokens", [1, 2, 40])
def test_any_length_limit_still_gives_a_whole_formula(max_tokens):
    for hypothesis in greedy_search(random_logits(8), GRAMMAR, max_tokens=max_tokens):
        assert 1 <= len(hypothesis.token_ids) <= max_tokens
        assert GRAMMAR.accepts(hypothesis.token_ids)


def test_a_batch_is_read_as_its_rows_alone():
    made, memory = network(seed=2), 40 * memories(6)
    made.decoder.embedding.weight.data[EOS] *= 3  # a taste for ending, so that rows leave at different times
    together = greedy_search(Encoded(made, memory), GRAMMAR, max_tokens=30)
    apart = [greedy_search(Encoded(made, row[None]), GRAMMAR, max_tokens=30)[0] for row in memory]
    assert [hypothesis.token_ids for hypothesis in together] == [hypothesis.token_ids for hypothesis in apart]
    assert len({len(hypothesis.token_ids) for hypothesis in together}) > 2


@pytest.mark.parametrize("seed", range(5))
def test_a_beam_of_one_is_greedy(seed):
    made, memory = network(seed=seed), memories(1, seed)
    [greedy] = greedy_search(Encoded(made, memory), GRAMMAR, max_tokens=30)
    [beam] = beam_search(Encoded(made, memory), GRAMMAR, beam_width=1, max_tokens=30)
    assert beam.token_ids == greedy.token_ids
    assert beam.log_probs == pytest.approx(greedy.log_probs, abs=1e-4)


@pytest.mark.parametrize("search", ["greedy", "beam"])
def test_log_probs_are_those_of_the_unmasked_softmax(search):
    made, memory = network(), memories(1)
    if search == "greedy":
        found = greedy_search(Encoded(made, memory), GRAMMAR, max_tokens=30)
    else:
        found = beam_search(Encoded(made, memory), GRAMMAR, beam_width=4, max_tokens=30)
    for hypothesis in found:
        expected = log_probs_of(made, memory, hypothesis.token_ids)
        assert hypothesis.log_probs == pytest.approx(expected, abs=1e-3)


def test_a_beam_as_wide_as_the_space_finds_the_best_formulas():
    # GIVEN a language small enough to be written out
    vocabulary = (*SPECIAL_TOKENS, "x", "1", "_", "^", "\\sqrt")
    grammar = Grammar(vocabulary)
    made, memory = network(vocabulary=vocabulary, sharpness=1.0), memories(1)
    formulas = [
        ids
        for length in (1, 2, 3)
        for ids in itertools.product(range(3, len(vocabulary)), repeat=length)
        if grammar.accepts(ids)
    ]
    scores = {ids: np.mean(log_probs_of(made, memory, ids)) for ids in formulas}
    # WHEN nothing is pruned
    found = beam_search(Encoded(made, memory), grammar, beam_width=len(formulas) * 4, max_tokens=3)
    # THEN all formulas are found, best first
    assert [hypothesis.token_ids for hypothesis in found] == sorted(
        scores, key=scores.__getitem__, reverse=True
    )
    assert found[0].score == pytest.approx(max(scores.values()), abs=1e-4)


def test_beam_hypotheses_are_distinct_and_ordered():
    found = beam_search(Encoded(network(), memories(1)), GRAMMAR, beam_width=5, max_tokens=30)
    scores = [hypothesis.score for hypothesis in found]
    assert scores == sorted(scores, reverse=True)
    assert len({hypothesis.token_ids for hypothesis in found}) == len(found) <= 5


@pytest.mark.parametrize("max_tokens", [0, 41])
def test_a_length_the_network_cannot_write_is_refused(max_tokens):
    with pytest.raises(ValueError, match="max_tokens"):
        greedy_search(Encoded(network(), memories(1)), GRAMMAR, max_tokens=max_tokens)
    with pytest.raises(ValueError, match="max_tokens"):
        beam_search(Encoded(network(), memories(1)), GRAMMAR, beam_width=2, max_tokens=max_tokens)


def test_a_beam_needs_one_image_and_some_width():
    with pytest.raises(ValueError, match="beam_width"):
        beam_search(Encoded(network(), memories(1)), GRAMMAR, beam_width=0, max_tokens=9)
    with pytest.raises(ValueError, match="one image"):
        beam_search(Encoded(network(), memories(2)), GRAMMAR, beam_width=2, max_tokens=9)


@pytest.mark.parametrize("rows", [1, 3])
def test_greedy_tells_how_likely_an_empty_formula_is(rows):
    made, memory = network(), memories(rows)
    with torch.inference_mode():
        first = made.decode(torch.full((rows, 1), BOS), memory).log_softmax(dim=-1)[:, 0, EOS]
    found = greedy_search(Encoded(made, memory), GRAMMAR, max_tokens=9)
    assert [hypothesis.empty_log_prob for hypothesis in found] == pytest.approx(first.tolist(), rel=1e-4)


def test_every_hypothesis_of_a_beam_tells_how_likely_an_empty_formula_is():
    made, memory = network(), memories(1)
    [greedy] = greedy_search(Encoded(made, memory), GRAMMAR, max_tokens=9)
    found = beam_search(Encoded(made, memory), GRAMMAR, beam_width=3, max_tokens=9)
    expected = [pytest.approx(greedy.empty_log_prob, rel=1e-4)] * len(found)
    assert [hypothesis.empty_log_prob for hypothesis in found] == expected
