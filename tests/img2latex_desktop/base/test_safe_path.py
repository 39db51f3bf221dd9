"""Programs run in a folder full of traps: files named like modules, which write down that they were run."""

import subprocess
import sys

import pytest

from img2latex_desktop.base.paths import RESOURCES
from img2latex_desktop.system.autostart import own_command

LIBRARIES = ("PIL", "PySide6", "filelock", "jeepney", "model", "mss", "numpy", "platformdirs", "psutil")
LIBRARIES += ("resources", "safetensors", "shiboken6", "torch", "tqdm", "training", "Xlib")
TRAP = """
import os
with open({trapped!r}, "a") as record:
    record.write(__name__ + chr(10))
"""
AS_PIP_WRITES_IT = """
import re
import sys
from img2latex_desktop.__main__ import main
if __name__ == "__main__":
    sys.argv[0] = re.sub(r"(-script.pyw|.exe)?$", "", sys.argv[0])
    sys.exit(main())
"""
STARTS_PROCESSES = """
import sys
from img2latex_desktop.base import safe_path

def speak():
    import json, torch.version  # what nobody has imported yet, in a process that torch may want to start
    print("spoke", flush=True)

if __name__ == "__main__":
    if "--secure" in sys.argv:
        safe_path.secure()
    import multiprocessing
    context = multiprocessing.get_context("spawn")
    watched = context.Lock()  # which the system needs to be freed of: another process watches over that
    process = context.Process(target=speak)
    process.start()
    process.join()
    sys.exit(process.exitcode)
"""


@pytest.fixture
def run(tmp_path):
    """Return a function that runs a program among the traps, and says how it ended and which were sprung."""
    folder, trapped = tmp_path / "downloads", tmp_path / "trapped"
    folder.mkdir()
    for name in (*sys.stdlib_module_names, *LIBRARIES):
        (folder / f"{name}.py").write_text(TRAP.format(trapped=str(trapped)))
    # what the interpreter itself looks for as soon as it is up, wherever it is run with -m
    for name in ("sitecustomize", "usercustomize"):
        (folder / f"{name}.py").write_text(TRAP.format(trapped=str(trapped)))

    def run(*command):
        done = subprocess.run(
            [sys.executable, *map(str, command)],
            cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        return done, trapped.read_text().split() if trapped.exists() else []

    return run


@pytest.fixture
def script(tmp_path):
    """Return the program as an installation has it, beside nothing but traps of its own name."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "img2latex").write_text(AS_PIP_WRITES_IT)
    return tmp_path / "bin" / "img2latex"


@pytest.fixture
def starter(tmp_path):
    (tmp_path / "starter.py").write_text(STARTS_PROCESSES)
    return tmp_path / "starter.py"


def test_the_traps_work(run, starter):
    _, sprung = run(starter)
    assert sprung


def test_no_process_that_is_started_takes_modules_from_the_folder_it_runs_in(run, starter):
    done, sprung = run(starter, "--secure")
    assert sprung == []
    assert (done.returncode, done.stdout) == (0, "spoke\n")


@pytest.mark.parametrize("arguments", [("--version",), ("weights", "show"), ("recognize", "nothing.png")])
def test_the_program_does_not_either(run, script, arguments):
    done, sprung = run(script, *arguments)
    assert sprung == []
    assert "Traceback" not in done.stderr


def test_nor_does_it_where_it_is_started_at_login(run):
    _, *options = own_command()
    done, sprung = run(*options, "weights", "show")
    assert sprung == []
    assert done.returncode == 0


def test_what_lies_beside_the_script_is_not_taken_either(run, script):
    (script.parent / "argparse.py").write_text("raise SystemExit(7)")
    done, _ = run(script, "--version")
    assert done.returncode == 0


def test_the_folder_of_the_program_itself_stays_where_it_was_found(tmp_path):
    code = (
        "import sys; before = list(sys.path); from img2latex_desktop.base import safe_path;"
        "safe_path.secure(); safe_path.secure(); import model, img2latex_desktop.cli.main;"
        "print(len(before) - len(sys.path))"
    )
    command = (sys.executable, "-c", code)
    for folder, fewer in ((RESOURCES.parent, 0), (tmp_path, 1)):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        assert done.stdout == f"{fewer}\n"
