import shlex
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget

from img2latex_desktop.flows import configuration as configuration_module
from img2latex_desktop.flows.configuration import Configuration
from img2latex_desktop.flows.hotkeys import HotkeyFlow
from img2latex_desktop.flows.preferences import Preferences
from img2latex_desktop.hotkey.base import Action
from img2latex_desktop.settings import Settings, SettingsFile, Theme
from img2latex_desktop.system.autostart import autostart_of_this_system, own_command
from img2latex_desktop.ui.settings.hotkey_field import HotkeyField
from img2latex_desktop.ui.settings.settings_window import SettingsWindow
from tests.fakes import FakeListener

TAKEN = "Ctrl+Alt+M is taken by another program."
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
FIELDS = [Action.SNIP, Action.CLIPBOARD, Action.REPEAT, Action.HISTORY]


@pytest.fixture
def listener():
    return FakeListener()


@pytest.fixture
def hotkeys(qapp, listener):
    return HotkeyFlow(listener)


@pytest.fixture
def make(qtbot, hotkeys, copying):
    def make(preferences):
        made = Configuration(
            preferences, hotkeys, copying, {"en": "English"}, lambda: [("extra", "Extra page", QWidget())]
        )
        preferences.changed.connect(lambda _before, now: hotkeys.listen(now))  # as the program does
        configurations.append(made)
        return made

    configurations = []
    yield make
    for made in configurations:
        made.close()


@pytest.fixture
def flow(make, preferences):
    return make(preferences)


@pytest.fixture
def window(qtbot, flow):
    flow.show()
    qtbot.waitActive(flow._window)
    return flow._window


@pytest.fixture
def problems(window):
    """What is said below each hotkey."""

    def texts():
        labels = [field.findChild(QLabel).text() for field in window.findChildren(HotkeyField)]
        return dict(zip(FIELDS, (text.removeprefix("⚠ ") for text in labels), strict=True))

    return texts


def child(window, kind, text):
    return next(each for each in window.findChildren(kind) if text in each.text().replace("&", ""))


def sentences(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def record(qtbot, window, action, key):
    window.open_page("hotkeys")
    line = window.findChildren(HotkeyField)[FIELDS.index(action)].findChild(QLineEdit)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, key, CTRL_ALT)


def test_the_window_shows_the_settings_and_the_page_asked_for(flow, preferences, window):
    assert child(window, QCheckBox, "Start minimized").isChecked() is False
    flow.show("extra")
    assert window._list.currentItem().text() == "Extra page"
    preferences.change(replace(preferences.settings, starts_minimized=True))
    assert child(window, QCheckBox, "Start minimized").isChecked()


def test_the_window_is_made_once_and_comes_back(flow, window):
    window.close()
    flow.show()
    assert flow._window is window
    assert window.isVisible()


def test_what_is_changed_in_the_window_holds_at_once(preferences, window):
    child(window, QCheckBox, "Start minimized").click()
    assert preferences.settings.starts_minimized


def test_reset_brings_the_defaults_but_not_the_first_steps(preferences, window):
    preferences.change(Settings(is_introduced=True, theme=Theme.DARK, snip_hotkey="Meta+F5"))
    window.reset_requested.emit()
    assert preferences.settings == Settings(is_introduced=True)


def test_clearing_the_history_is_passed_on(qtbot, flow, window):
    with qtbot.waitSignal(flow.history_clear_requested):
        window.history_clear_requested.emit()


@pytest.mark.skipif(sys.platform != "linux", reason="the entry of another system is the user's own")
def test_starting_at_login_is_switched_on_and_off(window):
    switch = child(window, QCheckBox, "Start at login")
    switch.click()
    assert switch.isChecked()
    assert autostart_of_this_system().is_enabled()
    switch.click()
    assert not autostart_of_this_system().is_enabled()


@pytest.mark.skipif(sys.platform != "linux", reason="the entry of another system is the user's own")
def test_a_system_that_refuses_to_start_it_at_login_is_told(flow, window, user_folders):
    folder = user_folders / "config" / "autostart"
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    switch = child(window, QCheckBox, "Start at login")
    switch.click()
    assert not switch.isChecked()
    assert any("cannot be changed" in text for text in sentences(window))
    folder.unlink()
    switch.click()
    assert switch.isChecked()
    assert not any("cannot be changed" in text for text in sentences(window))


def test_settings_that_cannot_be_saved_are_said(qtbot, preferences, window):
    preferences.troubled.emit("The settings cannot be saved.")
    assert "⚠ The settings cannot be saved." in sentences(window)


def test_a_broken_settings_file_is_said(qtbot, make, settings_path):
    settings_path.write_text("{")
    preferences = Preferences(SettingsFile(settings_path))
    flow = make(preferences)
    flow.show()
    assert any("could not be read" in text for text in sentences(flow._window))
    preferences.stop()


