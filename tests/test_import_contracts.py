"""Each import contract of pyproject.toml catches a breach planted in a copy of the packages."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("img2latex_desktop", "model", "training")

BREACHES = {
    "model imports neither the app, nor training, nor Qt, nor training libraries": (
        "model/network/encoder.py",
        "import torchvision",
    ),
    "model is layered": ("model/formula/printer.py", "from model.picture.view import View"),
    "torch computes the network and nothing else of the model": ("model/reading/search.py", "import torch"),
    "search knows neither text nor image": (
        "model/reading/search.py",
        "from model.formula.printer import to_latex",
    ),
    "training imports neither the app nor Qt": (
        "training/evaluation/metrics.py",
        "from PySide6 import QtGui",
    ),
    "training is told as a pipeline": (
        "training/corpus/formulas.py",
        "from training.drawing.shards import ShardError",
    ),
    "the app never imports training or its libraries": (
        "img2latex_desktop/typesetting/typesetter.py",
        "from training.errors import TrainingError",
    ),
    "the GUI process never imports torch": (
        "img2latex_desktop/recognition.py",
        "from model.reading.recognizer import Recognizer",
    ),
    "foundations, service and history know no Qt": (
        "img2latex_desktop/service/worker.py",
        "from PySide6 import QtCore",
    ),
    "windows show and ask, they do not act": (
        "img2latex_desktop/ui/result/result_window.py",
        "from img2latex_desktop.system.clipboard import VerifiedClipboard",
    ),
    "no imports go in circles": (
        "model/formula/tokens.py",
        "from model.formula.printer import to_latex",
    ),
    "the app is layered": (
        "img2latex_desktop/base/errors.py",
        "from img2latex_desktop.service.picture_files import Picture",
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_every_contract_has_its_breach_below() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]
    assert names == list(BREACHES)


def test_all_contracts_are_kept(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", list(BREACHES))
def test_a_planted_breach_is_caught(name: str, copy: Path) -> None:
    path, line = BREACHES[name]
    module = copy / path
    module.write_text(module.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1
    assert f"{name} BROKEN" in " ".join(done.stdout.split())
