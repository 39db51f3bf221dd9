"""The wheel, built from the tracked files and installed by pipx as a user would, far from the sources."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORMULA = r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}"
EPOCH = "1700000000"

pytestmark = pytest.mark.slow


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """Copy what is tracked, and beside it what the Makefile has built from that."""
    folder = tmp_path_factory.mktemp("sources")
    tracked = run("git", "-C", str(ROOT), "ls-files", "-z").split("\0")[:-1]
    built = [str(path.relative_to(ROOT)) for path in (ROOT / "resources/translations").glob("*.qm")]
    for name in (*tracked, *built, "resources/preview/mathjax.js"):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def build(sources, folder):
    environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
    run(str(sources / ".ci/build_wheel.sh"), sys.executable, str(folder), env=environment)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(sources, tmp_path_factory):
    return build(sources, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def installed(wheel, desktop, tmp_path_factory):
    """Install the wheel with pipx, from wheels alone: nothing may need a compiler."""
    home = tmp_path_factory.mktemp("pipx")
    environment = {
        name: value for name, value in desktop.environment.items() if not name.startswith("PYTHON")
    }
    environment |= {
        "PIPX_HOME": str(home / "home"),
        "PIPX_BIN_DIR": str(home / "bin"),
        "PIPX_MAN_DIR": str(home / "man"),
        "PIP_ONLY_BINARY": ":all:",
        "PIP_NO_COMPILE": "1",  # of all that torch holds little is ever imported
    }
    pipx = (sys.executable, "-m", "pipx")
    run(*pipx, "install", "--python", sys.executable, str(wheel), env=environment, cwd=home)
    run(*pipx, "runpip", "img2latex-desktop", "check", env=environment, cwd=home)

    def call(program, *arguments):
        programs = home / "bin" if program == "img2latex" else home / "home/venvs/img2latex-desktop/bin"
        return run(str(programs / program), *arguments, env=environment, cwd=home)

    return call


def test_the_wheel_holds_all_that_the_program_needs_and_nothing_else(sources, wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("weights", "icons", "examples", "licences"):
        there = {str(path.relative_to(sources)) for path in (sources / "resources" / folder).iterdir()}
        assert there <= names
    built = {name for name in names if name.startswith(("resources/preview/", "resources/translations/"))}
    assert built == {
        "resources/preview/mathjax.js",
        "resources/preview/serve.cjs",
        "resources/translations/img2latex_de.qm",
    }
    packages = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert packages == {"img2latex_desktop", "model", "training", "resources"}
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_same_sources_give_the_same_bytes(sources, wheel, tmp_path):
    assert build(sources, tmp_path).read_bytes() == wheel.read_bytes()


def test_without_the_built_files_no_wheel_is_made(sources, tmp_path):
    bare = shutil.copytree(sources, tmp_path / "bare")
    (bare / "resources/preview/mathjax.js").unlink()
    done = subprocess.run(
        [bare / ".ci/build_wheel.sh", sys.executable, tmp_path / "dist"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "resources/preview/mathjax.js is missing: run make wheel.\n"


def test_what_pipx_installed_reads_a_formula_without_the_sources(installed):
    assert installed("img2latex", "--version").startswith("img2latex ")
    code = "from img2latex_desktop.base import paths; print(paths.EXAMPLES_FOLDER)"
    examples = Path(installed("python", "-c", code).strip())
    assert not examples.is_relative_to(ROOT)
    assert installed("img2latex", "recognize", str(examples / "quadratic_formula.png")).strip() == FORMULA


def test_what_pipx_installed_takes_a_snip(installed, tmp_path):
    printed = installed("python", "-m", "img2latex_desktop.demo", "--output", str(tmp_path))
    assert printed.splitlines()[0] == FORMULA


def test_the_doctor_finds_nothing_broken_in_what_pipx_installed(installed):
    report = json.loads(installed("img2latex", "doctor", "--json"))
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert states["Weights"] == states["Recognizer"] == states["Hotkey"] == "ok"
