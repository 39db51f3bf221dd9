"""The real command line, with the weights that ship."""

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from img2latex_desktop.base.paths import EXAMPLE, WEIGHTS_FOLDER, weights_store
from img2latex_desktop.cli.main import main
from img2latex_desktop.service.weights_store import WeightsStore
from model.weights.archive import MANIFEST_NAME, WEIGHTS_NAME, pack

PROGRAM = (sys.executable, "-W", "error", "-m", "img2latex_desktop")
FORMULA = "x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}\n"


def run(*arguments, status=0, **options):
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False, **options
    )
    assert done.returncode == status, done.stderr
    return done


@pytest.fixture
def archive(tmp_path):
    pack(WEIGHTS_FOLDER, tmp_path / "weights.zip")
    return tmp_path / "weights.zip"


def shown():
    return json.loads(run("weights", "show", "--json").stdout)


def test_what_is_in_use_is_shown(capsys):
    assert main(["weights", "show"]) == 0
    told = capsys.readouterr()
    manifest = json.loads((WEIGHTS_FOLDER / MANIFEST_NAME).read_text())
    size = f"{manifest['weights']['bytes'] / 1e6:.1f} MB"
    for text in (str(WEIGHTS_FOLDER), "came with the program", manifest["weights"]["sha256"], size):
        assert text in told.out
    assert f"of {manifest['facts']['validation']['pictures']} formulas" in told.out
    assert told.err == ""


def test_without_an_action_the_usage_is_told():
    assert "ACTION" in run("weights", status=2).stderr


@pytest.mark.slow  # each start loads torch
def test_weights_are_installed_used_damaged_and_given_up(archive):
    assert not shown()["installed"]
    assert run("weights", "install", archive).stdout.startswith("Installed: made ")
    assert shown()["installed"]
    assert run("recognize", EXAMPLE).stdout == FORMULA
    damaged = Path(shown()["path"], WEIGHTS_NAME)
    damaged.write_bytes(b"damaged")
    read = run("recognize", EXAMPLE)
    assert read.stdout == FORMULA
    assert read.stderr.count("\n") == 1
    assert read.stderr.startswith("img2latex: The installed weights cannot be used")
    assert "img2latex weights rollback" in read.stderr
    told = run("weights", "show", "--json")
    assert told.stderr.startswith("img2latex: The installed weights cannot be used")
    assert not json.loads(told.stdout)["installed"]
    assert "the program's own weights" in run("weights", "rollback").stdout
    assert run("recognize", EXAMPLE).stderr == ""
    assert run("weights", "rollback", status=1).stderr == (
        "img2latex: The program reads with its own weights already.\n"
    )


def test_a_bad_file_is_one_sentence_and_changes_nothing(tmp_path):
    (tmp_path / "text.zip").write_text("no archive")
    for path in (tmp_path / "text.zip", tmp_path / "nowhere.zip", tmp_path):
        done = run("weights", "install", path, status=1)
        assert done.stdout == ""
        assert done.stderr.startswith(f"img2latex: {path}")
        assert done.stderr.count("\n") == 1
    assert not shown()["installed"]


def test_a_full_disk_is_one_sentence_and_changes_nothing(archive):
    def fill():
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000))  # a file grows no larger

    done = run("weights", "install", archive, status=1, preexec_fn=fill)
    reason = f"The weights cannot be written to {weights_store()} (File too large)"
    assert done.stderr == f"img2latex: {reason}; those in use stay.\n"
    assert list(weights_store().glob("weights-*")) == []


def test_a_folder_that_cannot_be_written_is_one_sentence(archive):
    weights_store().parent.parent.mkdir(parents=True)
    weights_store().parent.write_text("in the way")
    done = run("weights", "install", archive, status=1)
    assert done.stderr.startswith("img2latex: The weights cannot be written to ")
    assert shown()["path"] == str(WEIGHTS_FOLDER)


def test_a_program_that_does_not_know_other_weights_yet_is_told_of(monkeypatch, capsys):
    store = WeightsStore.of_user()
    with store.unfinished() as folder:
        for path in WEIGHTS_FOLDER.iterdir():
            shutil.copy(path, folder)
        store.adopt(folder)
    asked = []
    monkeypatch.setattr("img2latex_desktop.cli.weights.hand_over", lambda request: asked.extend(request))
    assert main(["weights", "rollback"]) == 0
    assert [str(request) for request in asked] == ["weights"]
    assert "next start" in capsys.readouterr().out
