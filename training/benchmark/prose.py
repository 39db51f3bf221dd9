"""Free text for pages around formulas, and for pictures of prose: licence texts, which never change.

Debian installs them with its base system; anywhere else the licence and the documents of this repository do.
"""

import re
from pathlib import Path

from training.benchmark.selection import Twin, is_of_twin

_LICENCES = Path("/usr/share/common-licenses")
_REPOSITORY = Path(__file__).resolve().parents[2]
_SHORTEST, _LONGEST = 150, 900  # characters


def paragraphs(twin: Twin) -> list[str]:
    """Return the paragraphs of one twin, each on one line, in a fixed order."""
    files = [path for path in sorted(_LICENCES.glob("*")) if path.is_file() and not path.is_symlink()]
    files += (
        [_REPOSITORY / "LICENSE"] if files else [*sorted(_REPOSITORY.glob("*.md")), _REPOSITORY / "LICENSE"]
    )
    found: dict[str, None] = {}
    for path in files:
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace")):
            text = " ".join(block.split())
            if _SHORTEST <= len(text) <= _LONGEST and text.isascii() and is_of_twin(text, twin):
                found[text] = None
    return list(found)
