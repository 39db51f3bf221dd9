import getpass
import platform
import sys
from pathlib import Path

import pytest

from img2latex_desktop import __version__
from img2latex_desktop.diagnosis import CheckState
from img2latex_desktop.doctor import machine
from img2latex_desktop.doctor.machine import check_libraries, check_versions, installation_command

CURSOR = {"libxcb-cursor.so.0": "libxcb-cursor0"}


def test_the_versions_hold_no_personal_data():
    found = check_versions().found
    assert f"Img2LaTeX {__version__}, Python {platform.python_version()}" in found
    assert platform.node() not in found
    assert str(Path.home()) not in found
    assert getpass.getuser() not in found.replace("Debian", "")


def test_versions_are_known_without_importing_torch():
    assert "torch 2." in check_versions().found


@pytest.mark.skipif(sys.platform != "linux", reason="libraries come with the program elsewhere")
def test_a_missing_library_fails_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(machine, "X11_LIBRARIES", {"libnothing.so.9": "libnothing9"})
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "ubuntu", "ID_LIKE": "debian"})
    finding = check_libraries()
    assert finding.state is CheckState.FAILED
    assert "libnothing.so.9" in finding.found
    assert finding.remedy == "sudo apt install libnothing9"


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ({"ID": "debian"}, "sudo apt install libxcb-cursor0"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt install libxcb-cursor0"),
        ({"ID": "fedora"}, "sudo dnf install 'libxcb-cursor.so.0()(64bit)'"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "zypper install"),
        ({"ID": "arch"}, "pacman -F libxcb-cursor.so.0"),
        ({}, "install the packages that hold libxcb-cursor.so.0"),
    ],
)
def test_each_family_of_distributions_gets_its_own_command(release, command):
    assert command in installation_command(CURSOR, release)
