import re
from random import Random

from model.formula.reader.normalize import normalize
from training.corpus.formula_file import Formula, formula_key
from training.corpus.numbering import SOURCE, equation_number, number_equations


def formulas(*latex):
    canonical = [" ".join(normalize(one)) for one in latex]
    return [Formula(formula_key(c), "a", c, raw) for c, raw in zip(canonical, latex, strict=True)]


def test_a_numbered_copy_ends_in_its_number_and_is_canonical():
    plain = formulas("a = b", r"\frac{1}{2} < \sqrt x ,")
    copies = list(number_equations(plain, 1.0))
    assert [copy.source for copy in copies] == [SOURCE, SOURCE]
    for one, copy in zip(plain, copies, strict=True):
        assert copy.canonical.startswith(one.canonical + r" \tag")
        assert copy.canonical.split() == normalize(copy.raw)
        assert copy.key == formula_key(copy.canonical)


def test_about_the_share_is_numbered_and_always_the_same():
    plain = formulas(*(f"x_{{{i}}} = {i}" for i in range(400)))
    few = list(number_equations(plain, 0.1))
    assert 20 <= len(few) <= 60
    assert few == list(number_equations(plain, 0.1))
    assert set(few) == set(number_equations(plain[:200], 0.1)) | set(number_equations(plain[200:], 0.1))


def test_numbered_ones_and_those_that_cannot_bear_a_number_are_passed_over():
    assert not list(number_equations(formulas(r"a = b \tag{3}"), 1.0))
    assert not list(number_equations([Formula(formula_key(""), "a", "", "")], 1.0))


def test_numbers_look_like_those_of_books_papers_and_appendices():
    shapes = {re.sub(r"\d+", "1", equation_number(Random(seed))) for seed in range(500)}
    assert {"1", "1.1", "1.1.1", "1a", "A.1", "S1"} <= shapes
