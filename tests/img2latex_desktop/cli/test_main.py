"""The real program as a subprocess, with tiny random weights: what it prints, where, and its exit status."""

import contextlib
import io
import json
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import torch
from PIL import Image

from img2latex_desktop.cli.main import main
from img2latex_desktop.system.meeting_point import server_path
from img2latex_desktop.system.request import Command, Request
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.weights.archive import WEIGHTS_NAME
from model.weights.files import save_weights
from model.weights.manifest import replace_facts

PROGRAM = (sys.executable, "-W", "error", "-m", "img2latex_desktop")
VOCABULARY = (
    "<pad>",
    "<bos>",
    "<eos>",
    "x",
    "y",
    "1",
    "+",
    "=",
    "^",
    "^{",
    "_",
    "_{",
    "}",
    "\\frac",
    "\\frac{",
)
VOCABULARY += ("{", "}{")


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    config = ModelConfig(
        vocabulary_size=len(VOCABULARY), width=16, heads=2, feedforward=16, decoder_layers=1, max_tokens=8
    )
    folder = tmp_path_factory.mktemp("weights")
    save_weights(folder, Image2Latex(config), VOCABULARY, facts={})
    return folder


@pytest.fixture
def formula(tmp_path: Path) -> Path:
    path = tmp_path / "formula.png"
    picture().save(path)
    return path


def picture() -> Image.Image:
    image = Image.new("L", (120, 50), 255)
    for left in (10, 40, 70):
        image.paste(0, (left, 10, left + 14, 13))
        image.paste(0, (left + 5, 10, left + 8, 36))
    return image


def run(*arguments: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *map(str, arguments)], input=data, capture_output=True, timeout=60)


def no_traceback(done: subprocess.CompletedProcess[bytes]) -> str:
    errors = done.stderr.decode()
    assert "Traceback" not in errors, errors
    return errors


def test_one_picture_gives_its_latex_and_nothing_else(formula: Path, weights: Path) -> None:
    done = run("recognize", "--weights", weights, "--format", "display", formula)
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.startswith(rb"\[")
    assert done.stdout.endswith(b"\\]\n")


def test_many_inputs_are_told_one_json_object_a_line_each(tmp_path: Path, weights: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    bomb = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    exif = Image.Exif()
    exif[0x0112] = 6
    folder = tmp_path / "pictures"
    folder.mkdir()
    (tmp_path / "empty").mkdir()
    image = picture()
    image.save(folder / "a.png")
    image.convert("CMYK").save(folder / "b cmyk.jpg")
    image.convert("P").save(folder / "c palette.png", transparency=bytes([255] * 256))
    image.convert("I").point(lambda value: value * 257).convert("I;16").save(folder / "d deep.png")
    image.convert("F").save(folder / "e float.tiff")
    image.convert("1").save(folder / "f bits.png")
    image.convert("LA").save(folder / "g alpha.png")
    image.save(folder / "h moving.gif", save_all=True, append_images=[Image.new("L", image.size)])
    image.convert("RGB").save(folder / "i turned.jpg", exif=exif)
    bad = {
        "missing.png": None,
        "text.png": b"no picture",
        "nothing.png": b"",
        "cut.png": (folder / "a.png").read_bytes()[:60],
        "bomb.png": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bomb) + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
    }
    for name, data in bad.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
    Image.new("L", (1, 1)).save(tmp_path / "dot.png")
    Image.new("L", (60, 30), 200).save(tmp_path / "blank.png")
    names = [*bad, "dot.png", "blank.png", "empty"]

    done = run("recognize", "--json", "--weights", weights, folder, *(tmp_path / name for name in names))

    errors = no_traceback(done)
    assert done.returncode == 1
    assert "h moving.gif: Only the first frame was read." in errors
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    good, failed = records[:9], records[9:]
    assert [record["path"] for record in good] == sorted(str(path) for path in folder.iterdir())
    for record in good:
        assert list(record) == ["path", "latex", "confidence", "candidates", "milliseconds"]
        assert record["candidates"][0]["latex"] == record["latex"]
        assert 0 < record["confidence"] < 1
        assert record["milliseconds"] > 0
    assert [record["path"] for record in failed] == [str(tmp_path / name) for name in names]
    for record in failed:
        assert list(record) == ["path", "error"]
        assert record["error"].endswith(".")
    assert "100%" in errors


