import json
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from img2latex_desktop.demo.driven_app import INTRODUCED, DrivenApp
from img2latex_desktop.demo.virtual_desktop import DesktopError, VirtualDesktop

SPEAKING = """
import pathlib, sys, time
log = pathlib.Path(sys.argv[1])
log.parent.mkdir(parents=True)
log.write_text("first\\nsecond\\n")
time.sleep(60)
"""


@pytest.fixture
def desk(tmp_path):
    """A desktop without a screen: what these programs do needs none."""
    made = VirtualDesktop(tmp_path)
    yield made
    made.__exit__(None, None, None)


TELLING_SETTINGS = """
import os, pathlib
log = pathlib.Path(os.environ["XDG_STATE_HOME"], "img2latex", "log", "img2latex.log")
log.parent.mkdir(parents=True)
log.write_text(pathlib.Path(os.environ["XDG_CONFIG_HOME"], "img2latex", "settings.json").read_text())
"""


def log(desk):
    return str(Path(desk.environment["XDG_STATE_HOME"], "img2latex", "log", "img2latex.log"))


def test_each_line_is_waited_for_in_turn(desk, tmp_path):
    app = DrivenApp(desk, tmp_path, (sys.executable, "-c", SPEAKING, log(desk)))
    app.wait_for("first")
    app.wait_for("second")
    with pytest.raises(DesktopError, match="did not say"):
        app.wait_for("first", timeout_s=0.1)


def test_an_error_in_the_log_is_told_at_once(desk, tmp_path):
    log_line = "2026-01-01 12:00:00,000 ERROR   MainProcess app: The weights are damaged."
    code = SPEAKING.replace("first", log_line)
    app = DrivenApp(desk, tmp_path, (sys.executable, "-c", code, log(desk)))
    with pytest.raises(DesktopError, match=r"^The weights are damaged\.$"):
        app.wait_for("never said")


def test_a_program_that_ends_instead_is_quoted(desk, tmp_path):
    app = DrivenApp(desk, tmp_path, (sys.executable, "-c", "raise SystemExit('no weights here')"))
    with pytest.raises(DesktopError, match=r"status 1\. no weights here"):
        app.wait_for("first")


@pytest.mark.parametrize(("pattern", "milliseconds"), [("app: first", 250), ("said$", 750)])
def test_the_time_is_the_one_written_in_the_line_found(desk, tmp_path, pattern, milliseconds):
    lines = (
        "2026-01-01 12:00:00,250 INFO    MainProcess app: first\\n"
        "2026-01-01 12:00:00,750 INFO    MainProcess app: said"
    )
    code = SPEAKING.replace("first\\nsecond\\n", lines)
    app = DrivenApp(desk, tmp_path, (sys.executable, "-c", code, log(desk)))
    noon = datetime(2026, 1, 1, 12).astimezone().timestamp()
    assert app.wait_for(pattern) == pytest.approx(noon + milliseconds / 1000)


def test_a_line_without_a_time_was_written_now(desk, tmp_path):
    app = DrivenApp(desk, tmp_path, (sys.executable, "-c", SPEAKING, log(desk)))
    said_at = app.wait_for("first")
    assert app.started < said_at <= time.time()


@pytest.mark.parametrize("settings", [None, {"theme": "dark"}])
def test_the_settings_are_there_before_the_program_starts(desk, tmp_path, settings):
    options = {} if settings is None else {"settings": settings}
    app = DrivenApp(desk, tmp_path, (sys.executable, "-c", TELLING_SETTINGS), **options)
    app.wait_for("dark" if settings else "is_introduced")
    assert json.loads(Path(log(desk)).read_text()) == (settings or INTRODUCED)


def test_stopping_gives_the_exit_status(desk, tmp_path):
    app = DrivenApp(desk, tmp_path, (sys.executable, "-c", SPEAKING, log(desk)))
    app.wait_for("second")
    assert app.stop() == -15
