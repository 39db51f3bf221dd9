"""A test without the marker of a program does not find it, wherever it is installed."""

import shutil
import subprocess

import pytest

from tests.needed_programs import PROGRAMS, path_without, write_stand_ins


@pytest.mark.parametrize("marker", PROGRAMS)
def test_an_unmarked_test_is_told_the_marker(marker):
    program = PROGRAMS[marker].split()[0]
    done = subprocess.run([program], capture_output=True, text=True)
    assert done.returncode == 127
    assert marker in done.stderr


def test_a_marker_brings_its_programs_back(tmp_path):
    folders = write_stand_ins(tmp_path)
    hidden = path_without(folders, set(), "/usr/bin:/bin")
    assert shutil.which("latex", path=hidden).startswith(str(tmp_path))
    for markers in ({"tex"}, {"slow", "gui"}):
        path = path_without(folders, markers, hidden)
        assert folders["tex"] not in path
        assert path.endswith("/usr/bin:/bin")
    assert folders["browser"] in path_without(folders, {"tex"}, hidden)
