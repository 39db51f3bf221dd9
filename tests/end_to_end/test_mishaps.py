"""Exceptions that nobody foresaw, in the running program: it says so, and the next snip works."""

import sys

import pytest

from img2latex_desktop.demo.__main__ import HOTKEY
from img2latex_desktop.demo.driven_app import DrivenApp

pytestmark = pytest.mark.gui


def test_a_snip_that_stumbles_ends_and_leaves_the_hotkey_alive(desktop, weights, formula, snip, tmp_path):
    app = DrivenApp(
        desktop, tmp_path, (sys.executable, "-m", "tests.end_to_end.app_that_stumbles", str(weights))
    )
    app.wait_for("is listened to")
    app.wait_for("The recognizer is ready on")
    desktop.press(HOTKEY)
    app.wait_for("LookupError: the first start")
    desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    desktop.press("Escape")
    app.wait_for("LookupError: the first _cancel")
    snip(app)
    assert app.stop() == 0
