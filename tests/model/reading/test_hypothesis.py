from model.reading.hypothesis import Hypothesis


def test_the_score_is_the_mean_with_eos():
    assert Hypothesis((5, 6), (-1.0, -2.0, -6.0)).score == -3.0
