import pytest

from training.corpus.formula_file import Formula, FormulaFileError, formula_key, read_formulas, write_formulas

FORMULAS = [
    Formula(formula_key("x _ i"), "ours", "x _ i", r"x_{i}"),
    Formula(formula_key(r"\frac a b"), "ours", r"\frac a b", r"\frac{a}{b}"),
]


def test_formula_files_round_trip(tmp_path):
    write_formulas(tmp_path / "f.tsv", FORMULAS)
    assert read_formulas(tmp_path / "f.tsv") == FORMULAS
    assert [path.name for path in tmp_path.iterdir()] == ["f.tsv"]


def test_tokens_are_the_canonical_form_split():
    assert FORMULAS[1].tokens == [r"\frac", "a", "b"]


def test_a_line_with_a_field_missing_is_named(tmp_path):
    (tmp_path / "f.tsv").write_text("key\tsource\tx\tx\nkey\tsource\tx\n", encoding="utf-8")
    with pytest.raises(FormulaFileError, match="line 2: 3 fields"):
        read_formulas(tmp_path / "f.tsv")
