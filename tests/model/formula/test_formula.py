import pytest

from model.formula.formula import Formula
from model.formula.reader.items import UnreadableError


def test_two_spellings_of_one_picture_are_one_formula():
    assert Formula.read(r"\frac12 + x^{2}") == Formula.read(r"{\frac{1}{2}}+x^2")
    assert Formula.read("x") != Formula.read("y")


def test_what_is_no_formula_is_refused():
    with pytest.raises(UnreadableError):
        Formula.read(r"\frac{1")


def test_the_least_likely_token_is_found_in_the_latex():
    formula = Formula(("x", "^", "2", "+", "y"), (0.9, 0.99, 0.4, 0.9, 0.9))
    printed = formula.latex()
    [span] = formula.least_sure()
    assert printed.text[span.start : span.stop] == "2"


def test_without_probabilities_no_token_is_the_least_likely():
    assert Formula.read("x + y").least_sure() == ()


def test_how_sure_a_network_was_is_no_part_of_a_formula():
    assert Formula(("x",), (0.5,)) == Formula(("x",))
