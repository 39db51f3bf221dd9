"""The frozen program, on this machine and on a bare Debian that has neither Python nor a compiler."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop import __version__
from img2latex_desktop.base.paths import WEIGHTS_FOLDER
from img2latex_desktop.demo.__main__ import EXAMPLES, FORMULA_ON_PAGE, HOTKEY, PAGE_TITLE
from img2latex_desktop.demo.driven_app import DrivenApp
from img2latex_desktop.demo.virtual_desktop import VirtualDesktop, wait_until
from img2latex_desktop.demo.wayland_desktop import WaylandDesktop
from model.reading.recognizer import Recognizer
from model.weights.archive import pack

pytestmark = [
    pytest.mark.gui,
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix" or not Path("/usr/bin/dpkg").exists(), reason="builds on Debian"),
]

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "packaging" / "linux" / "runtime_packages"
RELEASE = "bookworm"
BUDGET_MB = 650  # of 1,000,000 bytes; measured: 594 on 2026-11-28
TRAINING_ALONE = {"torchvision", "scipy", "matplotlib", "lightning-fabric", "tensorboard", "playwright"}
BASEL_SUM = r"\sum_{n = 1}^{\infty}\frac{1}{n^2} = \frac{\pi^2}{6}"


@dataclass(frozen=True)
class Place:
    """Where the frozen program runs.

    Attributes:
        desktop: The screen it is shown on.
        command: Starts it there.
        files: A folder for pictures, as this process knows it.
        root: What the program takes for the root of the file system.
    """

    desktop: VirtualDesktop
    command: tuple[str, ...]
    files: Path
    root: Path

    def run(self, *arguments):
        """Run the command line to its end; paths are named as the program knows them."""
        words = [f"/{word.relative_to(self.root)}" if isinstance(word, Path) else word for word in arguments]
        return subprocess.run(
            [*self.command, *words],
            env=self.desktop.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


@pytest.fixture(scope="session")
def bare_debian(frozen, tmp_path_factory):
    """Install a Debian with what the program needs from its system, and put the program into it."""
    if os.geteuid() != 0:
        pytest.skip("a system inside this one takes the administrator's rights")
    root = tmp_path_factory.mktemp("bare") / "debian"  # made anew: pytest's own folders are closed to others
    packages = ",".join(PACKAGES.read_text().split())
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={packages}", RELEASE, str(root)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for absent in ("python3", "gcc", "cc"):
        assert not (root / "usr/bin" / absent).exists()
    shutil.copytree(frozen, root / "opt/img2latex", symlinks=True)
    subprocess.run(["chroot", str(root), "useradd", "--create-home", "user"], check=True)
    subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
    yield root
    subprocess.run(["umount", str(root / "proc")], check=True)
    shutil.rmtree(root)


@pytest.fixture(scope="module", params=["here", "bare Debian"])
def place(request, frozen, tmp_path_factory):
    if request.param == "here":
        folder = tmp_path_factory.mktemp("frozen")
        with VirtualDesktop(folder) as desktop:
            yield Place(desktop, (str(frozen / "img2latex"),), folder, Path("/"))
        return
    root = request.getfixturevalue("bare_debian")
    home = root / "home/user"
    with VirtualDesktop(home) as desktop:
        Path(desktop.environment["XDG_CONFIG_HOME"], "img2latex").mkdir(parents=True)  # else root's
        subprocess.run(["chroot", str(root), "chown", "--recursive", "user:user", "/home/user"], check=True)
        inside = {"HOME": "/home/user", "DISPLAY": desktop.environment["DISPLAY"]}
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "TMPDIR"):
            inside[name] = f"/{Path(desktop.environment[name]).relative_to(root)}"
        environment = (f"{name}={value}" for name, value in inside.items())
        command = ("chroot", "--userspec=user:user", str(root), "env", "--ignore-environment", *environment)
        yield Place(desktop, (*command, "/opt/img2latex/img2latex"), home, root)


@pytest.fixture
def picture(place):
    """Return a function that puts a file where the program can read it."""

    def put(name, content):
        file = place.files / name
        file.write_bytes(content)
        file.chmod(0o644)
        return file

    return put


def test_it_is_no_larger_than_its_budget(frozen):
    size_mb = sum(file.lstat().st_size for file in frozen.rglob("*") if file.is_file()) / 1e6
    assert size_mb <= BUDGET_MB


def test_it_brings_the_licence_of_everything_inside_and_nothing_of_training(frozen):
    folder = frozen / "_internal/resources/licences"
    texts = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.txt")}
    assert texts.keys() >= {"Python", "torch", "numpy", "pillow", "Qt", "LGPL-3", "MathJax", "ICU", "oneMKL"}
    components = {line.split()[0] for line in texts["About"].splitlines() if ": " in line}
    assert components >= {"torch", "PySide6_Essentials", "shiboken6", "python-xlib", "safetensors", "libxcb"}
    assert not components & TRAINING_ALONE
    assert not list(frozen.rglob("*training*"))


def test_it_takes_no_modules_from_the_folder_it_runs_in(frozen, tmp_path):
    for name in sys.stdlib_module_names:
        (tmp_path / f"{name}.py").write_text("raise SystemExit(7)")
    command = (frozen / "img2latex", "recognize", EXAMPLES / "quadratic_formula.png")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout[:4]) == (0, "x = ")


def test_it_says_its_version(place):
    assert place.run("--version").stdout == f"img2latex {__version__}\n"


def test_it_reads_a_picture_right(place, picture):
    file = picture("basel_sum.png", (EXAMPLES / "basel_sum.png").read_bytes())
    done = place.run("recognize", file)
    assert (done.returncode, done.stdout.strip()) == (0, BASEL_SUM)


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.png", None), ("text.png", b"no picture"), ("broken.png", b"\x89PNG\r\n")],
)
def test_what_is_no_picture_is_refused_in_one_sentence(place, picture, name, content):
    file = place.files / name if content is None else picture(name, content)
    done = place.run("recognize", file)
    assert (done.returncode, done.stdout) == (1, "")
    [sentence] = [line for line in done.stderr.splitlines() if name in line]
    assert sentence.startswith("img2latex: ")
    assert "Traceback" not in done.stderr


def test_other_weights_are_installed_and_given_up(place, picture, tmp_path):
    pack(WEIGHTS_FOLDER, tmp_path / "weights.zip")
    file = picture("weights.zip", (tmp_path / "weights.zip").read_bytes())
    for arguments in (("install", file), ("rollback",)):
        done = place.run("weights", *arguments)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_doctor_finds_nothing_wrong(place):
    done = place.run("doctor", "--json")
    states = {check["name"]: check["state"] for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 0, done.stdout
    assert {name for name, state in states.items() if state != "ok"} <= {"Portal"}


def test_a_formula_on_the_screen_becomes_latex_on_the_clipboard_and_quitting_leaves_no_process(
    place, children, tmp_path
):
    page = ("-m", "img2latex_desktop.demo.page", str(EXAMPLES / "page.png"), PAGE_TITLE)
    place.desktop.start(sys.executable, *page)
    formula = FORMULA_ON_PAGE.moved(*place.desktop.window_corner(PAGE_TITLE))
    app = DrivenApp(place.desktop, tmp_path, place.command)
    app.wait_for("is listened to")
    app.wait_for("The recognizer is ready on")
    started = children(app.process)
    place.desktop.press(HOTKEY)
    app.wait_for("Overlay shown")
    with place.desktop.dragging(formula):
        pass
    app.wait_for("Copied")
    box = FORMULA_ON_PAGE
    crop = Image.open(EXAMPLES / "page.png").convert("RGB").crop((box.left, box.top, box.right, box.bottom))
    expected = Recognizer(WEIGHTS_FOLDER, device="cpu").recognize(np.asarray(crop)).latex
    assert place.desktop.clipboard() == expected
    assert app.stop() == 0
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), "A process is left.")


def test_torch_and_qt_are_never_in_one_process_and_nobody_is_told_of_qts_place(place, children, tmp_path):
    app = DrivenApp(place.desktop, tmp_path, place.command)
    app.wait_for("The recognizer is ready on")
    window, *others = [Path(f"/proc/{pid}") for pid in (app.process.pid, *children(app.process))]
    assert "libQt6Core" in (window / "maps").read_text()
    assert "libtorch" not in (window / "maps").read_text()
    [worker] = [each for each in others if "libtorch" in (each / "maps").read_text()]
    assert "libQt6Core" not in (worker / "maps").read_text()
    assert b"QT_PLUGIN_PATH" not in (worker / "environ").read_bytes()
    app.stop()


def test_the_preview_has_a_process_of_its_own(place, typesetter_pid, tmp_path):
    app = DrivenApp(place.desktop, tmp_path, place.command)
    app.wait_for("is listened to")
    process = Path(f"/proc/{typesetter_pid(app.process)}")
    assert "libQt6Widgets" not in (process / "maps").read_text()
    assert "libtorch" not in (process / "maps").read_text()
    assert app.stop() == 0
    wait_until(lambda: not process.exists(), "The preview's process is left.")


def test_it_works_on_wayland(frozen):
    with WaylandDesktop() as desktop:
        report = json.loads(desktop.ask(str(frozen / "img2latex"), "doctor", "--json"))
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert "failed" not in states.values()
    assert states["Display"] == states["Libraries"] == states["Recognizer"] == "ok"
