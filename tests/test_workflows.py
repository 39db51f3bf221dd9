"""The workflows of the repository's host are read by actionlint, and what they call is there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"


def test_actionlint_finds_nothing():
    actionlint = Path(sys.executable).with_name("actionlint")
    files = sorted(WORKFLOWS.glob("*.yml"))
    assert WORKFLOWS / "ci.yml" in files
    done = subprocess.run([actionlint, *files], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_script_that_is_called_is_there():
    text = "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS.glob("*.yml"))
    called = set(re.findall(r"(?:\./|python3? |bash |^ *| )((?:packaging|\.ci)/[\w./]+)", text, re.MULTILINE))
    assert len(called) >= 5
    assert [path for path in called if not (ROOT / path).exists()] == []


def test_a_release_waits_for_the_tests_and_for_every_system():
    text = (WORKFLOWS / "release.yml").read_text(encoding="utf-8")
    assert "needs: [tests, linux, windows, macos]" in text


def test_every_make_target_that_is_called_is_there():
    text = "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS.glob("*.yml"))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"run: make ([a-z-]+)", text)) <= targets
