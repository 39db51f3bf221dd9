"""The real program as a shell starts it: with streams closed, full, or read by nobody any more."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these are ways of POSIX shells")

PROGRAM = f'img2latex() {{ "{sys.executable}" -W error -m img2latex_desktop "$@"; }}'
CLOSED = "img2latex: Standard output is closed; results cannot be written.\n"


def shell(command: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    environment.pop("DISPLAY", None)
    return subprocess.run(
        ["bash", "-c", f"{PROGRAM}; {command}"],
        capture_output=True,
        text=True,
        timeout=100,
        env=environment,
        **options,
    )


@pytest.mark.parametrize("arguments", ["weights show", "recognize --json missing.png", "--version", "--help"])
def test_a_result_that_cannot_be_written_is_a_failure(arguments: str) -> None:
    done = shell(f"img2latex {arguments} >&-")
    assert (done.returncode, done.stderr) == (1, CLOSED)


def test_a_doctor_that_cannot_write_says_so_once() -> None:
    done = shell("img2latex doctor >&-")
    assert (done.returncode, done.stderr) == (1, CLOSED)


def test_a_doctor_whose_reader_has_enough_ends_quietly() -> None:
    done = shell("set -o pipefail; img2latex doctor | head -1")
    assert done.stdout.count("\n") == 1
    assert (done.returncode, done.stderr) == (1, "")


def test_closed_input_is_one_sentence() -> None:
    done = shell("img2latex recognize - <&-")
    assert (done.returncode, done.stderr) == (1, "img2latex: -: The file is empty.\n")


@pytest.mark.parametrize("closing", ["2>&-", "2>&- <&-", "2> >(true)", "2>/dev/full"])
def test_results_are_written_though_remarks_cannot_be(closing: str) -> None:
    done = shell(f"img2latex recognize --json missing.png {'missing.png ' * 3} {closing}")
    assert done.returncode == 1
    assert done.stdout.count("There is no such file.") == 4
    assert done.stderr == ""


def test_with_every_stream_closed_the_status_tells() -> None:
    assert shell("img2latex recognize --json missing.png <&- >&- 2>&-").returncode == 1
    assert shell("img2latex nonsense <&- >&- 2>&-").returncode == 2


def test_names_that_the_terminal_cannot_show_are_written_with_backslashes(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    done = subprocess.run(
        [sys.executable, "-m", "img2latex_desktop", "recognize", "--json", folder + b"/x.png"],
        capture_output=True,
        env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        timeout=100,
    )
    assert done.returncode == 1
    assert b"There is no such file." in done.stdout
    remarked = subprocess.run(
        [sys.executable, "-m", "img2latex_desktop", "recognize", folder + b"/x.png"],
        capture_output=True,
        env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        timeout=100,
    )
    assert b"There is no such file." in remarked.stderr
    assert b"Traceback" not in remarked.stderr


def test_in_a_deleted_folder_the_program_still_works(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    example = Path(__file__).parents[3] / "resources" / "examples" / "quadratic_formula.png"
    command = f'mkdir "{gone}" && cd "{gone}" && rmdir "{gone}" && img2latex'
    done = shell(f'{command} recognize missing.png "{example}"')
    assert done.stdout.startswith("x = ")
    assert "missing.png: There is no such file." in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_at_any_moment_from_the_first_on_ends_quietly() -> None:
    statuses = set()
    for turn in range(12):
        # GIVEN a program whose first line has run, a few milliseconds after the interpreter's own start
        code = (
            "import os, sys; sys.argv[1:] = ['recognize', '--json', *['missing.png'] * 100_000];"
            "from img2latex_desktop.__main__ import main; os.write(2, b'!'); sys.exit(main())"
        )
        program = subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        assert program.stderr is not None
        assert program.stderr.read(1) == b"!"
        # WHEN Ctrl+C is pressed at any moment from then on, imports included
        time.sleep(0.002 + turn * 0.02)
        program.send_signal(signal.SIGINT)
        errors = program.stderr.read().decode()
        program.stderr.close()
        statuses.add(program.wait(timeout=60))
        assert "Traceback" not in errors
        assert "KeyboardInterrupt" not in errors
    assert statuses == {130}


def test_a_home_that_cannot_be_written_is_said_with_its_path() -> None:
    no_folders = "unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME; HOME=/proc/nobody"
    done = shell(f"{no_folders} DISPLAY=:99 img2latex snip")
    assert done.returncode == 1
    assert done.stderr.startswith("img2latex: /proc/nobody")
    assert done.stderr.count("\n") == 1