@pytest.mark.parametrize("candidates", ["1", "2"])
def test_a_picture_that_shows_no_formula_says_so(
    formula: Path, weights: Path, tmp_path: Path, candidates: str
) -> None:
    sceptical = tmp_path / "sceptical"
    shutil.copytree(weights, sceptical)
    replace_facts(sceptical, {"refusal": {"threshold": 0.0}})
    done = run("recognize", "--weights", sceptical, "--candidates", candidates, formula)
    assert done.returncode == 1
    assert not done.stdout
    assert "cut out the formula alone" in no_traceback(done)


def test_a_failure_among_several_goes_to_standard_error(formula: Path, weights: Path) -> None:
    done = run("recognize", "--weights", weights, formula.with_name("missing.png"), formula)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "missing.png: There is no such file." in no_traceback(done)


def test_a_picture_from_standard_input_may_have_several_readings(weights: Path) -> None:
    data = io.BytesIO()
    picture().save(data, "PNG")
    done = run("recognize", "-", "--json", "--candidates", "3", "--weights", weights, data=data.getvalue())
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert record["path"] == "-"
    assert 1 <= len(record["candidates"]) <= 3
    scores = [candidate["score"] for candidate in record["candidates"]]
    assert scores == sorted(scores, reverse=True)


def test_a_picture_for_which_memory_is_missing_costs_none_of_the_others(
    formula: Path, weights: Path, tmp_path: Path
) -> None:
    large = tmp_path / "large.png"
    Image.effect_noise((6000, 5000), 90).save(large, compress_level=1)

    def limit_memory() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (500_000_000, 500_000_000))

    done = subprocess.run(
        [*PROGRAM, "recognize", "--json", "--weights", str(weights), *map(str, (formula, large, formula))],
        capture_output=True,
        preexec_fn=limit_memory,
        timeout=200,
    )
    no_traceback(done)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert ["latex" in record for record in records] == [True, False, True]
    assert records[1]["error"] == "There is not enough memory to read the picture."


def test_missing_weights_are_one_sentence(formula: Path, tmp_path: Path) -> None:
    done = run("recognize", "--weights", tmp_path / "none", formula)
    assert done.returncode == 1
    assert done.stdout == b""
    assert no_traceback(done).count("\n") == 1


def test_damaged_weights_are_one_sentence(formula: Path, weights: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for path in weights.iterdir():
        (damaged / path.name).write_bytes(path.read_bytes())
    with (damaged / WEIGHTS_NAME).open("r+b") as file:
        file.seek(-100, io.SEEK_END)
        file.write(b"\xff")
    done = run("recognize", "--weights", damaged, formula)
    assert done.returncode == 1
    assert "damaged" in no_traceback(done)
    assert done.stderr.count(b"\n") == 1


def test_a_device_that_is_not_there_is_one_sentence(formula: Path, weights: Path) -> None:
    absent = "cuda" if sys.platform == "darwin" else "mps"
    done = run("recognize", "--device", absent, "--weights", weights, formula)
    assert done.returncode == 1
    assert absent in no_traceback(done)
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["recognize"],
        ["recognize", "--candidates", "0", "a.png"],
        ["recognize", "--candidates", "many", "a.png"],
        ["recognize", "--candidates", "1000000", "a.png"],
        ["recognize", "--candidates", "9" * 5000, "a.png"],
        ["recognize", "--format", "word", "a.png"],
        ["recognize", "--device", "abacus", "a.png"],
        ["read", "a.png"],
        ["--unknown"],
    ],
)
def test_bad_usage_ends_with_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_version_is_told_without_loading_torch_or_qt() -> None:
    code = (
        "import sys; from img2latex_desktop.cli.main import main\n"
        "try: main(['--version'])\n"
        "finally: print([name for name in ('torch', 'PySide6') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode == 0
    assert done.stdout.startswith(b"img2latex ")
    assert done.stdout.endswith(b"[]\n")


@pytest.fixture
def program() -> Iterator[list[bytes]]:
    """Stand in for the running program; what it hears."""
    heard: list[bytes] = []

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            while data := connection.recv(100_000):
                heard.append(data)
                connection.sendall(b"ok\0" * data.count(b"\0"))

    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(server_path()))
        listening.listen()
        thread = threading.Thread(target=serve)
        thread.start()
        yield heard
        thread.join(10)
    server_path().unlink()


