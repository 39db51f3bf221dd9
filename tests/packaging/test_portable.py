"""The portable archive, unpacked and run by nobody in particular."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def unpacked(program, folder):
    """Pack a program, unpack it into a folder with an awkward name, and return what came out."""
    packed, place = folder / "packed", folder / "my programs"
    packed.mkdir()
    place.mkdir()
    script = ROOT / "packaging" / "linux" / "build_portable.sh"
    environment = {**os.environ, "XZ_LEVEL": "0"}  # the size is seen on the Debian package
    subprocess.run([script, program, packed], check=True, timeout=600, env=environment)
    [archive] = packed.glob("img2latex-*-linux-*.tar.xz")
    subprocess.run(["tar", "--extract", "--file", archive, "--directory", place], check=True, timeout=600)
    [content] = place.iterdir()
    assert f"{content.name}.tar.xz" == archive.name
    return content


@pytest.mark.packaging
def test_links_inside_lead_where_they_led(tmp_path):
    libraries = tmp_path / "img2latex" / "_internal" / "Qt"
    libraries.mkdir(parents=True)
    (libraries / "libQt.so").write_text("library")
    (libraries.parent / "libQt.so").symlink_to("Qt/libQt.so")
    content = unpacked(tmp_path / "img2latex", tmp_path)
    assert (content / "_internal" / "libQt.so").readlink() == Path("Qt/libQt.so")


@pytest.mark.slow
def test_it_runs_in_any_folder(frozen, tmp_path):
    command = [sys.executable, ROOT / "packaging" / "smoke_test.py", unpacked(frozen, tmp_path) / "img2latex"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout
    shutil.rmtree(tmp_path)  # a gigabyte
