import json
import threading
from dataclasses import replace

import pytest

from img2latex_desktop.flows import preferences as preferences_module
from img2latex_desktop.flows.preferences import Preferences
from img2latex_desktop.settings import Settings, SettingsFile, Theme

DARK = replace(Settings(), theme=Theme.DARK)


@pytest.fixture
def quick(qtbot, settings_path, monkeypatch):
    monkeypatch.setattr(preferences_module, "SAVE_DELAY_MS", 20)
    made = Preferences(SettingsFile(settings_path))
    yield made
    made.stop()


def saved(path):
    return json.loads(path.read_text()) if path.exists() else {}


def test_a_change_holds_and_is_told_at_once(qtbot, preferences):
    with qtbot.waitSignal(preferences.changed) as changed:
        preferences.change(DARK)
    assert changed.args == [Settings(), DARK]
    assert preferences.settings == DARK


def test_what_is_so_already_is_no_change(qtbot, preferences):
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change(Settings())


def test_a_change_is_written_a_moment_later(qtbot, quick, settings_path):
    quick.change(DARK)
    assert saved(settings_path) == {}
    qtbot.waitUntil(lambda: saved(settings_path).get("theme") == "dark")


def test_many_changes_in_a_row_are_written_once(qtbot, quick, settings_path, monkeypatch):
    written = []
    monkeypatch.setattr(SettingsFile, "save", lambda _self, settings: written.append(settings))
    for minutes in range(10):
        quick.change(replace(Settings(), idle_minutes=minutes))
    qtbot.waitUntil(lambda: bool(written))
    assert [settings.idle_minutes for settings in written] == [9]


def test_stopping_writes_what_is_not_written_yet_and_ends_the_thread(preferences, settings_path):
    preferences.change(DARK)
    preferences.stop()
    assert saved(settings_path)["theme"] == "dark"
    assert not any(thread.name.startswith("settings") for thread in threading.enumerate())


def test_a_file_that_cannot_be_written_for_a_reason_nobody_foresaw_is_told(qtbot, quick, monkeypatch):
    monkeypatch.setattr(SettingsFile, "save", lambda *_: 1 / 0)
    with qtbot.waitSignal(quick.troubled) as troubled:
        quick.change(DARK)
    assert "ZeroDivisionError" in troubled.args[0]


def test_stopping_without_a_change_writes_nothing(preferences, settings_path):
    preferences.stop()
    assert not settings_path.exists()


def test_settings_that_cannot_be_saved_are_told_on_the_gui_thread_and_hold(
    qtbot, quick, settings_path, caplog
):
    settings_path.mkdir()  # what cannot be replaced by a file
    told = []
    quick.troubled.connect(lambda text: told.append((text, threading.current_thread())))
    with qtbot.waitSignal(quick.troubled):
        quick.change(DARK)
    qtbot.waitUntil(lambda: bool(told))
    assert "cannot be saved" in told[0][0]
    assert "cannot be saved" in caplog.text
    assert quick.settings == DARK


def test_what_the_last_change_cannot_save_is_logged_at_least(preferences, settings_path, caplog):
    settings_path.mkdir()
    preferences.change(DARK)
    preferences.stop()
    assert "cannot be saved" in caplog.text


def test_a_broken_file_is_noticed(qtbot, settings_path, caplog):
    settings_path.write_text("{")
    made = Preferences(SettingsFile(settings_path))
    assert made.settings == Settings()
    assert "could not be read" in made.notice
    assert "could not be read" in caplog.text
    made.stop()
