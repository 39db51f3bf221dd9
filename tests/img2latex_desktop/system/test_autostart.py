import json
import plistlib
import shutil
import subprocess
import sys
import time

import pytest

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.base.errors import SettingsError
from img2latex_desktop.system.autostart import (
    AutostartEntry,
    LaunchAgent,
    autostart_of_this_system,
    exec_value,
    own_command,
)

COMMAND = ("/opt/img2latex/img2latex", "a b")
AWKWARD = ["", "a b", 'say "x"', "it's", r"back\slash", "$HOME `id`", "100% %f", "a;b&c|d>e", "~*?#()", "ä√"]


@pytest.fixture(params=[AutostartEntry, LaunchAgent])
def autostart(request, tmp_path):
    return request.param(tmp_path / "missing" / "folder")


def written_by(autostart, tmp_path):
    (file,) = (tmp_path / "missing" / "folder").iterdir()
    return file


def test_nothing_is_started_at_login_at_first(autostart):
    assert not autostart.is_enabled()


def test_what_is_enabled_can_be_disabled_again(autostart, tmp_path):
    autostart.enable(COMMAND)
    assert autostart.is_enabled()
    autostart.disable()
    assert not autostart.is_enabled()
    assert list((tmp_path / "missing" / "folder").iterdir()) == []


def test_disabling_what_is_not_enabled_does_nothing(autostart):
    autostart.disable()


def test_enabling_again_takes_the_new_command(autostart, tmp_path):
    autostart.enable(["/old/place"])
    autostart.enable(["/new/place"])
    assert "/new/place" in written_by(autostart, tmp_path).read_text()
    assert "/old/place" not in written_by(autostart, tmp_path).read_text()


def test_a_broken_file_starts_nothing_and_can_be_replaced(autostart, tmp_path):
    autostart.enable(COMMAND)
    written_by(autostart, tmp_path).write_bytes(b"\xff\x00[")
    assert not autostart.is_enabled()
    autostart.enable(COMMAND)
    assert autostart.is_enabled()


def test_a_refusal_is_one_clear_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="Starting at login cannot be changed"):
        AutostartEntry(tmp_path / "file").enable(COMMAND)


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_the_desktop_switched_off_is_not_enabled(tmp_path, line):
    entry = AutostartEntry(tmp_path)
    entry.enable(COMMAND)
    with (tmp_path / f"{APPLICATION_ID}.desktop").open("a") as file:
        file.write(line + "\n")
    assert not entry.is_enabled()
    entry.enable(COMMAND)
    assert entry.is_enabled()


def test_the_entry_is_named_after_the_application(tmp_path):
    AutostartEntry(tmp_path).enable(COMMAND)
    text = (tmp_path / f"{APPLICATION_ID}.desktop").read_text()
    assert text.startswith("[Desktop Entry]\nType=Application\nName=Img2LaTeX\n")
    assert '\nExec=/opt/img2latex/img2latex "a b"\n' in text


def test_a_desktop_is_told_how_to_notice_that_the_program_is_gone(tmp_path):
    AutostartEntry(tmp_path).enable(["/opt/my programs/img2latex", "a b"])
    text = (tmp_path / f"{APPLICATION_ID}.desktop").read_text()
    assert "\nTryExec=/opt/my programs/img2latex\n" in text


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("plain-1.0_/x=y", "plain-1.0_/x=y"),
        ("", '""'),
        ('"', r'"\\""'),
        ("\\", r'"\\\\"'),
        ("$", r'"\\$"'),
        ("`", r'"\\`"'),
        ("50%", "50%%"),
        ("two\nlines", r'"two\nlines"'),
    ],
)
def test_arguments_are_quoted_as_the_specification_says(argument, expected):
    assert exec_value([argument]) == expected


@pytest.mark.skipif(not shutil.which("gio"), reason="gio (libglib2.0-bin) is not installed")
def test_a_desktop_starts_the_very_command(tmp_path):
    # GIVEN a program in a folder with an awkward name, which writes down its arguments
    folder = tmp_path / "my $programs"  # without %, which GLib does not find in a program
    folder.mkdir()
    program = folder / "write it"
    program.write_text(
        f"#!{sys.executable}\nimport json, pathlib, sys\n"
        "made = pathlib.Path(sys.argv[1]).with_suffix('.part')\n"
        "made.write_text(json.dumps(sys.argv[2:]))\nmade.rename(sys.argv[1])\n"
    )
    program.chmod(0o755)
    result = tmp_path / "result.json"
    # WHEN a desktop starts the entry
    AutostartEntry(tmp_path).enable([str(program), str(result), *AWKWARD])
    subprocess.run(["gio", "launch", str(tmp_path / f"{APPLICATION_ID}.desktop")], check=True, timeout=10)
    # THEN the program has got its arguments as they were
    deadline = time.monotonic() + 10
    while not result.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert json.loads(result.read_text()) == AWKWARD


def test_the_launch_agent_holds_the_command(tmp_path):
    LaunchAgent(tmp_path).enable(COMMAND)
    content = plistlib.loads((tmp_path / f"{APPLICATION_ID}.plist").read_bytes())
    assert content["Label"] == APPLICATION_ID
    assert content["ProgramArguments"] == list(COMMAND)
    assert content["RunAtLoad"] is True


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of Linux")
def test_the_entry_lies_where_the_session_looks(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    autostart_of_this_system().enable(COMMAND)
    assert (tmp_path / "autostart" / f"{APPLICATION_ID}.desktop").is_file()


@pytest.mark.skipif(sys.platform != "win32", reason="the registry of Windows")
def test_the_run_key_of_windows():
    autostart = autostart_of_this_system()
    autostart.enable(COMMAND)
    assert autostart.is_enabled()
    autostart.disable()
    assert not autostart.is_enabled()


def test_our_own_command_works_from_any_folder(tmp_path):
    (tmp_path / "argparse.py").write_text("raise SystemExit('not this one')")
    run = subprocess.run(
        [*own_command(), "--version"], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False
    )
    assert run.stdout.startswith("img2latex "), run.stderr


def test_a_frozen_build_starts_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == (sys.executable,)
