import base64
import json
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from img2latex_desktop.base.errors import HistoryError
from img2latex_desktop.history.export import NOTE_NAME, export, sweep_draft
from img2latex_desktop.history.store import Entry

NOON = datetime(2025, 1, 31, 12, 0, tzinfo=UTC)


def entry(latex, edited=None, is_favorite=False):
    return Entry(1, NOON, b"\x89PNG", latex, edited, 0.75, is_favorite)


@pytest.fixture(autouse=True)
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def exported(tmp_path, ending, *entries):
    path = tmp_path / f"formulas{ending}"
    export(path, entries, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]  # no draft stays behind
    return path.read_text(encoding="utf-8")


def test_tex_holds_each_formula_with_its_local_time(tmp_path):
    text = exported(tmp_path, ".tex", entry("a"), entry("b", edited="c", is_favorite=True))
    assert "\n% 2025-01-31 13:00\n\\[\na\n\\]\n" in text
    assert "\n% 2025-01-31 13:00, favorite\n\\[\nc\n\\]\n" in text
    assert text.startswith("\\documentclass")
    assert text.endswith("\\end{document}\n")


@pytest.mark.parametrize(
    "latex",
    ["\\begin{align*}\na &= b\n\\end{align*}", "\\begin{equation}x\\end{equation}", "\\[x\\]", "$$x$$"],
)
def test_a_formula_with_its_own_display_gets_no_other(tmp_path, latex):
    assert f"13:00\n{latex}\n\n\\end{{document}}" in exported(tmp_path, ".tex", entry(latex))


def test_a_row_distance_is_no_display(tmp_path):
    latex = r"\begin{aligned} a \\[2pt] b \end{aligned}"
    assert f"\\[\n{latex}\n\\]" in exported(tmp_path, ".tex", entry(latex))


def test_blank_lines_and_comments_do_no_harm(tmp_path):
    assert "\\[\na\nb % why\n\\]" in exported(tmp_path, ".tex", entry("a\n\n  \nb % why"))


def test_markdown_holds_each_formula_with_its_time(tmp_path):
    text = exported(tmp_path, ".md", entry("a"), entry("b"))
    assert text.count("<!-- 2025-01-31 13:00 -->\n$$\n") == 2
    assert "$$\nb\n$$\n" in text


def test_json_lines_hold_everything(tmp_path):
    lines = exported(tmp_path, ".jsonl", entry("é", edited="y\nz"), entry("b")).splitlines()
    first, second = (json.loads(line) for line in lines)
    assert first == {
        "taken_at": "2025-01-31T12:00:00+00:00",
        "latex": "y\nz",
        "latex_as_read": "é",
        "confidence": 0.75,
        "is_favorite": False,
        "picture_png_base64": base64.b64encode(b"\x89PNG").decode(),
    }
    assert second["latex"] == "b"


def test_the_ending_may_be_written_in_capitals(tmp_path):
    assert exported(tmp_path, ".TEX", entry("a")).startswith("\\documentclass")


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(HistoryError, match=r"\.tex, \.md, \.jsonl"):
        export(tmp_path / "formulas.docx", [], tmp_path)


def test_a_failure_says_why_and_keeps_the_old_file(tmp_path):
    path = tmp_path / "formulas.md"
    path.write_text("old")

    def entries():
        yield entry("a")
        raise HistoryError("The history was damaged.")

    with pytest.raises(HistoryError, match="damaged"):
        export(path, entries(), tmp_path)
    assert path.read_text() == "old"
    with pytest.raises(HistoryError, match=r"formulas\.md cannot be written: No such file"):
        export(tmp_path / "missing" / "formulas.md", [], tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["formulas.md"]


EXPORT_FOREVER = """
import sys
from itertools import count
from pathlib import Path
from img2latex_desktop.history.export import export

def entries():
    print("writing", flush=True)
    for _ in count():
        sys.stdin.read()
        yield

export(Path(sys.argv[1]), entries(), Path(sys.argv[2]))
"""


def test_what_a_killed_export_left_is_swept_wherever_it_is(tmp_path):
    target, folder = tmp_path / "elsewhere" / "formulas.md", tmp_path / "data"
    target.parent.mkdir()
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", EXPORT_FOREVER, target.name, str(folder)],
        cwd=target.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        assert [file.name for file in target.parent.iterdir()] == [f".formulas.md.{process.pid}"]
        process.kill()
    sweep_draft(folder)
    assert list(target.parent.iterdir()) == []
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["formulas.md", ".formulas.md", ".bashrc", ".formulas.md.12.bak"])
def test_nothing_but_a_draft_is_swept(tmp_path, name):
    kept = tmp_path / name
    kept.write_text("mine")
    (tmp_path / NOTE_NAME).write_text(str(kept))
    sweep_draft(tmp_path)
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.parametrize("note", [b"", b"/a\0b", b"\xff", b"/", b"x" * 10_000])
def test_a_damaged_note_of_an_export_does_no_harm(tmp_path, note):
    (tmp_path / NOTE_NAME).write_bytes(note)
    sweep_draft(tmp_path)


@pytest.mark.tex
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
def test_the_document_compiles(tmp_path):
    formulas = [
        r"\begin{aligned} \mathscr{L} &= \iddots \\[2pt] &\geqslant \varkappa \end{aligned}",
        "x\n\n% a comment\n+ \\frac{1}{2} % another",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"e = mc^2 \tag{1}",
    ]
    exported(tmp_path, ".tex", *(entry(latex) for latex in formulas))
    result = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "formulas.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-2000:]
