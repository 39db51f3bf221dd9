"""What the README says is true: its tree, its links, its commands."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def test_the_tree_lists_every_file_with_its_purpose() -> None:
    script = [sys.executable, ROOT / ".ci" / "readme_tree.py", "--check"]
    done = subprocess.run(script, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_link_and_picture_leads_to_a_file() -> None:
    for name in DOCUMENTS:
        for target in re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert "://" in target or (ROOT / target).exists(), f"{name}: {target}"


def test_every_make_command_has_its_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for name in DOCUMENTS:
        named = re.findall(
            r"^(?:.*`)?make ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
        )
        assert set(named) <= targets, f"{name}: {set(named) - targets}"