@pytest.mark.parametrize(
    ("arguments", "request_"),
    [
        ([], "start"),
        (["snip"], "snip"),
        (["snip", "--append"], "append"),
        (["repeat"], "repeat"),
        (["clipboard"], "clipboard"),
        (["history"], "history"),
        (["settings"], "settings"),
    ],
)
def test_what_the_app_does_is_asked_of_the_running_one(
    program: list[bytes], arguments: list[str], request_: str
) -> None:
    assert main(arguments) == 0
    assert program == [request_.encode() + b"\0"]


def test_pictures_are_opened_in_the_running_app_by_their_absolute_paths(
    program: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a b.png", "ü\n.png"):
        Path(name).touch()
    assert main(["open", "a b.png", "ü\n.png"]) == 0
    assert b"".join(program).decode() == f"file {tmp_path}/a b.png\0file {tmp_path}/ü\n.png\0"


def test_a_picture_in_place_of_a_command_is_opened(program: list[bytes], formula: Path) -> None:
    assert main([str(formula)]) == 0
    assert program == [b"file %s\0" % str(formula).encode()]


@pytest.mark.parametrize("arguments", [["open", "missing"], ["missing.png"], ["open", "."], ["/dev/null"]])
def test_what_is_no_file_is_one_sentence(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert done.stdout == b""
    assert no_traceback(done).count("\n") == 1


def test_without_a_running_app_this_one_starts_and_does_what_was_asked(
    monkeypatch: pytest.MonkeyPatch, formula: Path
) -> None:
    asked: list[Sequence[Request]] = []

    def start(requests: Sequence[Request]) -> int:
        asked.append(requests)
        return 0

    monkeypatch.setattr("img2latex_desktop.app.main", start)
    assert main(["history"]) == 0
    assert main([str(formula)]) == 0
    assert asked == [[Request(Command.HISTORY)], [Request(Command.FILE, str(formula))]]


def test_a_running_app_is_asked_without_loading_torch_or_qt(program: list[bytes]) -> None:
    code = (
        "import sys; from img2latex_desktop.cli.main import main; main(['snip'])\n"
        "print([name for name in ('torch', 'numpy', 'PySide6') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.stdout == b"[]\n"
    assert program == [b"snip\0"]


def test_a_reader_that_stops_reading_causes_no_traceback(tmp_path: Path) -> None:
    missing = [str(tmp_path / f"{number}.png") for number in range(2000)]
    program = subprocess.Popen(
        [*PROGRAM, "recognize", "--json", *missing], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    with program, program.stderr:
        program.stdout.readline()
        program.stdout.close()
        errors = program.stderr.read().decode()
    assert program.returncode == 1
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "recognize", "--json", str(tmp_path / "a.png")],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr == b"img2latex: No space left on device\n"


def _hear_ctrl_c() -> None:
    """Undo what a shell does to programs in the background: they, and all they start, ignore Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_while_waiting_for_input_ends_quietly() -> None:
    program = subprocess.Popen(
        [*PROGRAM, "recognize", "--json", "missing.png", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_hear_ctrl_c,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    with program:
        wait_for_bar(program.stderr)
        # One that arrives just before the program blocks in read(2) goes unheard: press again, as users do.
        for _ in range(10):
            program.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(timeout=2)
                break
        errors = program.stderr.read().decode()
        assert program.returncode == 130
    assert "Traceback" not in errors


def wait_for_bar(stream: io.BufferedReader) -> None:
    """Wait until the progress bar shows, when the program is about to read."""
    assert b"0%" in stream.readline(8)
