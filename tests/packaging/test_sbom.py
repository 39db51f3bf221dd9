import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OVERVIEW = """\
What is inside.

numpy 2.4.6: BSD-3-Clause AND 0BSD
PySide6_Essentials 6.11.3: LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only
Python 3.11.7: PSF-2.0
libxcb 1.15-1: see its text
zlib 1:1.2.13.dfsg-1: Zlib
"""


@pytest.fixture(scope="module")
def sbom(load):
    return load("sbom.py")


@pytest.fixture
def frozen(tmp_path):
    resources = tmp_path / "program" / "_internal" / "resources"
    (resources / "licences").mkdir(parents=True)
    (resources / "licences" / "About.txt").write_text(OVERVIEW, encoding="utf-8")
    shutil.copytree(ROOT / "resources" / "weights", resources / "weights")
    return tmp_path / "program"


@pytest.fixture
def written(sbom, frozen, tmp_path):
    sbom.main(frozen, tmp_path / "sbom.json")
    return json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))


def test_each_component_says_where_it_comes_from(written):
    places = {component["name"]: component.get("purl") for component in written["components"]}
    assert places == {
        "numpy": "pkg:pypi/numpy@2.4.6",
        "PySide6_Essentials": "pkg:pypi/pyside6-essentials@6.11.3",
        "Python": "pkg:generic/python@3.11.7",
        "libxcb": "pkg:deb/debian/libxcb@1.15-1",
        "zlib": "pkg:deb/debian/zlib@1:1.2.13.dfsg-1",
        "mathjax-full": "pkg:npm/mathjax-full@3.2.2",
        "mhchemparser": "pkg:npm/mhchemparser@4.2.1",
        "img2latex-weights": None,
    }


def test_a_licence_that_spdx_does_not_know_keeps_its_name(written):
    licences = {component["name"]: component["licenses"] for component in written["components"]}
    assert licences["zlib"] == [{"license": {"id": "Zlib"}}]
    assert licences["numpy"] == [{"expression": "BSD-3-Clause AND 0BSD"}]
    assert licences["libxcb"] == [{"license": {"name": "see its text"}}]


def test_the_weights_are_named_by_their_checksum(written):
    manifest = json.loads((ROOT / "resources" / "weights" / "manifest.json").read_text(encoding="utf-8"))
    [weights] = [each for each in written["components"] if each["type"] == "machine-learning-model"]
    assert weights["hashes"] == [{"alg": "SHA-256", "content": manifest["weights"]["sha256"]}]


def test_a_program_without_an_overview_is_refused(sbom, frozen, tmp_path):
    (frozen / "_internal" / "resources" / "licences" / "About.txt").unlink()
    with pytest.raises(sbom.SbomError, match=r"About\.txt names no components"):
        sbom.main(frozen, tmp_path / "sbom.json")
