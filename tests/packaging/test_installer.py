"""The recipes for Windows and macOS agree with the program; neither system is here to run them."""

import plistlib
import re
from pathlib import Path

import pytest
from platformdirs.windows import Windows

from img2latex_desktop import APPLICATION_ID

ROOT = Path(__file__).resolve().parents[2]
AUTOSTART = (ROOT / "img2latex_desktop" / "system" / "autostart.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def installer():
    return (ROOT / "packaging" / "windows" / "img2latex.iss").read_text(encoding="utf-8")


def defined(installer, name):
    return re.search(rf'^#define {name} "(.*)"$', installer, re.MULTILINE)[1]


def test_the_installer_writes_the_autostart_value_that_the_setting_reads(installer):
    assert defined(installer, "Id") == APPLICATION_ID
    for name, constant in (("RunKey", "RUN"), ("ApprovedKey", "APPROVED")):
        assert f'{constant} = r"{defined(installer, name)}"' in AUTOSTART


def test_the_uninstaller_asks_about_the_folder_that_the_program_uses(installer, monkeypatch):
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda _: "{localappdata}")
    folders = Windows("img2latex", appauthor=False)
    used = {folders.user_config_dir, folders.user_data_dir}
    assert {folder.replace("/", "\\") for folder in used} == {r"{localappdata}\img2latex"}
    assert r"Folder := ExpandConstant('{localappdata}\img2latex');" in installer


def test_the_installer_needs_no_administrator(installer):
    assert "\nPrivilegesRequired=lowest\n" in installer


def test_the_entitlements_are_a_property_list():
    content = plistlib.loads((ROOT / "packaging" / "macos" / "entitlements.plist").read_bytes())
    assert content == dict.fromkeys(content, True)
