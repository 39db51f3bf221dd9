"""The program on X servers that are not like Xorg: TigerVNC's, and those of few and of many colors."""

import json
import subprocess
import sys

import pytest

from img2latex_desktop.demo.__main__ import EXAMPLES, FORMULA_ON_PAGE, HOTKEY, PAGE_TITLE
from img2latex_desktop.demo.driven_app import COMMAND
from img2latex_desktop.demo.virtual_desktop import VirtualDesktop

pytestmark = [pytest.mark.gui, pytest.mark.slow]


@pytest.fixture
def desktop_of(tmp_path):
    """Return a function that prepares a desktop on an X server of a depth, or on Xvnc."""
    return lambda depth, *, is_vnc=False: VirtualDesktop(tmp_path, f"1280x800x{depth}", is_vnc=is_vnc)


def doctor_on(desktop):
    done = subprocess.run(
        [*COMMAND, "doctor", "--json"], env=desktop.environment, capture_output=True, timeout=120, check=False
    )
    return {check["name"]: check for check in json.loads(done.stdout)["checks"]}


@pytest.mark.parametrize(
    ("depth", "is_vnc", "screen"),
    [
        (24, True, "VNC-0"),
        (16, True, "VNC-0"),
        (15, False, "screen"),
        (16, False, "screen"),
        (30, False, "screen"),
    ],
)
def test_the_doctor_sees_every_mark_in_its_place(desktop_of, depth, is_vnc, screen):
    with desktop_of(depth, is_vnc=is_vnc) as desktop:
        found = doctor_on(desktop)
    assert found[f"Capture of {screen}"]["state"] == "ok"
    assert "(+0, +0)" in found[f"Capture of {screen}"]["found"]
    assert found["Hotkey"]["state"] == "ok"


def test_a_screen_of_256_colors_is_refused_with_the_advice_that_helps(desktop_of):
    with desktop_of(8) as desktop:
        found = doctor_on(desktop)["Capture of screen"]
    assert found["state"] == "failed"
    assert found["found"].startswith("A screen of color depth 8 cannot be photographed: start the X server")
    assert found["remedy"].startswith("vncserver -depth 24")


@pytest.mark.parametrize(("depth", "is_vnc"), [(24, True), (16, False)])
def test_a_formula_is_snipped(desktop_of, start, depth, is_vnc):
    with desktop_of(depth, is_vnc=is_vnc) as desktop:
        desktop.start(
            *(sys.executable, "-m", "img2latex_desktop.demo.page", str(EXAMPLES / "page.png"), PAGE_TITLE)
        )
        formula = FORMULA_ON_PAGE.moved(*desktop.window_corner(PAGE_TITLE))
        app = start(on=desktop)
        desktop.press(HOTKEY)
        app.wait_for("Overlay shown")
        with desktop.dragging(formula):
            pass
        app.wait_for("Chosen: 278 × 104")
        app.wait_for("Copied")
        assert desktop.clipboard()
        app.stop()
