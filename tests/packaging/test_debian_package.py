"""The Debian package: how it is made, on a small program; what it does to a system, on the real one."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from img2latex_desktop.history.store import open_history
from tests.debian_system import HOME, USER, DebianSystem

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]
FORMULA = r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}"
MAX_BYTES = 200_000_000
KEPT = {
    ".config/img2latex/settings.json": '{"theme": "dark"}',
    ".config/autostart/io.github.img2latex.Img2LatexDesktop.desktop": "[Desktop Entry]\n",
}


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(program, share, folder, level):
    folder.mkdir(exist_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "XZ_LEVEL": str(level)}
    run(ROOT / "packaging" / "linux" / "build_deb.sh", program, share, folder, env=environment)
    [package] = folder.glob("*.deb")
    return package


def field(package, name):
    return run("dpkg-deb", "--field", package, name).strip()


@pytest.fixture(scope="module")
def share(tmp_path_factory):
    folder = tmp_path_factory.mktemp("share")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    run(sys.executable, ROOT / "packaging" / "linux" / "share_folder.py", folder, env=environment)
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory, share):
    """A package of a program that brings one of its two libraries along."""
    folder = tmp_path_factory.mktemp("small")
    program = folder / "program"
    (program / "_internal").mkdir(parents=True)
    shutil.copy("/usr/bin/xclip", program / "img2latex")
    shutil.copy(next(Path("/usr/lib").glob("*/libX11.so.6")), program / "_internal")
    return build(program, share, folder / "first", 0), build(program, share, folder / "second", 0)


def test_the_same_program_gives_the_same_package(small):
    first, second = small
    assert first.read_bytes() == second.read_bytes()


def test_it_depends_on_what_it_asks_for_and_does_not_bring_along(small):
    names = {each.split()[0] for each in field(small[0], "Depends").split(", ")}
    assert {"libc6", "libxmu6", "libxcb1"} <= names  # libxcb1 is asked for by the library inside
    assert "libx11-6" not in names


def test_everything_lies_where_debian_looks_for_it(small):
    listed = run("dpkg-deb", "--contents", small[0])
    paths = {line.split(maxsplit=5)[5].split(" -> ")[0].removeprefix(".") for line in listed.splitlines()}
    application = "io.github.img2latex.Img2LatexDesktop"
    assert paths >= {
        "/usr/bin/img2latex",
        "/usr/lib/img2latex/img2latex",
        f"/usr/share/applications/{application}.desktop",
        f"/usr/share/metainfo/{application}.metainfo.xml",
        f"/usr/share/icons/hicolor/scalable/apps/{application}.svg",
        "/usr/share/man/man1/img2latex.1.gz",
        "/usr/share/doc/img2latex/copyright",
        "/usr/share/doc/img2latex/changelog.gz",
    }
    assert "/usr/bin/img2latex -> ../lib/img2latex/img2latex" in listed
    assert {line.split()[1] for line in listed.splitlines()} == {"root/root"}


def test_it_runs_no_scripts_when_it_is_installed_or_removed(small, tmp_path):
    run("dpkg-deb", "--control", small[0], tmp_path / "control")
    assert {path.name for path in (tmp_path / "control").iterdir()} == {"control", "md5sums"}


@pytest.fixture(scope="module")
def package(frozen, share, tmp_path_factory):
    # In a fraction of the time of a release's level 6, and larger: what is small enough so is so there, too.
    return build(frozen, share, tmp_path_factory.mktemp("package"), 0)


@pytest.mark.slow
def test_it_is_small_enough_to_be_downloaded(package):
    assert package.stat().st_size <= MAX_BYTES


@pytest.mark.slow
def test_lintian_finds_no_error(package):
    command = ["lintian", "--fail-on", "error", "--allow-root", "--tag-display-limit", "0", package]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    if os.geteuid() != 0:
        pytest.skip("only root may make a system and install into it")
    system = DebianSystem(tmp_path_factory.mktemp("debian") / "system")
    yield system
    shutil.rmtree(system.root)  # two gigabytes


@pytest.mark.slow
def test_it_installs_runs_upgrades_and_leaves_nothing_but_what_is_the_users(package, system):
    # GIVEN an older version on a system without Python, and a user who has read a formula and chosen a theme
    older = with_version(package, "0.0.1", system.root / "srv")
    system.run("apt-get", "update", "--quiet")
    system.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", older)
    assert system.run("sh", "-c", "command -v python3 || command -v gcc", check=False).stdout == ""
    picture = system.copy_in(ROOT / "resources" / "examples" / "quadratic_formula.png")
    assert system.run("img2latex", "recognize", picture, user=USER).stdout.strip() == FORMULA
    fill_home(system)
    # WHEN the new version comes
    system.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", system.copy_in(package))
    # THEN it reads as well, and finds what was there
    assert field(package, "Version") in system.run("dpkg-query", "--show", "img2latex").stdout
    assert system.run("img2latex", "recognize", picture, user=USER).stdout.strip() == FORMULA
    report = json.loads(system.run("img2latex", "doctor", "--json", user=USER, check=False).stdout)
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert {states[name] for name in ("Libraries", "Settings", "History", "Weights", "Recognizer")} == {"ok"}
    # WHEN it is removed with all it configured
    system.run("apt-get", "purge", "--yes", "--quiet", "img2latex")
    # THEN nothing of it is left, and all that is the user's
    left = {path for path in system.files() if "img2latex" in path.lower() and not path.startswith("srv/")}
    assert [path for path in left if not path.startswith("home/")] == []
    assert {name: (system.root / f".{HOME}" / name).read_text(encoding="utf-8") for name in KEPT} == KEPT
    history, notice = open_history(system.root / f".{HOME}" / ".local/share/img2latex/history.sqlite", 100)
    assert (history.count(), notice) == (1, "")
    history.close()


def with_version(package, version, folder):
    """Put the package under another version, not compressed, into /srv of a system; return its path there."""
    run("dpkg-deb", "--raw-extract", package, folder / "content")
    control = folder / "content" / "DEBIAN" / "control"
    lines = control.read_text(encoding="utf-8").splitlines(keepends=True)
    control.write_text(
        "".join(f"Version: {version}\n" if line.startswith("Version:") else line for line in lines),
        encoding="utf-8",
    )
    run("dpkg-deb", "--root-owner-group", "-Znone", "--build", folder / "content", folder / "older.deb")
    shutil.rmtree(folder / "content")
    return "/srv/older.deb"


def fill_home(system):
    """Leave what a user has after a while."""
    home = system.root / f".{HOME}"
    for name, text in KEPT.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    folder = home / ".local/share/img2latex"
    folder.mkdir(parents=True, exist_ok=True)
    history, _ = open_history(folder / "history.sqlite", 100)
    picture = (ROOT / "resources" / "examples" / "quadratic_formula.png").read_bytes()
    history.add(datetime(2026, 1, 1, tzinfo=UTC), picture, FORMULA, 0.9)
    history.close()
    system.run("chown", "--recursive", f"{USER}:{USER}", str(HOME))
