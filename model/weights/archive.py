"""Weights as one portable file: a zip archive of the manifest and the weights, of nothing else. No torch."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

MANIFEST_NAME = "manifest.json"
WEIGHTS_NAME = "img2latex.safetensors"
MAX_BYTES = {MANIFEST_NAME: 4_000_000, WEIGHTS_NAME: 128_000_000}
"""What each may hold, at least eight times of what ships (11 KB, 15 MB): a bomb unpacks to no more."""
CHUNK_BYTES = 1 << 20
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)
"""What zipfile raises for what is no archive, truncated, altered, encrypted, or in a way it does not know."""
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that zip knows: the same weights give the same bytes


class WeightsError(RuntimeError):
    """The weights cannot be used; the message is one sentence: what is wrong and what to do."""


def pack(folder: Path, archive: Path) -> None:
    """Write the weights of a folder, as ``model.weights.files.save_weights`` left them, into one file.

    The file is replaced whole.

    Raises:
        OSError: A file cannot be read or written.
    """
    archive.parent.mkdir(parents=True, exist_ok=True)
    unfinished = archive.with_name(archive.name + ".part")
    with zipfile.ZipFile(unfinished, "w") as packed:
        for name in MAX_BYTES:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, (folder / name).read_bytes())
    unfinished.replace(archive)


def unpack(archive: Path, folder: Path) -> None:
    """Write what ``pack`` packed into a folder that exists.

    No name out of the archive is used, no size it claims is trusted, and nothing else is unpacked. Whether
    the weights are whole and belong to the manifest is for ``model.weights.files.load_weights`` to say.

    Raises:
        WeightsError: It is no such archive, or a damaged one.
        OSError: A file cannot be written.
    """
    try:
        packed = zipfile.ZipFile(archive)
    except FileNotFoundError as error:
        raise WeightsError(f"{archive}: There is no such file.") from error
    except OSError as error:
        raise WeightsError(f"{archive} cannot be read ({error.strerror}).") from error
    except UNREADABLE as error:
        raise _no_archive(archive) from error
    with packed:
        is_plain = all(entry.compress_type in COMPRESSIONS for entry in packed.infolist())
        if not is_plain or sorted(packed.namelist()) != sorted(MAX_BYTES):
            raise _no_archive(archive)
        for name in MAX_BYTES:
            with (folder / name).open("wb") as target:
                for chunk in _chunks(packed, name, archive):
                    target.write(chunk)


def _chunks(packed: zipfile.ZipFile, name: str, archive: Path) -> Iterator[bytes]:
    """Read one entry, and stop where it is longer than it may be, whatever its header says."""
    left = MAX_BYTES[name]
    try:
        with packed.open(name) as entry:
            while chunk := entry.read(CHUNK_BYTES):
                left -= len(chunk)
                if left < 0:
                    raise WeightsError(f"{archive} is no archive of weights: {name} in it is too large.")
                yield chunk
    except WeightsError:
        raise
    except UNREADABLE as error:
        raise WeightsError(f"{archive} is damaged: get the file again.") from error
    except OSError as error:
        raise WeightsError(f"{archive} cannot be read ({error.strerror}).") from error


def _no_archive(archive: Path) -> WeightsError:
    names = " and ".join(MAX_BYTES)
    return WeightsError(f"{archive} is no whole archive of weights, which holds {names} and nothing else.")
