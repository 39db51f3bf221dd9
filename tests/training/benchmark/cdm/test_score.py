import pytest

from model.formula.reader.normalize import normalize
from training.benchmark.cdm.score import cdm

pytestmark = pytest.mark.tex


@pytest.fixture(scope="module")
def scores():
    """Score all pairs of this file at once: TeX takes longer to start than to draw."""
    pairs = {
        "identical": (r"\frac{a+b}{c} = \sqrt{x}", r"\frac{a+b}{c} = \sqrt{x}"),
        "one symbol wrong": ("a + b = c", "a - b = c"),
        "a symbol missing": ("a + b + c + d + e", "a + b + d + e"),
        "a symbol too many": ("a + b + c", "a + b + c d"),
        "a symbol moved": (r"a b c d e f", r"a b c d e \quad f"),
        "scripts swapped": ("a + x_2 = y", "a + x^2 = y"),
        "a long script swapped": ("a + x_{i+1} = y b c", "a + x^{i+1} = y b c"),
        "only a script swapped": ("x_2", "x^2"),
        "fraction upside down": (r"\frac{a}{b} + c + d", r"\frac{b}{a} + c + d"),
        "another font": (r"\mathbf{x}", "x"),
        "a root lost": (r"\sqrt{x}", "x"),
        "other spaces": (r"a \quad b", "a b"),
        "a variant": (r"\varepsilon", r"\epsilon"),
        "nothing alike": ("a", "b"),
        "rows": (
            r"\begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases}",
            r"\begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases}",
        ),
    }
    results = cdm(*([normalize(pair[side]) for pair in pairs.values()] for side in (0, 1)))
    return dict(zip(pairs, results, strict=True))


@pytest.mark.parametrize("name", ["identical", "rows", "another font", "a variant"])
def test_what_has_the_same_symbols_in_the_same_places_scores_one(scores, name):
    assert scores[name] == 1


@pytest.mark.parametrize(
    ("name", "matches", "symbols"),
    [
        ("one symbol wrong", 4, 10),
        ("a symbol missing", 7, 9 + 7),
        ("a symbol too many", 5, 5 + 6),
        ("a symbol moved", 5, 12),
        ("scripts swapped", 5, 12),
        ("only a script swapped", 1, 4),
        ("fraction upside down", 5, 14),
        ("a root lost", 1, 3),
        ("nothing alike", 0, 2),
    ],
)
def test_the_score_is_the_f1_of_symbols_in_their_place(scores, name, matches, symbols):
    assert scores[name] == pytest.approx(2 * matches / symbols)


def test_a_script_of_several_symbols_in_the_wrong_place_is_found(scores):
    assert scores["a long script swapped"] == pytest.approx(2 * 7 / 20)


def test_readings_that_cannot_be_drawn_score_zero_and_truths_that_cannot_are_not_counted():
    broken = ["\\frac", "a"]
    unknown = ["\\nosuchcommand"]
    assert cdm([["a"], ["a"], ["a"]], [broken, unknown, []]) == [0, 0, 0]
    assert cdm([broken, unknown], [["a"], ["a"]]) == [None, None]
