import os
import re
import subprocess
import sys

import pytest

from img2latex_desktop.demo import latency
from img2latex_desktop.demo.latency import as_markdown, main
from img2latex_desktop.demo.virtual_desktop import DesktopError

TIMES = {"start → tray icon": [0.5, 0.6, 0.7], "release → LaTeX": [0.1]}


def test_each_wait_is_a_row_with_its_percentiles_in_milliseconds():
    table = as_markdown(TIMES, {"window process": 123.4})
    rows = [line.split("|")[1:-1] for line in table.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row] for row in rows[1:]]
    assert [row[:3] for row in cells] == [["start → tray icon", "3", "600"], ["release → LaTeX", "1", "100"]]
    assert [row[3] for row in cells] == ["700", "100"]
    assert "Memory of the window process: 123 MB." in table


def test_the_95th_percentile_is_no_better_than_the_median():
    times = {"release → LaTeX": [number / 1000 for number in range(1, 101)]}
    row = as_markdown(times, {}).splitlines()[-1]
    median, p95 = map(int, re.findall(r"\d+", row)[-2:])
    assert median in (50, 51)
    assert 95 <= p95 <= 97


def test_the_table_says_when_and_on_what_it_was_measured():
    heading = as_markdown(TIMES, {}).splitlines()[0]
    assert re.match(r"\d{4}-\d\d-\d\d, version .+ cores; virtual screen, real keys\.$", heading)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_read_of_the_process_and_its_children():
    megabytes = latency._memory_mb(os.getpid())
    assert 20 < megabytes < 5000
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as child:
        assert child.pid in latency._children(os.getpid())
        child.communicate()


def test_what_is_missing_is_named_with_the_command_that_installs_it(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([]) == 1
    assert "apt-get install --yes xvfb" in capsys.readouterr().err


class NoDesktop:
    """A virtual desktop that does not start."""

    def __init__(self, _folder):
        pass

    def __enter__(self):
        raise DesktopError("The virtual screen did not start.")

    def __exit__(self, *_):
        pass


def test_what_goes_wrong_is_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(latency, "missing_packages", list)
    monkeypatch.setattr(latency, "VirtualDesktop", NoDesktop)
    assert main([]) == 1
    assert capsys.readouterr().err == "The virtual screen did not start.\n"


def test_the_section_of_the_frozen_program_outlives_a_new_measurement(monkeypatch, tmp_path):
    class AnyDesktop(NoDesktop):
        def __enter__(self):
            return self

    monkeypatch.setattr(latency, "missing_packages", list)
    monkeypatch.setattr(latency, "VirtualDesktop", AnyDesktop)
    monkeypatch.setattr(latency, "measure", lambda *_: (TIMES, {}))
    page = tmp_path / "page.md"
    page.write_text(f"# Old\n\n{latency.FROZEN_HEADING}\n\nMeasured.\n", encoding="utf-8")
    assert main(["--output", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Performance")
    assert text.endswith(f"\n\n{latency.FROZEN_HEADING}\n\nMeasured.\n")


@pytest.mark.parametrize("option", ["--starts", "--snips"])
def test_nothing_to_measure_is_bad_usage(option, capsys):
    with pytest.raises(SystemExit) as ending:
        main([option, "0"])
    assert ending.value.code == 2
    assert "0 is less than 1" in capsys.readouterr().err
