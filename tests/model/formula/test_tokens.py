import pytest

from model.formula.tokens import compact


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("_", ["i"], "_ i"),
        ("_", ["i + 1"], "_{ i + 1 }"),
        ("\\frac", ["a", "b"], "\\frac a b"),
        ("\\frac", ["a + 1", "b"], "\\frac{ a + 1 } b"),
        ("\\frac", ["a", "b + 1"], "\\frac a { b + 1 }"),
        ("\\frac", ["a + 1", "b + 1"], "\\frac{ a + 1 }{ b + 1 }"),
        ("\\sqrt", [""], "\\sqrt {}"),
    ],
)
def test_an_argument_of_several_tokens_is_braced_and_a_single_one_is_not(name, arguments, expected):
    assert compact(name, [argument.split() for argument in arguments]) == expected.split()
