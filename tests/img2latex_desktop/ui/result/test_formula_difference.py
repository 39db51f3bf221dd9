import pytest

from img2latex_desktop.ui.result.formula_difference import differing_places, signs


@pytest.fixture
def different(typesetter):
    return lambda latex, other: differing_places(typesetter.svg(latex), typesetter.svg(other))


def test_every_letter_and_rule_of_a_formula_is_a_sign(typesetter):
    assert len(signs(typesetter.svg(r"\frac{a}{b} + \sqrt{c}"))) == 7  # with two rules


def test_a_sign_is_where_it_is_drawn(typesetter):
    one, two = signs(typesetter.svg("ab"))
    assert one.place.right() < two.place.right()
    base, exponent = signs(typesetter.svg("x^2"))
    assert exponent.place.bottom() < base.place.bottom()
    assert exponent.place.height() < 500  # of its 666 units, as it is set smaller


@pytest.mark.parametrize(
    ("latex", "other", "count"),
    [
        ("x + y", "x + y", 0),
        ("x + y", "x + z", 1),
        ("x^2", "x_2", 1),  # the same sign in another place
        (r"\frac{a}{b} + c", r"\frac{a^2}{b} + c", 1),  # where the exponent is missing
        (r"\frac{a^2}{b} + c", r"\frac{a}{b} + c", 1),
        ("abc", "ab", 1),
        ("ab", "abc", 1),
    ],
)
def test_what_differs_is_found_and_nothing_else(different, latex, other, count):
    assert len(different(latex, other)) == count


def test_the_place_found_is_that_of_the_sign(typesetter, different):
    svg = typesetter.svg("x + y")
    [place] = different("x + y", "x + z")
    assert place == signs(svg)[-1].place
