"""Store of weights: those that came with the program, or others that the user has installed.

What is installed lies in a folder of the user's: each weights in a folder of their own, and one small file
that says which of them count. Only replacing that file changes anything, and it is replaced whole: whenever
the process is killed, the one or the other state is there, and what a killed installation left is swept up by
the next. No Qt, no torch.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from img2latex_desktop.base import paths
from img2latex_desktop.base.errors import RecognitionError, WeightsInstallError
from img2latex_desktop.base.language import Sentence, translate
from img2latex_desktop.service.weights_manifest import WeightsManifest

STATE_NAME = "installed.json"
LOCK_NAME = "lock"
PREFIX = "weights-"  # of the folders
NAME = re.compile(rf"{PREFIX}\w{{1,64}}", re.ASCII)  # of a folder, as ``tempfile`` makes it
UNREADABLE = (OSError, ValueError, TypeError, KeyError, RecursionError)  # by the file of the state
KEPT = 2  # the installed weights in use, and those before
UNREADABLE_STATE = Sentence(
    "Weights",
    "{path} is damaged, so that the program reads with its own weights: install others again, or run "
    "“img2latex weights rollback”.",
)
FALLEN_BACK = Sentence(
    "Weights",
    "The installed weights cannot be used ({reason}), so that the program reads with its own: install "
    "others, or run “img2latex weights rollback”.",
)
OVERTAKEN = Sentence(
    "Weights",
    "The installed weights are older than those of the program, which has been renewed since, and are not "
    "used; install them again if you want them all the same.",
)


@dataclass(frozen=True)
class WeightsChoice:
    """The weights to read with.

    Attributes:
        folder: Where they lie.
        is_installed: Whether the user has installed them; else they came with the program.
        problem: Why installed ones cannot be used.
        note: Why installed ones are not used, though they could be.
    """

    folder: Path
    is_installed: bool = False
    problem: Sentence | None = None
    note: Sentence | None = None


@dataclass(frozen=True)
class _State:
    """What is installed.

    Attributes:
        names: Folders, the newest last, which is the one in use.
        shipped_sha256: Which weights the program had when that was decided.
    """

    names: tuple[str, ...] = ()
    shipped_sha256: str = ""


@dataclass(frozen=True)
class WeightsStore:
    """The weights there are.

    Attributes:
        shipped: Folder of those that came with the program.
        folder: Of those that the user has installed; None where there shall be no others.
    """

    shipped: Path
    folder: Path | None = None

    @classmethod
    def of_user(cls) -> Self:
        """Return the program's weights and the user's."""
        return cls(paths.WEIGHTS_FOLDER, paths.weights_store())

    def choose(self) -> WeightsChoice:
        """Return the weights to use; whether they are whole is seen when they are loaded."""
        try:
            state = self._read()
        except UNREADABLE:
            problem = UNREADABLE_STATE.format(path=self._state_file)
            return WeightsChoice(self.shipped, problem=problem)
        if self.folder is None or not state.names:
            return WeightsChoice(self.shipped)
        installed = self.folder / state.names[-1]
        if self._is_overtaken(installed, state):
            return WeightsChoice(self.shipped, note=OVERTAKEN)
        return WeightsChoice(installed, is_installed=True)

    def choose_whole(self) -> WeightsChoice:
        """Do the same, and fall back at once where a checksum says that the installed ones are damaged."""
        choice = self.choose()
        if not choice.is_installed:
            return choice
        try:
            WeightsManifest.read(choice.folder).verify()
        except RecognitionError as damage:
            return self.fall_back(str(damage))
        return choice

    def fall_back(self, reason: str) -> WeightsChoice:
        """Return the shipped weights, because of what is wrong with the installed ones."""
        problem = FALLEN_BACK.format(reason=reason.split(": ")[0].removesuffix("."))
        return WeightsChoice(self.shipped, problem=problem)

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """Make an empty folder for new weights, which is gone afterwards unless adopted.

        Raises:
            WeightsInstallError: Another installation is under way.
            OSError: The user's folder cannot be written.
        """
        with self._locked() as folder:
            try:
                yield Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
            finally:
                self._sweep(folder)

    def adopt(self, new: Path) -> None:
        """Use the weights in a folder that ``unfinished`` made, from now on.

        Raises:
            OSError: The user's folder cannot be written; what was used before still is.
        """
        for file in new.iterdir():
            _flush(file)
        others = [name for name in self._names() if not self._are_same(new, name)]
        self._write(new.parent, (*others, new.name)[-KEPT:])

    def roll_back(self, *, to_shipped: bool = False) -> None:
        """Use the weights again that were used before the newest, or those that came with the program.

        Raises:
            WeightsInstallError: None are installed, or an installation is under way.
            OSError: The user's folder cannot be written.
        """
        try:
            is_bare = not self._read().names
        except UNREADABLE:
            is_bare = False  # what cannot be read is to be written anew
        if is_bare:
            raise WeightsInstallError(translate("Weights", "The program reads with its own weights already."))
        with self._locked() as folder:
            self._write(folder, () if to_shipped else self._names()[:-1])
            self._sweep(folder)

    @property
    def _state_file(self) -> Path | None:
        return self.folder / STATE_NAME if self.folder else None

    @contextmanager
    def _locked(self) -> Iterator[Path]:
        from filelock import (  # brings asyncio along, which no start of the program shall wait for
            FileLock,
            Timeout,
        )

        if self.folder is None:
            raise WeightsInstallError(translate("Weights", "Beside these weights none can be installed."))
        for folder in (self.folder.parent, self.folder):  # the history lies beside it: nobody else looks in
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with FileLock(self.folder / LOCK_NAME, timeout=0):
                yield self.folder
        except Timeout as problem:
            sentence = translate(
                "Weights", "Other weights are just being installed; try again when that is done."
            )
            raise WeightsInstallError(sentence) from problem

    def _is_overtaken(self, installed: Path, state: _State) -> bool:
        try:
            ours, theirs = WeightsManifest.read(self.shipped), WeightsManifest.read(installed)
        except RecognitionError:
            return False  # loading will tell what is wrong
        return ours.sha256 != state.shipped_sha256 and ours.age > theirs.age

    def _are_same(self, new: Path, name: str) -> bool:
        try:
            return WeightsManifest.read(new).sha256 == WeightsManifest.read(new.with_name(name)).sha256
        except RecognitionError:
            return False

    def _names(self) -> tuple[str, ...]:
        """Return what is installed; nothing where that cannot be read."""
        try:
            return self._read().names
        except UNREADABLE:
            return ()

    def _read(self) -> _State:
        """Read the state; whatever is wrong with it is one of ``UNREADABLE``."""
        if self._state_file is None:
            return _State()
        try:
            content = json.loads(self._state_file.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return _State()
        names = tuple(map(str, content["names"]))
        if not all(map(NAME.fullmatch, names)):
            raise ValueError("a name that is none of a folder here")
        return _State(names, str(content["shipped_sha256"]))

    def _write(self, folder: Path, names: tuple[str, ...]) -> None:
        try:
            shipped_sha256 = WeightsManifest.read(self.shipped).sha256
        except RecognitionError:
            shipped_sha256 = ""
        unfinished = folder / f"{STATE_NAME}.part"
        state = {"names": names, "shipped_sha256": shipped_sha256}
        unfinished.write_text(json.dumps(state), encoding="utf-8")
        _flush(unfinished)
        unfinished.replace(folder / STATE_NAME)
        if os.name == "posix":  # elsewhere a folder cannot be opened
            _flush(folder)

    def _sweep(self, folder: Path) -> None:
        """Remove what is not installed: given up, refused, or left by a process that was killed."""
        names = self._names()
        for weights in folder.glob(f"{PREFIX}*"):
            if weights.name not in names:
                shutil.rmtree(weights, ignore_errors=True)


def _flush(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
