import configparser
import mimetypes
import os
import shutil
import subprocess

import pytest

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.base.pixels import SUFFIXES
from img2latex_desktop.system.autostart import exec_value
from img2latex_desktop.system.desktop_entry import write_desktop_entry

NAME = f"applications/{APPLICATION_ID}.desktop"
PYTHON = "/home/ada/my env/bin/python"
ICON = ICONS_FOLDER / "img2latex.svg"


@pytest.fixture(autouse=True)
def system_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_DIRS", f"{tmp_path}/local:{tmp_path}/system")


def write(folder, python=PYTHON):
    start = (python, "-m", "img2latex_desktop")
    write_desktop_entry(folder, start=exec_value(start), snip=exec_value((*start, "snip")), icon=ICON)


def read(folder):
    parser = configparser.RawConfigParser(delimiters="=", comment_prefixes="#")
    parser.optionxform = str
    parser.read(folder / NAME, encoding="utf-8")
    return parser


def test_the_entry_is_named_after_the_application_and_starts_this_installation(tmp_path):
    write(tmp_path)
    entry = read(tmp_path)["Desktop Entry"]
    assert entry["Exec"] == '"/home/ada/my env/bin/python" -m img2latex_desktop %F'
    assert entry["Icon"] == str(ICON)
    assert ICON.exists()


def test_it_opens_every_kind_of_picture_that_can_be_read(tmp_path):
    write(tmp_path)
    kinds = read(tmp_path)["Desktop Entry"]["MimeType"].split(";")
    types = mimetypes.MimeTypes()
    types.add_type("image/apng", ".apng")  # Python 3.11 does not know it
    suffixes = {suffix for group in SUFFIXES.values() for suffix in group}
    assert {types.guess_type(f"picture{suffix}", strict=False)[0] for suffix in suffixes} == set(kinds) - {""}


def test_its_menu_asks_the_running_program_for_a_snip(tmp_path):
    write(tmp_path)
    entry = read(tmp_path)
    assert entry["Desktop Entry"]["Actions"] == "snip;"
    assert entry["Desktop Action snip"]["Exec"].endswith("img2latex_desktop snip")


def test_another_installation_takes_the_entry_over(tmp_path):
    write(tmp_path, "/old/python")
    write(tmp_path, "/new/python")
    assert read(tmp_path)["Desktop Entry"]["Exec"].startswith("/new/python")


def test_an_entry_that_is_right_is_left_alone(tmp_path):
    write(tmp_path)
    os.utime(tmp_path / NAME, (1, 1))
    write(tmp_path)
    assert (tmp_path / NAME).stat().st_mtime == 1


def test_the_entry_of_a_package_is_enough(tmp_path):
    packaged = tmp_path / "system" / NAME
    packaged.parent.mkdir(parents=True)
    packaged.touch()
    write(tmp_path / "user")
    assert not (tmp_path / "user" / NAME).exists()


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path, caplog):
    (tmp_path / "applications").touch()
    write(tmp_path)
    assert "No entry in the menu" in caplog.text


@pytest.mark.packaging
@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_format_is_valid(tmp_path):
    write(tmp_path)
    done = subprocess.run(
        ["desktop-file-validate", tmp_path / NAME], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