def test_while_a_hotkey_is_recorded_none_is_heard(qtbot, listener, window):
    window.open_page("hotkeys")
    line = window.findChildren(HotkeyField)[0].findChild(QLineEdit)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert listener.bindings == {}
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert Action.SNIP in listener.bindings


@pytest.mark.parametrize("action", [*FIELDS, Action.APPEND])
def test_a_hotkey_that_fails_is_told_at_its_field_until_it_works(window, listener, hotkeys, problems, action):
    hotkeys.listen(Settings())
    listener.fail(action, TAKEN)
    field = Action.SNIP if action is Action.APPEND else action
    assert problems() == {each: TAKEN if each is field else "" for each in FIELDS}
    listener.tell_listening({each: "…" for each in Action if each is not action})
    assert problems()[field] == TAKEN
    listener.tell_listening({action: "…"})
    assert set(problems().values()) == {""}


def test_where_snip_and_append_both_fail_the_snip_counts(window, listener, hotkeys, problems):
    hotkeys.listen(Settings())
    listener.fail(Action.SNIP, TAKEN)
    listener.fail(Action.APPEND, "Ctrl+Alt+Shift+M is taken.")
    assert problems()[Action.SNIP] == TAKEN
    listener.tell_listening({Action.SNIP: "Ctrl+Alt+M"})
    assert problems()[Action.SNIP] == "Ctrl+Alt+Shift+M is taken."


def test_the_loss_of_all_hotkeys_is_told_at_each(window, listener, hotkeys, problems):
    hotkeys.listen(Settings())
    listener.fail(None, "Nothing can be heard.")
    assert set(problems().values()) == {"Nothing can be heard."}


def test_a_hotkey_that_failed_before_the_window_was_there_is_told_in_it(flow, listener, hotkeys, qtbot):
    hotkeys.listen(Settings())
    listener.fail(Action.SNIP, TAKEN)
    flow.show("hotkeys")
    assert f"⚠ {TAKEN}" in sentences(flow._window)


def test_a_problem_ends_with_the_hotkey_that_had_it(window, listener, hotkeys, problems, preferences):
    preferences.change(replace(preferences.settings, repeat_hotkey="Ctrl+Alt+R"))
    listener.fail(Action.REPEAT, TAKEN)
    preferences.change(replace(preferences.settings, repeat_hotkey=""))
    listener.tell_listening({Action.SNIP: "Ctrl+Alt+M"})
    assert problems()[Action.REPEAT] == ""


def test_a_conflict_between_two_hotkeys_stays_on_the_page(
    qtbot, window, listener, hotkeys, problems, preferences
):
    hotkeys.listen(Settings())
    record(qtbot, window, Action.REPEAT, Qt.Key.Key_M)
    assert "is taken by" in problems()[Action.REPEAT]
    listener.tell_listening({Action.SNIP: "Ctrl+Alt+M"})
    assert "is taken by" in problems()[Action.REPEAT]
    assert preferences.settings.repeat_hotkey == ""


def test_a_recorded_hotkey_is_listened_to(qtbot, window, listener, hotkeys):
    hotkeys.listen(Settings())
    record(qtbot, window, Action.REPEAT, Qt.Key.Key_R)
    assert str(listener.bindings[Action.REPEAT].hotkey) == "Ctrl+Alt+R"


@pytest.mark.parametrize("found", [None, "/usr/bin/img2latex"])
def test_under_wayland_the_desktops_own_way_is_shown_and_its_command_copied(
    qtbot, monkeypatch, flow, clipboard, found
):
    monkeypatch.setattr("shutil.which", lambda _name: found)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    flow.show("hotkeys")
    copy = child(flow._window, QPushButton, "Copy")
    assert copy.isVisible()
    copy.click()
    qtbot.waitUntil(lambda: "Copied" in copy.text().replace("&", ""))
    assert clipboard.text() == ("img2latex snip" if found else shlex.join([*own_command(), "snip"]))


def test_the_folder_of_the_history_is_opened_by_the_system(monkeypatch, window, user_folders):
    opened = []
    monkeypatch.setattr(configuration_module.QDesktopServices, "openUrl", opened.append)
    window.history_folder_requested.emit()
    assert Path(opened[0].toLocalFile()).is_relative_to(user_folders)


def test_taken_away_it_shows_nothing_and_can_be_made_anew(flow, window, preferences, listener, hotkeys):
    flow.close()
    hotkeys.listen(Settings())
    listener.fail(Action.SNIP, TAKEN)
    preferences.troubled.emit("The settings cannot be saved.")
    preferences.change(replace(preferences.settings, theme=Theme.DARK))
    flow.show()
    assert isinstance(flow._window, SettingsWindow)
    assert flow._window is not window
