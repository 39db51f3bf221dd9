import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

import img2latex_desktop

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 12, 24, 18, 0, tzinfo=UTC)
RELEASED = """\
# Changelog

## Unreleased

## 1.2.0 - 2026-12-01

### Added

- Reads `matrices`, which takes
  two lines to say, & more.

## [1.1.0] - 2026-11-01

- The **first**.
"""
UNRELEASED = RELEASED.replace("## Unreleased\n", "## Unreleased\n\n- Something new.\n")


@pytest.fixture(scope="module")
def changelog(load):
    return load("changelog.py")


@pytest.fixture
def releases(changelog):
    return changelog.read_releases(RELEASED)


def test_an_empty_section_is_no_release(changelog, releases):
    assert [release.name for release in releases] == ["1.2.0", "1.1.0"]
    assert changelog.read_releases(UNRELEASED)[0].name == "Unreleased"


def test_an_item_is_one_line_without_markup(releases):
    assert list(releases[0].items()) == ["Reads matrices, which takes two lines to say, & more."]


def test_the_version_of_a_release_is_that_of_the_program(changelog, releases):
    assert changelog.package_version("1.2.0", releases) == "1.2.0"


@pytest.mark.parametrize(("program", "package"), [("1.3.0", "1.3.0~dev"), ("1.2.0", "1.2.0+dev")])
def test_a_build_between_releases_is_ordered_between_them(changelog, program, package):
    assert changelog.package_version(program, changelog.read_releases(UNRELEASED)) == package
    for older, newer in (("1.2.0", package), (package, "1.3.0")):
        subprocess.run(["dpkg", "--compare-versions", older, "lt", newer], check=True)


def test_a_tag_that_version_and_changelog_know_is_accepted(changelog, releases):
    changelog.check_tag("v1.2.0", "1.2.0", releases)


@pytest.mark.parametrize(
    ("tag", "version", "text", "complaint"),
    [
        ("v1.2.1", "1.2.0", RELEASED, "does not name the program's version"),
        ("1.2.0", "1.2.0", RELEASED, "does not name the program's version"),
        ("v1.2.1", "1.2.1", RELEASED, "has to begin with 1.2.1; it begins with 1.2.0"),
        ("v1.2.0", "1.2.0", UNRELEASED, "it begins with Unreleased"),
        ("v1.2.0", "1.2.0", RELEASED.replace(" - 2026-12-01", ""), "has no date"),
        ("v1.2.0", "1.2.0", "# Changelog\n", "it begins with nothing"),
    ],
)
def test_any_other_tag_is_refused(changelog, tag, version, text, complaint):
    with pytest.raises(changelog.ChangelogError, match=complaint):
        changelog.check_tag(tag, version, changelog.read_releases(text))


def test_the_notes_of_a_release_are_its_section(changelog, releases):
    assert changelog.notes("1.1.0", releases) == "- The **first**."
    with pytest.raises(changelog.ChangelogError, match="no section 9"):
        changelog.notes("9", releases)


@pytest.mark.packaging
def test_debian_reads_its_changelog(changelog, tmp_path):
    file = tmp_path / "changelog"
    file.write_text(changelog.to_debian("1.2.0", changelog.read_releases(UNRELEASED), NOW), encoding="utf-8")
    command = ["dpkg-parsechangelog", "--all", "--format", "rfc822", "--file", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "Version: 1.2.0+dev\n" in done.stdout
    assert "Date: Tue, 01 Dec 2026 00:00:00 +0000" in done.stdout


def test_appstream_gets_every_release_with_its_date(changelog, releases):
    element = ElementTree.fromstring(changelog.to_appstream("1.2.0", releases, NOW))  # noqa: S314  # our own text
    assert [(each.get("version"), each.get("date")) for each in element] == [
        ("1.2.0", "2026-12-01"),
        ("1.1.0", "2026-11-01"),
    ]


def test_the_program_version_is_found_without_importing_the_program(changelog):
    assert changelog.program_version() == img2latex_desktop.__version__


@pytest.mark.parametrize("arguments", [["version"], ["debian"], ["appstream"]])
def test_our_own_changelog_can_be_read(arguments):
    command = [sys.executable, ROOT / "packaging" / "changelog.py", *arguments]
    assert (
        img2latex_desktop.__version__
        in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    )


def test_a_tag_of_another_version_ends_the_release():
    command = [sys.executable, ROOT / "packaging" / "changelog.py", "check", "v99.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "v99.0.0 does not name" in done.stderr
