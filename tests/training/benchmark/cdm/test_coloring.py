import re

import pytest

from training.benchmark.cdm.coloring import MOST_TOKENS, Colored, color_of


def test_every_visible_token_has_a_color_in_the_order_it_is_written():
    colored = Colored(["\\frac", "a", "{", "b", "+", "\\mathbf", "c", "}"])
    assert colored.labels == ["\\frac", "a", "b", "+", "c"]
    colors = re.findall(r"\\color\[RGB\]\{(\d+),(\d+),(\d+)\}", colored.latex)
    assert [tuple(map(int, color)) for color in colors] == [color_of(i) for i in range(5)]


@pytest.mark.parametrize(
    ("tokens", "labels"),
    [
        ("x _ 2 ^ 3", ["x", "2", "3"]),
        ("\\mathrm{ i f ~ x }", ["i", "f", "x"]),
        ("\\begin{matrix} a & b \\\\ c & d \\end{matrix}", ["a", "b", "c", "d"]),
        ("\\begin{cases} a \\\\ b \\end{cases}", ["cases", "a", "b"]),
        ("\\root 3 x", ["\\sqrt", "3", "x"]),
        ("\\overset a b \\quad {}", ["a", "b"]),
        ("x \\tag 1", ["x", "1"]),
    ],
)
def test_scripts_fonts_spaces_and_environments_without_ink_have_none(tokens, labels):
    assert Colored(tokens.split()).labels == labels


def test_colors_differ_and_are_neither_black_nor_white():
    colors = {color_of(number) for number in range(MOST_TOKENS)}
    assert len(colors) == MOST_TOKENS
    assert not colors & {(0, 0, 0), (255, 255, 255)}


def test_more_tokens_than_colors_are_refused():
    with pytest.raises(ValueError, match="visible tokens"):
        Colored(["a"] * (MOST_TOKENS + 1))
