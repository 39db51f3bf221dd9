import sys
from dataclasses import replace

import pytest

from img2latex_desktop.demo import endurance
from img2latex_desktop.demo.endurance import PREVIEW, RECOGNIZER, WINDOWS, Look, main, soak_table

LOOK = {WINDOWS: Look(1, 99.6, 30), RECOGNIZER: Look(2, 290.0, 8), PREVIEW: Look(3, 95.0, 10)}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is one of Linux")


def cells(row):
    return [cell.strip() for cell in row.split("|")[1:-1]]


def rows(printed):
    return [cells(line) for line in printed.splitlines() if line.startswith("| ")][1:]


def after(role, **changes):
    return LOOK | {role: replace(LOOK[role], **changes)}


def test_memory_and_open_files_of_each_process_are_a_row():
    lines, faults = soak_table(4, [LOOK, LOOK, after(WINDOWS, megabytes=105.0, files=31)])
    assert cells(lines[2]) == ["windows", "100", "100", "105", "30", "30", "31"]
    assert [cells(line)[0] for line in lines[2:]] == ["windows", "recognizer", "preview"]
    assert not faults


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"pid": 9}, "The process of the preview was replaced."),
        ({"megabytes": 126.0}, "The memory of the preview grows."),
        ({"files": 14}, "The open files of the preview become more."),
    ],
)
def test_what_must_not_be_is_a_sentence(change, sentence):
    assert soak_table(4, [LOOK, LOOK, after(PREVIEW, **change)])[1] == [sentence]


def test_what_grows_only_until_the_middle_is_no_fault():
    later = after(PREVIEW, megabytes=200.0, files=20)
    assert not soak_table(4, [LOOK, later, later])[1]


@pytest.mark.parametrize(("faults", "status"), [([], 0), (["The memory of the windows grows."], 1)])
def test_the_status_tells_whether_something_happened_that_must_not(monkeypatch, capsys, faults, status):
    monkeypatch.setattr(endurance, "soak", lambda snips: ([f"{snips} snips"], faults))
    assert main(["soak", "--snips", "250"]) == status
    printed = capsys.readouterr()
    assert "load average before it" in printed.out
    assert printed.out.endswith("\n\n250 snips\n")
    assert printed.err.splitlines() == faults


@pytest.mark.parametrize("command", ["soak", "kill"])
def test_what_is_missing_is_named_with_the_command_that_installs_it(monkeypatch, capsys, tmp_path, command):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([command]) == 1
    assert "apt-get install --yes xvfb" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("fuzz", "--count"), ("soak", "--snips"), ("kill", "--count")])
def test_nothing_to_do_is_bad_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ending:
        main([*arguments, "0"])
    assert ending.value.code == 2
    assert "0 is less than 1" in capsys.readouterr().err


@pytest.mark.slow
def test_a_few_hostile_files_are_read_or_refused_by_the_real_recognizer(capsys, tmp_path):
    assert main(["fuzz", "--count", "12", "--output", str(tmp_path)]) == 0
    assert sum(map(int, rows(capsys.readouterr().out)[-1][1:3])) == 12


@pytest.mark.slow
@pytest.mark.gui
def test_the_processes_of_the_real_program_stay_through_a_few_snips(capsys):
    assert main(["soak", "--snips", "2"]) == 0
    table = rows(capsys.readouterr().out)
    assert [row[0] for row in table] == ["windows", "recognizer", "preview"]
    assert all(float(cell) > 0 for row in table for cell in row[1:])


@pytest.mark.slow
@pytest.mark.gui
def test_no_formula_is_lost_where_the_real_processes_are_killed(capsys):
    assert main(["kill", "--count", "2"]) == 0
    table = rows(capsys.readouterr().out)
    assert [(row[0], row[1], row[3]) for row in table] == [("recognizer", "1", "0"), ("preview", "1", "0")]
