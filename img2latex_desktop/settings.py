"""Settings of the user as one frozen value with its defaults, and the file it is kept in. No Qt."""

import contextlib
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from img2latex_desktop.base.errors import SettingsError
from img2latex_desktop.base.language import translate
from model.formula.formats.latex import OutputForm


class Theme(StrEnum):
    """The colors of the windows."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ResultDisplay(StrEnum):
    """Where a formula that was snipped is shown."""

    WINDOW = "window"
    NOTIFICATION = "notification"


class ResultClosing(StrEnum):
    """What closes the window of a result, besides Esc."""

    ESCAPE = "escape"
    COPY = "copy"
    FOCUS = "focus"


@dataclass(frozen=True)
class Range:
    """The numbers from one to another, both included."""

    least: float
    most: float

    def __contains__(self, number: float) -> bool:
        return self.least <= number <= self.most


SYSTEM_LANGUAGE = "system"
DEVICES = ("auto", "cpu", "cuda", "mps")
CAPTURE_DELAY_S = Range(0, 30)  # long enough to open a menu and find the formula in it
IDLE_MINUTES = Range(0, 24 * 60)
HISTORY_MEGABYTES = Range(10, 10_000)  # at about 20 kB a snip, from some hundreds to some hundred thousands
HOTKEY = re.compile(
    r"(?=\w+\+)(?!Shift\+.$)(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:Meta\+)?(?:[A-Z0-9]|F(?:[1-9]|1[0-9]|2[0-4]))|"
)
LANGUAGE = re.compile(r"system|[a-z]{2,3}(?:_[A-Z]{2})?")

HotkeyText = Annotated[str, HOTKEY.fullmatch]


@dataclass(frozen=True)
class Settings:
    """Every setting; the defaults are what a new user gets.

    The type of a field and the check annotated to it say which values a file may hold.

    Attributes:
        snip_hotkey: Begins a snip, such as ``Ctrl+Alt+M``; empty for none, as in all hotkeys. With Shift
            added, the formula read is appended to the one shown.
        clipboard_hotkey: Reads the picture on the clipboard.
        repeat_hotkey: Snips the region of the last snip again.
        history_hotkey: Shows the history.
        output_form: How a formula is copied; the last choice is remembered here.
        copies_automatically: Whether a result is copied as soon as it is there.
        result_display: Where a formula that was snipped is shown.
        result_closing: What closes the window of a result, besides Esc.
        capture_delay_s: Seconds between the hotkey and the frozen screen.
        theme: Colors of the windows.
        language: ``system``, or a language code such as ``de``.
        starts_minimized: Whether the home window stays closed at the start, where there is no tray.
        device: Where the recognizer computes: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        idle_minutes: After so many without a picture the recognizer is unloaded; 0 for never.
        is_private: Whether nothing is written to the history.
        history_megabytes: The oldest entries that are no favorites go when the history grows beyond this.
        is_introduced: Whether the first steps have been shown.
    """

    snip_hotkey: HotkeyText = "Ctrl+Alt+M"
    clipboard_hotkey: HotkeyText = ""
    repeat_hotkey: HotkeyText = ""
    history_hotkey: HotkeyText = ""
    output_form: OutputForm = OutputForm.LATEX
    copies_automatically: bool = True
    result_display: ResultDisplay = ResultDisplay.WINDOW
    result_closing: ResultClosing = ResultClosing.ESCAPE
    capture_delay_s: Annotated[float, CAPTURE_DELAY_S.__contains__] = 0.0
    theme: Theme = Theme.SYSTEM
    language: Annotated[str, LANGUAGE.fullmatch] = SYSTEM_LANGUAGE
    starts_minimized: bool = False
    device: Annotated[str, DEVICES.__contains__] = "auto"
    idle_minutes: Annotated[int, IDLE_MINUTES.__contains__] = 30
    is_private: bool = False
    history_megabytes: Annotated[int, HISTORY_MEGABYTES.__contains__] = 200
    is_introduced: bool = False


class SettingsFile:
    """The file that keeps the settings, in JSON.

    Args:
        path: Its place; the folder must exist, the file need not.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> tuple[Settings, str | None]:
        """Read the settings; what is missing or not valid has its default.

        Returns:
            The settings, and one sentence for the user where something in the file could not be used.
        """
        try:
            content = self._read()
        except FileNotFoundError:
            return Settings(), None
        except (OSError, ValueError, RecursionError):
            return Settings(), self._set_aside()
        settings, refused = _settings_in(content)
        return settings, _notice(refused)

    def peek(self) -> Settings:
        """Return what ``load`` would, and leave a file that cannot be used where it is."""
        try:
            return _settings_in(self._read())[0]
        except (OSError, ValueError, RecursionError):
            return Settings()

    def save(self, settings: Settings) -> None:
        """Replace the file as a whole, keeping the keys in it that this version does not know.

        Raises:
            SettingsError: It cannot be written; the file is as it was.
        """
        try:
            kept = self._read()
        except (OSError, ValueError, RecursionError):
            kept = {}
        text = json.dumps(kept | asdict(settings), indent=2) + "\n"
        target = Path(os.path.realpath(self._path))  # a link, as people have for their dotfiles, stays one
        part = target.with_name(target.name + ".part")
        try:
            with part.open("w", encoding="ascii") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())  # or a power cut could leave the new name on an empty file
            part.replace(target)
        except OSError as problem:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            sentence = translate(
                "Settings", "The settings cannot be saved to {}: {}. They hold until Img2LaTeX ends."
            )
            raise SettingsError(sentence.format(self._path, problem.strerror or problem)) from problem

    def _read(self) -> dict[str, Any]:
        content = json.loads(self._path.read_text(encoding="utf-8-sig"))
        if not isinstance(content, dict):
            raise ValueError("not an object")
        return content

    def _set_aside(self) -> str:
        dated = f"{self._path.stem}-broken-{datetime.now():%Y-%m-%d-%H%M%S}{self._path.suffix}"  # noqa: DTZ005
        try:
            self._path.rename(self._path.with_name(dated))
        except OSError:
            return translate(
                "Settings", "The settings in {} cannot be read; the default settings are used."
            ).format(self._path)
        return translate(
            "Settings", "The settings could not be read and are now in {}; the default settings are used."
        ).format(dated)


def _settings_in(content: dict[str, Any]) -> tuple[Settings, list[str]]:
    """Return the settings that a file holds, and the names of those in it that are not valid."""
    valid, refused = {}, []
    for name, hint in get_type_hints(Settings, include_extras=True).items():
        if name in content:
            try:
                valid[name] = _checked(content[name], hint)
            except (ValueError, TypeError, OverflowError):
                refused.append(name)
    return Settings(**valid), refused


def _checked(value: Any, hint: Any) -> Any:  # noqa: ANN401
    """Return a value from a file as the type a field is annotated with.

    Raises:
        ValueError: It is of another type, or refused by the annotated check.
        TypeError: It cannot be one of an enumeration.
        OverflowError: It is too large for a number with a fraction.
    """
    kind, *checks = (hint.__origin__, *hint.__metadata__) if hasattr(hint, "__metadata__") else (hint,)
    if issubclass(kind, StrEnum):
        return kind(value)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind or not all(check(value) for check in checks):
        raise ValueError(f"not valid: {value!r}")
    return value


def _notice(refused: list[str]) -> str | None:
    if not refused:
        return None
    names = ", ".join(f"“{name}”" for name in refused)
    return translate(
        "Settings", "The settings file holds values that are not valid; the default is used for {}."
    ).format(names)
