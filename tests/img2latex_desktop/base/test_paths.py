import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from img2latex_desktop.base import paths

ROOT = Path(__file__).resolve().parents[3]


def test_resources_lie_beside_the_packages() -> None:
    assert ROOT / "resources" == paths.RESOURCES
    assert paths.RESOURCES.is_dir()
    assert paths.WEIGHTS_FOLDER.is_relative_to(paths.RESOURCES)


@pytest.mark.parametrize(
    ("variable", "folder"),
    [
        ("XDG_CONFIG_HOME", paths.settings_folder),
        ("XDG_DATA_HOME", paths.data_folder),
        ("XDG_STATE_HOME", paths.log_folder),
    ],
)
def test_the_users_folders_are_made_where_the_system_wants_them_and_closed_to_others(
    variable: str, folder: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path))
    made = folder()
    assert made.is_relative_to(tmp_path)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_importing_makes_no_folder(tmp_path: Path) -> None:
    code = "import img2latex_desktop.base.paths"
    subprocess.run([sys.executable, "-c", code], env={"HOME": str(tmp_path)}, cwd=ROOT, check=True)
    assert list(tmp_path.iterdir()) == []
