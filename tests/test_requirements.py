"""What is installed is locked: each package in one version with its hashes, as pyproject.toml asks."""

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
FILES = {file.stem: file for file in (ROOT / "requirements").glob("*.txt")}
PURPOSES = {
    "app": PROJECT["dependencies"] + EXTRAS["build"],
    "package": PROJECT["dependencies"] + EXTRAS["build"] + EXTRAS["package"],
    "docs": EXTRAS["docs"],
    "node": EXTRAS["node"],
    "dev": [
        *PROJECT["dependencies"],
        *chain.from_iterable(EXTRAS[name] for name in EXTRAS if name != "node"),
    ],
}
SYSTEMS = [
    {"sys_platform": system, "platform_system": name, "python_full_version": python}
    for system, name in (("linux", "Linux"), ("win32", "Windows"), ("darwin", "Darwin"))
    for python in ("3.11.2", "3.11.9", "3.12.3", "3.13.5", "3.14.0")
]


def locked(name):
    """Return the requirements of a file."""
    lines = FILES[name].read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix("\\")) for line in lines if line[0] not in "# "]


def here(requirement, system):
    """Whether a requirement is one of a system's."""
    return not requirement.marker or requirement.marker.evaluate(dict(default_environment()) | system)


def pins(name, system):
    """Return the version of each package of a file, on a system."""
    found = {}
    for requirement in locked(name):
        [specifier] = requirement.specifier
        assert specifier.operator == "=="
        if here(requirement, system):
            assert requirement.name not in found
            found[requirement.name] = specifier.version
    return found


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_package_has_hashes_and_no_place_that_it_comes_from(name):
    text = FILES[name].read_text(encoding="utf-8")
    entries = re.findall(
        r"^([a-z0-9-]+==[^\n]+\\(?:\n {4}--hash=sha256:[0-9a-f]{64}(?: \\)?)+)$", text, re.MULTILINE
    )
    assert len(entries) == len(locked(name)) > 0
    written = [line for line in text.splitlines() if not line.startswith("#")]
    assert sum(entry.count("\n") + 1 for entry in entries) == len(written)
    assert "://" not in text


@pytest.mark.parametrize("name", PURPOSES)
def test_what_pyproject_asks_for_is_locked_on_every_system(name):
    for system in SYSTEMS:
        versions = pins(name, system) | pins("torch", system)
        for wanted in map(Requirement, PURPOSES[name]):
            if here(wanted, system):
                assert versions[canonicalize_name(wanted.name)] in wanted.specifier, wanted


def test_every_purpose_gets_the_same_version_of_a_package():
    for system in SYSTEMS:
        everything = pins("dev", system)
        for name in ("app", "package", "docs"):
            assert pins(name, system).items() <= everything.items()


def test_nothing_but_torch_for_nvidia_cards_brings_cuda_along():
    for name in PURPOSES:
        for requirement in locked(name):
            assert not re.match(r"(torch|triton)$|(nvidia|cuda)-", requirement.name)
    for system in SYSTEMS:
        assert bool(pins("cuda", system)) == (system["sys_platform"] == "linux")


def test_what_is_installed_is_what_is_locked():
    system = default_environment()
    versions = {}
    for name in ("dev", "torch", "cuda", "node"):
        versions |= pins(name, system)
    for distribution in importlib.metadata.distributions():
        name = canonicalize_name(distribution.name)
        if name not in ("pip", "img2latex-desktop"):
            assert Version(distribution.version).public == versions[name], name


def test_what_is_installed_gets_along():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_nothing_is_installed_without_its_hash():
    """Every call of pip takes what is locked, or our own sources with what is there already."""
    safe = re.compile(r"\$\(LOCKED\)|\$\(TORCH\)|--require-hashes|--no-build-isolation|--editable")
    calls = []
    for file in (ROOT / "Makefile", *(ROOT / ".ci").glob("*.sh"), *(ROOT / "packaging").rglob("*.*")):
        text = re.sub(r"\\\n\s*", "", file.read_text(encoding="utf-8", errors="replace"))
        calls += [line for line in text.splitlines() if re.search(r"\$\(PIP\)|-m pip |\(\$pip ", line)]
    assert len(calls) >= 10
    assert [call for call in calls if not call.startswith("PIP :=") and not safe.search(call)] == []


def test_every_npm_package_has_its_hash():
    lock = json.loads((ROOT / "resources/preview/package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = {name: entry for name, entry in lock.items() if name}
    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity")] == []
