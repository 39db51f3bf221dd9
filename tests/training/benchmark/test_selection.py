import numpy as np
import pytest

from training.benchmark.selection import (
    SEEN_FONTS,
    UNSEEN_FONTS,
    check_leaks,
    environments_of,
    generator_for,
    is_of_twin,
    read_held_out,
)
from training.corpus.formula_file import Formula, formula_key, write_formulas
from training.corpus.leaks import LeakError
from training.drawing.fonts import FONTS


def formula(canonical):
    return Formula(formula_key(canonical), "test", canonical, canonical)


def test_fonts_called_unseen_are_those_that_training_leaves_out():
    assert set(UNSEEN_FONTS) == {name for name, setup in FONTS.items() if setup.held_out}
    assert not any(FONTS[name].held_out for name in SEEN_FONTS)


def test_twins_share_no_formula(formula_folder):
    test, validation = (read_held_out(formula_folder, twin) for twin in ("test", "validation"))
    keys = [{one.key for one in (*part.official, *part.own)} for part in (test, validation)]
    assert keys[0]
    assert not keys[0] & keys[1]


def test_formulas_come_in_the_order_of_the_seed_official_and_own_in_turn(formula_folder):
    held_out = read_held_out(formula_folder, "test")
    once, again = (held_out.mixed(generator_for(1, "test", "web")) for _ in range(2))
    assert once == again
    assert once != held_out.mixed(generator_for(2, "test", "web"))
    assert all(one in held_out.official for one in once[::2])
    assert all(one in held_out.own for one in once[1::2])


def test_a_formula_that_training_has_but_for_its_full_stop_stops_everything(tmp_path):
    write_formulas(tmp_path / "train.tsv", [formula("a + b ."), formula("c")])
    check_leaks([formula("d")], tmp_path / "train.tsv")
    with pytest.raises(LeakError, match="1 formulas"):
        check_leaks([formula("a + b")], tmp_path / "train.tsv")


def test_random_numbers_of_one_set_do_not_depend_on_another():
    numbers = {
        names: generator_for(1, "test", *names).random()
        for names in (("web",), ("pdf",), ("negative", "icons"))
    }
    assert len(set(numbers.values())) == 3
    assert numbers["web",] != generator_for(1, "validation", "web").random()


def test_a_name_belongs_to_one_twin_and_both_have_their_share():
    names = [f"icon-{number}" for number in range(200)]
    mine = [name for name in names if is_of_twin(name, "test")]
    assert all(is_of_twin(name, "validation") != is_of_twin(name, "test") for name in names)
    assert np.isclose(len(mine) / len(names), 0.5, atol=0.15)


@pytest.mark.parametrize(
    ("canonical", "kinds"),
    [
        ("a + b", []),
        (r"( \begin{matrix} a & b \end{matrix} )", ["matrix"]),
        (r"x \begin{matrix} a & b \\ c & d \end{matrix}", ["array"]),
        (r"\begin{matrix} a \\ b \end{matrix}", ["stacked lines"]),
        (r"\begin{cases} a \\ b \end{cases} \begin{aligned} a \end{aligned}", ["cases", "aligned"]),
    ],
)
def test_structures_have_names(canonical, kinds):
    assert environments_of(formula(canonical)) == kinds
