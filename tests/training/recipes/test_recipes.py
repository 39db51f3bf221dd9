"""Every command of the recipes exists and understands its options; the toy one runs to its end."""

import json
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from jsonargparse import auto_cli

from training.__main__ import STEPS, step_in

ROOT = Path(__file__).resolve().parents[3]
RECIPES = sorted((ROOT / "training" / "recipes").glob("*.sh"))
STAND_INS = {"train": "/x/train.tsv", "judged": "[/x/shard]", "seen": "100"}
"""Values of variables; all others are folders."""


def commands(recipe):
    """Return the arguments of each call of a step; those of ``draw`` are of ``render``."""
    text = recipe.read_text(encoding="utf-8").replace("\\\n", " ")
    text = re.sub(r"\$\(\(.*?\)\)", "1000", text)
    text = re.sub(r"\$\{?(\w+)\}?", lambda match: STAND_INS.get(match[1], "/x"), text)
    for line in text.splitlines():
        if "@:2" in line:  # the function that others call
            continue
        if called := re.match(r"\s*(?:\[.*\|\| )?training (?!\")(.*)$", line):
            yield shlex.split(called[1], comments=True)
        elif drawn := re.match(r"draw (\w+) (.*)$", line):
            yield ["render", "--out", drawn[1], *shlex.split(drawn[2])]


def test_both_recipes_go_through_the_whole_pipeline():
    assert [recipe.name for recipe in RECIPES] == ["toy.sh", "weights_that_ship.sh"]
    for recipe in RECIPES:
        steps = [arguments[0] for arguments in commands(recipe)]
        order = ["prepare", "render", "train", "export", "calibrate", "pack"]
        assert [steps.index(step) for step in order] == sorted(steps.index(step) for step in order)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_every_command_understands_its_options(recipe, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    for arguments in commands(recipe):
        name = step_in(arguments)
        assert name, arguments
        config = getattr(import_module(STEPS[name].module), STEPS[name].config)
        options = [*arguments[len(name.split()) :], "--print_config"]
        with pytest.raises(SystemExit) as ended:
            auto_cli(config, args=options, as_positional=False)
        assert ended.value.code == 0, f"{arguments}: {capsys.readouterr().err}"


@pytest.mark.slow
def test_the_toy_recipe_ends_in_weights_that_the_program_loads(tmp_path):
    command = [ROOT / "training" / "recipes" / "toy.sh", sys.executable, tmp_path / "toy"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1500)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1])["latex"]
    assert (tmp_path / "toy" / "weights.zip").stat().st_size > 100_000
