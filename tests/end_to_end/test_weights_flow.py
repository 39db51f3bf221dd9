"""Other weights, installed beside the running program: it reads with them at once."""

import shutil
from pathlib import Path

import pytest

from img2latex_desktop.base.paths import WEIGHTS_FOLDER
from img2latex_desktop.demo.driven_app import DrivenApp
from model.weights.archive import WEIGHTS_NAME, pack

pytestmark = [pytest.mark.slow, pytest.mark.gui]
INSTALLED = r"is ready on cpu with .*/weights/weights-"
SHIPPED = r"is ready on cpu with .*/resources/weights"


@pytest.fixture
def running(desktop, tmp_path):
    """Return the program with the weights that ship; what is installed meanwhile is gone afterwards."""
    data = desktop.environment["XDG_DATA_HOME"]
    shutil.rmtree(data, ignore_errors=True)
    app = DrivenApp(desktop, tmp_path)
    app.wait_for("is listened to")
    app.wait_for(SHIPPED)
    yield app
    app.stop()
    shutil.rmtree(data)


def test_the_running_program_takes_weights_and_gives_them_up_at_once(
    running, desktop, formula, ask, snip, tmp_path
):
    pack(WEIGHTS_FOLDER, tmp_path / "weights.zip")
    assert "loads them now" in ask("weights", "install", str(tmp_path / "weights.zip"))
    running.wait_for(INSTALLED)
    snip(running)
    assert desktop.clipboard() == r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}"
    assert "loads them now" in ask("weights", "rollback")
    running.wait_for(SHIPPED)


def test_damaged_weights_are_told_of_and_the_shipped_are_used(running, desktop, ask, tmp_path):
    pack(WEIGHTS_FOLDER, tmp_path / "weights.zip")
    ask("weights", "install", str(tmp_path / "weights.zip"))
    running.wait_for(INSTALLED)
    running.stop()
    (damaged,) = Path(desktop.environment["XDG_DATA_HOME"]).glob(f"img2latex/weights/*/{WEIGHTS_NAME}")
    damaged.write_bytes(b"damaged")
    again = DrivenApp(desktop, tmp_path, settings=None)
    again.wait_for(SHIPPED)
    again.wait_for("The installed weights cannot be used")
    again.stop()
