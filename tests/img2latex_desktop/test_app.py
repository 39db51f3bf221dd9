import subprocess
import sys

import pytest

from img2latex_desktop.app import HOTKEYS, main
from img2latex_desktop.base.errors import Img2LatexError
from img2latex_desktop.settings import Settings


def test_without_a_display_a_sentence_says_what_works_all_the_same(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(Img2LatexError, match="“recognize FILE” works without one"):
        main()


def test_every_hotkey_of_the_settings_is_followed():
    assert set(HOTKEYS) == {name for name in vars(Settings()) if name.endswith("_hotkey")}


def test_importing_the_program_loads_neither_torch_nor_what_only_some_systems_have():
    unwanted = {"torch", "numpy", "pynput", "mss", "PIL", "jeepney"}
    code = f"import sys, img2latex_desktop.app; print(sorted({unwanted} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
