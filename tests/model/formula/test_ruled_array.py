import pytest

from model.formula.ruled_array import without_frame
from model.formula.tree import read_tree


def columns_and_cells(tokens):
    columns, rows = without_frame(read_tree(tokens.split())[0])
    return columns, [["".join(node.token for node in cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("tokens", "columns", "cells"),
    [
        (r"\begin{matrix} a &| b \\ c &| d \end{matrix}", "c|c", [["a", "b"], ["c", "d"]]),
        (r"\begin{matrix} &| a & b &| \\ &| c & d &| \end{matrix}", "|cc|", [["a", "b"], ["c", "d"]]),
        (r"\begin{matrix} &| a \\ x &| c \end{matrix}", "c|c", [["", "a"], ["x", "c"]]),
        (r"\begin{matrix} \hline &| a &| \\ \hline &| b &| \\ \hline \end{matrix}", "|c|",
         [[r"\hlinea"], [r"\hlineb"], [r"\hline"]]),
    ],
)  # fmt: skip
def test_an_empty_outer_column_is_the_side_of_a_frame(tokens, columns, cells):
    assert columns_and_cells(tokens) == (columns, cells)


def test_a_rule_counts_where_most_rows_have_it():
    assert columns_and_cells(r"\begin{matrix} a &| b \\ c &| d \\ e & f \end{matrix}")[0] == "c|c"
    assert columns_and_cells(r"\begin{matrix} a &| b \\ c & d \\ e & f \end{matrix}")[0] == "cc"


def test_empty_cells_alone_keep_a_column():
    assert columns_and_cells(r"\begin{matrix} &| \\ &| \end{matrix}")[0] == "|c"
