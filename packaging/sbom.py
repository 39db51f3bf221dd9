"""What is inside a frozen program, as a CycloneDX file: what its own overview of licences names.

Usage: python packaging/sbom.py FROZEN_FOLDER OUTPUT_FILE
"""

import hashlib
import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from changelog import build_time, package_version, program_version, read_releases
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
PREVIEW = ROOT / "resources" / "preview"
ROW = re.compile(r"^(?P<name>\S+) (?P<version>\d\S*): (?P<licence>.+)$", re.MULTILINE)
INSIDE_THE_PREVIEW = ("mathjax-full", "mhchemparser")  # what esbuild's metafile lists for mathjax.js


class SbomError(Exception):
    """The frozen program does not tell what is inside, as one sentence."""


def components(resources: Path) -> Iterator[Component]:
    """Yield everything in a frozen program but our own code; ``resources`` is its folder of that name.

    Raises:
        SbomError: It has no overview of licences.
    """
    overview = resources / "licences" / "About.txt"
    rows = list(ROW.finditer(overview.read_text(encoding="utf-8"))) if overview.exists() else []
    if not rows:
        raise SbomError(f"{overview} names no components.")
    for row in rows:
        yield component(row["name"], row["version"], row["licence"], place_of(row["name"], row["version"]))
    lock = json.loads((PREVIEW / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name in INSIDE_THE_PREVIEW:
        entry = lock[f"node_modules/{name}"]
        yield component(
            name, entry["version"], entry["license"], PackageURL("npm", None, name, entry["version"])
        )
    yield weights(resources / "weights")


def place_of(name: str, version: str) -> PackageURL:
    """Return where a component comes from: Python itself, PyPI, or the Debian that the build ran on."""
    if name == "Python":
        return PackageURL("generic", None, "python", version)
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return PackageURL("deb", "debian", name, version)
    return PackageURL("pypi", None, name.lower().replace("_", "-"), version)


def component(name: str, version: str, licence: str, place: PackageURL) -> Component:
    """Return a library; a licence that SPDX does not know is kept by its name."""
    licences = [LicenseFactory().make_from_string(licence)]
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=place,
        bom_ref=str(place),
        licenses=licences,
    )


def weights(folder: Path) -> Component:
    """Return the network, named by the checksum of its file."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    checksum = hashlib.sha256((folder / manifest["weights"]["file"]).read_bytes()).hexdigest()
    return Component(
        name="img2latex-weights",
        version=checksum[:12],
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref="img2latex-weights",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=checksum)],
        licenses=[LicenseFactory().make_from_string("MIT")],
    )


def main(frozen: Path, output: Path) -> None:
    """Write the file, after it has passed the format's schema."""
    resources = next(frozen.rglob("resources"))
    releases = read_releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    program = Component(
        name="img2latex",
        version=package_version(program_version(), releases),
        type=ComponentType.APPLICATION,
        bom_ref="img2latex",
        licenses=[LicenseFactory().make_from_string("MIT")],
    )
    bom = Bom(components=components(resources))
    bom.metadata.component = program
    bom.metadata.timestamp = build_time()
    bom.register_dependency(program, bom.components)
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise SbomError(f"The list does not follow CycloneDX: {fault}")
    output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except SbomError as problem:
        sys.exit(str(problem))
