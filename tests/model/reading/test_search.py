import itertools

import pytest
import torch

from model.formula.grammar import Grammar
from model.formula.printer import to_latex
from model.formula.tokenizer import BOS, EOS, SPECIAL_TOKENS, Tokenizer
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.reading.decoding import Decoding
from model.reading.search import (
    FED_AHEAD,
    GUESSED_AHEAD,
    Hypothesis,
    beam_search,
    greedy_search,
    greedy_search_along,
    score_sequences,
)

VOCABULARY = (
    *SPECIAL_TOKENS,
    *("x", "1", "+", "(", ")", "\\alpha", "\\quad", "~"),
    *("_", "_{", "^", "^{", "\\frac", "\\frac{", "{", "}{", "}", "\\sqrt", "\\sqrt{", "\\root{"),
    *("\\mathrm", "\\mathrm{", "\\hat", "\\begin{matrix}", "\\end{matrix}", "\\begin{cases}", "\\end{cases}"),
    *("&", "\\\\"),
)
GRAMMAR = Grammar(VOCABULARY)
MEMORY_CELLS = 6


class RandomLogits(Image2Latex):
    """A network whose mind is made up anew at every step, so that search meets every kind of token."""

    def step(self, token_ids, cache):
        return 4 * torch.randn_like(super().step(token_ids, cache))


def network(kind=Image2Latex, *, vocabulary=VOCABULARY, sharpness=4.0, seed=0, draft_tokens=0):
    torch.manual_seed(seed)
    config = ModelConfig(
        len(vocabulary),
        width=32,
        heads=4,
        feedforward=64,
        decoder_layers=2,
        max_tokens=40,
        draft_tokens=draft_tokens,
    )
    made = kind(config).eval()
    torch.nn.init.constant_(made.decoder.norm.weight, sharpness)  # as decided as a trained network
    return made


