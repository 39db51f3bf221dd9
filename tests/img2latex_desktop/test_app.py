import subprocess
import sys

import pytest

from img2latex_desktop.app import STATUS, main
from img2latex_desktop.errors import Img2LatexError
from img2latex_desktop.recognition import RecognizerState


def test_without_a_display_one_sentence_says_so(monkeypatch):
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(Img2LatexError, match="no display"):
        main()


def test_under_wayland_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    with pytest.raises(Img2LatexError, match="Xorg"):
        main()


def test_every_state_of_the_recognizer_has_an_icon_and_words():
    assert set(STATUS) == set(RecognizerState)


def test_importing_the_program_loads_neither_torch_nor_what_only_some_systems_have():
    unwanted = {"torch", "numpy", "pynput", "mss", "PIL"}
    code = f"import sys, img2latex_desktop.app; print(sorted({unwanted} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
