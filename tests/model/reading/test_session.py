"""One image written down; the small network is that of the searches."""

import pytest

from model.reading.session import Session
from tests.small_engine import Encoded, log_probs_of, memories, network


@pytest.fixture
def encoded():
    return Encoded(network(), memories(1))


def lengths(encoded):
    return [len(row) for decoder in encoded.started for [row] in decoder.fed]


def test_a_formula_is_scored_as_the_whole_sequence_is():
    made, formula = network(), (5, 6, 9, 7)
    scored = Session(Encoded(made, memories(1))).score(formula)
    assert scored == pytest.approx(log_probs_of(made, memories(1), formula), abs=1e-4)


def test_what_formulas_share_is_fed_once(encoded):
    session = Session(encoded)
    scored = [session.score(formula) for formula in ((5, 6, 7), (5, 6, 7), (5, 6), (5, 6, 8, 9))]
    assert lengths(encoded) == [4, 2]  # bos and three tokens; the last two
    assert scored[0] == scored[1]
    assert scored[2][:2] == scored[0][:2]
    assert [len(log_probs) for log_probs in scored] == [4, 4, 3, 5]


def test_what_is_forgotten_is_fed_again(encoded):
    session = Session(encoded)
    scored = session.score((5, 6, 7))
    session.keep(2)
    assert len(session) == session.shared((5, 6, 7)) == 2
    assert session.score((5, 6, 7)) == pytest.approx(scored, abs=1e-4)
    assert lengths(encoded) == [4, 2]


def test_sequences_are_scored_in_their_order_and_what_is_known_costs_nothing(encoded):
    session = Session(encoded)
    known = session.score((5, 6, 7))
    [decoder] = encoded.started
    decoder.fed.clear()
    [other, same] = session.score_each([(9, 5), (5, 6, 7)])
    assert decoder.fed == [[[9, 5]]]
    assert same == known
    assert other == pytest.approx(Session(encoded).score((9, 5)), abs=1e-4)


def test_several_images_are_not_written_down():
    with pytest.raises(ValueError, match="one image"):
        Session(Encoded(network(), memories(2)))
