import json
from pathlib import Path

import pytest

from img2latex_desktop.diagnosis import (
    CheckResult,
    exit_status,
    failed,
    ok,
    skipped,
    to_json,
    to_line,
    to_markdown,
    warning,
)

WELL = CheckResult("Tray", ok("There is one."))
NOTE = CheckResult("Portal", warning("None.", "bind a key"))
BROKEN = CheckResult("Hotkey", failed("It is taken.", "choose another"))
SKIPPED = CheckResult("Capture", skipped("No display."))


@pytest.mark.parametrize(
    ("results", "status"),
    [([WELL, NOTE, SKIPPED], 0), ([WELL, BROKEN], 1), ([], 0)],
    ids=["well", "broken", "none"],
)
def test_the_exit_status_tells_whether_something_is_broken(results, status):
    assert exit_status(results) == status


def test_a_line_says_the_state_by_symbol_and_by_word_and_the_remedy_below():
    assert to_line(WELL) == "✓ well     Tray: There is one."
    assert to_line(BROKEN) == "✗ broken   Hotkey: It is taken.\n           → choose another"


def test_json_holds_everything():
    content = json.loads(to_json([WELL, BROKEN]))
    assert content["ok"] is False
    assert content["checks"][1] == {
        "name": "Hotkey",
        "state": "failed",
        "found": "It is taken.",
        "remedy": "choose another",
    }


def test_markdown_lists_every_check_with_its_remedy():
    text = to_markdown([NOTE, SKIPPED])
    assert "- ! **Portal** (note): None.\n  - bind a key\n" in text
    assert "- – **Capture** (skipped): No display." in text


@pytest.mark.parametrize("write", [lambda r: to_line(r), lambda r: to_json([r]), lambda r: to_markdown([r])])
def test_no_report_holds_the_name_of_the_home_folder(write, monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    result = CheckResult(
        "History", failed(f"{tmp_path}/history is damaged.", f"mv {tmp_path}/history elsewhere")
    )
    assert str(tmp_path) not in write(result)
    assert "~/history" in write(result)


def test_a_home_folder_that_is_the_root_hides_nothing(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/"))
    assert to_line(CheckResult("A", ok("/usr is there."))) == "✓ well     A: /usr is there."
