"""The portable archive of the real program, unpacked and run by nobody in particular."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def test_it_is_unpacked_and_runs_in_any_folder(frozen, tmp_path):
    packed, unpacked = tmp_path / "packed", tmp_path / "my programs"
    packed.mkdir()
    unpacked.mkdir()
    script = ROOT / "packaging" / "linux" / "build_portable.sh"
    environment = {**os.environ, "XZ_LEVEL": "0"}  # the size is seen on the Debian package
    subprocess.run([script, frozen, packed], check=True, timeout=600, env=environment)
    [archive] = packed.glob("img2latex-*-linux-*.tar.xz")
    subprocess.run(["tar", "--extract", "--file", archive, "--directory", unpacked], check=True, timeout=600)
    [folder] = unpacked.iterdir()
    assert f"{folder.name}.tar.xz" == archive.name
    command = [sys.executable, ROOT / "packaging" / "smoke_test.py", folder / "img2latex"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout
    shutil.rmtree(tmp_path)  # a gigabyte
