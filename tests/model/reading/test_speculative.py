import pytest

from model.reading.hypothesis import Hypothesis
from model.reading.search import greedy_search
from model.reading.session import Session
from model.reading.speculative import FED_AHEAD, GUESSED_AHEAD, speculative_search
from tests.small_engine import GRAMMAR, Encoded, WatchedDecoder, memories, network


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


def along(made, memory, kind=WatchedDecoder, **how):
    """Search one image; return what was found and the session."""
    session = Session(Encoded(made, memory, kind))
    return speculative_search(session, GRAMMAR, max_tokens=38, **how), session


def step_by_step(made, memory):
    """Search all images as a batch, which never guesses."""
    return greedy_search(Encoded(made, memory), GRAMMAR, max_tokens=38)


def assert_same(found, plain):
    assert found.token_ids == plain.token_ids
    assert found.log_probs == pytest.approx(plain.log_probs, abs=1e-3)
    assert found.empty_log_prob == pytest.approx(plain.empty_log_prob, abs=1e-3)


@pytest.mark.parametrize("kind", expectations(()))
@pytest.mark.parametrize("seed", range(3))
def test_a_search_along_anything_finds_what_greedy_search_finds(seed, kind):
    made, memory = network(seed=seed), memories(8, seed)
    for plain, image in zip(step_by_step(made, memory), memory.split(1), strict=True):
        found, session = along(made, image, expected=expectations(plain.token_ids)[kind])
        assert_same(found, plain)
        assert len(session) == session.shared(found.token_ids) == 1 + len(found.token_ids)


def test_a_search_tells_of_each_token_at_once():
    made = network(draft_tokens=1)
    told = []
    found, _ = along(made, memories(1), on_token=told.append)
    assert tuple(told) == found.log_probs[:-1]


def test_a_search_may_stop_at_nothing_to_write():
    made, asked = network(), []

    def search(**how):
        return along(made, memories(1), **how)[0]

    plain = search()
    stopped = search(stop_at=lambda log_prob: asked.append(log_prob) or True)
    gone_on = search(stop_at=lambda log_prob: False)
    assert stopped == Hypothesis((), (plain.empty_log_prob,), plain.empty_log_prob)
    assert asked == [plain.empty_log_prob]
    assert gone_on == plain


def test_a_search_along_the_truth_takes_few_steps():
    made, memory = network(), memories(8)
    found = step_by_step(made, memory)
    at = max(range(8), key=lambda at: len(found[at].token_ids))
    longest = len(found[at].token_ids)
    encoded = Encoded(made, memory[at : at + 1])
    speculative_search(Session(encoded), GRAMMAR, max_tokens=38, expected=found[at].token_ids)
    assert longest > 10
    assert len(encoded.started[0].fed) <= 1 + longest // FED_AHEAD + 1


class Foreseeing(WatchedDecoder):
    """Guesses what a list says."""

    foreseen: tuple[int, ...] = ()

    def guess(self, token_id, place, count):
        written = self._fed.shape[1]  # with the token that is certain, bos not counted
        return list(self.foreseen[written : written + count]) if written else []


def foreseeing(made, memory, foreseen):
    return Encoded(made, memory, type("Foreseeing", (Foreseeing,), {"foreseen": tuple(foreseen)}))


@pytest.mark.parametrize("kind", expectations(()))
@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_guessed_greedy_search_finds_the_same(seed, kind):
    made, memory = network(seed=seed), memories(8, seed)
    for plain, image in zip(step_by_step(made, memory), memory.split(1), strict=True):
        encoded = foreseeing(made, image, expectations(plain.token_ids)[kind])
        [found] = greedy_search(encoded, GRAMMAR, max_tokens=38)
        assert_same(found, plain)


@pytest.mark.parametrize("seed", range(3))
def test_a_draft_that_learned_nothing_changes_nothing(seed):
    made, memory = network(seed=seed, draft_tokens=2), memories(8, seed)
    together = step_by_step(made, memory)
    alone = [step_by_step(made, image)[0] for image in memory.split(1)]
    assert [one.token_ids for one in alone] == [one.token_ids for one in together]


def test_right_guesses_save_steps():
    made, memory = network(), memories(8)
    plain = step_by_step(made, memory)
    at = max(range(8), key=lambda at: len(plain[at].token_ids))
    encoded = foreseeing(made, memory[at : at + 1], plain[at].token_ids)
    greedy_search(encoded, GRAMMAR, max_tokens=38)
    assert len(plain[at].token_ids) > 10
    assert len(encoded.started[0].fed) <= 2 + len(plain[at].token_ids) // (1 + GUESSED_AHEAD)
