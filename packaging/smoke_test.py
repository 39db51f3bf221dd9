"""Proves that a built program runs: its version, and the LaTeX of examples that we have the source of.

Usage: python packaging/smoke_test.py PROGRAM. Needs nothing but Python, on any system.
"""

import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "resources" / "examples"
NAMES = (
    "basel_sum",
    "quadratic_formula",
    "rotation_matrix",
)  # whose source is what is to be read, but for spaces
TIMEOUT_S = 300  # a virus scanner may look at half a gigabyte at the first start


def main(program: Path) -> int:
    """Say what was found; return the exit status."""
    sys.path.insert(0, str(ROOT / "packaging"))
    from changelog import program_version

    faults = []
    version = output_of(program, "--version").strip()
    if version != f"img2latex {program_version()}":
        faults.append(f"The version is “{version}”.")
    pictures = [str(EXAMPLES / f"{name}.png") for name in NAMES]
    read = output_of(program, "recognize", *pictures).splitlines()
    for name, latex in zip(NAMES, [*read, *[""] * len(NAMES)], strict=False):
        if without_spaces(latex) != without_spaces(source_of(name)):
            faults.append(f"{name} was read as “{latex}”.")
    sys.stdout.write(
        "\n".join(faults or [f"{version} reads {len(NAMES)} of {len(NAMES)} examples right."]) + "\n"
    )
    return 1 if faults else 0


def output_of(program: Path, *arguments: str) -> str:
    """Return what the program writes, and say how long it took."""
    start = time.monotonic()
    done = subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )
    sys.stdout.write(f"{arguments[0]}: status {done.returncode} after {time.monotonic() - start:.1f} s\n")
    if done.returncode != 0:
        sys.stdout.write(done.stderr)
    return done.stdout


def source_of(name: str) -> str:
    r"""Return the formula between ``\centerline{$\displaystyle`` and ``$}``."""
    found = re.search(
        r"\$\\displaystyle(.*?)\$", (EXAMPLES / f"{name}.tex").read_text(encoding="utf-8"), re.DOTALL
    )
    return found[1] if found else ""


def without_spaces(latex: str) -> str:
    """Return LaTeX as it is compared."""
    return re.sub(r"\s", "", latex)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
