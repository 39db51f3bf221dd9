"""A module's first line says what it is or does; no riddle, no question."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path.relative_to(ROOT)
    for package in ("img2latex_desktop", "model", "training")
    for path in (ROOT / package).rglob("*.py")
)
RIDDLES = ("What", "How", "Whether", "One", "Where", "Which", "Who")


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_the_first_line_says_what_the_module_is(module):
    line = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8"))).splitlines()[0]
    assert line.split()[0] not in RIDDLES
    assert "?" not in line
