import json
import os
import subprocess
import sys

import pytest

from img2latex_desktop.demo.wayland_desktop import Output, WaylandDesktop
from img2latex_desktop.diagnosis import CheckState
from img2latex_desktop.doctor import command
from img2latex_desktop.doctor.command import can_open_display, checks_without_qt, main

RUN = """
import sys
from img2latex_desktop.doctor.command import main
sys.exit(main(is_json="--json" in sys.argv))
"""
IMPORT = """
import sys
import img2latex_desktop.doctor.command
print(any(name.startswith("PySide6") for name in sys.modules))
"""


def run(*arguments, environment):
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
    return done


def test_a_machine_whose_qt_cannot_be_imported_still_gets_a_report(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "img2latex_desktop.doctor.session_run", None)
    assert main() == 0
    assert "Weights: " in capsys.readouterr().out
    assert [result.finding.state for result in checks_without_qt()] == [CheckState.OK] * 3


def test_importing_the_command_imports_no_qt():
    assert subprocess.check_output([sys.executable, "-c", IMPORT], text=True) == "False\n"


@pytest.mark.skipif(sys.platform != "linux", reason="a display can always be opened elsewhere")
def test_a_display_that_nobody_serves_cannot_be_opened(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not can_open_display()
    monkeypatch.setattr(command, "is_wayland", lambda: True)
    monkeypatch.setenv("WAYLAND_DISPLAY", "nobody")
    assert not can_open_display()


@pytest.mark.slow
def test_without_a_display_everything_else_is_checked_and_the_status_tells():
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")
    }
    done = run("--json", environment=environment)
    states = {check["name"]: check["state"] for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    assert states["Display"] == "failed"
    assert states["Hotkey"] == states["Capture"] == states["Clipboard"] == "skipped"
    assert states["Weights"] == states["Recognizer"] == "ok"


@pytest.mark.slow
@pytest.mark.gui
def test_a_desktop_with_everything_passes_every_check(desktop):
    done = run(environment=desktop.environment)
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert [line for line in lines if not line.startswith("✓")] == [
        "– skipped  Portal: Only Wayland needs it."
    ]
    assert any("every mark in its place (+0, +0)" in line for line in lines)


@pytest.mark.slow
@pytest.mark.gui
def test_on_wayland_every_screen_is_captured_exactly_at_its_own_scale():
    with WaylandDesktop([Output(), Output(1024, 768, 1280, 0, 2.0)]) as desktop:
        report = desktop.ask(desktop.python, "-c", RUN)
    captures = [
        line.partition("Capture of ")[2] for line in report.splitlines() if "✓ well     Capture" in line
    ]
    assert captures == [
        "HEADLESS-1: 1280 × 800 pixels at scale 1.00, every mark in its place (+0, +0).",
        "HEADLESS-2: 1024 × 768 pixels at scale 2.00, every mark in its place (+0, +0).",
    ]
    assert "note     Portal: Screenshot version 2, GlobalShortcuts missing." in report
