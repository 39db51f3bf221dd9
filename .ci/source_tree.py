"""Write the annotated tree into docs/architecture.md: each file's purpose, in the words of its own docstring.

Usage: python .ci/source_tree.py [--check]; with --check nothing is written, and a stale tree is status 1.
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("img2latex_desktop", "model", "training")
BEGIN, END = "<!-- tree: written by `make format` -->\n```\n", "```\n<!-- end of tree -->"
COLUMN = 30  # where the purposes begin
OTHERS = {  # what has no docstring of its own
    "training/configs/": "Settings of whole runs, as YAML",
    "resources/weights/": "The network that ships, with its manifest",
    "resources/preview/": "Our part of the preview bundle; `.ci/preview_bundle.sh` builds the rest",
    "resources/icons/": "The program's icon",
    "resources/licences/": "Licences of what is shipped along",
    "packaging/": "Recipes of the packages for each system, and what they are made from",
    ".github/": "Workflows of the repository's host: `.ci/run` for every change, packages for every release",
    "tests/": "One test file per module, in the same folders; end_to_end/ drives the real program",
    "docs/": "What users and developers read, with pictures; `make docs` makes pages of it",
    "mkdocs.yml": "How the documentation is put together",
    "pyinstaller.spec": "What goes into the frozen program, and what stays out",
    "requirements/": "What is installed, by purpose: each package in one version, with hashes; `make lock`",
    "pyproject.toml": "Dependencies with reasons, checks, import directions",
    "Makefile": "Every command a developer types",
    ".ci/": "`run`: the same checks in a clean clone; and what the Makefile calls to set up",
}


def main(arguments: list[str]) -> int:
    """Write the tree, or compare it; return the exit status."""
    page = ROOT / "docs" / "architecture.md"
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    current = before + BEGIN + "\n".join(tree()) + "\n" + END + after
    if current == text:
        return 0
    if "--check" in arguments:
        sys.stderr.write("The tree in docs/architecture.md is stale: run `make format`.\n")
        return 1
    page.write_text(current, encoding="utf-8")
    return 0


def tree() -> list[str]:
    """Return the lines of the tree, the packages first."""
    lines: list[str] = []
    for package in PACKAGES:
        lines += folder(ROOT / package, 0)
    return lines + [entry(name, text) for name, text in OTHERS.items()]


def folder(path: Path, depth: int) -> list[str]:
    """Return the lines of one package and what lies in it."""
    lines = [entry("  " * depth + path.name + "/", purpose(path / "__init__.py"))]
    for child in sorted(path.iterdir(), key=lambda child: (child.is_dir(), child.name)):
        if child.is_dir() and (child / "__init__.py").exists():
            lines += folder(child, depth + 1)
        elif child.suffix == ".py" and child.name != "__init__.py":
            lines.append(entry("  " * (depth + 1) + child.name, purpose(child)))
    return lines


def purpose(module: Path) -> str:
    """Return the first sentence of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return docstring.split("\n")[0].split(". ")[0].removesuffix(".")


def entry(name: str, purpose: str) -> str:
    """Return one line."""
    return f"{name:{COLUMN}}{purpose}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