def memories(rows, seed=1):
    return torch.randn(rows, MEMORY_CELLS, 32, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(autouse=True)
def _inference():
    with torch.inference_mode():
        yield


@pytest.mark.parametrize("seed", range(4))
def test_greedy_output_under_random_logits_is_well_formed_within_its_length(seed):
    found = greedy_search(network(RandomLogits, seed=seed), memories(16), GRAMMAR, max_tokens=25)
    assert len({hypothesis.token_ids for hypothesis in found}) > 4
    for hypothesis in found:
        assert len(hypothesis.token_ids) <= 25
        assert GRAMMAR.accepts(hypothesis.token_ids)
        assert to_latex(Tokenizer(VOCABULARY).decode(hypothesis.token_ids))


def expectations(token_ids):
    """Name what may be expected of a formula: all of it, nothing, parts, more, nonsense."""
    some = [id_ for at, id_ in enumerate(token_ids) if at % 5]
    doubled = [id_ for at, id_ in enumerate(token_ids) for _ in range(1 + (at % 4 == 0))]
    return {
        "all": token_ids,
        "nothing": (),
        "with gaps": some,
        "with repeats": doubled,
        "too much": [*token_ids, *token_ids],
        "another order": token_ids[::-1],
    }


@pytest.mark.parametrize("kind", expectations(()))
@pytest.mark.parametrize("seed", range(3))
def test_a_search_along_anything_finds_what_greedy_search_finds(seed, kind):
    made = network(seed=seed)
    for memory in memories(8, seed).split(1):
        [plain] = greedy_search(made, memory, GRAMMAR, max_tokens=38)
        expected = expectations(plain.token_ids)[kind]
        decoding = Decoding(memory)
        found = greedy_search_along(made, decoding, GRAMMAR, expected=expected, max_tokens=38)
        assert found.token_ids == plain.token_ids
        assert found.log_probs == pytest.approx(plain.log_probs, abs=1e-3)
        assert found.empty_log_prob == pytest.approx(plain.empty_log_prob, abs=1e-3)
        assert len(decoding) == decoding.shared(found.token_ids) == 1 + len(found.token_ids)


def test_a_search_tells_of_each_token_at_once():
    made = network(draft_tokens=1)
    told = []
    found = greedy_search_along(made, Decoding(memories(1)), GRAMMAR, max_tokens=38, on_token=told.append)
    assert tuple(told) == found.log_probs[:-1]


def test_a_search_may_stop_at_nothing_to_write():
    made, asked = network(), []

    def search(**how):
        return greedy_search_along(made, Decoding(memories(1)), GRAMMAR, max_tokens=38, **how)

    plain = search()
    stopped = search(stop_at=lambda log_prob: asked.append(log_prob) or True)
    gone_on = search(stop_at=lambda log_prob: False)
    assert stopped == Hypothesis((), (plain.empty_log_prob,), plain.empty_log_prob)
    assert asked == [plain.empty_log_prob]
    assert gone_on == plain


def test_a_search_along_the_truth_takes_few_steps():
    made = network()
    fed = []
    extend = made.extend
    made.extend = lambda token_ids, cache: fed.append(token_ids.shape[1]) or extend(token_ids, cache)
    found = greedy_search(made, memories(8), GRAMMAR, max_tokens=38)
    longest, at = max((len(hypothesis.token_ids), at) for at, hypothesis in enumerate(found))
    expected = found[at].token_ids
    decoding = Decoding(memories(8)[at : at + 1])
    greedy_search_along(made, decoding, GRAMMAR, expected=expected, max_tokens=38)
    assert longest > 10
    assert len(fed) <= 1 + longest // FED_AHEAD + 1


class Foreseeing(Image2Latex):
    """A network that guesses what a list says, which tells too how often it was fed."""

    foreseen: tuple[int, ...] = ()
    feedings = 0

    def extend(self, token_ids, cache):
        self.feedings += 1
        return super().extend(token_ids, cache)

    def guess(self, token_id, place, cache, count):
        assert cache.states.shape[1] > place
        written = cache.length  # with the token that is certain, bos not counted
        return list(self.foreseen[written : written + count])


@pytest.mark.parametrize("kind", expectations(()))
@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_guessed_greedy_search_finds_the_same(seed, kind):
    made = network(Foreseeing, seed=seed, draft_tokens=1)
    for plain, memory in zip(
        greedy_search(made, memories(8, seed), GRAMMAR, max_tokens=38),
        memories(8, seed).split(1),
        strict=True,
    ):
        made.foreseen = tuple(expectations(plain.token_ids)[kind])
        [found] = greedy_search(made, memory, GRAMMAR, max_tokens=38)
        assert found.token_ids == plain.token_ids
        assert found.log_probs == pytest.approx(plain.log_probs, abs=1e-3)
        assert found.empty_log_prob == pytest.approx(plain.empty_log_prob, abs=1e-3)


@pytest.mark.parametrize("seed", range(3))
def test_a_draft_that_learned_nothing_changes_nothing(seed):
    made = network(seed=seed, draft_tokens=2)
    together = greedy_search(made, memories(8, seed), GRAMMAR, max_tokens=38)
    alone = [greedy_search(made, memory, GRAMMAR, max_tokens=38)[0] for memory in memories(8, seed).split(1)]
    assert [one.token_ids for one in alone] == [one.token_ids for one in together]


def test_right_guesses_save_steps():
    made = network(Foreseeing, draft_tokens=1)
    plain = greedy_search(made, memories(8), GRAMMAR, max_tokens=38)
    at = max(range(8), key=lambda at: len(plain[at].token_ids))
    made.foreseen = plain[at].token_ids
    made.feedings = 0
    greedy_search(made, memories(8)[at : at + 1], GRAMMAR, max_tokens=38)
    assert len(made.foreseen) > 10
    assert made.feedings <= 2 + len(made.foreseen) // (1 + GUESSED_AHEAD)


def test_sequences_are_scored_in_their_order_and_what_is_known_costs_nothing():
    made, decoding, fed = network(), Decoding(memories(1)), []
    known = decoding.score(made, (5, 6, 7))
    extend = made.extend
    made.extend = lambda token_ids, cache: fed.append(token_ids.tolist()) or extend(token_ids, cache)
    [other, same] = score_sequences(made, decoding, [(9, 5), (5, 6, 7)])
    assert fed == [[[9, 5]]]
    assert same == known
    assert other == pytest.approx(Decoding(memories(1)).score(made, (9, 5)), abs=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_beam_output_under_random_logits_is_well_formed_within_its_length(seed):
    found = beam_search(network(RandomLogits, seed=seed), memories(1), GRAMMAR, beam_width=5, max_tokens=25)
    for hypothesis in found:
        assert len(hypothesis.token_ids) <= 25
        assert GRAMMAR.accepts(hypothesis.token_ids)


@pytest.mark.parametrize("max_tokens", [1, 2, 40])
def test_any_length_limit_still_gives_a_whole_formula(max_tokens):
    for hypothesis in greedy_search(network(RandomLogits), memories(8), GRAMMAR, max_tokens=max_tokens):
        assert 1 <= len(hypothesis.token_ids) <= max_tokens
        assert GRAMMAR.accepts(hypothesis.token_ids)


def test_a_batch_is_read_as_its_rows_alone():
    made, memory = network(seed=2), 40 * memories(6)
    made.decoder.embedding.weight[EOS] *= 3  # a taste for ending, so that rows leave at different times
    together = greedy_search(made, memory, GRAMMAR, max_tokens=30)
    apart = [greedy_search(made, row[None], GRAMMAR, max_tokens=30)[0] for row in memory]
    assert [hypothesis.token_ids for hypothesis in together] == [hypothesis.token_ids for hypothesis in apart]
    assert len({len(hypothesis.token_ids) for hypothesis in together}) > 2


@pytest.mark.parametrize("seed", range(5))
def test_a_beam_of_one_is_greedy(seed):
    made, memory = network(seed=seed), memories(1, seed)
    [greedy] = greedy_search(made, memory, GRAMMAR, max_tokens=30)
    [beam] = beam_search(made, memory, GRAMMAR, beam_width=1, max_tokens=30)
    assert beam.token_ids == greedy.token_ids
    assert beam.log_probs == pytest.approx(greedy.log_probs, abs=1e-4)


@pytest.mark.parametrize("search", ["greedy", "beam"])
def test_log_probs_are_those_of_the_unmasked_softmax(search):
    made, memory = network(), memories(1)
    if search == "greedy":
        found = greedy_search(made, memory, GRAMMAR, max_tokens=30)
    else:
        found = beam_search(made, memory, GRAMMAR, beam_width=4, max_tokens=30)
    for hypothesis in found:
        written = torch.tensor([[BOS, *hypothesis.token_ids]])
        log_probs = made.decode(written, memory)[0].log_softmax(dim=-1)
        targets = torch.tensor([*hypothesis.token_ids, EOS])
        expected = log_probs.gather(1, targets[:, None])[:, 0].tolist()
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
    scores = {}
    for ids in formulas:
        log_probs = made.decode(torch.tensor([[BOS, *ids]]), memory)[0].log_softmax(dim=-1)
        scores[ids] = log_probs.gather(1, torch.tensor([*ids, EOS])[:, None]).mean().item()
    # WHEN nothing is pruned
    found = beam_search(made, memory, grammar, beam_width=len(formulas) * 4, max_tokens=3)
    # THEN all formulas are found, best first
    assert [hypothesis.token_ids for hypothesis in found] == sorted(
        scores, key=scores.__getitem__, reverse=True
    )
    assert found[0].score == pytest.approx(max(scores.values()), abs=1e-4)


def test_beam_hypotheses_are_distinct_and_ordered():
    found = beam_search(network(), memories(1), GRAMMAR, beam_width=5, max_tokens=30)
    scores = [hypothesis.score for hypothesis in found]
    assert scores == sorted(scores, reverse=True)
    assert len({hypothesis.token_ids for hypothesis in found}) == len(found) <= 5


def test_the_score_is_the_mean_with_eos():
    assert Hypothesis((5, 6), (-1.0, -2.0, -6.0)).score == -3.0


@pytest.mark.parametrize("max_tokens", [0, 41])
def test_a_length_the_network_cannot_write_is_refused(max_tokens):
    with pytest.raises(ValueError, match="max_tokens"):
        greedy_search(network(), memories(1), GRAMMAR, max_tokens=max_tokens)
    with pytest.raises(ValueError, match="max_tokens"):
        beam_search(network(), memories(1), GRAMMAR, beam_width=2, max_tokens=max_tokens)


def test_a_beam_needs_one_image_and_some_width():
    with pytest.raises(ValueError, match="beam_width"):
        beam_search(network(), memories(1), GRAMMAR, beam_width=0, max_tokens=9)
    with pytest.raises(ValueError, match="one image"):
        beam_search(network(), memories(2), GRAMMAR, beam_width=2, max_tokens=9)


@pytest.mark.parametrize("rows", [1, 3])
def test_greedy_tells_how_likely_an_empty_formula_is(rows):
    made, memory = network(), memories(rows)
    first = made.step(torch.full((rows,), BOS), made.start(memory)).log_softmax(dim=-1)[:, EOS]
    found = greedy_search(made, memory, GRAMMAR, max_tokens=9)
    assert [hypothesis.empty_log_prob for hypothesis in found] == pytest.approx(first.tolist(), rel=1e-4)


def test_every_hypothesis_of_a_beam_tells_how_likely_an_empty_formula_is():
    made, memory = network(), memories(1)
    [greedy] = greedy_search(made, memory, GRAMMAR, max_tokens=9)
    found = beam_search(made, memory, GRAMMAR, beam_width=3, max_tokens=9)
    expected = [pytest.approx(greedy.empty_log_prob, rel=1e-4)] * len(found)
    assert [hypothesis.empty_log_prob for hypothesis in found] == expected
