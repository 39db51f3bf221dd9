"""The program's home on the web is written in files of many formats; all of them name one place."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_names_the_home_that_the_program_names():
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    home = urls["Releases"].removesuffix("/releases").removeprefix("https://github.com/")
    named = [
        place
        for path in (ROOT / "packaging").rglob("*")
        if path.is_file()
        for place in re.findall(
            r"github(?:usercontent)?\.com/(img2latex/[\w-]+)",
            path.read_text(encoding="utf-8", errors="replace"),
        )
    ]
    assert named
    assert set(named) == {home}
