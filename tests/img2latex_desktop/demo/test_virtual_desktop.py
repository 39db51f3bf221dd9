import subprocess
import time

import pytest

from img2latex_desktop.demo.virtual_desktop import Box, DesktopError, end, wait_until


def test_a_box_moves_with_its_window():
    assert Box(1, 2, 30, 40).moved(100, 200) == Box(101, 202, 130, 240)


def test_waiting_ends_with_the_sentence_given():
    with pytest.raises(DesktopError, match="Nothing came"):
        wait_until(lambda: False, "Nothing came.", timeout_s=0.1)


def test_a_program_that_ignores_the_request_to_end_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr("img2latex_desktop.demo.virtual_desktop.END_TIMEOUT_S", 0.2)
    stubborn = subprocess.Popen(["sh", "-c", "trap '' TERM; echo; while :; do sleep 0.05; done"], stdout=-1)
    stubborn.stdout.readline()  # the trap is set
    started = time.monotonic()
    assert end(stubborn) == -9
    assert time.monotonic() - started < 5
    stubborn.stdout.close()


@pytest.mark.gui
def test_text_copied_by_one_program_is_read_back_by_another(desktop):
    copy = ["xclip", "-selection", "clipboard", "-in"]
    subprocess.run(copy, env=desktop.environment, input=b"$x$", check=True)
    assert desktop.clipboard() == "$x$"
