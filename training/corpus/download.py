"""Fetch im2latex-100k from its public archive, checked by its published md5 sums, resumable at any byte.

A file is written as ``NAME.part``, continued where an earlier attempt broke off, and takes its name only when
its md5 is right. A server that breaks off, stalls, ignores the wish to continue, or lies about lengths costs
a retry, never a wrong file.
"""

import hashlib
import http.client
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from training.errors import TrainingError
from training.ranges import Amount, Positive, Size

# Source: https://zenodo.org/records/56198 (Kanervisto 2016), the md5 sums shown there.
IM2LATEX_100K = {
    "im2latex_formulas.lst": "974c0a14f0daa6d91ecd0e625f1ddf52",
    "im2latex_train.lst": "d5607c37aa00576098a9e4bad84a7040",
    "im2latex_validate.lst": "cf6eeee02bc443b1b9557685fbfe7ea5",
    "im2latex_test.lst": "1bc17b865796dca5df15250b4da7804f",
}
_CHUNK_BYTES = 1 << 16

logger = logging.getLogger(__name__)


class DownloadError(TrainingError):
    """A file could not be had; the message says which, why, and what to do."""


class _AttemptError(Exception):
    """One try failed in a way that another may not."""


@dataclass(frozen=True)
class DownloadConfig:
    """What to fetch, from where, with how much patience.

    Attributes:
        out: Folder to write into; the same that a source of kind ``im2latex_zenodo`` reads.
        url: Address of a file, ``{name}`` standing for its name.
        files: md5 sum by file name.
        timeout_s: Longest silence of the server, at any moment of the transfer.
        attempts: Tries per file that bring nothing new; progress starts the count again.
        wait_s: Pause before the second try; doubled with every further one.
    """

    out: Path
    url: str = "https://zenodo.org/records/56198/files/{name}?download=1"
    files: Mapping[str, str] = field(default_factory=lambda: dict(IM2LATEX_100K))
    timeout_s: Size = 30.0
    attempts: Positive = 5
    wait_s: Amount = 1.0


def download(config: DownloadConfig) -> None:
    """Fetch every file that is not there already, whole and right.

    Raises:
        DownloadError: A file does not exist on the server, or all attempts failed; what has arrived stays for
            the next run.
    """
    config.out.mkdir(parents=True, exist_ok=True)
    for name, md5 in config.files.items():
        target = config.out / name
        if target.exists() and _md5(target) == md5:
            logger.info("%s is there already", target)
            continue
        _fetch(config, name, md5)


def _fetch(config: DownloadConfig, name: str, md5: str) -> None:
    """Try until the file is right or patience ends."""
    url, part = config.url.format(name=name), config.out / f"{name}.part"
    failures, furthest = 0, _size(part)
    while not (part.exists() and _md5(part) == md5):
        try:
            _transfer(url, part, config.timeout_s)
            if _md5(part) != md5:
                part.unlink()
                raise _AttemptError("the bytes received do not have the published md5 sum")
        except _AttemptError as error:
            failures = 1 if _size(part) > furthest else failures + 1
            furthest = max(furthest, _size(part))
            if failures >= config.attempts:
                raise DownloadError(f"{url}: {error} (gave up after {failures} attempts)") from error
            wait_s = config.wait_s * 2 ** (failures - 1)
            logger.warning("%s: %s; trying again in %.3g s", name, error, wait_s)
            time.sleep(wait_s)
    part.replace(config.out / name)


def _transfer(url: str, part: Path, timeout_s: float) -> None:
    """Append what is missing to ``part``, or write it anew where the server does not continue.

    Raises:
        _AttemptError: The transfer ended early; another try may go on.
        DownloadError: Another try is pointless.
    """
    have = _size(part)
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310
    with _as_attempt(url, part), urllib.request.urlopen(request, timeout=timeout_s) as response:  # noqa: S310
        continues = response.status == http.HTTPStatus.PARTIAL_CONTENT
        if continues and not response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            part.unlink()
            raise _AttemptError("the server continued at another place than asked for")
        start = have if continues else 0
        length = response.headers.get("Content-Length", "")
        total = start + int(length) if length.isdigit() else None
        bar = tqdm(desc=part.stem, initial=start, total=total, unit="B", unit_scale=True)
        with bar, part.open("ab" if continues else "wb") as file:
            while chunk := response.read1(_CHUNK_BYTES):
                file.write(chunk)
                bar.update(len(chunk))
        if total is not None and _size(part) < total:
            raise _AttemptError(f"the connection broke off after {_size(part)} of {total} bytes")


@contextmanager
def _as_attempt(url: str, part: Path) -> Iterator[None]:
    """Tell failures that may pass from those that will not."""
    try:
        yield
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink()  # longer than the file: leftovers of something else
            raise _AttemptError("what was here already is longer than the file") from error
        may_pass = error.code >= 500 or error.code in (
            http.HTTPStatus.REQUEST_TIMEOUT,
            http.HTTPStatus.TOO_MANY_REQUESTS,
        )
        if not may_pass:
            raise DownloadError(f"{url}: the server answered {error.code} {error.reason}") from error
        raise _AttemptError(f"the server answered {error.code} {error.reason}") from error
    except TimeoutError as error:
        raise _AttemptError("the server fell silent") from error
    except (urllib.error.URLError, http.client.HTTPException, ConnectionError) as error:
        raise _AttemptError(f"the connection failed: {error}") from error


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()
