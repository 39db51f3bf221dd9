"""What the README says is true: its tree, its links, its commands."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def test_the_tree_lists_every_file_with_its_purpose() -> None:
    script = [sys.executable, ROOT / ".ci" / "source_tree.py", "--check"]
    done = subprocess.run(script, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_link_and_picture_leads_to_a_file() -> None:
    for name in DOCUMENTS:
        for target in re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert "://" in target or (ROOT / target).exists(), f"{name}: {target}"


def test_it_fits_on_a_screen_and_a_half() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 100


def test_the_tree_names_what_is_there_and_every_folder() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = "img2latex_desktop/" + text.split("```\nimg2latex_desktop/")[1].split("```")[0]
    named: set[str] = set()
    for line in tree.splitlines():
        names = line.strip().split("  ")[0].split()
        folder = ROOT / "img2latex_desktop" if line.startswith("  ") else ROOT
        assert all((folder / name).exists() for name in names), line
        named |= set() if line.startswith("  ") else {name.split("/")[0] for name in names}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert folders - {"build", "dist", "data", "runs"} <= named


def test_figures_of_accuracy_are_those_of_the_report() -> None:
    report = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("| held-out formulas")[1].split("\n\n")[0]
    for row in table.splitlines()[2:]:
        *_, measure, here, others, _ = (cell.strip() for cell in row.split("|"))
        measured = [line for line in report.splitlines() if line.startswith("| ") and measure in line]
        assert any(f"**{here.removesuffix(' %')}**" in line for line in measured), row
        assert others == "–" or any(others.split(",")[0] in line for line in measured), row


def test_every_make_command_has_its_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for name in DOCUMENTS:
        named = re.findall(
            r"^(?:.*`)?make ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
        )
        assert set(named) <= targets, f"{name}: {set(named) - targets}"
