"""Taking weights out of a file and into use: unpacked, proven and tried out before anything changes."""

import os
import re
from pathlib import Path

from img2latex_desktop.base.errors import RecognitionError, WeightsInstallError
from img2latex_desktop.service import picture_files as images
from img2latex_desktop.service import worker
from img2latex_desktop.service.weights_manifest import WeightsManifest
from img2latex_desktop.service.weights_store import WeightsStore
from model.weights.archive import WeightsError, unpack
from model.weights.manifest import replace_facts


def install(archive: Path, store: WeightsStore, example: Path) -> WeightsManifest:
    """Use the weights in a file from now on, if they are whole, fit this program and read.

    Args:
        archive: As ``python -m training pack`` writes it.
        store: Gets them.
        example: A picture they have to read; the file beside it with the ending ``.tex`` says what is on it.

    Returns:
        What they say of themselves.

    Raises:
        WeightsInstallError: They are not accepted, or cannot be written; those in use stay.
    """
    try:
        with store.unfinished() as folder:
            try:
                unpack(archive, folder)
                found = _checked(folder)
                _try_out(folder, example)
            except (RecognitionError, WeightsError) as problem:
                raise WeightsInstallError(_reason(problem, archive, folder)) from problem
            store.adopt(folder)
    except OSError as problem:
        raise WeightsInstallError(
            f"The weights cannot be written to {store.folder} ({problem.strerror}); those in use stay."
        ) from problem
    return found


def _checked(folder: Path) -> WeightsManifest:
    """Compare the checksums, before torch takes seconds to load; a manifest without one gets it."""
    found = WeightsManifest.read(folder)
    found.verify()
    replace_facts(folder, {})
    return found


def _try_out(folder: Path, example: Path) -> None:
    """Load the weights as the recognizer's process does, and have them read a picture."""
    expected = formula_in(example.with_suffix(".tex"))
    try:
        reader = worker.load_recognizer(WeightsStore(folder), "cpu").reader
        latex = reader.recognize(images.read_file(example).pixels).latex
    except WeightsError:
        raise
    except Exception as problem:  # whatever it is that they do, they are not to be used
        raise WeightsError(f"they cannot read ({problem or type(problem).__name__})") from problem
    if "".join(latex.split()) != "".join(expected.split()):
        raise WeightsError(f"of an example that says {expected} they read {latex or 'nothing'}")


def formula_in(source: Path) -> str:
    """Return the formula that an example's LaTeX file typesets."""
    found = re.search(r"\\displaystyle\s+(.*?)\s*\$\}", source.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        raise WeightsInstallError(f"{source} holds no formula: install the program again.")
    return found[1]


def _reason(problem: Exception, archive: Path, folder: Path) -> str:
    """Say what is wrong with a file in its own name, without the folder it was unpacked to."""
    text = str(problem)
    if text.startswith(str(archive)):
        return text
    text = text.replace(f"{folder}{os.sep}", "").split(": restore")[0].split(": install")[0]
    return f"{archive} is not accepted, and the weights in use stay: {text.removesuffix('.')}."
