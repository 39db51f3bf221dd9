import pytest

from training.evaluation.confusions import confusions


def compare(truth, reading):
    return confusions([(truth.split(), reading.split())])


def test_right_readings_are_counted_and_nothing_else():
    found = confusions([(["a"], ["a"]), (["b"], ["b"])])
    assert (found.readings, found.wrong) == (2, 0)
    assert not found.slips


def test_symbols_are_counted_by_pair_and_what_is_lost_or_added_alone():
    found = confusions(
        [("a + b".split(), "a + c".split()), ("a + b".split(), "a b".split()), (["a"], ["a", "."])]
    )
    assert found.replaced == {("b", "c"): 1}
    assert found.lost == {"+": 1}
    assert found.added == {".": 1}
    assert found.slips == {"symbols alone": 3}


@pytest.mark.parametrize(
    ("truth", "reading", "slip"),
    [
        ("x _ 2", "x ^ 2", "sub for super, or super for sub"),
        ("x _{ 2 a }", "x ^{ 2 a }", "sub for super, or super for sub"),
        ("x _ 2 y", "x y", "script lost"),
        ("x y", "x ^ y", "script added"),
        ("\\frac{ a b } c", "\\frac a b c", "extent of a group"),
        ("\\begin{matrix} a & b \\end{matrix}", "\\begin{matrix} a \\\\ b \\end{matrix}", "rows and columns"),
        ("\\mathbf x", "x", "font"),
        ("\\hat x", "\\tilde x", "fraction, root, accent"),
        ("a b c", "", "nothing read"),
        ("a b c d e f g h", "a b c d", "end lost"),
        ("\\sqrt{ a b c d e f g h }", "\\sqrt{ a b }", "end lost"),
        ("a b", "a b a b a b a b a b a b", "loop"),
    ],
)
def test_slips_of_structure_have_names(truth, reading, slip):
    assert slip in compare(truth, reading).slips


def test_a_row_of_equal_symbols_in_the_truth_is_no_loop():
    assert "loop" not in compare("0 0 0 0 0 0", "0 0 0 0 0").slips


def test_structural_tokens_are_no_pairs_of_symbols():
    assert not compare("x _ 2", "x ^ 2").replaced


def test_the_most_frequent_come_first():
    found = confusions([(["a"], ["b"])] * 3 + [(["c"], ["d"])]).most_common(1)
    assert found["replaced"] == [["a", "b", 3]]
    assert (found["readings"], found["wrong"]) == (4, 4)
