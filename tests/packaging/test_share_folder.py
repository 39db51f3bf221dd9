"""What a Linux desktop is told about the program, judged by the desktops' own validators."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.cli.main import _parser

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def share(tmp_path_factory):
    folder = tmp_path_factory.mktemp("share")
    script = ROOT / "packaging" / "linux" / "share_folder.py"
    subprocess.run([sys.executable, script, folder], check=True, timeout=60)
    return folder


def complaints(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return (done.returncode, done.stdout + done.stderr)


@pytest.mark.packaging
def test_the_menu_entry_is_valid_and_starts_the_installed_program(share):
    entry = share / "applications" / f"{APPLICATION_ID}.desktop"
    assert complaints("desktop-file-validate", entry) == (0, "")
    lines = entry.read_text(encoding="utf-8").splitlines()
    assert {"Exec=img2latex %F", "Exec=img2latex snip", f"Icon={APPLICATION_ID}"} <= set(lines)


@pytest.mark.packaging
def test_the_appstream_metainfo_is_valid(share):
    metainfo = share / "metainfo" / f"{APPLICATION_ID}.metainfo.xml"
    status, output = complaints("appstreamcli", "validate", "--strict", "--no-net", metainfo)
    assert status == 0, output


def test_the_metainfo_names_the_menu_entry_and_our_picture_is_there(share):
    metainfo = ElementTree.parse(share / "metainfo" / f"{APPLICATION_ID}.metainfo.xml").getroot()  # noqa: S314
    assert metainfo.findtext("id") == APPLICATION_ID
    assert (share / "applications" / metainfo.findtext("launchable")).exists()
    image = metainfo.findtext("screenshots/screenshot/image")
    assert (ROOT / image.partition("/main/")[2]).exists()


def test_there_is_an_icon_of_every_usual_size(share):
    icons = share / "icons" / "hicolor"
    sizes = {path.parents[1].name for path in icons.glob(f"*/apps/{APPLICATION_ID}.png")}
    assert sizes >= {"16x16", "24x24", "32x32", "48x48", "64x64", "128x128", "256x256"}
    assert (icons / "scalable" / "apps" / f"{APPLICATION_ID}.svg").exists()


@pytest.mark.packaging
def test_the_manual_page_is_well_formed(share):
    page = share / "man" / "man1" / "img2latex.1"
    command = ["man", "--warnings", "--local-file", page]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True)
    assert done.stderr == ""
    assert "EXIT STATUS" in done.stdout


def words(parser):
    """Yield every option and command of a parser and of those below it."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield name
                yield from words(command)


def test_the_manual_page_names_every_command_and_option(share):
    page = (share / "man" / "man1" / "img2latex.1").read_text(encoding="utf-8").replace("\\-", "-")
    missing = {word for word in words(_parser()) if word not in page} - {"--help"}  # it stands there as -h
    assert missing == set()
