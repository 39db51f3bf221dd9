"""The licences of everything in the frozen program, gathered from where each file came from.

A file belongs to this repository, to an installed Python package, to Python itself, or to a Debian package.
One that belongs to nobody, or an owner without a licence text, stops the build. Texts that packages forget to
bring along, and those of code linked into their libraries, are kept in ``packaging/licences``.
"""

import functools
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT_TEXTS = ROOT / "packaging" / "licences"
LICENCE_NAME = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
COMMON_LICENCES = Path("/usr/share/common-licenses")  # Debian's copyright files point there
RULE = "\n\n" + "=" * 78 + "\n\n"
WITHOUT_TEXT = {"pyside6-essentials": "Qt", "shiboken6": "Qt"}
"""Packages whose own files hold no licence text, and the kept text that covers them."""


class UnknownOriginError(Exception):
    """Nobody can say whose a file is, or under which licence; the text is one sentence."""


@dataclass
class Component:
    """One thing with a licence.

    Attributes:
        name: As its authors write it.
        version: Empty where it has none of its own.
        licence: Its name or an SPDX expression, as its metadata gives it.
        texts: Licence texts, each once.
    """

    name: str
    version: str
    licence: str
    texts: list[str] = field(default_factory=list)


def write_licences(files: Iterable[Path], folder: Path) -> list[Component]:
    """Write the licence texts of all files into a folder, with an overview.

    Args:
        files: Where everything in the frozen program came from.
        folder: Holds one text file per component afterwards, and nothing else.

    Raises:
        UnknownOriginError: For a file of unknown origin, or an owner without a text.
    """
    components = sorted(components_of(files), key=lambda each: each.name.casefold())
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for component in components:
        if component.texts:
            _write(folder / f"{component.name}.txt", RULE.join(component.texts))
    texts = "\n".join(text for component in components for text in component.texts)
    for name in sorted(set(re.findall(rf"{COMMON_LICENCES}/([\w.-]*\w)", texts))):
        if (COMMON_LICENCES / name).is_file():  # some authors point at “GPL-2.1”
            _write(folder / f"{name}.txt", _read(COMMON_LICENCES / name))
    for kept in KEPT_TEXTS.glob("*.txt"):
        _write(folder / kept.name, _read(kept))
    rows = "\n".join(f"{each.name} {each.version}: {each.licence}" for each in components)
    overview = folder / "About.txt"
    _write(overview, f"{_read(overview)}\n{rows}\n")
    return components


def components_of(files: Iterable[Path]) -> list[Component]:
    """Return what the files belong to, each component once.

    Raises:
        UnknownOriginError: For a file of unknown origin, or an owner without a text.
    """
    packages = _files_of_packages()
    stdlib = Path(sysconfig.get_path("stdlib")).resolve()
    found: dict[str, Component] = {}
    of_system: list[Path] = []
    for file in {file.resolve() for file in files}:
        package = packages.get(file)
        if package is not None:
            if package.name not in found:
                found[package.name] = _component_of_package(package)
        elif stdlib in file.parents or file.name.startswith(("libpython", "python3")):
            found["Python"] = _python(stdlib)
        elif file.is_relative_to(ROOT):
            found["Img2LaTeX"] = Component("Img2LaTeX", "", "MIT", [_read(ROOT / "LICENSE")])
        elif sys.platform != "linux" and file.is_relative_to(Path(sys.base_prefix).resolve()):
            continue  # libraries of Python's own installer, which its licence names
        else:
            of_system.append(file)
    return [*found.values(), *_components_of_system(of_system)]


@functools.cache
def _files_of_packages() -> dict[Path, importlib.metadata.Distribution]:
    return {
        Path(os.path.normpath(folder / file)): package
        for package in importlib.metadata.distributions()
        for folder in [Path(str(package.locate_file(""))).resolve()]
        for file in package.files or ()
    }


def _component_of_package(package: importlib.metadata.Distribution) -> Component:
    about = package.metadata
    classifiers = [
        value.rpartition(" :: ")[2] for value in about.get_all("Classifier") or () if "License" in value
    ]
    licence = about.get("License-Expression") or (about.get("License") or "").split("\n")[0]
    component = Component(package.name, package.version, licence or ", ".join(classifiers))
    for file in package.files or ():
        if ".dist-info" in file.parts[0] and LICENCE_NAME.search(str(file)):
            text = _read(Path(str(package.locate_file(file))))
            if text not in component.texts:
                component.texts.append(text)
    if not component.texts and package.name.lower().replace("_", "-") not in WITHOUT_TEXT:
        raise UnknownOriginError(f"{package.name} is in the frozen program and brings no licence text.")
    return component


def _python(stdlib: Path) -> Component:
    places = (stdlib / "LICENSE.txt", Path(sys.base_prefix, "LICENSE.txt"), Path(sys.base_prefix, "LICENSE"))
    texts = [_read(place) for place in places if place.exists()]
    if not texts:
        raise UnknownOriginError(f"Python's licence is in none of {', '.join(map(str, places))}.")
    return Component("Python", sys.version.split()[0], "PSF-2.0", texts[:1])


def _components_of_system(files: list[Path]) -> list[Component]:
    """Return what libraries of the Linux system belong to, by Debian's records."""
    found: dict[str, Component] = {}
    for file in files:
        package = _debian_package(file)
        query = ("dpkg-query", "--show", "--showformat=${source:Package}\t${Version}", package)
        source, version = subprocess.run(query, capture_output=True, text=True, check=True).stdout.split("\t")
        if source not in found:
            text = _read(Path("/usr/share/doc", package.partition(":")[0], "copyright"))
            names = sorted(set(re.findall(r"^License: *(\S+)", text, re.MULTILINE)))
            found[source] = Component(source, version, ", ".join(names) or "see its text", [text])
    return list(found.values())


def _debian_package(file: Path) -> str:
    for place in (str(file), str(file).removeprefix("/usr"), f"/usr{file}"):
        query = subprocess.run(("dpkg-query", "--search", place), capture_output=True, text=True, check=False)
        if query.returncode == 0:
            return query.stdout.split(": ")[0].split(",")[0]
    raise UnknownOriginError(f"{file} is in the frozen program and belongs to no known package.")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace").strip("\n")


def _write(file: Path, text: str) -> None:
    file.write_text(text + "\n", encoding="utf-8")
