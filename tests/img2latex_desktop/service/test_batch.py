import json
from dataclasses import replace

import pytest

from img2latex_desktop.service.batch import Report, Source
from model.formula.formats.latex import OutputForm
from tests.fakes import Candidate, recognition

LINES = "\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}"


@pytest.fixture
def source():
    read = replace(recognition(LINES), candidates=(Candidate(LINES, 0.9), Candidate("x", 0.1)))
    return Source("formula.png", read)


def test_each_reading_is_one_line_whatever_its_formula_has(source, capsys):
    Report(OutputForm.LATEX, as_json=False).write(source)
    assert capsys.readouterr().out.splitlines() == [" ".join(LINES.split("\n")), "x"]


def test_json_keeps_the_lines_of_a_formula(source, capsys):
    Report(OutputForm.LATEX, as_json=True).write(source)
    assert json.loads(capsys.readouterr().out)["latex"] == LINES
