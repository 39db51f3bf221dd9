"""What one types sets up for itself what it needs, and asks an administrator once and in words."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):.*?## ", MAKEFILE, re.MULTILINE)


def make(*arguments, **options):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--file", ROOT / "Makefile", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=environment, **options
    )


@pytest.mark.parametrize("target", TARGETS)
def test_an_administrator_is_asked_once(target, tmp_path):
    planned = make("--dry-run", f"DONE={tmp_path}", "PYTHON=true", "DISPLAY=", target, cwd=ROOT)
    asked = [set(line.split()[1:]) for line in planned.stdout.splitlines() if "debian_packages.sh" in line]
    assert all(later <= asked[0] for later in asked[1:])


def test_whoever_may_install_nothing_is_told_a_command_that_works_on_a_new_machine(tmp_path):
    """A new machine has no list of packages yet, so the command has to fetch it first."""
    sudo = tmp_path / "sudo"
    sudo.write_text("#!/bin/sh\nexit 1\n")
    sudo.chmod(0o755)
    tmp_path.chmod(0o755)
    script = (ROOT / ".ci" / "debian_packages.sh").read_text(encoding="utf-8")
    ordinary = [] if os.geteuid() else ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    done = subprocess.run(
        [*ordinary, "bash", "-s", "bash", "no-such-package"],
        input=script,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd="/",
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Debian packages are missing. Please run as root, then repeat:\n"
        "    apt-get update && apt-get install --yes --no-install-recommends no-such-package\n"
    )


def test_the_benchmark_asks_for_formulas_before_it_installs_anything(tmp_path):
    done = make("benchmark", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("There are no formulas in data/formulas: ")


def test_packages_of_sources_without_git_have_a_date_too(tmp_path):
    """Tools end in a traceback where the date is there and empty."""
    (tmp_path / "CHANGELOG.md").touch()
    os.utime(tmp_path / "CHANGELOG.md", (1700000000, 1700000000))
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho $SOURCE_DATE_EPOCH\n")
    python.chmod(0o755)
    done = [f"--assume-old=done/{step}" for step in ("packages-packing", "package")]
    made = make("--silent", *done, "DONE=done", f"BIN={tmp_path}/bin", "share", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "1700000000\n")
