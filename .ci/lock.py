"""Write requirements/*.txt: each package that is ever installed here, in one version, with its hashes.

Usage: python .ci/lock.py [--upgrade]; without it, versions stay as they are where pyproject.toml allows.

Each file is all that one purpose needs, for every system and Python, so that pip takes it with `--no-deps
--require-hashes`. Torch is apart: it comes from PyPI, or as a build without CUDA from an index of its own,
and only the former needs the packages of cuda.txt.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"
HEAD = "# Written by `make lock` from pyproject.toml. Hashes of all files of these versions on PyPI.\n"
TORCH_HEAD = (
    "# Written by `make lock`. Hashes of all files on PyPI, then of the builds without CUDA "
    "on download.pytorch.org/whl/cpu.\n"
)
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CUDA = re.compile(r"(nvidia|cuda)-|triton$")
ENTRY = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)[^\n]*(\n +--hash=[^\n]+)+", re.MULTILINE)

Entries = Mapping[str, list[str]]  # each package's lines by its name, one entry for each range of Pythons


def main(options: list[str]) -> None:
    """Write all files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    program, extras = project["dependencies"], project["optional-dependencies"]
    purposes = {
        "app": [*program, *extras["build"]],
        "package": [*program, *extras["build"], *extras["package"]],
        "docs": extras["docs"],
        "node": extras["node"],
        "dev": [*program, *chain.from_iterable(extras[name] for name in extras if name != "node")],
    }
    FOLDER.mkdir(exist_ok=True)
    before = "".join(read(name) for name in ("dev", "cuda", "node"))
    everything = entries(resolve(chain.from_iterable(purposes.values()), options, before))
    chosen = "\n".join(chain.from_iterable(everything.values()))
    for name, wanted in purposes.items():
        found = entries(resolve(wanted, [], chosen))
        write(name, HEAD, {key: lines for key, lines in found.items() if not of_torch(key)})
    write("cuda", HEAD, {key: lines for key, lines in everything.items() if CUDA.match(key)})
    write_torch(everything["torch"][0])


def resolve(wanted: Iterable[str], options: list[str], preferred: str) -> str:
    """Return what uv chooses for every system, in the versions of ``preferred`` where they are allowed."""
    output = FOLDER / ".chosen"  # uv prefers what the file holds already
    output.write_text(preferred, encoding="utf-8")
    uv = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "--universal"]
    uv += ["--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header"]
    try:
        command = [*uv, "--output-file", str(output), *options, "-"]
        subprocess.run(command, input="\n".join(wanted), text=True, check=True, cwd=ROOT)
        return output.read_text(encoding="utf-8")
    finally:
        output.unlink()


def write_torch(entry: str) -> None:
    """Write torch.txt, unless it holds this version already: then the other index need not be reached."""
    version = ENTRY.sub(r"\g<version>", entry)
    if f"torch=={version} " in read("torch"):
        return
    options = ["--no-deps", "--default-index", CPU_INDEX]
    [without_cuda] = entries(resolve([f"torch=={version}+cpu"], options, ""))["torch"]
    hashes = re.findall(r"^ +--hash=\S+", without_cuda, re.MULTILINE)
    write("torch", TORCH_HEAD, {"torch": [" \\\n".join([entry, *hashes])]})


def entries(text: str) -> Entries:
    """Take a file of requirements apart."""
    found: dict[str, list[str]] = {}
    for match in ENTRY.finditer(text):
        found.setdefault(match["name"], []).append(match[0])
    return found


def of_torch(name: str) -> bool:
    """Whether a package is torch or one of those that only some builds of it need."""
    return name == "torch" or bool(CUDA.match(name))


def read(name: str) -> str:
    """Return what is locked for a purpose so far."""
    file = FOLDER / f"{name}.txt"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def write(name: str, head: str, content: Entries) -> None:
    """Write one file, in the order of names."""
    lines = chain.from_iterable(content[key] for key in sorted(content))
    (FOLDER / f"{name}.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
