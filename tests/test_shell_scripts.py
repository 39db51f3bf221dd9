"""Every shell script of the repository is read by shellcheck."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (".ci", "packaging")


@pytest.mark.packaging
def test_shellcheck_finds_nothing():
    files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if file.is_file()]
    scripts = [file for file in files if file.read_bytes().startswith((b"#!/usr/bin/env bash", b"#!/bin/sh"))]
    assert ROOT / ".ci" / "run" in scripts
    done = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")
