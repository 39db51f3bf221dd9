"""Paths of the shipped resources and of the user's own folders. No other module knows a folder."""

from pathlib import Path

from platformdirs import PlatformDirs

RESOURCES = (
    Path(__file__).resolve().parents[2] / "resources"
)  # the same from source, in a wheel and in a frozen build
WEIGHTS_FOLDER = RESOURCES / "weights"
ICONS_FOLDER = RESOURCES / "icons"
EXAMPLES_FOLDER = RESOURCES / "examples"
EXAMPLE = EXAMPLES_FOLDER / "quadratic_formula.png"  # what is read to see whether reading works
LICENCES_FOLDER = RESOURCES / "licences"
TRANSLATIONS_FOLDER = RESOURCES / "translations"
PREVIEW_BUNDLE = RESOURCES / "preview" / "mathjax.js"

_FOLDERS = PlatformDirs("img2latex", appauthor=False)


def settings_folder() -> Path:
    """Return the folder of the user's settings, made where it is missing."""
    return _made(_FOLDERS.user_config_path)


def data_folder() -> Path:
    """Return the folder of what is kept for the user, such as the history, made where it is missing."""
    return _made(_FOLDERS.user_data_path)


def settings_file() -> Path:
    """Return the file of the user's settings."""
    return settings_folder() / "settings.json"


def history_file() -> Path:
    """Return the file of the history."""
    return data_folder() / "history.sqlite"


def weights_store() -> Path:
    """Return the folder of weights that the user has installed; it may be missing."""
    return _FOLDERS.user_data_path / "weights"


def data_home() -> Path:
    """Return the folder in which the user's programs keep their data, each in one of its own."""
    return _FOLDERS.user_data_path.parent


def run_folder() -> Path:
    """Return the folder for sockets and locks where the system has made none for the user.

    Raises:
        OSError: It cannot be made, or other users may look in.
    """
    folder = _made(_FOLDERS.user_cache_path / "run")
    folder.chmod(0o700)  # it may have been made by somebody with a looser mind
    return folder


def log_folder() -> Path:
    """Return the folder of the log files, made where it is missing."""
    return _made(_FOLDERS.user_log_path)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # snips may be private: nobody else looks in
    return folder
