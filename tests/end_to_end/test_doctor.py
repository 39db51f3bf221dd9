"""``img2latex doctor`` as a user runs it: on a desktop, without one, and beside the running program."""

import json
import subprocess

import pytest

from img2latex_desktop.demo.__main__ import EXAMPLES
from img2latex_desktop.demo.driven_app import COMMAND

pytestmark = pytest.mark.gui

FORMULA = EXAMPLES / "basel_sum.tex"
ANYWHERE = {"Versions", "Libraries", "Settings", "History", "Weights", "Recognizer"}
ON_A_SCREEN = {"Display", "Hotkey", "Capture of screen", "Tray", "Running program"}


@pytest.fixture
def findings(desktop):
    """Return a function that runs the doctor and returns what it finds, by the names of the checks."""

    def examine(status=0, **changes):
        environment = desktop.environment | changes
        done = subprocess.run(
            [*COMMAND, "doctor", "--json"],
            env={name: value for name, value in environment.items() if value},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (status, "")
        report = json.loads(done.stdout)
        assert report["ok"] is (status == 0)
        return {check["name"]: check for check in report["checks"]}

    return examine


def states(found, names):
    return {found[name]["state"] for name in names}


def test_everything_works_on_the_virtual_desktop(findings):
    found = findings()
    assert states(found, ON_A_SCREEN | ANYWHERE) == {"ok"}
    assert found["Portal"]["state"] == "skipped"
    assert "not running" in found["Running program"]["found"]


@pytest.mark.slow
def test_what_another_program_copied_is_still_there(desktop, findings, copied_elsewhere):
    with copied_elsewhere(desktop, FORMULA, "UTF8_STRING"):
        assert findings()["Clipboard"]["state"] == "skipped"
        assert desktop.clipboard() == FORMULA.read_text()


@pytest.mark.parametrize("display", ["", pytest.param(":4711", marks=pytest.mark.slow)])
def test_without_a_display_it_says_so_and_checks_the_rest(findings, display):
    found = findings(status=1, DISPLAY=display)
    assert found["Display"]["state"] == "failed"
    assert found["Display"]["remedy"]
    assert states(found, ANYWHERE) == {"ok"}
    assert states(found, found.keys() - ANYWHERE - {"Display"}) == {"skipped"}


@pytest.mark.slow
def test_the_doctor_in_the_settings_examines_the_running_program(
    desktop, start, ask, findings, wait_for_window
):
    app = start(until=("The recognizer is ready on",))
    assert "is running" in findings()["Running program"]["found"]
    ask("settings")
    wait_for_window("Settings – Img2LaTeX")
    for key in ("End", "alt+r"):
        desktop.press(key)
    for name in ("Display", "Hotkey", "Capture of screen", "Clipboard", "Tray", "Recognizer"):
        app.wait_for(f": {name}: ok")
    app.stop()
