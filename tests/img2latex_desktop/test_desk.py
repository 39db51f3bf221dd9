import gc
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon, QWidget

from img2latex_desktop import RELEASES_URL
from img2latex_desktop.base.paths import WEIGHTS_FOLDER
from img2latex_desktop.capture.selector import RegionSelector
from img2latex_desktop.desk import Desk, Parts
from img2latex_desktop.flows.hotkeys import HotkeyFlow
from img2latex_desktop.flows.preferences import Preferences
from img2latex_desktop.history.keeper import HistoryKeeper
from img2latex_desktop.hotkey.base import Action
from img2latex_desktop.service.weights_store import WeightsChoice, WeightsStore
from img2latex_desktop.settings import Settings, SettingsFile
from img2latex_desktop.snip import Snip, SnipState
from img2latex_desktop.system.request import Command, Request
from img2latex_desktop.translation import Translation
from img2latex_desktop.ui.history.history_window import HistoryWindow
from img2latex_desktop.ui.parts.private_mark import PrivateMark
from img2latex_desktop.ui.result.drop_queue import DropQueue
from img2latex_desktop.ui.result.result_window import ResultWindow
from img2latex_desktop.ui.settings.about_window import AboutWindow
from img2latex_desktop.ui.settings.first_run import FirstRun
from img2latex_desktop.ui.settings.settings_window import SettingsWindow
from img2latex_desktop.ui.shell.home_window import HomeWindow
from model.formula.formats.latex import OutputForm
from tests import fakes
from tests.selecting import drag, overlays

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # of the offscreen platform: it has no tray

LONG_S = 30.0


@pytest.fixture
def settings_path(tmp_path):
    path = tmp_path / "settings.json"
    SettingsFile(path).save(Settings(is_introduced=True))
    return path


@pytest.fixture
def listener():
    return fakes.FakeListener()


@pytest.fixture
def parts(qapp, tmp_path, settings_path, listener, typesetter):
    recognizer, capture, selector = fakes.FakeRecognizerProcess(), fakes.FakeCapture(), RegionSelector()
    made = Parts(
        preferences=Preferences(SettingsFile(settings_path)),
        hotkeys=HotkeyFlow(listener),
        capture=capture,
        snip=Snip(capture, selector, recognizer),
        recognizer=recognizer,
        keeper=HistoryKeeper(tmp_path / "history.sqlite", 100),
        typesetter=typesetter,
        clipboard=QApplication.clipboard(),
        translation=Translation(qapp, tmp_path),
        weights=WeightsStore(WEIGHTS_FOLDER),
    )
    made.keeper.start()
    made.hotkeys.listen(made.preferences.settings)
    made.clipboard.setText("what was there before")
    yield made
    selector.stop()
    made.keeper.stop()
    made.preferences.stop()


@pytest.fixture
def desk(qtbot, parts):
    made = Desk(parts)
    made.show(is_start=True)
    page = QWidget()  # what the user is reading, in front of the home window
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield made
    made.close()
    delete_later()


@pytest.fixture
def messages(monkeypatch):
    """What notifications say."""
    said = []
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _icon, _title, text, _picture: said.append(text)
    )
    return said


