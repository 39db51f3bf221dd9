"""CHANGELOG.md as releases and packages need it: the version it leads to, one version's text, other formats.

Usage: python packaging/changelog.py version | check TAG | notes VERSION | debian | maintainer | appstream
"""

import os
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "img2latex"
MAINTAINER = "The Img2LaTeX Desktop authors <img2latex@users.noreply.github.com>"
UNRELEASED = "Unreleased"
HEADING = re.compile(r"^## \[?(?P<name>[^\]\s]+)\]?(?: [-–] (?P<date>\d{4}-\d{2}-\d{2}))?\s*$", re.MULTILINE)
DEBIAN_COLUMNS = 78


class ChangelogError(Exception):
    """What is wrong with the changelog or with a tag, as one sentence."""


@dataclass(frozen=True)
class Release:
    """One section of the changelog.

    Attributes:
        name: A version, or ``UNRELEASED``.
        day: None where it is not released.
        text: Markdown, without the heading.
    """

    name: str
    day: date | None
    text: str

    def items(self) -> Iterator[str]:
        """Yield what changed, each as one line without markup."""
        for item in re.findall(r"^- (.*(?:\n  .*)*)", self.text, re.MULTILINE):
            yield re.sub(r"\s+", " ", item).replace("`", "").replace("**", "")


def read_releases(text: str) -> list[Release]:
    """Return the sections that have a text, in the order of the file: newest first."""
    releases, end = [], len(text)
    for heading in reversed(list(HEADING.finditer(text))):
        day = date.fromisoformat(heading["date"]) if heading["date"] else None
        releases.insert(0, Release(heading["name"], day, text[heading.end() : end].strip()))
        end = heading.start()
    return [release for release in releases if release.text]


def package_version(program_version: str, releases: list[Release]) -> str:
    """Return the version of a package built now, in an order that Debian and AppStream share.

    A build between releases is older than the release to come (``~dev``), or newer than the one that was
    (``+dev``), so that a package manager always takes the release over it and never the other way round.
    """
    is_released = any(release.name == program_version for release in releases)
    if not releases or releases[0].name != UNRELEASED:
        return program_version
    return f"{program_version}+dev" if is_released else f"{program_version}~dev"


def check_tag(tag: str, program_version: str, releases: list[Release]) -> None:
    """Make sure that a tag names the program's version, and that the newest section tells what is in it.

    Raises:
        ChangelogError: It does not.
    """
    if tag != f"v{program_version}":
        raise ChangelogError(f"The tag {tag} does not name the program's version, {program_version}.")
    if not releases or releases[0].name != program_version:
        found = releases[0].name if releases else "nothing"
        raise ChangelogError(f"CHANGELOG.md has to begin with {program_version}; it begins with {found}.")
    if releases[0].day is None:
        raise ChangelogError(f"The section {program_version} of CHANGELOG.md has no date.")


def notes(version: str, releases: list[Release]) -> str:
    """Return what changed in one version, as Markdown.

    Raises:
        ChangelogError: There is no such section.
    """
    for release in releases:
        if release.name == version:
            return release.text
    raise ChangelogError(f"CHANGELOG.md has no section {version}.")


def to_debian(program_version: str, releases: list[Release], now: datetime) -> str:
    """Return the changelog in Debian's format (Debian Policy, 4.4)."""
    entries = []
    for release in releases:
        is_released = release.name != UNRELEASED
        version = release.name if is_released else package_version(program_version, releases)
        time = (
            datetime(release.day.year, release.day.month, release.day.day, tzinfo=UTC) if release.day else now
        )
        lines = [f"{PACKAGE} ({version}) {'stable' if is_released else 'UNRELEASED'}; urgency=medium", ""]
        for item in release.items():
            lines += textwrap.wrap(item, DEBIAN_COLUMNS, initial_indent="  * ", subsequent_indent="    ")
        entries.append("\n".join([*lines, "", f" -- {MAINTAINER}  {format_datetime(time)}", ""]))
    return "\n".join(entries)


def to_appstream(program_version: str, releases: list[Release], now: datetime) -> str:
    """Return the element ``releases`` of AppStream's metainfo."""
    lines = ["<releases>"]
    for release in releases:
        is_released = release.name != UNRELEASED
        version = release.name if is_released else package_version(program_version, releases)
        day = (release.day or now.date()).isoformat()
        kind = "stable" if is_released else "development"
        lines.append(f'  <release version="{version}" date="{day}" type="{kind}"><description><ul>')
        lines += [f"    <li>{escape(item)}</li>" for item in release.items()]
        lines.append("  </ul></description></release>")
    return "\n".join([*lines, "</releases>", ""])


def program_version() -> str:
    """Return the version that the program itself tells, without importing it."""
    text = (ROOT / "img2latex_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"', text, re.MULTILINE)
    if found is None:
        raise ChangelogError("img2latex_desktop/__init__.py tells no version.")
    return found[1]


def build_time() -> datetime:
    """Return SOURCE_DATE_EPOCH, by which a build of the same commit is the same to the byte; else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def main(arguments: list[str]) -> int:
    """Print what is asked for and return the exit status."""
    version = program_version()
    releases = read_releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    try:
        match arguments:
            case ["version"]:
                answer = package_version(version, releases)
            case ["check", tag]:
                check_tag(tag, version, releases)
                answer = f"{tag} is described in CHANGELOG.md."
            case ["notes", name]:
                answer = notes(name, releases)
            case ["debian"]:
                answer = to_debian(version, releases, build_time())
            case ["maintainer"]:
                answer = MAINTAINER
            case ["appstream"]:
                answer = to_appstream(version, releases, build_time())
            case _:
                sys.stderr.write(f"{__doc__}")
                return 2
    except ChangelogError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(answer.rstrip("\n") + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
