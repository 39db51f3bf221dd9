"""Findings of the self-tests, and the report of all of them, fit to be shown to someone else. No Qt."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from img2latex_desktop.base.language import Sentence


class CheckState(StrEnum):
    """How a self-test ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


SYMBOLS = {CheckState.OK: "✓", CheckState.WARNING: "!", CheckState.FAILED: "✗", CheckState.SKIPPED: "–"}
WORDS = {
    CheckState.OK: Sentence("Doctor", "well"),
    CheckState.WARNING: Sentence("Doctor", "note"),
    CheckState.FAILED: Sentence("Doctor", "broken"),
    CheckState.SKIPPED: Sentence("Doctor", "skipped"),
}
_WORD_WIDTH = max(len(word.text) for word in WORDS.values())


@dataclass(frozen=True)
class Finding:
    """What one self-test found.

    Attributes:
        state: WARNING for what works less well than it could, FAILED for what does not work.
        found: One sentence.
        remedy: The exact command or step that mends it; empty where there is nothing to mend.
    """

    state: CheckState
    found: str
    remedy: str = ""


@dataclass(frozen=True)
class CheckResult:
    """A finding and the name of the check it belongs to."""

    name: str
    finding: Finding


def ok(found: str) -> Finding:
    """Return a finding of something that works."""
    return Finding(CheckState.OK, found)


def warning(found: str, remedy: str) -> Finding:
    """Return a finding of something that works less well than it could."""
    return Finding(CheckState.WARNING, found, remedy)


def failed(found: str, remedy: str) -> Finding:
    """Return a finding of something that does not work."""
    return Finding(CheckState.FAILED, found, remedy)


def skipped(reason: str) -> Finding:
    """Return a finding of something that could not be tried here."""
    return Finding(CheckState.SKIPPED, reason)


def exit_status(results: Sequence[CheckResult]) -> int:
    """Return 1 where something is broken, else 0."""
    return int(any(result.finding.state is CheckState.FAILED for result in results))


def to_line(result: CheckResult) -> str:
    """Return one check for a terminal: symbol, word, name and what was found; a remedy on a line below."""
    finding = result.finding
    word = WORDS[finding.state].text
    line = f"{SYMBOLS[finding.state]} {word:<{_WORD_WIDTH}}  {result.name}: {finding.found}"
    return without_home(line + (f"\n{' ' * (_WORD_WIDTH + 4)}→ {finding.remedy}" if finding.remedy else ""))


def to_json(results: Sequence[CheckResult]) -> str:
    """Return all checks as one JSON object."""
    checks = [
        {
            "name": each.name,
            "state": each.finding.state,
            "found": each.finding.found,
            "remedy": each.finding.remedy,
        }
        for each in results
    ]
    text = json.dumps({"ok": not exit_status(results), "checks": checks}, indent=2, ensure_ascii=False)
    return without_home(text)


def to_markdown(results: Sequence[CheckResult]) -> str:
    """Return all checks as a list to paste into a bug report."""
    lines = ["### Img2LaTeX doctor", ""]
    for each in results:
        finding = each.finding
        lines.append(f"- {SYMBOLS[finding.state]} **{each.name}** ({WORDS[finding.state]}): {finding.found}")
        if finding.remedy:
            lines.append(f"  - {finding.remedy}")
    return without_home("\n".join(lines) + "\n")


def without_home(text: str) -> str:
    """Write the home folder as ~: its name is mostly the user's."""
    home = str(Path.home())
    if len(home) <= 1:  # "/": nothing in it to hide, and it stands everywhere
        return text
    return text.replace(json.dumps(home)[1:-1], "~").replace(home, "~")