def delete_later():
    """Delete what is to be deleted, as the event loop does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def change(parts, **changes):
    parts.preferences.change(replace(parts.preferences.settings, **changes))


def visible(kind):
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


def only(kind):
    [found] = visible(kind)
    return found


def labels(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def kept(qtbot, parts):
    with qtbot.waitSignal(parts.keeper.found) as found:
        parts.keeper.search(7, "", False, -1, 0)
    return [entry.current for entry in found.args[1]]


def read(parts, latex="x^2"):
    parts.snip.read(fakes.picture())
    parts.recognizer.read(latex)


def test_a_snip_goes_from_the_hotkey_to_clipboard_and_history(qtbot, desk, parts, listener):
    listener.press(Action.SNIP)
    drag(qtbot)
    parts.recognizer.read("x^2")
    assert only(ResultWindow).latex == "x^2"
    qtbot.waitUntil(lambda: parts.clipboard.text() == "x^2")
    assert kept(qtbot, parts) == ["x^2"]


@pytest.mark.parametrize("ask", ["hotkey", "request"])
def test_every_action_can_be_asked_for_by_hotkey_and_from_outside(qtbot, desk, parts, listener, ask):
    def ask_for(name):
        if ask == "hotkey":
            listener.press(Action(name))
        else:
            desk.serve(Request(Command(name)))

    ask_for("snip")
    drag(qtbot)
    parts.recognizer.read("x")
    ask_for("append")
    drag(qtbot)
    parts.recognizer.read("y")
    assert r"\begin{aligned}" in only(ResultWindow).latex
    count = len(parts.recognizer.submitted)
    ask_for("repeat")
    assert overlays() == []
    assert len(parts.recognizer.submitted) == count + 1
    parts.clipboard.setImage(fakes.picture(40, 20))
    ask_for("clipboard")
    assert parts.recognizer.submitted[-1].width == 40
    ask_for("history")
    assert only(HistoryWindow)


def test_snips_wait_as_the_settings_say(desk, parts, listener):
    change(parts, capture_delay_s=LONG_S)
    listener.press(Action.SNIP)
    assert parts.snip.state is SnipState.COUNTING


def test_settings_are_opened_from_outside(desk):
    desk.serve(Request(Command.SETTINGS))
    assert only(SettingsWindow)


def test_a_second_start_is_answered_visibly(desk, messages):
    only(HomeWindow).showMinimized()
    desk.serve(Request(Command.START))
    assert messages == ["Img2LaTeX is running already."]
    assert not only(HomeWindow).isMinimized()
    assert "Img2LaTeX is running already." in labels(only(HomeWindow))


def test_a_file_from_outside_is_read(desk, parts, tmp_path):
    desk.serve(Request(Command.FILE, str(tmp_path / "a.png")))
    assert parts.recognizer.submitted == [tmp_path / "a.png"]
    parts.recognizer.read("x^2")
    assert only(ResultWindow).latex == "x^2"


def test_files_on_the_clipboard_are_read_as_files(desk, parts, tmp_path):
    files = [tmp_path / "a.png", tmp_path / "b.png"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    parts.clipboard.setMimeData(data)
    desk.serve(Request(Command.CLIPBOARD))
    assert parts.recognizer.submitted == files
    assert only(DropQueue)


@pytest.mark.parametrize("is_cleared", [True, False])
def test_a_clipboard_without_a_picture_is_told(desk, parts, messages, is_cleared):
    if is_cleared:
        parts.clipboard.clear()
    desk.serve(Request(Command.CLIPBOARD))
    assert messages == ["There is no picture on the clipboard; copy one first."]
    assert parts.recognizer.submitted == []
    assert parts.snip.state is SnipState.IDLE


def test_what_is_dropped_on_the_home_window_is_read(desk, parts, tmp_path):
    home = only(HomeWindow)
    home.image_dropped.emit(fakes.picture(40, 20))
    assert parts.recognizer.submitted[0].width == 40
    home.files_chosen.emit([tmp_path / "a.png"])
    assert parts.recognizer.submitted[1] == tmp_path / "a.png"


def copied(qtbot, window):
    with qtbot.waitSignal(window.copy_requested) as requested:
        window.request_copy()
    return requested.args[0].text


def test_the_form_chosen_last_is_remembered_and_used_everywhere(qtbot, desk, parts):
    read(parts)
    window = only(ResultWindow)
    window.form_chosen.emit(OutputForm.INLINE)
    assert parts.preferences.settings.output_form is OutputForm.INLINE
    assert copied(qtbot, window) == "$x^2$"
    change(parts, output_form=OutputForm.DISPLAY)
    assert copied(qtbot, window) == r"\[x^2\]"


def test_private_mode_is_chosen_in_the_history_or_the_settings_and_shown_in_both(qtbot, desk, parts):
    desk.serve(Request(Command.HISTORY))
    history = only(HistoryWindow)
    history.private_toggled.emit(True)
    assert parts.preferences.settings.is_private
    read(parts)
    assert kept(qtbot, parts) == []
    change(parts, is_private=False)
    assert not history._private.isChecked()


def test_clearing_the_history_in_the_settings_leaves_nothing(qtbot, desk, parts):
    read(parts)
    desk.show_settings()
    only(SettingsWindow).history_clear_requested.emit()
    assert kept(qtbot, parts) == []


@pytest.mark.parametrize("signal", ["hotkeys", "preferences", "snip", "keeper"])
def test_trouble_anywhere_is_told_once(desk, parts, messages, signal):
    {
        "hotkeys": lambda: parts.hotkeys.troubled.emit(Action.SNIP, "Trouble."),
        "preferences": lambda: parts.preferences.troubled.emit("Trouble."),
        "snip": lambda: parts.snip.not_captured.emit("Trouble."),
        "keeper": lambda: parts.keeper.failed.emit("Trouble."),
    }[signal]()
    assert messages == ["Trouble."]
    assert "Trouble." in labels(only(HomeWindow))


def test_a_broken_settings_file_is_told_at_the_start_and_only_then(
    qtbot, tmp_path, settings_path, parts, messages
):
    settings_path.write_text("{")
    preferences = Preferences(SettingsFile(settings_path))
    preferences.change(Settings(is_introduced=True))
    desk = Desk(replace(parts, preferences=preferences))
    desk.show(is_start=True)
    desk.show(is_start=False)
    assert messages == [preferences.notice]
    desk.close()
    preferences.stop()


def test_quitting_is_passed_on(qtbot, desk):
    with qtbot.waitSignal(desk.quit_requested):
        desk._actions.quit_requested.emit()
    with qtbot.waitSignal(desk.quit_requested):
        only(HomeWindow).close()


def test_the_about_window_names_the_version(desk):
    desk._actions.about_requested.emit()
    desk._actions.about_requested.emit()
    assert any("Img2LaTeX" in text for text in labels(only(AboutWindow)))


def test_the_releases_page_is_opened_when_asked_for_and_told_where_no_browser_is(desk, messages, monkeypatch):
    opened, has_browser = [], True
    monkeypatch.setattr(
        "img2latex_desktop.desk.QDesktopServices.openUrl",
        lambda url: opened.append(url.toString()) or has_browser,
    )
    desk._actions.about_requested.emit()
    assert opened == []
    only(AboutWindow).releases_requested.emit()
    assert opened == [RELEASES_URL]
    assert messages == []
    has_browser = False
    only(AboutWindow).releases_requested.emit()
    assert RELEASES_URL in messages[-1]


def test_the_about_window_shows_what_the_recognizer_reads_with(desk, parts, tmp_path):
    parts.recognizer.weights = WeightsChoice(WEIGHTS_FOLDER, is_installed=True)
    desk._actions.about_requested.emit()
    assert "installed by you" in labels(only(AboutWindow))
    parts.recognizer.weights = WeightsChoice(WEIGHTS_FOLDER)
    desk._actions.about_requested.emit()
    delete_later()
    assert "came with the program" in labels(only(AboutWindow))


def test_without_weights_the_about_window_comes_all_the_same(qtbot, parts, tmp_path):
    desk = Desk(replace(parts, weights=WeightsStore(tmp_path)))
    desk._actions.about_requested.emit()
    assert only(AboutWindow)
    desk.close()


def test_the_doctor_runs_and_is_stopped_with_the_desk(qtbot, monkeypatch, parts):
    begun = []
    monkeypatch.setattr("img2latex_desktop.flows.examination.Doctor.start", lambda _self: begun.append(1))
    desk = Desk(parts)
    desk._actions.doctor_requested.emit()
    assert only(SettingsWindow)._list.currentItem().text() == "Doctor"
    assert begun == [1]
    desk.close()


def test_the_checks_look_at_the_running_parts(desk):
    assert "Recognizer" in [check.name for check in desk._checks()]


def test_the_first_press_in_the_first_steps_is_a_try(qtbot, parts, listener):
    change(parts, is_introduced=False)
    desk = Desk(parts)
    desk.show(is_start=True)
    qtbot.waitUntil(lambda: visible(FirstRun) != [])
    listener.tell_listening({Action.SNIP: "Ctrl+Alt+M"})
    assert "Ctrl + Alt + M" in labels(only(FirstRun))
    listener.press(Action.SNIP)
    assert overlays() == []
    only(FirstRun).close()
    assert parts.preferences.settings.is_introduced
    listener.press(Action.SNIP)
    drag(qtbot)
    desk.close()


def test_first_steps_that_were_interrupted_come_again(qtbot, parts):
    change(parts, is_introduced=False)
    for is_start in (True, False):
        desk = Desk(parts)
        desk.show(is_start=is_start)
        qtbot.waitUntil(lambda: visible(FirstRun) != [])
        desk.close()
        delete_later()
    assert not parts.preferences.settings.is_introduced


def open_everything(qtbot, desk, parts):
    read(parts)
    desk.serve(Request(Command.HISTORY))
    desk._actions.about_requested.emit()
    desk._actions.home_requested.emit()
    desk.show_settings()
    parts.preferences.change(replace(parts.preferences.settings, is_introduced=False))
    desk._introduce()
    parts.hotkeys.listening.emit({Action.SNIP: "Ctrl+Alt+M"})


def test_a_closed_desk_leaves_no_window_behind(qtbot, parts):
    gc.collect()
    before = set(map(id, QApplication.topLevelWidgets()))
    desk = Desk(parts)
    desk.show(is_start=True)
    open_everything(qtbot, desk, parts)
    desk.close()
    assert visible(QWidget) == []
    delete_later()
    del desk
    gc.collect()
    left = [each for each in QApplication.topLevelWidgets() if id(each) not in before]
    assert left == []


def test_a_closed_desk_hears_nothing_any_more(qtbot, parts, listener, messages):
    desk = Desk(parts)
    desk.show(is_start=True)
    open_everything(qtbot, desk, parts)
    desk.close()
    for _ in range(2):  # before it is deleted, and after
        read(parts)
        parts.recognizer.state_changed.emit(parts.recognizer.state)
        parts.keeper.changed.emit()
        change(parts, is_private=not parts.preferences.settings.is_private)
        parts.hotkeys.listening.emit({Action.SNIP: "Ctrl+Alt+M"})
        delete_later()


def private_marks(desk):
    """In how many places the user sees that nothing is kept."""
    shown = [each for window in QApplication.topLevelWidgets() for each in window.findChildren(PrivateMark)]
    return sum(each.isVisible() for each in shown) + ("(private)" in desk._presence.tray._icon.toolTip())


def test_private_mode_is_visible_in_the_tray_and_in_every_window_about_formulas(desk, parts):
    read(parts)
    desk.serve(Request(Command.HISTORY))
    assert private_marks(desk) == 0
    menu = desk._actions.make_menu()
    switch = next(action for action in menu.actions() if "Private" in action.text())
    switch.trigger()
    assert parts.preferences.settings.is_private
    assert private_marks(desk) == 4  # tray, home, result, history
    change(parts, is_private=False)
    assert private_marks(desk) == 0
    assert not switch.isChecked()


def test_a_program_started_in_private_mode_says_so(qtbot, parts):
    change(parts, is_private=True)
    desk = Desk(parts)
    desk.show(is_start=True)
    read(parts)
    assert private_marks(desk) == 3
    desk.close()
    delete_later()


def test_a_desk_made_anew_tells_everything_once_and_goes_on(qtbot, parts, listener, messages):
    # GIVEN a desk whose user has edited a formula and snips the next
    old = Desk(parts)
    old.show(is_start=True)
    read(parts, "x")
    kept(qtbot, parts)
    only(ResultWindow)._formula.editor.replace_latex("x+1")
    parts.snip.begin(LONG_S)
    # WHEN it is replaced, as when the language changes
    old.close()
    desk = Desk(parts)
    desk.show(is_start=False)
    delete_later()
    # THEN the edit is saved, the snip goes on, and trouble is told once
    assert kept(qtbot, parts) == ["x+1"]
    listener.fail(Action.SNIP, "It is taken.")
    assert messages == ["It is taken."]
    parts.snip.begin()
    drag(qtbot)
    parts.recognizer.read("y")
    assert only(ResultWindow).latex == "y"
    assert kept(qtbot, parts) == ["y", "x+1"]
    desk.close()


def test_a_desk_made_anew_shows_the_settings_where_they_were(qtbot, parts):
    old = Desk(parts)
    assert old.settings_place is None
    old._examine()
    place = old.settings_place
    old.close()
    desk = Desk(parts)
    desk.show_settings(place)
    delete_later()
    assert place.page == "doctor"
    assert only(SettingsWindow).place.page == "doctor"
    desk.close()


def test_an_edit_is_saved_when_the_program_ends(qtbot, parts):
    desk = Desk(parts)
    read(parts, "x")
    kept(qtbot, parts)
    only(ResultWindow)._formula.editor.replace_latex("x+1")
    desk.close()
    assert kept(qtbot, parts) == ["x+1"]
