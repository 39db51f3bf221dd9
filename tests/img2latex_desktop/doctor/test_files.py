import shutil
import sqlite3

import pytest

from img2latex_desktop.base.paths import WEIGHTS_FOLDER
from img2latex_desktop.diagnosis import CheckState
from img2latex_desktop.doctor.files import check_history, check_settings, check_weights
from img2latex_desktop.service.weights_store import WeightsStore
from model.weights.archive import WEIGHTS_NAME


def test_the_shipped_weights_are_well():
    assert check_weights(WeightsStore(WEIGHTS_FOLDER)).state is CheckState.OK


def test_missing_weights_fail_with_a_remedy(tmp_path):
    finding = check_weights(WeightsStore(tmp_path))
    assert finding.state is CheckState.FAILED
    assert finding.remedy.startswith("Restore")


def test_damaged_installed_weights_are_a_note_since_the_shipped_are_used(tmp_path):
    store = WeightsStore(WEIGHTS_FOLDER, tmp_path / "weights")
    with store.unfinished() as folder:
        for path in WEIGHTS_FOLDER.iterdir():
            shutil.copy(path, folder)
        store.adopt(folder)
    size = f"{(WEIGHTS_FOLDER / WEIGHTS_NAME).stat().st_size / 1e6:.1f} MB"
    assert check_weights(store).found.startswith(f"Installed: {size}")
    (folder / WEIGHTS_NAME).write_bytes(b"damaged")
    finding = check_weights(store)
    assert finding.state is CheckState.WARNING
    assert "reads with its own" in finding.found
    assert finding.remedy == "img2latex weights rollback"


def test_files_that_do_not_exist_yet_are_well(tmp_path):
    assert check_settings(tmp_path / "settings.json").state is CheckState.OK
    assert check_history(tmp_path / "history.sqlite").state is CheckState.OK
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "state"),
    [
        ('{"theme": "dark"}', CheckState.OK),
        ("\ufeff{}", CheckState.OK),
        ("{", CheckState.WARNING),
        ("3", CheckState.WARNING),
        ("[" * 100_000, CheckState.WARNING),
    ],
    ids=["json", "with a mark", "broken", "a number", "nested 100,000 deep"],
)
def test_settings_are_read(content, state, tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(content)
    assert check_settings(path).state is state


def test_a_sound_history_is_well_and_stays_as_it_was(tmp_path):
    path = tmp_path / "history.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE entry (latex TEXT)")
    database.close()
    before = path.read_bytes()
    assert check_history(path).state is CheckState.OK
    assert path.read_bytes() == before


def test_a_damaged_history_is_told(tmp_path):
    path = tmp_path / "history.sqlite"
    path.write_bytes(b"no database at all, but long enough to look at" * 100)
    finding = check_history(path)
    assert finding.state is CheckState.WARNING
    assert "damaged" in finding.found


def test_a_history_that_is_a_folder_cannot_be_opened(tmp_path):
    assert check_history(tmp_path).state is CheckState.FAILED
