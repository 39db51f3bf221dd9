import os
import runpy
import sys
from pathlib import Path

import pytest

HOOK = Path(__file__).resolve().parents[2] / "img2latex_desktop" / "frozen_hook.py"


@pytest.mark.skipif(sys.platform != "linux", reason="only there PyInstaller sets the variable")
@pytest.mark.parametrize("original", [None, "/opt/lib"])
def test_programs_that_are_started_look_for_libraries_where_the_user_wants(monkeypatch, original):
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "")  # what the hook sets is gone after the test
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/img2latex/_internal")
    if original is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", original)
    runpy.run_path(str(HOOK))
    assert os.environ.get("LD_LIBRARY_PATH") == original
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
