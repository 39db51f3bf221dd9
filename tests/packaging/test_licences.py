import importlib.metadata
import sys
import sysconfig
from pathlib import Path

import numpy
import pytest
from PySide6 import QtCore

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def licences(load):
    return load("licences.py")


@pytest.fixture
def texts(licences, tmp_path):
    """Return a function that writes the licences of files and returns the texts by name."""

    def written(*files):
        licences.write_licences(files, tmp_path)
        return {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt")}

    return written


def test_a_package_gives_every_licence_text_it_brings_once(texts):
    text = texts(Path(numpy.__file__))["numpy"]
    assert "NumPy Developers" in text
    for part in ("OpenBLAS", "GCC runtime library", "Jean-Sebastien Roy"):
        assert part in text


def test_python_and_this_program_have_their_licences(texts):
    found = texts(
        Path(sysconfig.get_path("stdlib"), "json", "__init__.py"),
        ROOT / "model" / "network" / "image2latex.py",
    )
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in found["Python"]
    assert "MIT" in found["Img2LaTeX"]


def test_qt_has_its_licence_the_duties_that_come_with_it_and_the_code_of_others_inside(texts):
    found = texts(Path(QtCore.__file__))
    assert "You may\n  replace them" in found["Qt"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in found["LGPL-3"]
    assert "GNU GENERAL PUBLIC LICENSE" in found["GPL-3"]
    assert "3rdparty" in found["Qt-3rdparty"]


def test_the_overview_names_each_component_with_version_and_licence(texts):
    overview = texts(Path(numpy.__file__), Path(QtCore.__file__))["About"]
    assert f"numpy {numpy.__version__}: BSD-3-Clause" in overview
    assert f"PySide6_Essentials {importlib.metadata.version('PySide6_Essentials')}: LGPL-3.0-only" in overview


@pytest.mark.skipif(sys.platform != "linux", reason="asks Debian's records")
def test_a_library_of_the_system_has_the_text_of_its_package_and_what_that_points_at(texts):
    found = texts(Path("/lib/x86_64-linux-gnu/libglib-2.0.so.0"))
    assert "LGPL-2.1" in found["About"]
    assert "GLib" in found["glib2.0"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in found["LGPL-2.1"]


def test_a_file_of_unknown_origin_is_refused_by_its_name(licences, tmp_path):
    stray = tmp_path / "stray.so"
    stray.touch()
    with pytest.raises(
        licences.UnknownOriginError, match=r"stray\.so is in the frozen program and belongs to no"
    ):
        licences.components_of([stray])


def test_a_package_without_a_licence_text_is_refused(licences, monkeypatch):
    monkeypatch.setattr(licences, "WITHOUT_TEXT", {})
    with pytest.raises(licences.UnknownOriginError, match=r"PySide6_Essentials .* brings no licence text"):
        licences.components_of([Path(QtCore.__file__)])
